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

use super::{distinct::Distinct, lightest::Lightest};

/// Most sources that are remembered, twice what one tick may bring to be told: who pauses for a tick keeps his place. A
/// full table takes 1 MiB, what the second cache of a core holds, and each row is looked up for each packet.
pub const MAX_TRACKED_SOURCES: usize = 2 * (MAX_SOURCES - MAX_WAITING_SOURCES);

/// The table of sources.
#[derive(Debug)]
pub struct Sources {
    /// From the hash of an address to its row.
    places: HashTable<u32>,
    hasher: RandomState,
    rows: Vec<Row>,
    /// Rows that have counted something since they were told.
    touched: Vec<u32>,
    others: [Count; 4],
    lightest: Lightest,
    distinct: Distinct,
    evicted: bool,
    reported: u64,
}

/// Laid out so that a TCP or UDP packet touches one cache line.
#[derive(Debug)]
#[repr(C, align(64))]
struct Row {
    address: IpAddr,
    touched: bool,
    /// Of the address.
    hash: u64,
    /// Packets in the whole session, and what was inherited.
    weight: u64,
    counts: [Count; 4],
}

impl Default for Sources {
    /// An empty table, with a hash seed of its own: nobody outside can choose addresses that collide.
    fn default() -> Self {
        Self {
            places: HashTable::new(),
            hasher: RandomState::new(),
            rows: Vec::new(),
            touched: Vec::new(),
            others: [Count::default(); 4],
            lightest: Lightest::default(),
            distinct: Distinct::default(),
            evicted: false,
            reported: 0,
        }
    }
}

/// Where the row of an address was when it was looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found {
    hash: u64,
    place: Option<u32>,
}

impl Sources {
    /// Counts one packet.
    #[inline]
    pub fn add(&mut self, address: &IpAddr, class: Class, length: u32) {
        let found = self.find(address);
        self.add_found(address, found, class, length);
    }

    /// Looks for the row of an address. Done for some packets in a row, the memory that they need comes at once.
    #[inline]
    #[must_use]
    pub fn find(&self, address: &IpAddr) -> Found {
        // By reference, and each family for itself: an address that was just decoded is read as it was written. A copy
        // of the whole enum would have to wait until its pieces have left the store buffer.
        let (hash, place) = match address {
            IpAddr::V4(four) => {
                let bits = four.to_bits();
                let is_here = |row: &Row| matches!(&row.address, IpAddr::V4(own) if own.to_bits() == bits);
                let hash = self.hasher.hash_one(bits);
                (hash, self.places.find(hash, |&place| self.rows.get(place as usize).is_some_and(is_here)))
            }
            IpAddr::V6(sixteen) => {
                let bits = sixteen.to_bits();
                let is_here = |row: &Row| matches!(&row.address, IpAddr::V6(own) if own.to_bits() == bits);
                let hash = self.hasher.hash_one(bits);
                (hash, self.places.find(hash, |&place| self.rows.get(place as usize).is_some_and(is_here)))
            }
        };
        Found { hash, place: place.copied() }
    }

    /// Counts one packet from the address that `found` was looked for with. Others may have been counted since.
    #[inline]
    pub fn add_found(&mut self, address: &IpAddr, found: Found, class: Class, length: u32) {
        let is_there =
            |&place: &u32| self.rows.get(place as usize).is_some_and(|row| row.address == *address);
        let place = match found.place.filter(is_there).or_else(|| self.find(address).place) {
            Some(place) => place,
            None => self.admit(*address, found.hash),
        };
        let Some(row) = self.rows.get_mut(place as usize) else { return };
        row.weight = row.weight.saturating_add(1);
        if let Some(count) = row.counts.get_mut(class.index()) {
            count.add_packet(length);
        }
        if !row.touched {
            row.touched = true;
            self.touched.push(place);
        }
    }

    /// Whether more sources wait to be told than may wait longer than the tick.
    #[must_use]
    pub const fn are_many(&self) -> bool {
        self.touched.len() > MAX_WAITING_SOURCES
    }

    /// The sources that sent something since the last call, busiest first, and what belongs to none of them. When there
    /// are more than a tick may tell, the least busy are in the latter.
    pub fn cut(&mut self) -> (Vec<SourceCount>, [Count; 4]) {
        let mut order = Vec::with_capacity(self.touched.len());
        for place in self.touched.drain(..) {
            if let Some(row) = self.rows.get_mut(place as usize) {
                row.touched = false;
                let packets: u64 = row.counts.iter().map(|count| count.packets).sum();
                // One number to sort by. Equal ones in the order of their rows, which equal captures fill equally.
                order.push(u64::from(!u32::try_from(packets).unwrap_or(u32::MAX)) << 32 | u64::from(place));
            }
        }
        order.sort_unstable();
        let mut sources = Vec::with_capacity(order.len().min(MAX_SOURCES));
        for key in order {
            let Some(row) = self.rows.get_mut(key as u32 as usize) else { continue };
            let classes = std::mem::take(&mut row.counts);
            if sources.len() < MAX_SOURCES {
                sources.push(SourceCount { address: row.address, classes });
            } else {
                add_all(&mut self.others, &classes);
            }
        }
        (sources, std::mem::take(&mut self.others))
    }

    /// How many sources there have been in the session: exact until the table was full, then an estimate.
    pub fn distinct(&mut self) -> u64 {
        let now = if self.evicted { self.distinct.estimate() } else { self.rows.len() as u64 };
        self.reported = self.reported.max(now);
        self.reported
    }

    #[cold]
    fn admit(&mut self, address: IpAddr, hash: u64) -> u32 {
        self.distinct.insert(hash);
        let place = if self.rows.len() < MAX_TRACKED_SOURCES {
            self.rows.push(Row { address, touched: false, hash, weight: 0, counts: [Count::default(); 4] });
            (self.rows.len() - 1) as u32
        } else {
            self.evict(address, hash)
        };
        let rows = &self.rows;
        let rehash = |&place: &u32| rows.get(place as usize).map_or(0, |row| row.hash);
        self.places.insert_unique(hash, place, rehash);
        place
    }

    /// Gives the place of the lightest source to `address`.
    fn evict(&mut self, address: IpAddr, hash: u64) -> u32 {
        self.evicted = true;
        let place = self.lightest.take(&self.rows);
        let Some(row) = self.rows.get_mut(place as usize) else { return place };
        if let Ok(entry) = self.places.find_entry(row.hash, |&other| other == place) {
            entry.remove();
        }
        (row.address, row.hash) = (address, hash);
        add_all(&mut self.others, &std::mem::take(&mut row.counts));
        place
    }
}

fn add_all(sums: &mut [Count; 4], more: &[Count; 4]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        sum.add(*more);
    }
}

impl super::lightest::Weighed for Row {
    fn weight(&self) -> u64 {
        self.weight
    }
}

/// Busiest first; equal ones in the order of their addresses, so that equal captures give equal ticks.
pub(super) fn sort_busiest_first(sources: &mut [SourceCount]) {
    let packets = |source: &SourceCount| source.classes.iter().map(|count| count.packets).sum::<u64>();
    sources.sort_by_cached_key(|source| (std::cmp::Reverse(packets(source)), source.address));
}
