//! Exact sums per quarter of a second of packet time. Exact always: they have no table that could be full.

use weir_protocol::{Class, Count, Direction, NamedCount, ProtocolName, Slice, limits::TICK_NANOS};

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
    /// The end of the current slice; 0 while there is none.
    end: u64,
    /// Packets and bytes by name, in the current slice; beside its list, which leaves out what did not occur.
    names: [Count; ProtocolName::ALL.len()],
}

impl Slices {
    pub(super) fn open(&mut self, time: u64) {
        let is_current = time < self.end && self.end - time <= TICK_NANOS;
        if !is_current {
            self.change_to(slot_of(time));
        }
    }

    #[inline]
    pub(super) fn add(
        &mut self,
        time: u64,
        length: u32,
        (class, name): (Class, Option<ProtocolName>),
        direction: Direction,
    ) {
        self.open(time);
        let Some(slice) = self.slices.get_mut(self.current) else { return };
        slice.span = match slice.span {
            Some((first, last)) => Some((first.min(time), last.max(time))),
            None => Some((time, time)),
        };
        if let Some(class) = slice.classes.get_mut(class.index()) {
            class.of_mut(direction).add_packet(length);
        }
        if let (Class::Other, Some(name)) = (class, name)
            && let Some(count) = self.names.get_mut(name as usize)
        {
            count.add_packet(length);
        }
    }

    pub(super) fn cut(&mut self) -> Vec<Slice> {
        self.put_names();
        (self.current, self.end) = (0, 0);
        std::mem::take(&mut self.slices)
    }

    #[cold]
    fn change_to(&mut self, start: u64) {
        self.put_names();
        self.end = start.saturating_add(TICK_NANOS);
        // In a file with several interfaces it may be one of the last.
        self.current = self.slices.iter().rposition(|slice| slice.start == start).unwrap_or_else(|| {
            self.slices.push(Slice { start, ..Slice::default() });
            self.slices.len() - 1
        });
    }

    fn put_names(&mut self) {
        let Some(slice) = self.slices.get_mut(self.current) else { return };
        for (name, count) in ProtocolName::ALL.into_iter().zip(&mut self.names) {
            if count.packets > 0 {
                add_named(&mut slice.names, name, std::mem::take(count));
            }
        }
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
