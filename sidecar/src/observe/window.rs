//! Packets of the last five seconds, slot by slot.

/// Slots of one second.
pub(super) const SHORT: u8 = 4;
/// Slots of five seconds.
pub(super) const LONG: u8 = 20;

const SLOTS: usize = LONG as usize;

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
