//! How many different things there were in a sliding window: HyperLogLog (Flajolet et al. 2007) that forgets.
//!
//! A register does not keep the greatest rank but, for each rank, when it was last seen (the idea of Chabchoub and
//! Hébrail's sliding HyperLogLog, 2010). So any window up to the longest can be asked for.

/// 256 registers: a standard error of 6.5 %.
const PRECISION: u32 = 8;
const REGISTERS: usize = 1 << PRECISION;
/// 2^24 times 256 different things: more than there are packets in a window.
const RANKS: usize = 24;
const CELLS: usize = REGISTERS * RANKS;

/// A moment in slots, of which 255 can be told apart; 0 is never.
pub(super) type Stamp = u8;

pub(super) const fn stamp(slot: u32) -> Stamp {
    (slot % 255) as u8 + 1
}

/// How many slots ago `then` was.
pub(super) const fn age(now: Stamp, then: Stamp) -> u8 {
    if now >= then { now - then } else { 255 - then + now }
}

/// A number of sketches of 6 KiB, lent to those who need one.
#[derive(Debug)]
pub(super) struct Sketches {
    cells: Vec<Stamp>,
    free: Vec<u16>,
    lent: Vec<bool>,
    /// The longest window, in slots.
    window: u8,
}

/// Which sketch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Loan(u16);

impl Sketches {
    /// `count` sketches of windows up to `window` slots.
    pub(super) fn new(count: u16, window: u8) -> Self {
        let cells = vec![0; usize::from(count) * CELLS];
        Self { cells, free: (0..count).rev().collect(), lent: vec![false; count.into()], window }
    }

    /// An empty sketch, if one is left.
    pub(super) fn lend(&mut self) -> Option<Loan> {
        let number = self.free.pop()?;
        if let Some(lent) = self.lent.get_mut(usize::from(number)) {
            *lent = true;
        }
        Some(Loan(number))
    }

    /// Takes a sketch back.
    pub(super) fn take_back(&mut self, loan: Loan) {
        if let Some(cells) = self.cells.get_mut(range(loan)) {
            cells.fill(0);
        }
        if let Some(lent) = self.lent.get_mut(usize::from(loan.0)) {
            *lent = false;
        }
        self.free.push(loan.0);
    }

    /// Takes in a thing by its hash.
    pub(super) fn insert(&mut self, loan: Loan, hash: u64, now: Stamp) {
        let register = (hash >> (u64::BITS - PRECISION)) as usize;
        let rank = ((hash << PRECISION).leading_zeros() as usize).min(RANKS - 1);
        let cell = usize::from(loan.0) * CELLS + register * RANKS + rank;
        if let Some(cell) = self.cells.get_mut(cell) {
            *cell = now;
        }
    }

    /// Forgets what lies beyond the longest window, now that `slots` slots have passed.
    pub(super) fn pass(&mut self, now: Stamp, slots: u32) {
        for number in 0..self.lent.len() {
            if !self.lent.get(number).is_some_and(|&lent| lent) {
                continue;
            }
            let first = number * CELLS;
            let Some(cells) = self.cells.get_mut(first..first + CELLS) else { continue };
            if slots >= u32::from(self.window) {
                cells.fill(0);
                continue;
            }
            for back in 0..slots as u8 {
                let gone = before(now, self.window + back);
                for cell in &mut *cells {
                    if *cell == gone {
                        *cell = 0;
                    }
                }
            }
        }
    }

    /// How many different things there were in the last `window` slots, the current one included.
    pub(super) fn estimate(&self, loan: Loan, now: Stamp, window: u8) -> u32 {
        let cells = self.cells.get(range(loan)).unwrap_or_default();
        // How many registers have which greatest rank, from 1 on; 0: none. Without a branch, so that a processor takes
        // many cells at once.
        let mut having = [0u32; RANKS + 1];
        for register in cells.as_chunks::<RANKS>().0 {
            let greatest = register.iter().zip(1u8..).fold(0, |greatest: u8, (&then, rank)| {
                let is_in = then != 0 && age(now, then) < window;
                greatest.max(if is_in { rank } else { 0 })
            });
            if let Some(registers) = having.get_mut(usize::from(greatest)) {
                *registers += 1;
            }
        }
        let empty = having[0];
        let sum: f64 =
            having.iter().zip(0i32..).map(|(&n, rank)| f64::from(n) * f64::from(-rank).exp2()).sum();
        let count = REGISTERS as f64;
        let raw = 0.7213 / (1.0 + 1.079 / count) * count * count / sum;
        let is_small = raw <= 2.5 * count && empty > 0;
        let estimate = if is_small { count * (count / f64::from(empty)).ln() } else { raw };
        estimate.round() as u32
    }
}

const fn range(loan: Loan) -> std::ops::Range<usize> {
    let first = loan.0 as usize * CELLS;
    first..first + CELLS
}

/// The stamp of `slots` slots before `now`.
const fn before(now: Stamp, slots: u8) -> Stamp {
    ((now as u16 - 1 + 255 - slots as u16 % 255) % 255) as u8 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_is_within_a_fifth_and_forgets() {
        let keys = ahash::RandomState::with_seeds(1, 2, 3, 4);
        let mut sketches = Sketches::new(2, 20);
        let loan = sketches.lend().unwrap();
        for slot in 1000..1400u32 {
            sketches.pass(stamp(slot), 1);
            for thing in 0..500u64 {
                sketches.insert(loan, keys.hash_one((slot, thing)), stamp(slot));
            }
            if slot >= 1020 {
                for (window, truth) in [(4, 2_000.0), (20, 10_000.0)] {
                    let error = f64::from(sketches.estimate(loan, stamp(slot), window)) / truth - 1.0;
                    assert!(error.abs() < 0.25, "{slot}, {window}: {error}");
                }
            }
        }
        sketches.pass(stamp(1450), 51);
        assert_eq!(sketches.estimate(loan, stamp(1450), 20), 0);
    }

    #[test]
    fn stamps_are_told_apart_over_the_wrap() {
        for slot in 0..2000u32 {
            for back in 0..200u8 {
                let then = stamp(slot + 500 - u32::from(back));
                assert_eq!(age(stamp(slot + 500), then), back);
                assert_eq!(before(stamp(slot + 500), back), then);
            }
        }
    }

    #[test]
    fn sketches_are_lent_as_far_as_they_go_and_come_back_empty() {
        let mut sketches = Sketches::new(1, 20);
        let loan = sketches.lend().unwrap();
        assert_eq!(sketches.lend(), None);
        sketches.insert(loan, 77, 1);
        sketches.take_back(loan);
        let again = sketches.lend().unwrap();
        assert_eq!(sketches.estimate(again, 1, 20), 0);
    }
}
