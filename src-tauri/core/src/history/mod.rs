//! What was counted, kept so that every view can be cut from it.
//!
//! Pure: ticks come in, numbers come out; time is an argument. Owns the per-second ring, the judged intervals, the
//! source table and the newest headers. Judges nothing and formats nothing.

mod gaps;
mod intervals;
mod profiles;
mod quality;
mod recent;
mod row;
mod seconds;
mod sources;

pub use gaps::{Gaps, MAX_GAPS};
pub use intervals::{Intervals, MAX_INTERVALS};
pub use profiles::{MAX_PROFILES, MAX_STEPS, Profile, Profiles, STEP_S, Top, class_of};
pub use quality::QualitySums;
pub use recent::{MAX_RECENT, Recent};
pub use seconds::{MAX_SECONDS, Second, Seconds};
pub use sources::{MAX_SOURCES, SourceSums, Sources};

use weir_protocol::{Class, Count, NamedCount, ProtocolName, Slice, Tick};

use crate::settings::Thresholds;

/// Nanoseconds in a second.
pub(crate) const NANOS: u64 = 1_000_000_000;

/// Where the packets come from: it decides what silence means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An interface: a tick comes every 250 ms, so a stretch without one is a gap.
    Live,
    /// A capture file: a stretch without packets is just quiet.
    File,
}

/// Everything that was counted in one capture, however often the sidecar was started again for it.
#[derive(Debug)]
pub struct History {
    kind: Kind,
    /// The newest four hours, second by second.
    pub seconds: Seconds,
    /// The whole capture by judged interval.
    pub intervals: Intervals,
    /// Who sent what.
    pub sources: Sources,
    /// How much the busiest of them sent when, and to whom.
    pub profiles: Profiles,
    /// The newest headers.
    pub recent: Recent,
    /// What is wrong with the numbers.
    pub quality: QualitySums,
    /// Interruptions of a live capture.
    pub gaps: Gaps,
    /// Sums by class, in the order of [`Class::ALL`].
    pub classes: [Count; 4],
    /// Sums by finer name, in the order of [`ProtocolName::ALL`].
    pub names: [Count; ProtocolName::ALL.len()],
    /// The last tick's number, counted over restarts.
    pub seq: u64,
    /// Times of the earliest and the latest packet, in nanoseconds.
    pub span: Option<(u64, u64)>,
}

impl History {
    /// An empty history whose intervals are those of `thresholds`.
    #[must_use]
    pub fn new(kind: Kind, thresholds: &Thresholds) -> Self {
        Self {
            kind,
            seconds: Seconds::default(),
            intervals: Intervals::new(thresholds.interval_s),
            sources: Sources::new(thresholds),
            profiles: Profiles::default(),
            recent: Recent::default(),
            quality: QualitySums::default(),
            gaps: Gaps::default(),
            classes: [Count::default(); 4],
            names: [Count::default(); ProtocolName::ALL.len()],
            seq: 0,
            span: None,
        }
    }

    /// Whether it is of an interface or a file.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Takes in one tick.
    pub fn add(&mut self, tick: &Tick) {
        self.seq += 1;
        if let Some(first) = tick.slices.first() {
            self.gaps.close(first.start);
        }
        for slice in &tick.slices {
            self.add_slice(slice);
        }
        let at = tick.slices.last().map_or_else(|| self.latest(), |slice| slice.start);
        self.seconds.add_drops(at / NANOS, tick.kernel_drops);
        self.sources.add(tick, at);
        self.profiles.add(tick, at, &self.sources);
        self.recent.add(&tick.headers);
        self.quality.add(tick, at);
    }

    /// The capture broke off: until the next tick nothing is counted.
    pub fn interrupt(&mut self) {
        if self.kind == Kind::Live {
            self.gaps.open(self.latest());
        }
    }

    /// Follows new limits: intervals are cut again from what the ring of seconds still holds.
    pub fn set_thresholds(&mut self, thresholds: &Thresholds) {
        if thresholds.interval_s != self.intervals.length_s() {
            self.intervals = Intervals::new(thresholds.interval_s);
            for (start, second) in self.seconds.iter() {
                self.intervals.add(start, &second.classes());
            }
        }
        self.sources.set_thresholds(thresholds);
    }

    /// Sums of all classes.
    #[must_use]
    pub fn total(&self) -> Count {
        let mut sum = Count::default();
        self.classes.iter().for_each(|class| sum.add(*class));
        sum
    }

    /// End of the newest slice, in nanoseconds of packet time; 0 before the first.
    #[must_use]
    pub fn latest(&self) -> u64 {
        self.seconds.latest()
    }

    fn add_slice(&mut self, slice: &Slice) {
        let mut packets = [0_u64; 4];
        for (class, counted) in Class::ALL.iter().zip(&slice.classes) {
            let total = counted.total();
            packets[class.index()] = total.packets;
            self.classes[class.index()].add(total);
        }
        let mut arp = Count::default();
        for NamedCount { name, count } in &slice.names {
            self.names[*name as usize].add(*count);
            if *name == ProtocolName::Arp {
                arp.add(*count);
            }
        }
        self.seconds.add(slice, arp);
        self.intervals.add(slice.start / NANOS, &packets);
        if let Some((first, last)) = slice.span {
            let (earliest, latest) = self.span.unwrap_or((first, last));
            self.span = Some((earliest.min(first), latest.max(last)));
        }
    }
}

#[cfg(test)]
mod tests;
