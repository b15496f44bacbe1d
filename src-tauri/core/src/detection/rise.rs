//! A rate that rises far above what is usual: CUSUM on the deviation of its logarithm.
//!
//! Per second x = log2(1 + packets); mean m and deviation d are exponential averages (weight 1/20 during the first
//! 30 s, 1/60 after that); z = (x − m) / d; the sum S = max(0, S + z − 2) alarms from 8 on.
//! Source: non-parametric CUSUM as Wang, Zhang and Shin (INFOCOM 2002) use it for SYN floods; drift 2 and limit 8
//! mean one second of ten deviations or two of six.
//! The prior (20 packets/s, deviation 1.5) keeps an attack in the first seconds from being the normal.

/// Seconds until it may alarm: before that the mean is mostly the prior.
pub(super) const WARM_UP_S: u32 = 30;
/// The sum from which it alarms.
const LIMIT: f64 = 8.0;
/// What a second's deviation must exceed to add up.
const DRIFT: f64 = 2.0;
/// The sum's ceiling: it is forgotten within seconds after the rise.
const CEILING: f64 = 24.0;
/// The least deviation: a dead calm line must not make ten packets an event.
const MIN_DEVIATION: f64 = 0.5;

/// See the module.
#[derive(Clone, Debug)]
pub(super) struct Rise {
    mean: f64,
    deviation: f64,
    sum: f64,
    seconds: u32,
}

impl Default for Rise {
    fn default() -> Self {
        Self { mean: 21_f64.log2(), deviation: 1.5, sum: 0.0, seconds: 0 }
    }
}

impl Rise {
    /// Takes in one second's packets. While `frozen` (an episode is open) nothing is learned.
    pub(super) fn add(&mut self, packets: u64, frozen: bool) {
        let x = logarithm(packets);
        let z = self.deviations(packets);
        self.seconds = self.seconds.saturating_add(1);
        self.sum = (self.sum + z - DRIFT).clamp(0.0, CEILING);
        if frozen {
            return;
        }
        let weight = if self.seconds <= WARM_UP_S { 1.0 / 20.0 } else { 1.0 / 60.0 };
        // A rise in progress moves the mean by little: what is far out counts as three deviations.
        let bounded = x.clamp(self.mean - 3.0 * self.deviation, self.mean + 3.0 * self.deviation);
        self.deviation += weight * ((bounded - self.mean).abs() - self.deviation);
        self.mean += weight * (bounded - self.mean);
    }

    /// It rises.
    #[must_use]
    pub(super) fn alarms(&self) -> bool {
        self.seconds > WARM_UP_S && self.sum >= LIMIT
    }

    /// It rises, if the second that is not over yet stays as it is: `packets` in the last second.
    #[must_use]
    pub(super) fn would_alarm(&self, packets: u64) -> bool {
        self.seconds >= WARM_UP_S && self.sum + self.deviations(packets) - DRIFT >= LIMIT
    }

    /// How many deviations a rate is above the usual one.
    fn deviations(&self, packets: u64) -> f64 {
        (logarithm(packets) - self.mean) / self.deviation.max(MIN_DEVIATION)
    }

    /// The usual packets per second.
    #[must_use]
    pub(super) fn usual(&self) -> u64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the mean of logarithms of u64 is at least 0 and at most 64"
        )]
        let usual = (self.mean.exp2() - 1.0).max(0.0).round() as u64;
        usual
    }

    /// Seconds until it may alarm.
    #[must_use]
    pub(super) const fn warm_up_s(&self) -> u32 {
        WARM_UP_S.saturating_sub(self.seconds)
    }
}

fn logarithm(packets: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "the logarithm of it")]
    let x = (packets as f64 + 1.0).log2();
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(rise: &mut Rise, packets: u64, seconds: u32) -> Option<u32> {
        (1..=seconds).find(|_| {
            rise.add(packets, false);
            rise.alarms()
        })
    }

    #[test]
    fn a_rise_is_told_within_three_seconds_and_forgotten_after_it() {
        let mut rise = Rise::default();
        assert_eq!(after(&mut rise, 2, 120), None);
        assert!(after(&mut rise, 80, 3).is_some_and(|seconds| seconds <= 3));
        (0..12).for_each(|_| rise.add(2, false));
        assert!(!rise.alarms());
    }

    #[test]
    fn a_steady_rate_is_usual_whatever_it_is() {
        for packets in [0, 10, 1_000, 100_000] {
            let mut rise = Rise::default();
            (0..600).for_each(|_| rise.add(packets, false));
            assert!(!rise.alarms(), "{packets}");
            assert!(rise.usual().abs_diff(packets) <= packets / 20, "{packets}: {}", rise.usual());
        }
    }

    #[test]
    fn a_steep_rise_is_told_before_its_first_second_is_over() {
        let mut rise = Rise::default();
        (0..600).for_each(|_| rise.add(1, false));
        assert!(!rise.alarms() && !rise.would_alarm(3) && rise.would_alarm(90));
    }

    #[test]
    fn it_says_nothing_while_it_warms_up() {
        let mut rise = Rise::default();
        assert_eq!(after(&mut rise, 100_000, WARM_UP_S), None);
    }
}
