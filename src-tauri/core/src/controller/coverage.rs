//! How much of what the system counted on the interface in the last minute was captured.

use std::collections::VecDeque;

use crate::{interfaces, view::Coverage as Seen};

/// Linux's own interface for what a machine says to itself: each packet is counted as sent and as received, and
/// captured once.
const LOOPBACK: &str = "lo";

/// Two readings are so far apart, in ms: one file of the system is read for each.
const EVERY_MS: u64 = 1_000;
/// Readings older than this are forgotten, in ms.
const KEPT_MS: u64 = 60_000;
/// From less than this nothing is said: the last packets before a reading may come with the next tick.
const SHORTEST_MS: u64 = 10_000;
/// For the same reason from fewer bytes than this.
const FEWEST_BYTES: u64 = 100_000;
/// Nobody looked for so long: nothing is read.
const UNSEEN_MS: u64 = 5_000;

/// Both counts at one moment.
#[derive(Clone, Copy, Debug)]
struct Reading {
    at_ms: u64,
    captured: u64,
    counted: u64,
}

/// The readings of the last minute: at most [`KEPT_MS`] / [`EVERY_MS`] and one.
#[derive(Debug, Default)]
pub(super) struct Coverage {
    readings: VecDeque<Reading>,
    looked_ms: u64,
}

impl Coverage {
    /// Somebody looks at it.
    pub(super) const fn look(&mut self, now_ms: u64) {
        self.looked_ms = now_ms;
    }

    /// Another capture begins, perhaps on another interface, or a file is shown: what was captured is counted anew.
    pub(super) fn clear(&mut self) {
        self.readings.clear();
    }

    /// A tick has just come: `captured` bytes in all, on `interface`. With a capture filter there is nothing to compare.
    pub(super) fn on_tick(&mut self, now_ms: u64, captured: u64, interface: Option<&str>, filtered: bool) {
        let due = self.readings.back().is_none_or(|last| now_ms >= last.at_ms + EVERY_MS);
        if !due || now_ms >= self.looked_ms + UNSEEN_MS {
            return;
        }
        match interface.filter(|name| !filtered && *name != interfaces::ALL).and_then(counted) {
            Some(counted) => self.add(Reading { at_ms: now_ms, captured, counted }),
            None => self.readings.clear(),
        }
    }

    fn add(&mut self, reading: Reading) {
        let Reading { at_ms, counted, .. } = reading;
        // An interface that was made again.
        if self.readings.back().is_some_and(|last| last.counted > counted) {
            self.readings.clear();
        }
        self.readings.retain(|old| old.at_ms + KEPT_MS >= at_ms);
        self.readings.push_back(reading);
    }

    /// What was captured, of what the system counted; nothing if that is too little to tell.
    pub(super) fn seen(&self) -> Option<Seen> {
        let (first, last) = (self.readings.front()?, self.readings.back()?);
        let (span, counted) = (last.at_ms - first.at_ms, last.counted - first.counted);
        (span >= SHORTEST_MS && counted >= FEWEST_BYTES).then(|| Seen {
            captured: (last.captured - first.captured).into(),
            counted: counted.into(),
            span_s: u32::try_from(span / 1000).unwrap_or(u32::MAX),
        })
    }
}

/// Bytes that went over it since it exists.
fn counted(interface: &str) -> Option<u64> {
    let count = interfaces::counts().into_iter().find(|count| count.name == interface)?;
    let sent = if interface == LOOPBACK { 0 } else { count.sent.bytes.get() };
    Some(count.received.bytes.get().saturating_add(sent))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(readings: &[(u64, u64, u64)]) -> Coverage {
        let mut coverage = Coverage::default();
        for (s, captured, counted) in readings {
            coverage.add(Reading { at_ms: s * 1000, captured: *captured, counted: *counted });
        }
        coverage
    }
    fn seen(readings: &[(u64, u64, u64)]) -> Option<(u64, u64, u32)> {
        after(readings).seen().map(|seen| (seen.captured.get(), seen.counted.get(), seen.span_s))
    }

    #[test]
    fn it_is_what_both_counts_rose_by_in_the_last_minute() {
        assert_eq!(seen(&[(0, 5, 70), (20, 999_000, 1_000_070)]), Some((998_995, 1_000_000, 20)));
        let minute = [(0, 0, 0), (30, 0, 500_000), (70, 450_000, 1_000_000), (90, 950_000, 1_500_000)];
        assert_eq!(seen(&minute), Some((950_000, 1_000_000, 60)), "what is older is forgotten");
    }

    #[test]
    fn from_little_nothing_is_said() {
        assert_eq!(seen(&[]), None);
        assert_eq!(seen(&[(0, 0, 0), (9, 900_000, 900_000)]), None, "too short");
        assert_eq!(seen(&[(0, 0, 0), (30, 90_000, 90_000)]), None, "too few bytes");
    }

    #[test]
    fn a_count_that_begins_anew_is_not_compared_with_the_old_one() {
        let mut coverage = after(&[(0, 900_000, 900_000), (20, 1_800_000, 1_900_000)]);
        coverage.clear();
        coverage.add(Reading { at_ms: 40_000, captured: 0, counted: 3_000_000 });
        assert!(coverage.seen().is_none(), "another capture, perhaps of another interface");
        let made_again = [(0, 0, 900_000), (20, 100, 0), (40, 500_100, 500_000)];
        assert_eq!(seen(&made_again), Some((500_000, 500_000, 20)), "another interface of that name");
    }

    #[test]
    fn nothing_is_read_while_nobody_looks_or_a_filter_leaves_packets_out() {
        let mut coverage = Coverage::default();
        coverage.on_tick(50_000, 1, Some(LOOPBACK), false);
        assert_eq!(coverage.readings.len(), 0);
        coverage.look(50_000);
        for at_ms in [50_000, 50_250, 51_000] {
            coverage.on_tick(at_ms, 1, Some(LOOPBACK), false);
        }
        assert_eq!(coverage.readings.len(), if cfg!(target_os = "linux") { 2 } else { 0 });
        coverage.on_tick(52_000, 1, Some(LOOPBACK), true);
        assert_eq!(coverage.readings.len(), 0);
    }
}
