//! Whether the numbers can be trusted.

use serde::Serialize;
use specta::Type;

use super::{NameRow, Whole};

/// The state word of the quality strip.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum QualityWord {
    /// No data yet.
    #[default]
    None,
    /// Nothing is missing.
    Complete,
    /// Something was dropped, cut, merged, estimated, or there is a gap.
    Partial,
    /// Replies are not seen: detection is limited.
    OneWay,
    /// No tick for three seconds.
    Stale,
}

/// Bytes of a stretch of a capture, against what the system counted on its interface meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Coverage {
    /// Captured.
    pub captured: Whole,
    /// Counted by the system.
    pub counted: Whole,
    /// Seconds, at most 60.
    pub span_s: u32,
}

/// Whether the numbers can be trusted, and where not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Quality {
    /// The worst of all.
    pub word: QualityWord,
    /// Packets that the kernel dropped; counts are lower bounds then.
    pub kernel_drops: Whole,
    /// Whether the kernel reports drops at all.
    pub counts_drops: bool,
    /// Packets of which not all bytes were captured (their sizes are right all the same).
    pub truncated: Whole,
    /// Ticks that were merged because Weir was slow; no packet is lost by that.
    pub merged_ticks: Whole,
    /// Stretches of the capture without data.
    pub gaps: u32,
    /// Their seconds together.
    pub gap_s: Whole,
    /// Damaged packets by kind, in words, most first.
    pub problems: Vec<NameRow>,
    /// The source table never was full.
    pub sources_exact: bool,
    /// Milliseconds since the last tick; for *stale*.
    pub silent_ms: Whole,
    /// Headers that were not sent to the window (too many to read, or the disclosure level).
    pub headers_skipped: Whole,
    /// Replies are not seen.
    pub one_way: bool,
    /// `null`: with a capture filter, on all interfaces, or from too little to tell.
    pub coverage: Option<Coverage>,
    /// When packets were dropped last, in ms of packet time.
    pub dropped_ms: Option<Whole>,
    /// When packets were cut last.
    pub cut_ms: Option<Whole>,
    /// When ticks were merged last.
    pub merged_ms: Option<Whole>,
    /// When the last gap ended.
    pub gap_ms: Option<Whole>,
    /// When the source table was full first.
    pub estimated_ms: Option<Whole>,
}
