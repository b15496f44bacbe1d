//! Numbers of a scene that differ from one seed to the next.

use super::script::{S, Script};

impl Script {
    /// From `low` to `high`, both among them.
    pub(super) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + u64::from(self.random()) % (high - low + 1)
    }

    /// The same, small ones as often as large ones: each doubling has the same chance.
    pub(super) fn rate(&mut self, low: u64, high: u64) -> u64 {
        let (from, to) = ((low as f64).log2(), (high as f64).log2());
        ((from + (to - from) * self.part()).exp2().round() as u64).clamp(low, high)
    }

    /// True in so many of a hundred cases.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of them; there must be one.
    pub(super) fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.random() as usize % all.len()]
    }

    /// Between 0 and 1, never 0.
    fn part(&mut self) -> f64 {
        (f64::from(self.random()) + 1.0) / f64::from(1_u32 << 31)
    }

    /// Calls `each` with `rate` times a second on average, at moments that know nothing of each other (Poisson).
    pub(super) fn scattered(
        &mut self,
        from: u64,
        length: u64,
        rate: u64,
        mut each: impl FnMut(&mut Self, u64, u64),
    ) {
        let mean = S as f64 / rate as f64;
        let (mut time, mut n) = (from, 0);
        loop {
            time += (-self.part().ln() * mean) as u64;
            if time >= from + length {
                return;
            }
            each(self, time, n);
            n += 1;
        }
    }
}
