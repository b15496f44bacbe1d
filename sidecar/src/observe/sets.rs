//! A bounded table of rows in sets of eight: a key belongs to one set, and in a full set the lightest row gives way.
//!
//! So finding room takes eight looks whatever the traffic, and what a flood of forged addresses brings in, all of the
//! least weight, displaces only its own kind once a row has gathered some weight.

/// Rows of a set.
const WAYS: usize = 8;

/// Rows that are looked at together, or not at all while there is none among them.
const PART: usize = 8 * WAYS;

/// A row of such a table.
pub(super) trait Row {
    /// What it is about.
    type Key: Copy + Eq;
    /// An empty row for `key`.
    fn new(key: Self::Key) -> Self;
    /// What it is about.
    fn key(&self) -> &Self::Key;
}

/// Who gives way first; beside the rows, so that finding room looks at one cache line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rank {
    /// How much would be lost with the row.
    pub(super) weight: u32,
    /// The slot it was last used in.
    pub(super) last: u32,
}

/// The table.
#[derive(Debug)]
pub(super) struct Sets<R> {
    /// Which keys may be in which place; 0: none.
    prints: Vec<u32>,
    ranks: Vec<Rank>,
    rows: Vec<Option<R>>,
    /// Parts that have a row.
    used: Vec<bool>,
    /// Rows unused for so many slots are empty.
    life: u32,
    replaced: u64,
}

impl<R: Row> Sets<R> {
    /// At most `rows` rows, a multiple of eight, that are forgotten when unused for `life` slots.
    pub(super) fn new(rows: usize, life: u32) -> Self {
        Self {
            prints: vec![0; rows],
            ranks: vec![Rank::default(); rows],
            rows: std::iter::repeat_with(|| None).take(rows).collect(),
            used: vec![false; rows.div_ceil(PART)],
            life,
            replaced: 0,
        }
    }

    /// The row with this hash that is the wanted one, and its rank.
    pub(super) fn get(&mut self, hash: u64, is: impl Fn(&R) -> bool) -> Option<(&mut R, &mut Rank)> {
        let place = self.find(hash, is)?;
        self.at(place)
    }

    /// The row of `key`, in a place of its own from now on. A row that has to give way is made that of `key` by `reuse`,
    /// which keeps its memory.
    pub(super) fn get_or_insert(
        &mut self,
        key: R::Key,
        hash: u64,
        slot: u32,
        reuse: impl FnOnce(&mut R),
    ) -> Option<(&mut R, &mut Rank)> {
        let place = self.find(hash, |row| *row.key() == key).unwrap_or_else(|| {
            let place = self.room(hash, slot);
            match self.rows.get_mut(place) {
                Some(Some(row)) => {
                    let rank = self.ranks.get(place).copied().unwrap_or_default();
                    self.replaced += u64::from(rank.last != 0 && slot - rank.last < self.life);
                    reuse(row);
                }
                Some(free) => *free = Some(R::new(key)),
                None => {}
            }
            if let Some(used) = self.used.get_mut(place / PART) {
                *used = true;
            }
            if let (Some(print_here), Some(rank)) = (self.prints.get_mut(place), self.ranks.get_mut(place)) {
                (*print_here, *rank) = (print(hash), Rank { weight: 0, last: slot });
            }
            place
        });
        self.at(place)
    }

    fn at(&mut self, place: usize) -> Option<(&mut R, &mut Rank)> {
        let row = self.rows.get_mut(place)?.as_mut()?;
        Some((row, self.ranks.get_mut(place)?))
    }

    /// All rows that weigh at least `weight`, and those that were used in `slot`.
    pub(super) fn notable(&mut self, weight: u32, slot: u32) -> impl Iterator<Item = (&mut R, &mut Rank)> {
        self.used
            .iter()
            .zip(self.ranks.chunks_mut(PART).zip(self.rows.chunks_mut(PART)))
            .filter(|(used, _)| **used)
            .flat_map(|(_, (ranks, rows))| ranks.iter_mut().zip(rows))
            .filter(move |(rank, _)| rank.weight >= weight || rank.last == slot)
            .filter_map(|(rank, row)| row.as_mut().map(|row| (row, rank)))
    }

    /// Forgets everything; `release` gives back what a row was lent.
    pub(super) fn clear(&mut self, mut release: impl FnMut(&mut R)) {
        for (part, used) in self.used.iter_mut().enumerate().filter(|(_, used)| **used) {
            let places = part * PART..((part + 1) * PART).min(self.rows.len());
            for row in self.rows.get_mut(places.clone()).unwrap_or_default() {
                if let Some(mut row) = row.take() {
                    release(&mut row);
                }
            }
            self.prints.get_mut(places.clone()).unwrap_or_default().fill(0);
            self.ranks.get_mut(places).unwrap_or_default().fill(Rank::default());
            *used = false;
        }
    }

    /// Rows that gave way before their time, since the last call.
    pub(super) fn take_replaced(&mut self) -> u64 {
        std::mem::take(&mut self.replaced)
    }

    #[inline]
    fn find(&self, hash: u64, is: impl Fn(&R) -> bool) -> Option<usize> {
        let first = self.first(hash);
        let prints: &[u32; WAYS] = self.prints.get(first..)?.first_chunk()?;
        // All eight at once: nearly always none is the one.
        let wanted = print(hash);
        let mut found = prints
            .iter()
            .enumerate()
            .fold(0u32, |found, (way, &other)| found | u32::from(other == wanted) << way);
        while found != 0 {
            let place = first + found.trailing_zeros() as usize;
            if self.rows.get(place).and_then(Option::as_ref).is_some_and(&is) {
                return Some(place);
            }
            found &= found - 1;
        }
        None
    }

    fn room(&self, hash: u64, slot: u32) -> usize {
        let first = self.first(hash);
        let ranks = self.ranks.get(first..first + WAYS).unwrap_or_default();
        let cost = |(_, rank): &(usize, &Rank)| match slot - rank.last < self.life {
            true => (rank.weight + 1, rank.last),
            false => (0, 0),
        };
        ranks.iter().enumerate().min_by_key(cost).map_or(first, |(way, _)| first + way)
    }

    fn first(&self, hash: u64) -> usize {
        hash as usize % (self.rows.len() / WAYS) * WAYS
    }
}

const fn print(hash: u64) -> u32 {
    (hash >> 32) as u32 | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Plain {
        key: u64,
    }

    impl Row for Plain {
        type Key = u64;
        fn new(key: u64) -> Self {
            Self { key }
        }
        fn key(&self) -> &u64 {
            &self.key
        }
    }

    fn used(sets: &mut Sets<Plain>, key: u64, slot: u32) {
        let hash = ahash::RandomState::with_seeds(1, 2, 3, 4).hash_one(key);
        let (_, rank) = sets.get_or_insert(key, hash, slot, |row| row.key = key).unwrap();
        *rank = Rank { weight: rank.weight + 1, last: slot };
    }

    #[test]
    fn the_heavy_stay_though_a_million_others_pass() {
        let mut sets = Sets::new(64, 100);
        for round in 0..100_000u64 {
            used(&mut sets, 1_000_000 + round, 500);
            if round % 50 == 0 {
                used(&mut sets, 7, 500);
            }
        }
        let hash = ahash::RandomState::with_seeds(1, 2, 3, 4).hash_one(7u64);
        assert!(sets.get(hash, |row| row.key == 7).unwrap().1.weight > 1_900);
        assert!(sets.notable(0, 0).count() <= 64);
        assert!(sets.take_replaced() > 90_000);
    }

    #[test]
    fn what_was_not_used_for_long_gives_way_first() {
        let mut sets = Sets::new(8, 100);
        for (key, slot) in [(3, 10), (0, 200), (1, 200), (2, 200), (4, 200), (5, 200), (6, 200), (7, 200)] {
            for _ in 0..10 {
                used(&mut sets, key, slot);
            }
        }
        used(&mut sets, 99, 201);
        assert!(sets.notable(0, 0).all(|(row, _)| row.key != 3));
        assert_eq!(sets.take_replaced(), 0, "it had been forgotten already");
    }
}
