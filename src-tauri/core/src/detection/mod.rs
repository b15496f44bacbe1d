//! Judges what was counted. Pure: observations, settings and time in, findings out; one rule a file.
//!
//! Layer 1 is [`thresholds`]. Layer 2 is the [`Detector`]: it keeps the newest five seconds ([`window`]), what is
//! usual ([`peaks`], [`rise`]) and asks each rule what it reads ([`reading`]). Episodes are kept by `crate::episodes`.

mod connection_flood;
pub mod floors;
mod host_sweep;
mod icmp_flood;
mod kind;
mod moment;
mod one_way;
mod other_flood;
mod peaks;
mod port_scan;
mod reading;
mod rise;
mod slowloris;
mod storm;
mod syn_flood;
mod tcp_stray;
pub mod thresholds;
mod udp_amplification;
mod udp_flood;
mod volume;
mod window;

pub(crate) use connection_flood::LOGIN;
pub use kind::{Attribution, EpisodeKind, Severity, Statistic, ThresholdOrigin};
pub use moment::{Open, share};
pub use peaks::Threshold;
pub use reading::{Facts, Measure, Reading, Run, Subject};
pub use window::MAX_GAP_SLOTS;

use std::net::IpAddr;

use weir_protocol::{limits::TICK_NANOS, observe::Observations};

use crate::settings::DetectionSettings;
use floors::{COUNT, Floors};
use moment::{Moment, Rises};
use one_way::OneWay;
use peaks::Peaks;
use window::{Arrival, SECOND, Window};

/// Every adaptive rule but that of port scans, which goes before. Where two find the same packets the earlier is the
/// more precise.
const RULES: [fn(&Moment<'_>) -> Vec<Reading>; 11] = [
    host_sweep::judge,
    syn_flood::judge,
    udp_amplification::judge,
    udp_flood::judge,
    icmp_flood::judge,
    tcp_stray::judge,
    other_flood::judge,
    storm::judge,
    slowloris::judge,
    connection_flood::judge,
    volume::judge,
];

/// The readings of one slot.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Start of the slot.
    pub start: u64,
    /// What is above or not far below its threshold.
    pub readings: Vec<Reading>,
}

/// What the [`Detector`] tells while it takes in a slot.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// It begins; nothing happened yet.
    Begin,
    /// The stretch before was lost: a suspend, a step of the clock, another network.
    Anew,
    /// The verdict on a slot.
    Judged(Verdict),
}

/// Layer 2. Feed it every slot's observations in their order.
#[derive(Debug)]
pub struct Detector {
    floors: Floors,
    window: Window,
    peaks: Peaks,
    rises: Rises,
    one_way: OneWay,
    slots: u64,
}

impl Detector {
    /// With nothing learned yet.
    #[must_use]
    pub fn new(settings: &DetectionSettings) -> Self {
        Self {
            floors: Floors::new(settings),
            window: Window::default(),
            peaks: Peaks::default(),
            rises: Rises::default(),
            one_way: OneWay::default(),
            slots: 0,
        }
    }

    /// Follows new settings; what was learned stays.
    pub fn set(&mut self, settings: &DetectionSettings) {
        self.floors = Floors::new(settings);
    }

    /// Replies are not seen.
    #[must_use]
    pub const fn is_one_way(&self) -> bool {
        self.one_way.holds()
    }

    /// Seconds until usual rates are known.
    #[must_use]
    pub const fn warm_up_s(&self) -> u32 {
        self.rises.icmp.warm_up_s()
    }

    /// Takes in a slot. `told` gets each step, verdicts on empty slots before it included, and answers what is open.
    pub fn add(&mut self, seen: &Observations, mut told: impl FnMut(Step) -> Vec<Open>) {
        let mut open = match self.window.arrival(seen.start) {
            Arrival::Next(empty) => {
                let mut open = told(Step::Begin);
                for _ in 0..empty {
                    self.window.push_empty();
                    let verdict = self.judge(&open);
                    open = told(Step::Judged(verdict));
                }
                open
            }
            Arrival::Anew => {
                self.window.clear();
                told(Step::Anew)
            }
        };
        self.window.push(seen.clone());
        self.one_way.add(seen);
        let verdict = self.judge(&open);
        open = told(Step::Judged(verdict));
        for open in open.iter().filter(|open| open.kind != EpisodeKind::Volume) {
            self.peaks.freeze(open.kind);
        }
    }

    /// Asks every rule about the newest slot, and learns from it.
    fn judge(&mut self, open: &[Open]) -> Verdict {
        let start = self.window.start().unwrap_or_default();
        self.slots += 1;
        if self.slots.is_multiple_of(SECOND as u64) {
            self.rise(open);
        }
        let mut now = Moment {
            window: &self.window,
            floors: &self.floors,
            peaks: &self.peaks,
            rises: &self.rises,
            open,
            one_way: self.one_way.holds(),
            scanned: Vec::new(),
        };
        let mut readings = port_scan::judge(&now);
        let scans = readings.iter().filter(|reading| reading.fires);
        now.scanned = scans.filter_map(|reading| reading.subject.victim()).collect();
        readings.extend(RULES.iter().flat_map(|rule| rule(&now)));
        leave_to_a_flood(&mut readings, open);
        leave_to_the_more_precise(&mut readings);
        backscatter(&mut readings, open);
        let mut values = [0_u32; COUNT];
        for measure in readings.iter().flat_map(|reading| &reading.measures) {
            if let Some(value) = values.get_mut(measure.statistic as usize)
                && measure.statistic.is_learned()
            {
                *value = (*value).max(u32::try_from(measure.value).unwrap_or(u32::MAX));
            }
        }
        for reading in readings.iter().filter(|reading| reading.fires && !reading.is_info) {
            self.peaks.freeze(reading.kind);
        }
        self.peaks.learn(values, &self.floors);
        Verdict { start, readings }
    }

    fn rise(&mut self, open: &[Open]) {
        for (place, rise) in self.rises.classes.iter_mut().enumerate() {
            let slots = self.window.newest_first().take(SECOND);
            let packets = slots.filter_map(|seen| seen.volumes.get(place)).map(|volume| volume.packets).sum();
            rise.add(
                packets,
                open.iter().any(|open| !open.kind.is_search() && open.kind != EpisodeKind::Volume),
            );
        }
        let sent = self.window.sent(weir_protocol::observe::Family::Icmp);
        let most = sent.values().map(|sent| sent.second.count.packets).max().unwrap_or(0);
        self.rises.icmp.add(most, open.iter().any(|open| open.kind == EpisodeKind::IcmpFlood));
    }
}

/// Scanners of one victim at once, from which on they are the sources of its flood.
const FLOOD_SCANNERS: usize = 3;

/// The sources of a flood that goes to all ports of a victim are no scanners, each for itself.
fn leave_to_a_flood(readings: &mut Vec<Reading>, open: &[Open]) {
    let floods =
        readings.iter().filter(|reading| reading.fires).map(|reading| (reading.kind, reading.subject));
    let floods = floods.chain(open.iter().map(|open| (open.kind, open.subject)));
    let hit: Vec<IpAddr> =
        floods.filter(|(kind, _)| kind.is_flood()).filter_map(|(_, subject)| subject.victim()).collect();
    let of = |reading: &Reading| {
        let scanned = if let Subject::Pair(_, victim) = reading.subject { Some(victim) } else { None };
        scanned.filter(|victim| hit.contains(victim))
    };
    let scanned: Vec<IpAddr> = readings.iter().filter_map(of).collect();
    readings.retain(|reading| {
        let others = of(reading).map_or(0, |victim| scanned.iter().filter(|other| **other == victim).count());
        others < FLOOD_SCANNERS
    });
}

/// Of two firing readings about one victim in one family the first stays.
fn leave_to_the_more_precise(readings: &mut Vec<Reading>) {
    let mut told: Vec<(EpisodeKind, Subject)> = Vec::new();
    readings.retain(|reading| {
        let key = (reading.kind.family(), reading.subject);
        if !reading.fires {
            return true;
        }
        let known = told.contains(&key);
        told.push(key);
        !known
    });
}

/// What a victim sends back to who attacks or searches it is no attack of its own: refusals, SYN-ACKs, errors.
fn backscatter(readings: &mut Vec<Reading>, open: &[Open]) {
    let searches: Vec<Open> = readings
        .iter()
        .filter(|reading| reading.fires && reading.kind.is_search())
        .map(|reading| Open {
            kind: reading.kind,
            subject: reading.subject,
            sources: reading.subject.source().into_iter().collect(),
        })
        .collect();
    readings.retain(|reading| {
        let Subject::Victim(address) = reading.subject else { return true };
        let comes_back = |open: &Open| {
            open.subject != reading.subject
                && open.kind != EpisodeKind::Volume
                && open.sources.contains(&address)
        };
        !open.iter().chain(&searches).any(comes_back)
    });
}

/// The end of a slot that begins at `start`.
#[must_use]
pub const fn slot_end(start: u64) -> u64 {
    start + TICK_NANOS
}
