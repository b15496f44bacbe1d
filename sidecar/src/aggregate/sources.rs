//! Who sent, in a table of bounded size (Space-Saving, Metwally et al. 2005).
//!
//! While there are no more sources than places, every number is exact. After that a newcomer takes the place of the
//! source with the smallest weight and inherits that weight, so that a flood of forged addresses cannot drive out the
//! sources that matter. What was counted for a source that lost its place goes to *others*: the sources of a tick and
//! its others always add up to all packets that have a source.

use ahash::RandomState;
use hashbrown::HashTable;
use weir_protocol::{
    Class, Count, SourceCount,
    limits::{MAX_SOURCES, MAX_WAITING_SOURCES},
};

use super::{
    BATCH, distinct::Distinct, hints::Hints, lightest::Lightest, place::Place, rows::Rows, touched::Touched,
};
use crate::decode::Key;

/// Most sources that are remembered, more than half as many again as one tick may tell: who pauses for a tick keeps his
/// place. A full table takes 7/8 MiB; the second cache of a core holds that, and each packet needs a row.
pub const MAX_TRACKED_SOURCES: usize = 8192;

/// More packets than this between two cuts, which are a second apart at most, keep the table in the caches. To let them
/// wait costs a tenth then; not to let them wait at 10,000 packets/s costs a third.
const BUSY: u64 = 20_000;

/// The table of sources.
#[derive(Debug)]
pub struct Sources {
    /// From the hash of an address to its row.
    places: HashTable<Place>,
    hasher: RandomState,
    hints: Hints,
    rows: Rows,
    /// Rows that have counted something since they were told.
    touched: Touched,
    others: [Count; 4],
    lightest: Lightest,
    distinct: Distinct,
    evicted: bool,
    /// A row changed its source since hints were looked up.
    moved: bool,
    reported: u64,
    /// Whether packets came so fast lately that all of this is in the caches, and each is counted as it comes.
    is_busy: bool,
    /// Else packets wait: most of the time goes into waiting for memory, and what [`BATCH`] of them need comes at once.
    waiting: [Waiting; BATCH],
    /// So many of them.
    held: usize,
}

/// A packet whose source is to be looked for.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    source: Key,
    class: Class,
    length: u32,
}

impl Default for Sources {
    /// An empty table, with a hash seed of its own: nobody outside can choose addresses that collide.
    fn default() -> Self {
        Self {
            places: HashTable::new(),
            hasher: RandomState::new(),
            hints: Hints::default(),
            rows: Rows::default(),
            touched: Touched::default(),
            others: [Count::default(); 4],
            lightest: Lightest::default(),
            distinct: Distinct::default(),
            evicted: false,
            moved: false,
            reported: 0,
            is_busy: false,
            waiting: [Waiting { source: Key::default(), class: Class::Other, length: 0 }; BATCH],
            held: 0,
        }
    }
}

impl Sources {
    /// Counts one packet.
    #[inline]
    pub fn add(&mut self, source: impl Into<Key>, class: Class, length: u32) {
        let source = source.into();
        if self.is_busy {
            return self.count(source, self.hints.get(source.bits), class, length);
        }
        if self.held == BATCH {
            self.settle();
        }
        if let Some(place) = self.waiting.get_mut(self.held) {
            *place = Waiting { source, class, length };
            self.held += 1;
        }
    }

    /// Counts the packets that wait.
    fn settle(&mut self) {
        self.moved = false;
        let mut likely = [Place::NOWHERE; BATCH];
        let held = std::mem::take(&mut self.held).min(BATCH);
        // Where it most likely is, first: this needs no row, and so none is waited for before the next is asked for. Slots
        // that hold nothing new are looked at too: that is no branch.
        for (one, likely) in self.waiting.iter().zip(&mut likely) {
            *likely = self.hints.get(one.source.bits);
        }
        for (index, likely) in likely.into_iter().enumerate().take(held) {
            let Waiting { source, class, length } = self.waiting[index];
            let place = if self.moved { self.hints.get(source.bits) } else { likely };
            self.count(source, place, class, length);
        }
    }

    /// Counts a packet whose row is most likely at `place`, by a hint that is as new as the rows. Family and bits tell
    /// whether it is right. An old one cannot seem to be: whoever has the same bits has the same slot, and leaves his own
    /// hint there when he gets a row.
    #[inline]
    fn count(&mut self, source: Key, place: Place, class: Class, length: u32) {
        if place.is_four() == source.is_four && self.rows.count(place.row(), source.bits, class, length) {
            self.touched.insert(place.row());
        } else {
            self.look_up_and_count(source, class, length);
        }
    }

    /// Counts a packet whose row is not where a hint says.
    #[cold]
    fn look_up_and_count(&mut self, source: Key, class: Class, length: u32) {
        let hash = self.hasher.hash_one(source.bits);
        let is_it =
            |place: &Place| place.is_four() == source.is_four && self.rows.has_bits(place.row(), source.bits);
        let row = match self.places.find(hash, is_it) {
            Some(&place) => {
                self.hints.set(source.bits, place);
                place.row()
            }
            None => self.admit(source, hash),
        };
        self.touched.insert(row);
        if !self.rows.count(row, source.bits, class, length)
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
        let (rows, mut packets) = (&self.rows, 0);
        // One number to sort by. Equal ones in the order of their rows, which equal captures fill equally.
        let key_of = |row: u32| {
            let pending = rows.pending(row);
            packets += pending;
            u64::from(!u32::try_from(pending).unwrap_or(u32::MAX)) << 32 | u64::from(row)
        };
        let mut order: Vec<u64> = self.touched.take().into_iter().map(key_of).collect();
        self.is_busy = packets > BUSY;
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

    /// Makes a row for a new address.
    #[cold]
    fn admit(&mut self, key: Key, hash: u64) -> u32 {
        self.distinct.insert(hash);
        let row = if self.rows.len() < MAX_TRACKED_SOURCES {
            self.rows.push(key, hash)
        } else {
            self.evict(key, hash)
        };
        let rows = &self.rows;
        let rehash = |place: &Place| rows.hash(place.row());
        let place = Place::new(row, key.is_four);
        self.places.insert_unique(hash, place, rehash);
        self.hints.set(key.bits, place);
        row
    }

    /// Gives the row of the lightest source to another.
    fn evict(&mut self, key: Key, hash: u64) -> u32 {
        (self.evicted, self.moved) = (true, true);
        let row = self.lightest.take(&self.rows);
        if let Ok(entry) = self.places.find_entry(self.rows.hash(row), |place| place.row() == row) {
            entry.remove();
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
