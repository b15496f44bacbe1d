//! Sums of what is wrong with the numbers.

use weir_protocol::{PROBLEM_COUNT, Tick};

/// Everything that was lost, cut, late or damaged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as in `weir_protocol::Tick`")]
pub struct QualitySums {
    pub kernel_drops: u64,
    pub merged_ticks: u64,
    pub truncated: u64,
    pub headers_skipped: u64,
    pub problems: [u64; PROBLEM_COUNT],
    /// When that was last, in nanoseconds of packet time.
    pub last_drop: Option<u64>,
    pub last_merge: Option<u64>,
    pub last_cut: Option<u64>,
}

impl QualitySums {
    pub(super) fn add(&mut self, tick: &Tick, at: u64) {
        self.kernel_drops += tick.kernel_drops;
        self.merged_ticks += u64::from(tick.merged);
        self.truncated += tick.truncated;
        self.headers_skipped += tick.headers_skipped;
        let last = |happened: bool, before: Option<u64>| if happened { Some(at) } else { before };
        self.last_drop = last(tick.kernel_drops > 0, self.last_drop);
        self.last_merge = last(tick.merged > 0, self.last_merge);
        self.last_cut = last(tick.truncated > 0, self.last_cut);
        self.problems.iter_mut().zip(tick.problems).for_each(|(sum, n)| *sum += n);
    }
}
