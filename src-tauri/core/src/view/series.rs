//! What the charts over time show.

use serde::Serialize;
use specta::Type;

use super::Whole;

/// Packets per interval and protocol, over the range.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TrafficSeries {
    /// Length of an interval.
    pub interval_s: u32,
    /// First and last instant of the shown range.
    pub from_ms: Whole,
    /// End of the range: the start of the interval in progress.
    pub to_ms: Whole,
    /// Starts of the finished intervals, aligned to the epoch, without a hole, at most 720.
    pub starts_ms: Vec<Whole>,
    /// For each protocol in the order of `Protocol::ALL` the packets of each interval; `null` is a gap.
    pub packets: Vec<Vec<Option<Whole>>>,
    /// Packets dropped by the kernel in each interval.
    pub drops: Vec<Whole>,
    /// The interval in progress, by protocol; empty when there is none.
    pub now: Vec<Whole>,
    /// Stretches without data in the range: start, end.
    pub gaps_ms: Vec<(Whole, Whole)>,
    /// The range is longer than 720 intervals: only the newest are here.
    pub cut: bool,
}

/// Packets per second and direction, over the range, at most 300 points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PpsSeries {
    /// Seconds that one point stands for: 1, or more in a long range; a point is then the mean, so that a constant rate is a straight line.
    pub step_s: u32,
    /// Start of each point.
    pub starts_ms: Vec<Whole>,
    /// To this machine; `null` is a gap.
    pub inbound: Vec<Option<Whole>>,
    /// From this machine.
    pub outbound: Vec<Option<Whole>>,
    /// Between others, or unknown.
    pub passing: Vec<Option<Whole>>,
    /// For each protocol, all directions together: for the protocol filter.
    pub by_protocol: Vec<Vec<Option<Whole>>>,
}
