//! What is above a fixed limit.

use serde::Serialize;
use specta::Type;

use super::{Protocol, Whole};

/// One interval in which a protocol was above its fixed limit (for the set number of intervals in a row).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AttackRow {
    /// TCP, UDP, ICMP or other (which includes ARP here).
    pub protocol: Protocol,
    /// Start of the interval.
    pub start_ms: Whole,
    /// Its length.
    pub interval_s: u32,
    /// Packets in it.
    pub packets: Whole,
    /// The limit that it was above.
    pub threshold: Whole,
    /// It is still in progress: the count may grow.
    pub in_progress: bool,
}

/// One source above its limit for a protocol.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AnomalyRow {
    /// The source address.
    pub ip: String,
    /// TCP, UDP, ICMP or other.
    pub protocol: Protocol,
    /// Packets: of the whole capture, or of the source's busiest interval, as the settings say.
    pub count: Whole,
    /// The limit.
    pub threshold: Whole,
    /// When it first was above.
    pub first_ms: Whole,
}
