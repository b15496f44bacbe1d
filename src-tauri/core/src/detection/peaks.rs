//! What is usual here: learned peaks, which lift a threshold above its lower limit.
//!
//! threshold = max(floor, 3 × peak), where the peak is a decaying maximum of the statistic. An attack must not teach
//! it: a value counts only [`DELAY_SLOTS`] after it was seen, none counts while an episode of its kind is open and
//! [`FREEZE_SLOTS`] after, those that wait when one opens are dropped, and the peak saturates at [`SATURATION`]
//! times the floor, so that a rate that grows slowly by intent stays bounded too.
//! The numbers: three times a usual peak is far beyond its own scatter, and half an hour forgets a backup by the next
//! meeting. A minute's delay is longer than a ramp that is not made to be slow.

use std::collections::VecDeque;

use super::{
    floors::{COUNT, Floors},
    kind::{EpisodeKind, Statistic, ThresholdOrigin},
};
use crate::detection::floors;

/// A value waits for 60 s.
pub(super) const DELAY_SLOTS: usize = 240;
/// Nothing is learned until 90 s after an episode's end.
pub(super) const FREEZE_SLOTS: u32 = 360;
/// The learned peak is at most so many times the lower limit.
pub(super) const SATURATION: f64 = 20.0;
/// A threshold is at least so many times the learned peak.
pub(super) const MARGIN: f64 = 3.0;
/// What is left of a peak after one slot: a half after 30 minutes (7,200 slots).
const DECAY: f64 = 0.999_903_734_1;

/// A threshold and why it is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// What a value must reach.
    pub value: u64,
    /// The lower limit.
    pub floor: u64,
    /// Why.
    pub origin: ThresholdOrigin,
    /// The usual peak; none: nothing was learned yet.
    pub baseline: Option<u64>,
}

/// See the module.
#[derive(Debug)]
pub(super) struct Peaks {
    waiting: VecDeque<[u32; COUNT]>,
    peaks: [f64; COUNT],
    frozen: [u32; COUNT],
}

impl Default for Peaks {
    fn default() -> Self {
        Self { waiting: VecDeque::new(), peaks: [0.0; COUNT], frozen: [0; COUNT] }
    }
}

impl Peaks {
    /// Takes in a slot's greatest values.
    pub(super) fn learn(&mut self, mut values: [u32; COUNT], floors: &Floors) {
        for ((value, frozen), peak) in values.iter_mut().zip(&mut self.frozen).zip(&mut self.peaks) {
            if *frozen > 0 {
                *frozen -= 1;
                *value = 0;
            }
            *peak *= DECAY;
        }
        self.waiting.push_back(values);
        if self.waiting.len() <= DELAY_SLOTS {
            return;
        }
        let Some(old) = self.waiting.pop_front() else { return };
        for ((peak, value), default) in self.peaks.iter_mut().zip(old).zip(&floors::DEFAULTS) {
            let (floor, _) = floors.of(default.statistic);
            *peak = peak.max(f64::from(value)).min(SATURATION * f64::from(floor));
        }
    }

    /// An episode of `kind` is open: nothing is learned about it for a while, nor from what led to it.
    pub(super) fn freeze(&mut self, kind: EpisodeKind) {
        for (place, default) in floors::DEFAULTS.iter().enumerate() {
            if default.kind.family() != kind.family() {
                continue;
            }
            if let Some(frozen) = self.frozen.get_mut(place) {
                if *frozen == 0 {
                    self.waiting.iter_mut().filter_map(|values| values.get_mut(place)).for_each(|v| *v = 0);
                }
                *frozen = FREEZE_SLOTS;
            }
        }
    }

    /// The threshold of a statistic.
    #[must_use]
    pub(super) fn threshold(&self, statistic: Statistic, floors: &Floors) -> Threshold {
        let (floor, origin) = floors.of(statistic);
        let peak = self.peaks.get(statistic as usize).copied().unwrap_or_default();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a peak is at least 0 and at most twenty times a u32"
        )]
        let (learned, peak) = ((peak * MARGIN).ceil() as u64, peak.round() as u64);
        let baseline = (peak > 0).then_some(peak);
        if learned > u64::from(floor) {
            Threshold { value: learned, floor: floor.into(), origin: ThresholdOrigin::Learned, baseline }
        } else {
            Threshold { value: floor.into(), floor: floor.into(), origin, baseline }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::DetectionSettings;

    const SYN: Statistic = Statistic::SynPerSecond;

    fn values(syn: u32) -> [u32; COUNT] {
        let mut values = [0; COUNT];
        values[SYN as usize] = syn;
        values
    }

    fn learn(peaks: &mut Peaks, syn: u32, slots: usize) {
        let floors = Floors::new(&DetectionSettings::default());
        (0..slots).for_each(|_| peaks.learn(values(syn), &floors));
    }

    fn threshold(peaks: &Peaks) -> Threshold {
        peaks.threshold(SYN, &Floors::new(&DetectionSettings::default()))
    }

    #[test]
    fn a_usual_rate_lifts_its_own_threshold_after_a_minute() {
        let mut peaks = Peaks::default();
        learn(&mut peaks, 50, DELAY_SLOTS);
        assert_eq!((threshold(&peaks).value, threshold(&peaks).origin), (60, ThresholdOrigin::Floor));
        learn(&mut peaks, 50, 1);
        let lifted = threshold(&peaks);
        assert_eq!((lifted.value, lifted.origin, lifted.baseline), (150, ThresholdOrigin::Learned, Some(50)));
    }

    #[test]
    fn half_an_hour_halves_what_was_learned() {
        let mut peaks = Peaks::default();
        learn(&mut peaks, 400, DELAY_SLOTS + 1);
        learn(&mut peaks, 0, 7200 + DELAY_SLOTS);
        let half = threshold(&peaks).value;
        assert!((580..=600).contains(&half), "{half}");
    }

    #[test]
    fn an_open_episode_teaches_nothing_nor_does_what_led_to_it() {
        let mut peaks = Peaks::default();
        learn(&mut peaks, 55, DELAY_SLOTS);
        peaks.freeze(EpisodeKind::SynFlood);
        learn(&mut peaks, 9_000, FREEZE_SLOTS as usize);
        learn(&mut peaks, 0, DELAY_SLOTS + 1);
        assert_eq!(threshold(&peaks).value, 60);
        assert_eq!(threshold(&peaks).baseline, None);
    }

    #[test]
    fn slow_poisoning_is_bounded() {
        let mut peaks = Peaks::default();
        let mut rate = 40.0_f64;
        // 2 % a minute for ten hours, always just below the threshold.
        for _ in 0..600 {
            rate = (rate * 1.02).min(threshold(&peaks).value as f64 - 1.0);
            learn(&mut peaks, rate as u32, 240);
        }
        let threshold = threshold(&peaks);
        assert!(threshold.value <= 3 * 20 * 60, "{threshold:?}");
    }
}
