//! Who sent, in a table of bounded size (Space-Saving, Metwally et al. 2005).
//!
//! While there are no more sources than places, every number is exact. After that a newcomer takes the place of the
//! source with the smallest weight and inherits that weight, so that a flood of forged addresses cannot drive out the
//! sources that matter. What was counted for a source that lost its place goes to *others*: the sources of a tick and
//! its others always add up to all packets that have a source.

use std::{collections::HashMap, net::IpAddr};

use ahash::RandomState;
use weir_protocol::{Class, Count, SourceCount, limits::MAX_SOURCES};

use super::distinct::Distinct;

/// The table of sources.
#[derive(Debug)]
pub struct Sources {
    places: HashMap<IpAddr, usize, RandomState>,
    rows: Vec<Row>,
    /// Packets of each row in the whole session, and what it inherited; beside the rows, so that a scan is short.
    weights: Vec<u64>,
    /// Rows that have counted something in this tick.
    touched: Vec<usize>,
    others: [Count; 4],
    lightest: Lightest,
    distinct: Distinct,
    evicted: bool,
    reported: u64,
}

#[derive(Debug)]
struct Row {
    address: IpAddr,
    counts: [Count; 4],
    touched: bool,
}

impl Default for Sources {
    /// An empty table, with a hash seed of its own: nobody outside can choose addresses that collide.
    fn default() -> Self {
        Self {
            places: HashMap::with_capacity_and_hasher(MAX_SOURCES, RandomState::new()),
            rows: Vec::with_capacity(MAX_SOURCES),
            weights: Vec::with_capacity(MAX_SOURCES),
            touched: Vec::new(),
            others: [Count::default(); 4],
            lightest: Lightest::default(),
            distinct: Distinct::default(),
            evicted: false,
            reported: 0,
        }
    }
}

impl Sources {
    /// Counts one packet.
    pub fn add(&mut self, address: IpAddr, class: Class, length: u32) {
        let place = match self.places.get(&address) {
            Some(&place) => place,
            None => self.admit(address),
        };
        if let Some(weight) = self.weights.get_mut(place) {
            *weight = weight.saturating_add(1);
        }
        let Some(row) = self.rows.get_mut(place) else { return };
        if let Some(count) = row.counts.get_mut(class.index()) {
            count.add_packet(length);
        }
        if !row.touched {
            row.touched = true;
            self.touched.push(place);
        }
    }

    /// Ends the tick: the sources that sent something, busiest first, and what belongs to none of them.
    pub fn cut(&mut self) -> (Vec<SourceCount>, [Count; 4]) {
        let mut sources = Vec::with_capacity(self.touched.len());
        for place in self.touched.drain(..) {
            let Some(row) = self.rows.get_mut(place) else { continue };
            row.touched = false;
            sources.push(SourceCount { address: row.address, classes: std::mem::take(&mut row.counts) });
        }
        sort_busiest_first(&mut sources);
        (sources, std::mem::take(&mut self.others))
    }

    /// How many sources there have been in the session: exact until the table was full, then an estimate.
    pub fn distinct(&mut self) -> u64 {
        let now = if self.evicted { self.distinct.estimate() } else { self.rows.len() as u64 };
        self.reported = self.reported.max(now);
        self.reported
    }

    fn admit(&mut self, address: IpAddr) -> usize {
        self.distinct.insert(self.places.hasher().hash_one(address));
        let place = if self.rows.len() < MAX_SOURCES {
            self.rows.push(Row { address, counts: [Count::default(); 4], touched: false });
            self.weights.push(0);
            self.rows.len() - 1
        } else {
            self.evict(address)
        };
        self.places.insert(address, place);
        place
    }

    /// Gives the place of the lightest source to `address`.
    fn evict(&mut self, address: IpAddr) -> usize {
        self.evicted = true;
        let place = self.lightest.take(&self.weights);
        if let Some(row) = self.rows.get_mut(place) {
            self.places.remove(&row.address);
            row.address = address;
            for (other, count) in self.others.iter_mut().zip(&mut row.counts) {
                other.add(std::mem::take(count));
            }
        }
        place
    }
}

/// Busiest first; equal ones in the order of their addresses, so that equal captures give equal ticks.
pub(super) fn sort_busiest_first(sources: &mut [SourceCount]) {
    let packets = |source: &SourceCount| source.classes.iter().map(|count| count.packets).sum::<u64>();
    sources.sort_by_cached_key(|source| (std::cmp::Reverse(packets(source)), source.address));
}

/// Finds a row of the smallest weight without looking at all rows each time.
///
/// Weights only grow, by one packet at a time, and the row that is taken grows by one at once. So the rows of one level
/// are collected in one scan; taken rows make up the next level, until that reaches the lightest row outside.
#[derive(Debug, Default)]
struct Lightest {
    level: u64,
    rows: Vec<usize>,
    next: Vec<usize>,
    /// No row outside `rows` and `next` is lighter than this.
    outside: u64,
}

impl Lightest {
    fn take(&mut self, weights: &[u64]) -> usize {
        loop {
            while let Some(place) = self.rows.pop() {
                let weight = weights.get(place).copied().unwrap_or(u64::MAX);
                if weight == self.level {
                    self.next.push(place);
                    return place;
                }
                if weight == self.level + 1 {
                    self.next.push(place);
                } else {
                    self.outside = self.outside.min(weight);
                }
            }
            if !self.next.is_empty() && self.level + 1 < self.outside {
                self.level += 1;
                std::mem::swap(&mut self.rows, &mut self.next);
            } else {
                self.scan(weights);
            }
        }
    }

    fn scan(&mut self, weights: &[u64]) {
        self.rows.clear();
        self.next.clear();
        self.level = weights.iter().copied().min().unwrap_or(0);
        self.outside = u64::MAX;
        for (place, &weight) in weights.iter().enumerate() {
            if weight == self.level {
                self.rows.push(place);
            } else {
                self.outside = self.outside.min(weight);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_row_taken_is_always_a_lightest_one(
            mut weights in proptest::collection::vec(0u64..20, 1..30),
            steps in proptest::collection::vec((any::<prop::sample::Index>(), 0u64..4, any::<bool>()), 1..300),
        ) {
            let mut lightest = Lightest::default();
            for (at, packets, takes) in steps {
                let at = at.index(weights.len());
                weights[at] += packets;
                if takes {
                    let place = lightest.take(&weights);
                    prop_assert_eq!(Some(&weights[place]), weights.iter().min());
                    weights[place] += 1;
                }
            }
        }
    }
}
