//! How many different things there were in a sliding window: exact up to 64, then estimated.

use super::sketches::{Loan, Sketches, Stamp, age};

/// Up to here every thing is remembered; a sketch is good only beyond.
pub(super) const EXACT: usize = 64;

/// A set of things, known by their hashes.
#[derive(Clone, Debug)]
pub(super) struct Spread {
    prints: [u32; EXACT],
    stamps: [Stamp; EXACT],
    used: usize,
    sketch: Option<Loan>,
    /// No sketch was left: there were more than can be told.
    full: bool,
}

/// A number of different things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) count: u32,
    pub(super) estimated: bool,
}

impl Default for Spread {
    fn default() -> Self {
        Self { prints: [0; EXACT], stamps: [0; EXACT], used: 0, sketch: None, full: false }
    }
}

impl Spread {
    /// Takes in a thing.
    pub(super) fn insert(&mut self, hash: u64, now: Stamp, sketches: &mut Sketches) {
        if let Some(loan) = self.sketch {
            return sketches.insert(loan, hash, now);
        }
        let print = (hash >> 32) as u32;
        if let Some(place) = self.find(print) {
            if let Some(stamp) = self.stamps.get_mut(place) {
                *stamp = now;
            }
            return;
        }
        match (self.prints.get_mut(self.used), self.stamps.get_mut(self.used)) {
            (Some(free), Some(stamp)) => {
                (*free, *stamp) = (print, now);
                self.used += 1;
            }
            _ => self.overflow(hash, now, sketches),
        }
    }

    fn overflow(&mut self, hash: u64, now: Stamp, sketches: &mut Sketches) {
        let Some(loan) = sketches.lend() else {
            self.full = true;
            return;
        };
        self.sketch = Some(loan);
        sketches.insert(loan, hash, now);
        for (&print, &then) in self.prints.iter().zip(&self.stamps).take(self.used) {
            // The upper half of the hash chose register and rank; the lower half matters once in 2^24.
            sketches.insert(loan, u64::from(print) << 32 | u64::from(u32::MAX), then);
        }
        self.used = 0;
    }

    /// Forgets what is `window` slots old or older.
    pub(super) fn pass(&mut self, now: Stamp, window: u8) {
        let mut kept = 0;
        for place in 0..self.used {
            let (Some(&print), Some(&then)) = (self.prints.get(place), self.stamps.get(place)) else { break };
            if age(now, then) < window {
                if let (Some(print_to), Some(stamp_to)) =
                    (self.prints.get_mut(kept), self.stamps.get_mut(kept))
                {
                    (*print_to, *stamp_to) = (print, then);
                }
                kept += 1;
            }
        }
        self.full &= kept == self.used;
        self.used = kept;
    }

    /// Things of the last `window` slots, the current one included.
    pub(super) fn count(&self, now: Stamp, window: u8, sketches: &Sketches) -> Number {
        if let Some(loan) = self.sketch {
            return Number { count: sketches.estimate(loan, now, window), estimated: true };
        }
        let count = self.stamps.iter().take(self.used).filter(|&&then| age(now, then) < window).count();
        Number { count: count as u32, estimated: self.full }
    }

    /// Empties it and gives its sketch back.
    pub(super) fn clear(&mut self, sketches: &mut Sketches) {
        if let Some(loan) = self.sketch.take() {
            sketches.take_back(loan);
        }
        self.used = 0;
        self.full = false;
    }

    fn find(&self, print: u32) -> Option<usize> {
        // Eight at once, without a branch between them.
        let prints = self.prints.get(..self.used)?;
        for (number, eight) in prints.chunks(8).enumerate() {
            if eight.iter().fold(false, |found, &other| found | (other == print)) {
                return eight.iter().position(|&other| other == print).map(|place| number * 8 + place);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::{super::sketches::stamp, *};

    proptest! {
        #[test]
        fn up_to_sixty_four_things_are_counted_exactly_in_every_window(
            steps in proptest::collection::vec((0u64..64, 0u32..4), 1..400),
        ) {
            let mut sketches = Sketches::new(1, 20);
            let mut spread = Spread::default();
            let mut truth = HashMap::new();
            let mut slot = 1000u32;
            for (thing, passed) in steps {
                slot += passed;
                sketches.pass(stamp(slot), passed);
                spread.pass(stamp(slot), 20);
                spread.insert(thing << 40, stamp(slot), &mut sketches);
                truth.insert(thing, slot);
                for window in [4u32, 20] {
                    let exact = truth.values().filter(|&&then| slot - then < window).count() as u32;
                    let number = spread.count(stamp(slot), window as u8, &sketches);
                    prop_assert_eq!(number, Number { count: exact, estimated: false });
                }
            }
        }

        #[test]
        fn more_are_estimated(count in 100u64..5_000) {
            let keys = ahash::RandomState::with_seeds(5, 6, 7, 8);
            let mut sketches = Sketches::new(1, 20);
            let mut spread = Spread::default();
            for thing in 0..count {
                spread.insert(keys.hash_one(thing), 9, &mut sketches);
            }
            let number = spread.count(9, 20, &sketches);
            prop_assert!(number.estimated);
            prop_assert!((f64::from(number.count) / count as f64 - 1.0).abs() < 0.25, "{number:?} of {count}");
        }
    }

    #[test]
    fn without_a_sketch_it_is_sixty_four_at_least() {
        let mut sketches = Sketches::new(0, 20);
        let mut spread = Spread::default();
        for thing in 0..100u64 {
            spread.insert(thing << 32, 9, &mut sketches);
        }
        assert_eq!(spread.count(9, 20, &sketches), Number { count: 64, estimated: true });
    }
}
