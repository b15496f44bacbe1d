//! Who sent what since the capture began.
//!
//! Bounded: when the table is full the smallest half goes into *others*. A source that sends more than its share
//! outlives that, so a flood of spoofed addresses cannot push the real talkers out.

use std::{collections::HashMap, net::IpAddr};

use weir_protocol::{Class, Count, Tick};

use crate::settings::{SourceWindow, Thresholds};

use super::NANOS;

/// Rows after a clean-up. With up to twice as many before one, each of 50,000 sources has its row. At 240 bytes a row and
/// 32 bytes for each place of a hash table that is half full this is 20 MB at worst, which only a flood of forged
/// addresses fills.
const KEPT: usize = 32_768;
/// Most rows.
pub const MAX_SOURCES: usize = 2 * KEPT;

/// One source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceSums {
    /// By class, in the order of [`Class::ALL`].
    pub classes: [Count; 4],
    /// Nanoseconds of packet time.
    pub first: u64,
    /// Nanoseconds of packet time.
    pub last: u64,
    /// When it first was above its limit, by class.
    pub first_over: [Option<u64>; 4],
    /// The most packets in one judged interval, by class.
    pub peak: [u64; 4],
    interval: u64,
    in_interval: [u64; 4],
}

impl SourceSums {
    /// Sums of all classes.
    #[must_use]
    pub fn total(&self) -> Count {
        let mut sum = Count::default();
        self.classes.iter().for_each(|class| sum.add(*class));
        sum
    }

    /// The number that is held against the limit.
    #[must_use]
    pub const fn judged(&self, class: Class, window: SourceWindow) -> u64 {
        match window {
            SourceWindow::Capture => self.classes[class.index()].packets,
            SourceWindow::Interval => self.peak[class.index()],
        }
    }
}

/// The table.
#[derive(Debug)]
pub struct Sources {
    /// In boxes, so that a table that is half full, or grows, is not twice as large.
    map: HashMap<IpAddr, Box<SourceSums>>,
    others: [Count; 4],
    /// Rows that went into `others`.
    moved: u64,
    distinct: u64,
    exact: bool,
    thresholds: Thresholds,
}

impl Sources {
    pub(super) fn new(thresholds: &Thresholds) -> Self {
        Self {
            map: HashMap::new(),
            others: [Count::default(); 4],
            moved: 0,
            distinct: 0,
            exact: true,
            thresholds: *thresholds,
        }
    }

    pub(super) fn set_thresholds(&mut self, thresholds: &Thresholds) {
        let window_changed = thresholds.interval_s != self.thresholds.interval_s;
        self.thresholds = *thresholds;
        for source in self.map.values_mut() {
            if window_changed {
                (source.peak, source.in_interval) = ([0; 4], [0; 4]);
            }
            source.first_over = [None; 4];
            source.note_limits(thresholds, source.last);
        }
    }

    pub(super) fn add(&mut self, tick: &Tick, at: u64) {
        let interval = at / NANOS / u64::from(self.thresholds.interval_s.max(1));
        for counted in &tick.sources {
            let source = self.map.entry(counted.address).or_insert_with(|| Box::new(SourceSums::new(at)));
            source.add(&counted.classes, interval, at);
            source.note_limits(&self.thresholds, at);
        }
        for (sum, count) in self.others.iter_mut().zip(&tick.other_sources) {
            self.exact &= count.packets == 0;
            sum.add(*count);
        }
        self.distinct = self.distinct.max(tick.distinct_sources).max(self.map.len() as u64);
        if self.map.len() > MAX_SOURCES {
            self.clean_up();
        }
    }

    /// All rows, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&IpAddr, &SourceSums)> {
        self.map.iter().map(|(address, sums)| (address, &**sums))
    }

    /// One row.
    #[must_use]
    pub fn get(&self, address: &IpAddr) -> Option<&SourceSums> {
        self.map.get(address).map(|sums| &**sums)
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Nobody has a row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// The `most` busiest, busiest first; equals by address, so that rows do not jump.
    #[must_use]
    pub fn ranked(&self, most: usize) -> Vec<(&IpAddr, &SourceSums)> {
        let mut rows: Vec<_> = self.iter().map(|(ip, sums)| (sums.total().packets, ip, sums)).collect();
        let order = |a: &(u64, &IpAddr, &SourceSums), b: &(u64, &IpAddr, &SourceSums)| {
            b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1))
        };
        // Only the top is sorted: there may be fifty thousand others.
        if rows.len() > most {
            rows.select_nth_unstable_by(most, order);
            rows.truncate(most);
        }
        rows.sort_by(order);
        rows.into_iter().map(|(_, ip, sums)| (ip, sums)).collect()
    }

    /// What has no row of its own, by class.
    #[must_use]
    pub const fn others(&self) -> [Count; 4] {
        self.others
    }

    /// How many sources there were; an estimate unless [`Self::is_exact`].
    #[must_use]
    pub const fn distinct(&self) -> u64 {
        self.distinct
    }

    /// No source ever had to go without a row.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        self.exact
    }

    fn clean_up(&mut self) {
        let mut sizes: Vec<u64> = self.map.values().map(|s| s.total().packets).collect();
        let middle = sizes.len() - KEPT;
        let (_, limit, _) = sizes.select_nth_unstable(middle);
        let limit = *limit;
        let (others, moved) = (&mut self.others, &mut self.moved);
        let mut room = KEPT - sizes.iter().filter(|n| **n > limit).count();
        self.map.retain(|_, source| {
            let size = source.total().packets;
            let keep = size > limit || (size == limit && room > 0);
            if size == limit && keep {
                room -= 1;
            }
            if !keep {
                *moved += 1;
                others.iter_mut().zip(source.classes).for_each(|(sum, class)| sum.add(class));
            }
            keep
        });
        self.exact = false;
    }
}

impl SourceSums {
    const fn new(at: u64) -> Self {
        Self {
            classes: [Count { packets: 0, bytes: 0 }; 4],
            first: at,
            last: at,
            first_over: [None; 4],
            peak: [0; 4],
            interval: 0,
            in_interval: [0; 4],
        }
    }

    fn add(&mut self, classes: &[Count; 4], interval: u64, at: u64) {
        if interval != self.interval {
            (self.interval, self.in_interval) = (interval, [0; 4]);
        }
        for (place, count) in classes.iter().enumerate() {
            self.classes[place].add(*count);
            self.in_interval[place] += count.packets;
            self.peak[place] = self.peak[place].max(self.in_interval[place]);
        }
        self.first = self.first.min(at);
        self.last = self.last.max(at);
    }

    fn note_limits(&mut self, thresholds: &Thresholds, at: u64) {
        for (class, limit) in Class::ALL.into_iter().zip(thresholds.limits()) {
            let over = limit.on && self.judged(class, thresholds.source_window) > u64::from(limit.per_source);
            let first = &mut self.first_over[class.index()];
            if !over {
                *first = None;
            } else if first.is_none() {
                *first = Some(at);
            }
        }
    }
}
