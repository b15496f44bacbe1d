//! Exact sums per quarter of a second of packet time. Exact always: they have no table that could be full.

use weir_protocol::{Class, Count, Directed, Direction, NamedCount, ProtocolName, Slice, limits::TICK_NANOS};

/// Timestamps of one capture may be out of order by a little (several queues); more means that the clock was set.
const TOLERATED_STEP_BACK: u64 = 1_000_000_000;

/// The beginning of the quarter of a second that `time` is in.
#[must_use]
pub const fn slot_of(time: u64) -> u64 {
    time - time % TICK_NANOS
}

/// The slices of one tick, in the order in which they came, and the sum of all that ever were.
#[derive(Debug)]
pub(super) struct Slices {
    slices: Vec<Slice>,
    current: usize,
    /// The end of the current slice; 0 while there is none.
    end: u64,
    /// The time of the last packet, if it was in the current slice: what comes until the end of that is in it too. Else
    /// beyond all time.
    newest: u64,
    /// The time of the packet before those that came in order.
    last: u64,
    /// What was counted in the current slice and is not in its place yet: each packet counts here, at a place that is
    /// known.
    now: Now,
    total: Count,
}

#[derive(Debug)]
struct Now {
    first: u64,
    last: u64,
    classes: [Directed; 4],
    /// Beside the list of a slice, which leaves out what did not occur.
    names: [Count; ProtocolName::ALL.len()],
}

impl Default for Slices {
    fn default() -> Self {
        Self {
            slices: Vec::new(),
            current: 0,
            end: 0,
            newest: u64::MAX,
            last: 0,
            now: Now::EMPTY,
            total: Count::default(),
        }
    }
}

impl Slices {
    pub(super) fn open(&mut self, time: u64) {
        let is_current = time < self.end && self.end - time <= TICK_NANOS;
        if !is_current {
            self.change_to(slot_of(time));
        }
    }

    /// Counts a packet, and says whether its time is from before the clock was set back.
    #[inline]
    pub(super) fn add(
        &mut self,
        time: u64,
        length: u32,
        (class, name): (Class, Option<ProtocolName>),
        direction: Direction,
    ) -> bool {
        let is_in_order = self.newest <= time && time < self.end;
        let went_back = if is_in_order { false } else { self.turn_to(time) };
        self.newest = time;
        let now = &mut self.now;
        if let Some(class) = now.classes.get_mut(class.index()) {
            class.of_mut(direction).add_packet(length);
        }
        if let (Class::Other, Some(name)) = (class, name)
            && let Some(count) = now.names.get_mut(name as usize)
        {
            count.add_packet(length);
        }
        went_back
    }

    /// Makes the slice of `time` the current one, and says whether the packet before was of a later time, by more than
    /// queues explain.
    #[cold]
    fn turn_to(&mut self, time: u64) -> bool {
        self.put_in_order();
        self.open(time);
        (self.now.first, self.now.last) = (self.now.first.min(time), self.now.last.max(time));
        let last = std::mem::replace(&mut self.last, time);
        time.saturating_add(TOLERATED_STEP_BACK) < last
    }

    /// The packets that came in order, in the span of the slice.
    fn put_in_order(&mut self) {
        let newest = std::mem::replace(&mut self.newest, u64::MAX);
        if newest != u64::MAX {
            (self.now.last, self.last) = (self.now.last.max(newest), newest);
        }
    }

    pub(super) fn cut(&mut self) -> Vec<Slice> {
        self.put_away();
        (self.current, self.end) = (0, 0);
        std::mem::take(&mut self.slices)
    }

    /// All packets that were ever added.
    pub(super) fn total(&self) -> Count {
        let mut total = self.total;
        self.now.classes.iter().for_each(|class| total.add(class.total()));
        total
    }

    #[cold]
    fn change_to(&mut self, start: u64) {
        self.put_away();
        self.end = start.saturating_add(TICK_NANOS);
        // In a file with several interfaces it may be one of the last.
        self.current = self.slices.iter().rposition(|slice| slice.start == start).unwrap_or_else(|| {
            self.slices.push(Slice { start, ..Slice::default() });
            self.slices.len() - 1
        });
    }

    fn put_away(&mut self) {
        self.put_in_order();
        self.total = self.total();
        let Now { first, last, classes, names } = std::mem::replace(&mut self.now, Now::EMPTY);
        let Some(slice) = self.slices.get_mut(self.current) else { return };
        widen(&mut slice.span, (first <= last).then_some((first, last)));
        slice.classes.iter_mut().zip(&classes).for_each(|(sum, more)| sum.add(more));
        for (name, count) in ProtocolName::ALL.into_iter().zip(names) {
            if count.packets > 0 {
                add_named(&mut slice.names, name, count);
            }
        }
    }
}

impl Now {
    const EMPTY: Self = {
        const NONE: Count = Count { packets: 0, bytes: 0 };
        const NOWHERE: Directed = Directed { inbound: NONE, outbound: NONE, passing: NONE };
        Self { first: u64::MAX, last: 0, classes: [NOWHERE; 4], names: [NONE; ProtocolName::ALL.len()] }
    };
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

#[cfg(test)]
mod tests;
