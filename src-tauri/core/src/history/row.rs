//! A row of the table of sources, small while there is little to know.
//!
//! All of what a flood of forged addresses brings, and much of what a public server sees, is heard of once. Such a row
//! is 24 bytes within the table instead of 240 beside it.

use weir_protocol::{Class, Count};

use super::{NANOS, SourceSums};
use crate::settings::Thresholds;

/// One source.
#[derive(Debug)]
pub(super) enum Row {
    /// In one tick, with packets of one class.
    Once(Once),
    /// All else; in a box, so that the table stays small.
    Often(Box<SourceSums>),
}

/// What one tick told of a source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Once {
    /// Nanoseconds of packet time.
    at: u64,
    packets: u32,
    bytes: u32,
    class: Class,
}

impl Row {
    /// A source that is new at `at`.
    pub(super) fn new(classes: &[Count; 4], at: u64, thresholds: &Thresholds) -> Self {
        Once::of(classes, at)
            .map_or_else(|| Self::Often(Box::new(begin(classes, at, thresholds))), Self::Once)
    }

    /// It sent more.
    pub(super) fn add(&mut self, classes: &[Count; 4], at: u64, thresholds: &Thresholds) {
        if let Self::Once(once) = self {
            *self = Self::Often(Box::new(begin(&once.classes(), once.at, thresholds)));
        }
        if let Self::Often(sums) = self {
            sums.add(classes, interval(at, thresholds), at);
            sums.note_limits(thresholds, at);
        }
    }

    /// All that is known of it.
    pub(super) fn sums(&self, thresholds: &Thresholds) -> SourceSums {
        match self {
            Self::Once(once) => begin(&once.classes(), once.at, thresholds),
            Self::Often(sums) => SourceSums::clone(sums),
        }
    }

    /// By class, in the order of [`Class::ALL`].
    pub(super) fn classes(&self) -> [Count; 4] {
        match self {
            Self::Once(once) => once.classes(),
            Self::Often(sums) => sums.classes,
        }
    }

    /// Packets of all classes.
    pub(super) fn packets(&self) -> u64 {
        match self {
            Self::Once(once) => once.packets.into(),
            Self::Often(sums) => sums.total().packets,
        }
    }
}

impl Once {
    /// None when that does not fit.
    fn of(classes: &[Count; 4], at: u64) -> Option<Self> {
        let mut sent = Class::ALL.into_iter().zip(classes).filter(|(_, count)| **count != Count::default());
        let (class, count) = sent.next()?;
        if sent.next().is_some() {
            return None;
        }
        let (packets, bytes) = (u32::try_from(count.packets).ok()?, u32::try_from(count.bytes).ok()?);
        Some(Self { at, packets, bytes, class })
    }

    fn classes(self) -> [Count; 4] {
        let count = Count { packets: self.packets.into(), bytes: self.bytes.into() };
        Class::ALL.map(|class| if class == self.class { count } else { Count::default() })
    }
}

fn begin(classes: &[Count; 4], at: u64, thresholds: &Thresholds) -> SourceSums {
    let mut sums = SourceSums::new(at);
    sums.add(classes, interval(at, thresholds), at);
    sums.note_limits(thresholds, at);
    sums
}

fn interval(at: u64, thresholds: &Thresholds) -> u64 {
    at / NANOS / u64::from(thresholds.interval_s.max(1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counts(packets: [u64; 4]) -> [Count; 4] {
        packets.map(|packets| Count { packets, bytes: packets * 60 })
    }

    proptest! {
        /// Small or not, a row tells the same.
        #[test]
        fn a_row_is_what_its_ticks_add_up_to(
            ticks in proptest::collection::vec((proptest::array::uniform4(0_u64..40), 0_u64..30), 1..6),
        ) {
            let thresholds = Thresholds::CLASSIC;
            let mut ticks = ticks.into_iter();
            let (first, at) = ticks.next().unwrap();
            let mut row = Row::new(&counts(first), at * NANOS, &thresholds);
            let mut plain = begin(&counts(first), at * NANOS, &thresholds);
            prop_assert_eq!(&row.sums(&thresholds), &plain);
            for (packets, at) in ticks {
                row.add(&counts(packets), at * NANOS, &thresholds);
                plain.add(&counts(packets), interval(at * NANOS, &thresholds), at * NANOS);
                plain.note_limits(&thresholds, at * NANOS);
            }
            prop_assert_eq!(&row.sums(&thresholds), &plain);
            prop_assert_eq!((row.classes(), row.packets()), (plain.classes, plain.total().packets));
        }
    }

    #[test]
    fn what_does_not_fit_is_kept_in_full() {
        let huge = [
            Count { packets: 1 << 33, bytes: 1 << 40 },
            Count::default(),
            Count::default(),
            Count::default(),
        ];
        assert_eq!(Row::new(&huge, 0, &Thresholds::CLASSIC).classes(), huge);
        assert_eq!(std::mem::size_of::<Row>(), 24);
    }
}
