//! Which row of a full table has to make room.

/// Rows that have weights.
pub(super) trait Weights {
    /// How many rows there are.
    fn places(&self) -> u32;
    /// Of the row at a place.
    fn weight(&self, place: u32) -> u64;
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
    pub(super) fn take(&mut self, rows: &impl Weights) -> u32 {
        loop {
            while let Some(place) = self.candidates.pop() {
                let weight = rows.weight(place);
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

    fn scan(&mut self, rows: &impl Weights) {
        self.candidates.clear();
        self.next.clear();
        self.level = (0..rows.places()).map(|place| rows.weight(place)).min().unwrap_or(0);
        self.outside = u64::MAX;
        for place in 0..rows.places() {
            let weight = rows.weight(place);
            if weight == self.level {
                self.candidates.push(place);
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

    impl Weights for Vec<u64> {
        fn places(&self) -> u32 {
            self.len() as u32
        }

        fn weight(&self, place: u32) -> u64 {
            self[place as usize]
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
