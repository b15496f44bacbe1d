//! The fixed limits (layer 1) and their presets.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Which set of limits is in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Preset {
    /// Quiet on ordinary desktop traffic.
    #[default]
    Default,
    /// The values of the first Python dashboard.
    Classic,
    /// Only what hardly any desktop does.
    Quiet,
    /// Set by hand.
    Custom,
}

/// What a source's count is compared over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SourceWindow {
    /// All packets since the capture began.
    Capture,
    /// The busiest single interval.
    Interval,
}

/// Limits of one protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Limit {
    /// The rule is on.
    pub on: bool,
    /// Packets of the protocol per interval; more is a hit.
    pub per_interval: u32,
    /// Packets of one source; more is an anomaly.
    pub per_source: u32,
}

/// Fixed limits (layer 1 of detection): intervals above a count, sources above a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Thresholds {
    /// Where these come from.
    pub preset: Preset,
    /// Length of the interval that is judged, one of [`INTERVALS_S`].
    pub interval_s: u32,
    /// How many intervals in a row must be above the limit, 1 ..= [`MAX_CONSECUTIVE`].
    pub consecutive: u32,
    /// What a source's count is taken over.
    pub source_window: SourceWindow,
    /// TCP.
    pub tcp: Limit,
    /// UDP.
    pub udp: Limit,
    /// ICMP and ICMPv6.
    pub icmp: Limit,
    /// Everything else, ARP included.
    pub other: Limit,
}

impl Thresholds {
    /// The first Python dashboard's: five intervals of 5 s in a row with more than 10 packets; sources by their count in the whole capture.
    pub const CLASSIC: Self = Self {
        preset: Preset::Classic,
        interval_s: 5,
        consecutive: 5,
        source_window: SourceWindow::Capture,
        tcp: Limit { on: true, per_interval: 10, per_source: 50 },
        udp: Limit { on: true, per_interval: 10, per_source: 30 },
        icmp: Limit { on: true, per_interval: 10, per_source: 20 },
        other: Limit { on: true, per_interval: 10, per_source: 10 },
    };

    /// Above the 99th percentile of 5 s intervals in a set of benign desktop captures
    /// (TCP 9,263, UDP 2,008, ICMP 40, other 52 packets); one source may have half of it.
    pub const DEFAULT: Self = Self {
        preset: Preset::Default,
        interval_s: 5,
        consecutive: 1,
        source_window: SourceWindow::Interval,
        tcp: Limit { on: true, per_interval: 10_000, per_source: 5_000 },
        udp: Limit { on: true, per_interval: 5_000, per_source: 2_500 },
        icmp: Limit { on: true, per_interval: 500, per_source: 250 },
        other: Limit { on: true, per_interval: 1_000, per_source: 500 },
    };

    /// Three times [`Self::DEFAULT`], twice in a row: above every 5 s interval of that benign set
    /// (at most TCP 12,539, UDP 6,000, ICMP 42, other 248 packets), so that only a lasting flood speaks.
    pub const QUIET: Self = Self {
        preset: Preset::Quiet,
        interval_s: 5,
        consecutive: 2,
        source_window: SourceWindow::Interval,
        tcp: Limit { on: true, per_interval: 30_000, per_source: 15_000 },
        udp: Limit { on: true, per_interval: 15_000, per_source: 7_500 },
        icmp: Limit { on: true, per_interval: 1_500, per_source: 750 },
        other: Limit { on: true, per_interval: 3_000, per_source: 1_500 },
    };

    /// In the order TCP, UDP, ICMP, other.
    #[must_use]
    pub const fn limits(&self) -> [Limit; 4] {
        [self.tcp, self.udp, self.icmp, self.other]
    }

    /// Shortest capture in which the interval rule can fire at all, in seconds.
    #[must_use]
    pub const fn needs_s(&self) -> u32 {
        self.interval_s * self.consecutive
    }
}

impl Default for Thresholds {
    fn default() -> Self {
        Self::DEFAULT
    }
}
