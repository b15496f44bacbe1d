//! The times of the first and the last packet.

/// None yet, or the earliest and the latest time, nanoseconds since the Unix epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span(Option<(u64, u64)>);

impl Span {
    pub(super) fn note(&mut self, time: u64) {
        self.0 = Some(self.0.map_or((time, time), |(first, last)| (first.min(time), last.max(time))));
    }

    pub(super) const fn get(self) -> Option<(u64, u64)> {
        self.0
    }
}
