//! Sums and rates.

use serde::Serialize;
use specta::Type;

use super::{Protocol, Whole};

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct TotalsView {
    pub packets: Whole,
    pub bytes: Whole,
}

/// The last full second.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct RateView {
    pub packets_per_s: Whole,
    pub bits_per_s: Whole,
    /// By protocol, in the order of [`Protocol::ALL`].
    pub packets_by_protocol: Vec<Whole>,
    /// The same for bits.
    pub bits_by_protocol: Vec<Whole>,
}

/// One protocol's part.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct ProtocolRow {
    pub protocol: Protocol,
    pub packets: Whole,
    pub bytes: Whole,
}

/// One finer name's part.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct NameRow {
    pub name: String,
    pub packets: Whole,
    pub bytes: Whole,
}
