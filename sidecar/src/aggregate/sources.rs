//! Who sent, in a table of bounded size (Space-Saving, Metwally et al. 2005).
//!
//! While there are no more sources than places, every number is exact. After that a newcomer takes the place of the
//! source with the smallest weight and inherits that weight, so that a flood of forged addresses cannot drive out the
//! sources that matter. What was counted for a source that lost its place goes to *others*: the sources of a tick and
//! its others always add up to all packets that have a source.

use std::net::IpAddr;

use ahash::RandomState;
use hashbrown::HashTable;
use weir_protocol::{
    Class, Count, SourceCount,
    limits::{MAX_SOURCES, MAX_WAITING_SOURCES},
};

use super::{BATCH, distinct::Distinct, key::Key, lightest::Lightest, rows::Rows};

/// Most sources that are remembered, more than half as many again as one tick may tell: who pauses for a tick keeps his
/// place. A full table takes 3/4 MiB; the second cache of a core holds that, and each packet needs a row.
pub const MAX_TRACKED_SOURCES: usize = 8192;

/// The table of sources.
#[derive(Debug)]
pub struct Sources {
    /// From the hash of an address to its row.
    places: HashTable<Place>,
    hasher: RandomState,
    rows: Rows,
    /// Rows that have counted something since they were told.
    touched: Vec<u32>,
    others: [Count; 4],
    lightest: Lightest,
    distinct: Distinct,
    evicted: bool,
    /// A row changed its source since rows were looked for.
    moved: bool,
    reported: u64,
    /// Packets that are not counted yet: most of the time goes into waiting for memory, and what [`BATCH`] of them need
    /// comes at once.
    waiting: [Waiting; BATCH],
    /// So many of them.
    held: usize,
}

/// Where a row is, and of which family its address: the two are looked at together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place(u32);

impl Place {
    const FOUR: u32 = 1 << 31;

    const fn new(row: u32, is_four: bool) -> Self {
        Self(if is_four { row | Self::FOUR } else { row })
    }

    const fn row(self) -> u32 {
        self.0 & !Self::FOUR
    }

    const fn is_four(self) -> bool {
        self.0 & Self::FOUR != 0
    }
}

/// A packet whose source is to be looked for.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    key: Key,
    class: Class,
    length: u32,
}

/// Where the row of an address was when it was looked for.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    hash: u64,
    place: Option<Place>,
}

impl Default for Sources {
    /// An empty table, with a hash seed of its own: nobody outside can choose addresses that collide.
    fn default() -> Self {
        Self {
            places: HashTable::new(),
            hasher: RandomState::new(),
            rows: Rows::default(),
            touched: Vec::new(),
            others: [Count::default(); 4],
            lightest: Lightest::default(),
            distinct: Distinct::default(),
            evicted: false,
            moved: false,
            reported: 0,
            waiting: [Waiting { key: Key::default(), class: Class::Other, length: 0 }; BATCH],
            held: 0,
        }
    }
}

impl Sources {
    /// Counts one packet.
    #[inline]
    pub fn add(&mut self, address: &IpAddr, class: Class, length: u32) {
        if self.held == BATCH {
            self.settle();
        }
        if let Some(place) = self.waiting.get_mut(self.held) {
            *place = Waiting { key: address.into(), class, length };
            self.held += 1;
        }
    }

    /// Counts the packets that wait.
    fn settle(&mut self) {
        self.moved = false;
        let mut found = [Found::default(); BATCH];
        // Where it most likely is, first: this needs no row, and so none is waited for before the next is asked for.
        for (one, found) in self.waiting.iter().zip(&mut found).take(self.held) {
            found.hash = self.hash_of(one.key);
            found.place = self.places.find(found.hash, |_| true).copied();
        }
        for (one, found) in self.waiting.iter().zip(&mut found).take(self.held) {
            if !found.place.is_some_and(|place| self.is_of(place, one.key)) {
                found.place = self.find(one.key, found.hash);
            }
        }
        for (place, found) in found.into_iter().enumerate().take(self.held) {
            if let Some(&one) = self.waiting.get(place) {
                self.count(one, found);
            }
        }
        self.held = 0;
    }

    #[inline]
    fn find(&self, key: Key, hash: u64) -> Option<Place> {
        self.places.find(hash, |&place| self.is_of(place, key)).copied()
    }

    #[inline]
    fn is_of(&self, place: Place, key: Key) -> bool {
        place.is_four() == key.is_four && self.rows.has_bits(place.row(), key.bits)
    }

    #[inline]
    fn hash_of(&self, key: Key) -> u64 {
        // Alike for both families, which come in an order that no processor can guess.
        self.hasher.hash_one(key.bits)
    }

    /// Counts one packet whose row was looked for. Others may have been counted since.
    #[inline]
    fn count(&mut self, Waiting { key, class, length }: Waiting, found: Found) {
        let is_still_there = |place: &Place| !self.moved || self.rows.key(place.row()) == Some(key);
        let place = found.place.filter(is_still_there).or_else(|| self.find(key, found.hash));
        let row = match place.map(Place::row) {
            Some(row) => {
                if self.rows.is_silent(row) {
                    self.touched.push(row);
                }
                row
            }
            None => self.admit(key, found.hash),
        };
        if !self.rows.count(row, class, length)
            && let Some(count) = self.others.get_mut(class.index())
        {
            count.add_packet(length);
        }
    }

    /// Whether more sources wait to be told than may wait longer than the tick.
    #[must_use]
    pub fn are_many(&mut self) -> bool {
        self.settle();
        self.touched.len() > MAX_WAITING_SOURCES
    }

    /// The sources that sent something since the last call, busiest first, and what belongs to none of them. When there
    /// are more than a tick may tell, the least busy are in the latter.
    pub fn cut(&mut self) -> (Vec<SourceCount>, [Count; 4]) {
        self.settle();
        let rows = &self.rows;
        // One number to sort by. Equal ones in the order of their rows, which equal captures fill equally.
        let key_of = |row: u32| {
            u64::from(!u32::try_from(rows.pending(row)).unwrap_or(u32::MAX)) << 32 | u64::from(row)
        };
        let mut order: Vec<u64> = self.touched.drain(..).map(key_of).collect();
        order.sort_unstable();
        let mut sources = Vec::with_capacity(order.len().min(MAX_SOURCES));
        for key in order {
            let row = key as u32;
            let classes = self.rows.tell(row);
            match self.rows.key(row) {
                Some(key) if sources.len() < MAX_SOURCES => {
                    sources.push(SourceCount { address: key.into(), classes });
                }
                _ => add_all(&mut self.others, &classes),
            }
        }
        (sources, std::mem::take(&mut self.others))
    }

    /// How many sources there have been in the session: exact until the table was full, then an estimate.
    pub fn distinct(&mut self) -> u64 {
        self.settle();
        let now = if self.evicted { self.distinct.estimate() } else { self.rows.len() as u64 };
        self.reported = self.reported.max(now);
        self.reported
    }

    /// Makes a row for a new address, among those that have something to tell.
    #[cold]
    fn admit(&mut self, key: Key, hash: u64) -> u32 {
        self.distinct.insert(hash);
        let row = if self.rows.len() < MAX_TRACKED_SOURCES {
            let row = self.rows.push(key, hash);
            self.touched.push(row);
            row
        } else {
            self.evict(key, hash)
        };
        let rows = &self.rows;
        let rehash = |place: &Place| rows.hash(place.row());
        self.places.insert_unique(hash, Place::new(row, key.is_four), rehash);
        row
    }

    /// Gives the row of the lightest source to another.
    fn evict(&mut self, key: Key, hash: u64) -> u32 {
        (self.evicted, self.moved) = (true, true);
        let row = self.lightest.take(&self.rows);
        if let Ok(entry) = self.places.find_entry(self.rows.hash(row), |place| place.row() == row) {
            entry.remove();
        }
        if self.rows.is_silent(row) {
            self.touched.push(row);
        }
        add_all(&mut self.others, &self.rows.tell(row));
        self.rows.hand_over(row, key, hash);
        row
    }
}

fn add_all(sums: &mut [Count; 4], more: &[Count; 4]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        sum.add(*more);
    }
}

/// Busiest first; equal ones in the order of their addresses, so that equal captures give equal ticks.
pub(super) fn sort_busiest_first(sources: &mut [SourceCount]) {
    let packets = |source: &SourceCount| source.classes.iter().map(|count| count.packets).sum::<u64>();
    sources.sort_by_cached_key(|source| (std::cmp::Reverse(packets(source)), source.address));
}
