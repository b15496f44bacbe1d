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
}

impl QualitySums {
    pub(super) fn add(&mut self, tick: &Tick) {
        self.kernel_drops += tick.kernel_drops;
        self.merged_ticks += u64::from(tick.merged);
        self.truncated += tick.truncated;
        self.headers_skipped += tick.headers_skipped;
        self.problems.iter_mut().zip(tick.problems).for_each(|(sum, n)| *sum += n);
    }
}
