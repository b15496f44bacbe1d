//! The time series: packets per interval, packets per second, and the gaps in both.

use super::{MAX_POINTS, MAX_PPS_POINTS, Source};
use crate::{
    history::{Kind, NANOS, Second},
    view::{PpsSeries, Protocol, Scope, SessionState, TrafficSeries, Whole},
};

/// Silence of fewer whole seconds is not called a gap: the clock's steps and the machine's load make one.
const MIN_GAP_S: u64 = 2;

/// Shown seconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    pub(super) from: u64,
    pub(super) to: u64,
    pub(super) step: u64,
    /// The first interval with data.
    pub(super) first: u64,
    pub(super) cut: bool,
}

impl Source<'_> {
    /// The shown seconds: whole intervals, up to the one in progress.
    pub(super) fn range(&self, scope: Scope) -> Range {
        let step = u64::from(scope.interval_s.max(1));
        let latest = self.history.latest();
        let over = self.history.kind() == Kind::File && self.session.state == SessionState::Idle;
        // Of a file that is read to its end the last interval is finished, too.
        let to = if over {
            latest.div_ceil(NANOS).next_multiple_of(step)
        } else {
            // Up to the last quarter of a second: before that the newest point would be too low.
            latest / NANOS / step * step
        };
        let first = self.history.seconds.first().map_or(to, |first| first - first % step);
        let wanted = if scope.range_s == 0 { first } else { to.saturating_sub(u64::from(scope.range_s)) };
        let longest = to.saturating_sub(MAX_POINTS * step);
        let from = wanted.max(longest);
        Range { from: from - from % step, to, step, first, cut: wanted < longest }
    }

    pub(super) fn traffic(&self, range: Range, gaps: &[(u64, u64)]) -> TrafficSeries {
        let start = range.from.max(range.first);
        let starts: Vec<u64> = (start..range.to).step_by(usize::try_from(range.step).unwrap_or(1)).collect();
        let sums: Vec<Second> = starts.iter().map(|s| self.sum(*s, range.step)).collect();
        let packets = (0..Protocol::ALL.len())
            .map(|p| sums.iter().map(|sum| self.shown(sum, sum.packets[p])).collect())
            .collect();
        let now = self.sum(range.to, range.step);
        TrafficSeries {
            interval_s: u32::try_from(range.step).unwrap_or(u32::MAX),
            from_ms: (range.from * 1000).into(),
            to_ms: (range.to * 1000).into(),
            starts_ms: starts.iter().map(|s| Whole::from(s * 1000)).collect(),
            packets,
            drops: sums.iter().map(|sum| sum.drops.into()).collect(),
            now: if now.covered { now.packets.map(Whole::from).to_vec() } else { Vec::new() },
            gaps_ms: gaps.iter().map(|(start, end)| ((*start).into(), (*end).into())).collect(),
            cut: range.cut,
        }
    }

    pub(super) fn pps(&self, range: Range) -> PpsSeries {
        // The second in progress is left out: a line must not dip at its end.
        let to = self.history.latest() / NANOS;
        let from = range.from.max(range.first).min(to);
        let step = (to - from).div_ceil(MAX_PPS_POINTS).max(1);
        let from = from - from % step;
        let starts: Vec<u64> = (from..to - to % step).step_by(usize::try_from(step).unwrap_or(1)).collect();
        // A gap is no zero: the mean is that of the seconds with data.
        let sums: Vec<(Second, u64)> =
            starts.iter().map(|s| (self.sum(*s, step), self.seen(*s, step))).collect();
        let mean = |value: fn(&Second) -> u64| -> Vec<Option<Whole>> {
            sums.iter().map(|(sum, seen)| self.shown(sum, (value(sum) + seen / 2) / seen)).collect()
        };
        PpsSeries {
            step_s: u32::try_from(step).unwrap_or(u32::MAX),
            starts_ms: starts.iter().map(|s| Whole::from(s * 1000)).collect(),
            inbound: mean(|s| s.directions[0]),
            outbound: mean(|s| s.directions[1]),
            passing: mean(|s| s.directions[2]),
            by_protocol: vec![
                mean(|s| s.packets[0]),
                mean(|s| s.packets[1]),
                mean(|s| s.packets[2]),
                mean(|s| s.packets[3]),
                mean(|s| s.packets[4]),
            ],
        }
    }

    pub(super) fn sum(&self, start: u64, length: u64) -> Second {
        let mut sum = Second::default();
        (start..start + length)
            .filter_map(|s| self.history.seconds.get(s))
            .for_each(|second| sum.add(second));
        sum
    }

    /// Seconds with data among `length` seconds from `start` on, at least one. In a file every second has data.
    fn seen(&self, start: u64, length: u64) -> u64 {
        if self.history.kind() == Kind::File {
            return length;
        }
        let covered =
            (start..start + length).filter(|s| self.history.seconds.get(*s).is_some_and(|one| one.covered));
        (covered.count() as u64).max(1)
    }

    /// A number, or the hole of a gap. In a file a stretch without packets is no gap.
    pub(super) fn shown(&self, sum: &Second, value: u64) -> Option<Whole> {
        (sum.covered || self.history.kind() == Kind::File).then(|| value.into())
    }

    /// Stretches without data since `from` (seconds), in ms: interruptions, and silence that none of them explains.
    pub(super) fn gaps(&self, from: u64) -> Vec<(u64, u64)> {
        let mut gaps: Vec<(u64, u64)> = self.history.gaps.closed().to_vec();
        gaps.retain(|(_, end)| *end >= from * NANOS);
        let silent = self.silences(from);
        gaps.extend(
            silent
                .into_iter()
                .filter(|(start, end)| !gaps.iter().any(|(a, b)| a < end && start < b))
                .collect::<Vec<_>>(),
        );
        gaps.sort_unstable();
        gaps.into_iter().map(|(start, end)| (start / 1_000_000, end / 1_000_000)).collect()
    }

    /// Whole seconds since `from` without a tick, in nanoseconds.
    fn silences(&self, from: u64) -> Vec<(u64, u64)> {
        let mut silences: Vec<(u64, u64)> = Vec::new();
        if self.history.kind() == Kind::File {
            return silences;
        }
        let mut open: Option<u64> = None;
        for (second, sums) in self.history.seconds.iter().filter(|(second, _)| *second >= from) {
            match (sums.covered, open) {
                (false, None) => open = Some(second),
                (true, Some(start)) => {
                    silences.extend((second - start >= MIN_GAP_S).then_some((start * NANOS, second * NANOS)));
                    open = None;
                }
                (true, None) | (false, Some(_)) => {}
            }
        }
        silences
    }
}
