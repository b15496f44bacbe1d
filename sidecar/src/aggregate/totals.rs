//! Exact sums per quarter of a second of packet time. Exact always: they have no table that could be full.

use weir_protocol::{Class, Count, Direction, NamedCount, ProtocolName, Slice, limits::TICK_NANOS};

use crate::decode::Decoded;

/// The beginning of the quarter of a second that `time` is in.
#[must_use]
pub const fn slot_of(time: u64) -> u64 {
    time - time % TICK_NANOS
}

/// The slices of one tick, in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Slices {
    slices: Vec<Slice>,
    current: usize,
}

impl Slices {
    pub(super) fn open(&mut self, time: u64) {
        let start = slot_of(time);
        self.current = self.find(start).unwrap_or_else(|| {
            self.slices.push(Slice { start, ..Slice::default() });
            self.slices.len() - 1
        });
    }

    pub(super) fn add(&mut self, time: u64, length: u32, decoded: &Decoded, direction: Direction) {
        self.open(time);
        let Some(slice) = self.slices.get_mut(self.current) else { return };
        widen(&mut slice.span, Some((time, time)));
        if let Some(class) = slice.classes.get_mut(decoded.class.index()) {
            class.of_mut(direction).add_packet(length);
        }
        if let (Class::Other, Some(name)) = (decoded.class, decoded.name) {
            add_named(&mut slice.names, name, Count { packets: 1, bytes: length.into() });
        }
    }

    pub(super) fn cut(&mut self) -> Vec<Slice> {
        self.current = 0;
        std::mem::take(&mut self.slices)
    }

    /// Most packets are in the slice of the packet before; in a file with several interfaces, in one of the last.
    fn find(&self, start: u64) -> Option<usize> {
        if self.slices.get(self.current).is_some_and(|slice| slice.start == start) {
            return Some(self.current);
        }
        self.slices.iter().rposition(|slice| slice.start == start)
    }
}

/// Makes `span` reach over `more` too.
pub(super) fn widen(span: &mut Option<(u64, u64)>, more: Option<(u64, u64)>) {
    *span = match (*span, more) {
        (Some((first, last)), Some((from, to))) => Some((first.min(from), last.max(to))),
        (one, other) => one.or(other),
    };
}

/// Adds to the count of `name` in a list that leaves out what did not occur.
pub(super) fn add_named(names: &mut Vec<NamedCount>, name: ProtocolName, count: Count) {
    match names.iter_mut().find(|known| known.name == name) {
        Some(known) => known.count.add(count),
        None => names.push(NamedCount { name, count }),
    }
}
