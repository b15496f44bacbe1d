//! Stretches of a live capture in which nothing was counted, because the capture had broken off.

/// More interruptions than this in one capture say no more than this many; the oldest go.
pub const MAX_GAPS: usize = 1000;

/// Interruptions, in nanoseconds of packet time: start, end.
#[derive(Debug, Default)]
pub struct Gaps {
    closed: Vec<(u64, u64)>,
    /// Since when nothing is counted.
    open: Option<u64>,
}

impl Gaps {
    /// Nothing is counted from `at` on. Before the first packet there is nothing to interrupt.
    pub(super) fn open(&mut self, at: u64) {
        if at > 0 {
            self.open = self.open.or(Some(at));
        }
    }

    /// Counting goes on at `at`.
    pub(super) fn close(&mut self, at: u64) {
        let Some(start) = self.open.take() else { return };
        if self.closed.len() == MAX_GAPS {
            self.closed.remove(0);
        }
        self.closed.push((start, at.max(start)));
    }

    /// Those that are over, oldest first.
    #[must_use]
    pub fn closed(&self) -> &[(u64, u64)] {
        &self.closed
    }
}
