//! Sums over the last seconds, slot by slot.

/// Slots of one second.
pub(super) const SHORT: u8 = 4;
/// Slots of five seconds.
pub(super) const LONG: u8 = 20;

/// Slots in which a fast scan or sweep shows: ten seconds.
pub(super) const FAST: u32 = 40;
/// Slots in which a slow one does: five minutes.
pub(super) const SLOW: u32 = 1_200;
/// Slots after which a host that has not answered will not: one second.
pub(super) const MATURITY: u32 = 4;

const SLOTS: usize = LONG as usize;
const FAST_SLOTS: usize = FAST as usize;

/// A sum over [`LONG`] slots, the current one included.
#[derive(Clone, Debug, Default)]
pub(super) struct Recent {
    slots: [u32; SLOTS],
    current: usize,
    sum: u32,
}

impl Recent {
    pub(super) fn add(&mut self, packets: u32) {
        if let Some(slot) = self.slots.get_mut(self.current) {
            *slot = slot.saturating_add(packets);
        }
        self.sum = self.sum.saturating_add(packets);
    }

    /// Enters the next slot.
    pub(super) fn pass(&mut self, slot: u32) {
        self.current = slot as usize % SLOTS;
        if let Some(oldest) = self.slots.get_mut(self.current) {
            self.sum = self.sum.saturating_sub(std::mem::take(oldest));
        }
    }

    pub(super) const fn sum(&self) -> u32 {
        self.sum
    }
}

/// A sum over [`FAST`] slots, the current one included. Catches up by itself.
#[derive(Clone, Debug)]
pub(super) struct FastSum {
    slots: [u32; FAST_SLOTS],
    slot: u32,
    sum: u32,
}

impl Default for FastSum {
    fn default() -> Self {
        Self { slots: [0; FAST_SLOTS], slot: 0, sum: 0 }
    }
}

impl FastSum {
    pub(super) fn add(&mut self, slot: u32) {
        self.pass(slot);
        if let Some(place) = self.slots.get_mut(slot as usize % FAST_SLOTS) {
            *place = place.saturating_add(1);
            self.sum = self.sum.saturating_add(1);
        }
    }

    /// Enters `slot`.
    pub(super) fn pass(&mut self, slot: u32) {
        for passed in 0..(slot - self.slot).min(FAST) {
            if let Some(oldest) = self.slots.get_mut((slot - passed) as usize % FAST_SLOTS) {
                self.sum = self.sum.saturating_sub(std::mem::take(oldest));
            }
        }
        self.slot = slot;
    }

    pub(super) const fn sum(&self) -> u32 {
        self.sum
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn both_sums_are_those_of_their_window(steps in proptest::collection::vec((0u32..3, 0u32..30), 1..200)) {
            let (mut recent, mut fast) = (Recent::default(), FastSum::default());
            let mut all = Vec::new();
            let mut slot = 1000;
            for (packets, passed) in steps {
                for _ in 0..passed {
                    slot += 1;
                    recent.pass(slot);
                }
                recent.add(packets);
                for _ in 0..packets {
                    fast.add(slot);
                }
                fast.pass(slot);
                all.push((slot, packets));
                let truth = |window: u32| {
                    all.iter().filter(|&&(then, _)| slot - then < window).map(|&(_, n)| n).sum::<u32>()
                };
                prop_assert_eq!(recent.sum(), truth(LONG.into()));
                prop_assert_eq!(fast.sum(), truth(FAST));
            }
        }
    }
}
