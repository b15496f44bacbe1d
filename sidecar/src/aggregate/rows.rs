//! The rows of the table of sources. Says what is in them; who is in them is the table's business.

use weir_protocol::{Class, Count};

use crate::decode::Key;

/// What a source sent since it was told. One cache line: each packet needs one, and at low rates none is at hand.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
struct Row {
    bits: u128,
    packets: [u32; 4],
    bytes: [u64; 4],
}

impl Row {
    fn pending(&self) -> u64 {
        self.packets.iter().map(|&packets| u64::from(packets)).sum()
    }

    fn take(&mut self) -> [Count; 4] {
        let (packets, bytes) = (std::mem::take(&mut self.packets), std::mem::take(&mut self.bytes));
        std::array::from_fn(|class| Count {
            packets: packets.get(class).copied().unwrap_or_default().into(),
            bytes: bytes.get(class).copied().unwrap_or_default(),
        })
    }
}

/// What no packet needs.
#[derive(Clone, Copy, Debug)]
struct Past {
    /// Packets that were told in the whole session, and what was inherited.
    weight: u64,
    /// Of the address.
    hash: u64,
    is_four: bool,
}

/// Rows, which keep their places.
#[derive(Debug, Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    pasts: Vec<Past>,
}

impl Rows {
    pub(super) const fn len(&self) -> usize {
        self.rows.len()
    }

    /// A new row at the end: its place.
    pub(super) fn push(&mut self, key: Key, hash: u64) -> u32 {
        self.rows.push(Row { bits: key.bits, packets: [0; 4], bytes: [0; 4] });
        self.pasts.push(Past { weight: 0, hash, is_four: key.is_four });
        (self.rows.len() - 1) as u32
    }

    /// Whether the bits of the address in a row are these.
    #[inline]
    pub(super) fn has_bits(&self, place: u32, bits: u128) -> bool {
        self.rows.get(place as usize).is_some_and(|row| row.bits == bits)
    }

    pub(super) fn key(&self, place: u32) -> Option<Key> {
        let (row, past) = (self.rows.get(place as usize)?, self.pasts.get(place as usize)?);
        Some(Key { bits: row.bits, is_four: past.is_four })
    }

    /// Of the address in a row.
    pub(super) fn hash(&self, place: u32) -> u64 {
        self.pasts.get(place as usize).map_or(0, |past| past.hash)
    }

    /// Counts a packet of the address with these bits. False: the row is of another, or has four thousand million of the
    /// class already, and there is no room for it.
    #[inline]
    pub(super) fn count(&mut self, place: u32, bits: u128, class: Class, length: u32) -> bool {
        let Some(row) = self.rows.get_mut(place as usize).filter(|row| row.bits == bits) else {
            return false;
        };
        let (Some(packets), Some(bytes)) =
            (row.packets.get_mut(class.index()), row.bytes.get_mut(class.index()))
        else {
            return false;
        };
        let Some(more) = packets.checked_add(1) else { return false };
        *packets = more;
        // Of so many packets of 32 bits of length each the sum has room for all.
        *bytes = bytes.wrapping_add(length.into());
        true
    }

    /// Packets of a row that wait to be told.
    pub(super) fn pending(&self, place: u32) -> u64 {
        self.rows.get(place as usize).map_or(0, Row::pending)
    }

    /// Takes what waits to be told out of a row.
    pub(super) fn tell(&mut self, place: u32) -> [Count; 4] {
        let (Some(row), Some(past)) = (self.rows.get_mut(place as usize), self.pasts.get_mut(place as usize))
        else {
            return Default::default();
        };
        past.weight = past.weight.saturating_add(row.pending());
        row.take()
    }

    /// Gives a row, which was told, to another address. It keeps its weight.
    pub(super) fn hand_over(&mut self, place: u32, key: Key, hash: u64) {
        if let (Some(row), Some(past)) =
            (self.rows.get_mut(place as usize), self.pasts.get_mut(place as usize))
        {
            row.bits = key.bits;
            (past.hash, past.is_four) = (hash, key.is_four);
        }
    }
}

impl super::lightest::Weights for Rows {
    fn places(&self) -> u32 {
        self.rows.len() as u32
    }

    fn weight(&self, place: u32) -> u64 {
        let told = self.pasts.get(place as usize).map_or(0, |past| past.weight);
        told.saturating_add(self.pending(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_is_full_says_so_and_keeps_what_it_has() {
        let mut rows = Rows::default();
        let place = rows.push(Key { bits: 7, is_four: true }, 1);
        rows.rows[0].packets[1] = u32::MAX - 1;
        assert!(rows.count(place, 7, Class::Udp, 1500));
        assert!(!rows.count(place, 7, Class::Udp, 1500), "one more has no room");
        assert!(rows.count(place, 7, Class::Tcp, 60), "of another class it has");
        assert!(!rows.count(place, 8, Class::Tcp, 60), "of another address it is not");
        let told = rows.tell(place);
        assert_eq!(told[1], Count { packets: u32::MAX.into(), bytes: 1500 });
        assert_eq!(told[0], Count { packets: 1, bytes: 60 });
        assert!(rows.pending(place) == 0 && rows.count(place, 7, Class::Udp, 1500));
        assert_eq!(super::super::lightest::Weights::weight(&rows, place), u64::from(u32::MAX) + 2);
    }

    #[test]
    fn a_row_is_a_cache_line() {
        assert_eq!((size_of::<Row>(), align_of::<Row>()), (64, 64));
    }
}
