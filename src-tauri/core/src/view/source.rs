//! Who sent what.

use serde::Serialize;
use specta::Type;

use super::Whole;

/// Who sent what since the capture began.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SourceTable {
    /// Busiest first, at most 500.
    pub rows: Vec<SourceRow>,
    /// All other sources together; `count` is how many.
    pub others: OthersRow,
    /// How many sources there were.
    pub distinct: Whole,
    /// False: the table was full once, small sources may be missing and `distinct` is an estimate.
    pub exact: bool,
}

/// One source.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct SourceRow {
    pub ip: String,
    pub packets: Whole,
    pub bytes: Whole,
    pub tcp: Whole,
    pub udp: Whole,
    pub icmp: Whole,
    pub other: Whole,
    pub first_ms: Whole,
    pub last_ms: Whole,
}

/// The sources that have no row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct OthersRow {
    pub count: Whole,
    pub packets: Whole,
    pub bytes: Whole,
    pub tcp: Whole,
    pub udp: Whole,
    pub icmp: Whole,
    pub other: Whole,
}
