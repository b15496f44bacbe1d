//! A bounded table of rows in sets of eight: a key belongs to one set, and in a full set the lightest row gives way.
//!
//! So finding room takes eight looks whatever the traffic, and what a flood of forged addresses brings in, all of the
//! least weight, displaces only its own kind once a row has gathered some weight.

/// Rows of a set.
const WAYS: usize = 8;

/// A row of such a table.
pub(super) trait Row {
    /// What it is about.
    type Key: Copy + Eq;
    /// An empty row for `key`.
    fn new(key: Self::Key) -> Self;
    /// What it is about.
    fn key(&self) -> Self::Key;
    /// How much would be lost with it.
    fn weight(&self) -> u32;
    /// The slot it was last used in.
    fn last(&self) -> u32;
}

/// The table.
#[derive(Debug)]
pub(super) struct Sets<R> {
    /// Which keys may be in which place; 0: none.
    prints: Vec<u32>,
    rows: Vec<Option<R>>,
    /// Rows unused for so many slots are empty.
    life: u32,
    replaced: u64,
}

impl<R: Row> Sets<R> {
    /// At most `rows` rows, a multiple of eight, that are forgotten when unused for `life` slots.
    pub(super) fn new(rows: usize, life: u32) -> Self {
        Self {
            prints: vec![0; rows],
            rows: std::iter::repeat_with(|| None).take(rows).collect(),
            life,
            replaced: 0,
        }
    }

    /// The row of `key`, whose hash is `hash`.
    pub(super) fn get(&mut self, key: R::Key, hash: u64) -> Option<&mut R> {
        let place = self.find(key, hash)?;
        self.rows.get_mut(place)?.as_mut()
    }

    /// The row of `key`, in a place of its own from now on. Returns what had to give way, too.
    pub(super) fn get_or_insert(&mut self, key: R::Key, hash: u64, slot: u32) -> (Option<&mut R>, Option<R>) {
        let mut gone = None;
        let place = self.find(key, hash).unwrap_or_else(|| {
            let place = self.room(hash, slot);
            let known = self.rows.get_mut(place).and_then(|row| row.replace(R::new(key)));
            self.replaced += u64::from(known.as_ref().is_some_and(|row| slot - row.last() < self.life));
            gone = known;
            if let Some(known) = self.prints.get_mut(place) {
                *known = print(hash);
            }
            place
        });
        (self.rows.get_mut(place).and_then(Option::as_mut), gone)
    }

    /// All rows.
    pub(super) fn rows(&mut self) -> impl Iterator<Item = &mut R> {
        self.rows.iter_mut().flatten()
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.prints.fill(0);
        self.rows.fill_with(|| None);
    }

    /// Rows that gave way before their time, since the last call.
    pub(super) fn take_replaced(&mut self) -> u64 {
        std::mem::take(&mut self.replaced)
    }

    fn find(&self, key: R::Key, hash: u64) -> Option<usize> {
        let first = self.first(hash);
        let prints = self.prints.get(first..first + WAYS)?;
        let places = prints.iter().enumerate().filter(|&(_, &other)| other == print(hash));
        places
            .map(|(way, _)| first + way)
            .find(|&place| self.rows.get(place).and_then(Option::as_ref).is_some_and(|row| row.key() == key))
    }

    fn room(&self, hash: u64, slot: u32) -> usize {
        let first = self.first(hash);
        let places = first..first + WAYS;
        let cost = |&place: &usize| match self.rows.get(place).and_then(Option::as_ref) {
            Some(row) if slot - row.last() < self.life => (row.weight() + 1, row.last()),
            _ => (0, 0),
        };
        places.min_by_key(cost).unwrap_or(first)
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
        weight: u32,
        last: u32,
    }

    impl Row for Plain {
        type Key = u64;
        fn new(key: u64) -> Self {
            Self { key, weight: 0, last: 0 }
        }
        fn key(&self) -> u64 {
            self.key
        }
        fn weight(&self) -> u32 {
            self.weight
        }
        fn last(&self) -> u32 {
            self.last
        }
    }

    fn used(sets: &mut Sets<Plain>, key: u64, slot: u32) {
        let hash = ahash::RandomState::with_seeds(1, 2, 3, 4).hash_one(key);
        let row = sets.get_or_insert(key, hash, slot).0.unwrap();
        row.weight += 1;
        row.last = slot;
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
        assert!(sets.get(7, hash).unwrap().weight > 1_900);
        assert!(sets.rows().count() <= 64);
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
        assert!(sets.rows().all(|row| row.key != 3));
        assert_eq!(sets.take_replaced(), 0, "it had been forgotten already");
    }
}
