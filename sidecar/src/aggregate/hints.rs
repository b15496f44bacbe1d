//! Where the rows of addresses most likely are, at one look.
//!
//! Wrong as often as two addresses that are busy at once share a slot, and then the table has to be asked. So it matters
//! little that a sender could choose such addresses: the table's hash is keyed.

use super::place::Place;

/// 65,536 slots for 8192 rows: of 5,000 busy sources one in fourteen shares its slot. 128 KiB, of which only what is
/// asked for comes into the caches.
const BITS: u32 = 16;

/// The fractions of the golden ratio and of the square root of two: multiples of either lie far apart, for neighbours
/// and for whole networks (Knuth, The Art of Computer Programming 3, 6.4). One for each half of an address.
const FACTORS: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0x6a09_e667_f3bc_c909];

/// A place for each slot: of the address that was last looked for in the table.
#[derive(Debug)]
pub(super) struct Hints {
    slots: Box<[Place]>,
}

impl Default for Hints {
    fn default() -> Self {
        Self { slots: vec![Place::NOWHERE; 1 << BITS].into_boxed_slice() }
    }
}

impl Hints {
    /// The place that the address with these bits most likely has.
    #[inline]
    pub(super) fn get(&self, bits: u128) -> Place {
        self.slots.get(slot_of(bits)).copied().unwrap_or(Place::NOWHERE)
    }

    /// The address with these bits has this place.
    pub(super) fn set(&mut self, bits: u128, place: Place) {
        if let Some(at) = self.slots.get_mut(slot_of(bits)) {
            *at = place;
        }
    }
}

#[inline]
const fn slot_of(bits: u128) -> usize {
    let [low, high] = FACTORS;
    let product = (bits as u64).wrapping_mul(low).wrapping_add(((bits >> 64) as u64).wrapping_mul(high));
    (product >> (u64::BITS - BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_of_many_neighbours_share_a_slot() {
        const NET: u128 = 0x2001_0db8 << 96;
        let hosts = 0..5000u128;
        let kinds: [(&str, Vec<u128>); 5] = [
            ("hosts of an IPv4 network", hosts.clone().map(|host| 0x0a00_0000 + host).collect()),
            ("IPv4 networks", hosts.clone().map(|net| net << 8 | 1).collect()),
            ("hosts of an IPv6 network", hosts.clone().map(|host| NET | host).collect()),
            ("IPv6 networks", hosts.clone().map(|net| NET | net << 64 | 1).collect()),
            ("larger IPv6 networks", hosts.map(|net| NET | net << 80 | 1).collect()),
        ];
        for (what, all) in kinds {
            let mut hints = Hints::default();
            let place = |row| Place::new(row, false);
            (0..).zip(&all).for_each(|(row, &bits)| hints.set(bits, place(row)));
            let right = (0..).zip(&all).filter(|&(row, &bits)| hints.get(bits) == place(row)).count();
            assert!(right > 4500, "{right} of 5000 {what}");
        }
    }
}
