//! One packet's header.

use serde::Serialize;
use specta::Type;

use super::{Protocol, Whole};

/// One packet's header.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PacketRow {
    /// Counts up; a key for the table.
    pub id: Whole,
    /// Microseconds since the epoch.
    pub time_us: Whole,
    /// Source address, if it has one.
    pub source: Option<String>,
    /// Destination address.
    pub destination: Option<String>,
    /// Source port.
    pub source_port: Option<u16>,
    /// Destination port.
    pub destination_port: Option<u16>,
    /// For the colour.
    pub protocol: Protocol,
    /// In words: `TCP`, `ICMPv6`, `GRE`, `LLDP`.
    pub name: String,
    /// Bytes on the wire.
    pub length: u32,
    /// Flags, type, VLAN: `SYN ACK`, `echo request`, `VLAN 5`, `fragment`.
    pub info: String,
}
