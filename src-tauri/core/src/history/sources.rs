//! Who sent what since the capture began.
//!
//! Bounded: when the table is full the smallest half goes into *others*. A source that sends more than its share
//! outlives that, so a flood of spoofed addresses cannot push the real talkers out.

use std::{
    collections::{HashMap, hash_map::Entry},
    net::IpAddr,
};

use weir_protocol::{Class, Count, Tick};

use crate::settings::{SourceWindow, Thresholds};

use super::row::Row;

/// Rows after a clean-up. With up to twice as many before one, each of 50,000 sources has its row, and a hash table of
/// 65,536 places is just full. Of 49 bytes each that is 3 MB, and as much as a flood of forged addresses takes; a
/// source that comes back takes 240 more, which is 17 MB at worst.
const KEPT: usize = 28_672;
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
    map: HashMap<IpAddr, Row>,
    others: [Count; 4],
    /// Rows that went into `others`.
    moved: u64,
    distinct: u64,
    /// Since when a source had to go without a row, in nanoseconds.
    full_since: Option<u64>,
    thresholds: Thresholds,
}

impl Sources {
    pub(super) fn new(thresholds: &Thresholds) -> Self {
        Self {
            map: HashMap::new(),
            others: [Count::default(); 4],
            moved: 0,
            distinct: 0,
            full_since: None,
            thresholds: *thresholds,
        }
    }

    pub(super) fn set_thresholds(&mut self, thresholds: &Thresholds) {
        let window_changed = thresholds.interval_s != self.thresholds.interval_s;
        self.thresholds = *thresholds;
        for row in self.map.values_mut() {
            // The others are judged when they are asked for.
            let Row::Often(source) = row else { continue };
            if window_changed {
                (source.peak, source.in_interval) = ([0; 4], [0; 4]);
            }
            source.first_over = [None; 4];
            source.note_limits(thresholds, source.last);
        }
    }

    pub(super) fn add(&mut self, tick: &Tick, at: u64) {
        if self.map.len() + tick.sources.len() > MAX_SOURCES {
            self.clean_up();
            self.full_since = self.full_since.or(Some(at));
        }
        for counted in &tick.sources {
            match self.map.entry(counted.address) {
                Entry::Occupied(mut row) => row.get_mut().add(&counted.classes, at, &self.thresholds),
                Entry::Vacant(free) => {
                    free.insert(Row::new(&counted.classes, at, &self.thresholds));
                }
            }
        }
        for (sum, count) in self.others.iter_mut().zip(&tick.other_sources) {
            if count.packets > 0 {
                self.full_since = self.full_since.or(Some(at));
            }
            sum.add(*count);
        }
        self.distinct = self.distinct.max(tick.distinct_sources).max(self.map.len() as u64);
    }

    /// All rows, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&IpAddr, SourceSums)> {
        self.map.iter().map(|(address, row)| (address, row.sums(&self.thresholds)))
    }

    /// What all rows add up to, by class.
    #[must_use]
    pub fn sum(&self) -> [Count; 4] {
        let mut sums = [Count::default(); 4];
        for row in self.map.values() {
            sums.iter_mut().zip(row.classes()).for_each(|(sum, class)| sum.add(class));
        }
        sums
    }

    /// One row.
    #[must_use]
    pub fn get(&self, address: &IpAddr) -> Option<SourceSums> {
        self.map.get(address).map(|row| row.sums(&self.thresholds))
    }

    /// Packets of one source; 0 when it has no row.
    #[must_use]
    pub fn packets_of(&self, address: &IpAddr) -> u64 {
        self.map.get(address).map_or(0, Row::packets)
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// For how many rows there is room already.
    #[cfg(test)]
    pub(super) fn room(&self) -> usize {
        self.map.capacity()
    }

    /// Nobody has a row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// The `most` busiest, busiest first; equals by address, so that rows do not jump.
    #[must_use]
    pub fn ranked(&self, most: usize) -> Vec<(&IpAddr, SourceSums)> {
        let order =
            |a: &(u64, &IpAddr, &Row), b: &(u64, &IpAddr, &Row)| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1));
        // Only the top is listed and sorted: there may be fifty thousand others, and this is asked each second.
        let room = (2 * most).clamp(1, self.map.len().max(1));
        let mut rows = Vec::with_capacity(room);
        for (ip, row) in &self.map {
            if rows.len() == room && most < room {
                rows.select_nth_unstable_by(most, order);
                rows.truncate(most);
            }
            rows.push((row.packets(), ip, row));
        }
        rows.sort_unstable_by(order);
        rows.truncate(most);
        rows.into_iter().map(|(_, ip, row)| (ip, row.sums(&self.thresholds))).collect()
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
        self.full_since.is_none()
    }

    /// When the first had to, in nanoseconds of packet time.
    #[must_use]
    pub const fn full_since(&self) -> Option<u64> {
        self.full_since
    }

    fn clean_up(&mut self) {
        let mut sizes: Vec<u64> = self.map.values().map(Row::packets).collect();
        // A tick tells fewer sources than there is room for after a clean-up.
        let Some(middle) = sizes.len().checked_sub(KEPT) else { return };
        let (_, limit, _) = sizes.select_nth_unstable(middle);
        let limit = *limit;
        let (others, moved) = (&mut self.others, &mut self.moved);
        let mut room = KEPT - sizes.iter().filter(|n| **n > limit).count();
        let mut kept = Vec::with_capacity(KEPT);
        for (address, source) in self.map.drain() {
            let size = source.packets();
            if size > limit || (size == limit && room > 0) {
                room -= usize::from(size == limit);
                kept.push((address, source));
            } else {
                *moved += 1;
                others.iter_mut().zip(source.classes()).for_each(|(sum, class)| sum.add(class));
            }
        }
        // Into the same memory. Were rows only taken out, each would leave a mark in its place, and a table full of marks
        // is not swept but made twice as large.
        self.map.extend(kept);
    }
}

impl SourceSums {
    pub(super) const fn new(at: u64) -> Self {
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

    pub(super) fn add(&mut self, classes: &[Count; 4], interval: u64, at: u64) {
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

    pub(super) fn note_limits(&mut self, thresholds: &Thresholds, at: u64) {
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
