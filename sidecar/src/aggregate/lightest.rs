//! Which row of a full table has to make room.

/// Has a weight.
pub(super) trait Weighed {
    fn weight(&self) -> u64;
}

/// Finds a row of the smallest weight without looking at all rows each time.
///
/// Weights only grow, by one packet at a time, and the row that is taken grows by one at once. So the rows of one level
/// are collected in one scan; taken rows make up the next level, until that reaches the lightest row outside.
#[derive(Debug, Default)]
pub(super) struct Lightest {
    level: u64,
    candidates: Vec<u32>,
    next: Vec<u32>,
    /// No row outside `candidates` and `next` is lighter than this.
    outside: u64,
}

impl Lightest {
    /// The place of a row of the smallest weight; the caller adds one to it.
    pub(super) fn take<T: Weighed>(&mut self, rows: &[T]) -> u32 {
        loop {
            while let Some(place) = self.candidates.pop() {
                let weight = rows.get(place as usize).map_or(u64::MAX, Weighed::weight);
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
                std::mem::swap(&mut self.candidates, &mut self.next);
            } else {
                self.scan(rows);
            }
        }
    }

    fn scan<T: Weighed>(&mut self, rows: &[T]) {
        self.candidates.clear();
        self.next.clear();
        self.level = rows.iter().map(Weighed::weight).min().unwrap_or(0);
        self.outside = u64::MAX;
        for (place, row) in rows.iter().enumerate() {
            if row.weight() == self.level {
                self.candidates.push(place as u32);
            } else {
                self.outside = self.outside.min(row.weight());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    impl Weighed for u64 {
        fn weight(&self) -> u64 {
            *self
        }
    }

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
                    let place = lightest.take(&weights) as usize;
                    prop_assert_eq!(Some(&weights[place]), weights.iter().min());
                    weights[place] += 1;
                }
            }
        }
    }
}
