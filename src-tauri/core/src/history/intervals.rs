//! The whole capture by judged interval: what the fixed limits and the report read.

use std::collections::BTreeMap;

/// About eleven days of 5 s intervals, 10 MB at worst; beyond it the oldest go, and are counted.
pub const MAX_INTERVALS: usize = 200_000;

/// Packets by class (TCP, UDP, ICMP, other) in intervals aligned to the epoch. Only intervals with packets are kept.
#[derive(Debug)]
pub struct Intervals {
    length_s: u32,
    map: BTreeMap<u64, [u64; 4]>,
    forgotten: u64,
}

impl Intervals {
    /// Empty, with intervals of `length_s` seconds (at least 1).
    #[must_use]
    pub fn new(length_s: u32) -> Self {
        Self { length_s: length_s.max(1), map: BTreeMap::new(), forgotten: 0 }
    }

    /// Length of an interval in seconds.
    #[must_use]
    pub const fn length_s(&self) -> u32 {
        self.length_s
    }

    /// Adds packets that came in this second of the epoch.
    pub fn add(&mut self, second: u64, packets: &[u64; 4]) {
        if packets.iter().all(|n| *n == 0) {
            return;
        }
        let sums = self.map.entry(self.start_of(second)).or_default();
        sums.iter_mut().zip(packets).for_each(|(sum, n)| *sum += n);
        if self.map.len() > MAX_INTERVALS {
            self.map.pop_first();
            self.forgotten += 1;
        }
    }

    /// Start of the interval in which a second lies.
    #[must_use]
    pub fn start_of(&self, second: u64) -> u64 {
        second - second % u64::from(self.length_s)
    }

    /// Intervals that start at `from` or later, oldest first: start in seconds, packets by class.
    pub fn since(&self, from: u64) -> impl Iterator<Item = (u64, [u64; 4])> {
        self.map.range(from..).map(|(start, packets)| (*start, *packets))
    }

    /// Intervals that were dropped because there were too many.
    #[must_use]
    pub const fn forgotten(&self) -> u64 {
        self.forgotten
    }
}
