//! One episode: when, how much, who, and the numbers that made it fire.

use std::net::IpAddr;

use weir_protocol::{Count, Header};

use super::{Around, headers::belongs, severity::severity, sources::SourceTally};
use crate::detection::{Attribution, EpisodeKind, Facts, Measure, Reading, Severity, Subject};

/// Level below which it is over, if it stays so.
const ALIVE: f64 = 0.5;
/// A source of this share of the packets is a main one.
const MAIN_SHARE: f64 = 0.1;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Episode {
    /// Counts up.
    pub id: u32,
    /// What it is.
    pub kind: EpisodeKind,
    /// Whom it is about.
    pub subject: Subject,
    /// Only information.
    pub is_info: bool,
    /// How bad it is so far.
    pub severity: Severity,
    /// First packet, looking back from the alert; nanoseconds since the epoch, as all times here.
    pub start: u64,
    /// End of the slot whose reading fired.
    pub detected: u64,
    /// Last packet while it was alive; none: it goes on.
    pub end: Option<u64>,
    /// The same while it goes on.
    pub last_alive: u64,
    /// Start of the newest slot in which it was alive.
    pub(super) alive_slot: u64,
    /// Packets of the busiest second, and the end of that second.
    pub peak: (u64, u64),
    /// Packets and bytes.
    pub count: Count,
    /// Those since it was last alive: they count only if it goes on.
    pending: Count,
    /// The numbers as they were when it fired; the first is the one.
    pub reasons: Vec<Measure>,
    /// The greatest value of each of them.
    pub peaks: Vec<u64>,
    /// How far the loudest number was above its threshold at most.
    pub level: f64,
    /// The evidence at its busiest.
    pub facts: Facts,
    /// Who sent how much.
    pub sources: SourceTally,
    /// Spoofed, few, single.
    pub attribution: Attribution,
    /// Packets that the kernel dropped meanwhile.
    pub dropped: u64,
    /// Replies were not seen when it was found.
    pub one_way: bool,
    /// The false alarm that it taught.
    pub false_alarm: Option<u32>,
    /// Sample headers.
    pub headers: Vec<Header>,
    /// Packets per second around the alert, once they are complete; see [`super::Shown`].
    pub series: Option<Vec<u32>>,
}

impl Episode {
    /// Opens one.
    #[must_use]
    pub fn new(id: u32, reading: &Reading, slot: u64, around: &Around<'_>) -> Self {
        let end = crate::detection::slot_end(slot);
        let mut episode = Self {
            id,
            kind: reading.kind,
            subject: reading.subject,
            is_info: reading.is_info,
            severity: Severity::Info,
            start: reading.run.began.min(end),
            detected: end,
            end: None,
            last_alive: reading.run.began.min(end),
            alive_slot: slot,
            peak: reading.run.peak,
            count: Count::default(),
            pending: Count::default(),
            reasons: reading.measures.clone(),
            peaks: vec![0; reading.measures.len()],
            level: 0.0,
            facts: reading.facts.clone(),
            sources: SourceTally::default(),
            attribution: attribution(reading),
            dropped: around.dropped_before,
            one_way: around.one_way,
            false_alarm: None,
            headers: Vec::new(),
            series: None,
        };
        // What came before the slot that fired belongs to it too.
        episode.count = reading.run.before;
        episode.go_on(reading, slot, around);
        episode
    }

    /// What makes two of them the same.
    #[must_use]
    pub fn key(&self) -> (EpisodeKind, Subject) {
        (self.kind.family(), self.subject)
    }

    /// The next slot.
    pub(super) fn go_on(&mut self, reading: &Reading, slot: u64, around: &Around<'_>) {
        self.dropped = self.dropped.saturating_add(around.dropped);
        self.pending.add(reading.slot);
        if reading.fires && reading.kind != self.kind && reading.kind != reading.kind.family() {
            // The more precise name of the same event; it is not taken back.
            self.kind = reading.kind;
            self.reasons.clone_from(&reading.measures);
            self.peaks = vec![0; self.reasons.len()];
            self.facts = reading.facts.clone();
        }
        self.sources.add(&reading.facts, slot);
        if reading.second > self.peak.0 {
            self.peak = (reading.second, crate::detection::slot_end(slot));
        }
        let level = reading.level();
        if level >= self.level {
            self.level = level;
            self.attribution = attribution(reading);
            let (refused, answered) = (self.facts.refused, self.facts.answered);
            self.facts = reading.facts.clone();
            self.facts.refused = self.facts.refused.max(refused);
            self.facts.answered = self.facts.answered.or(answered);
        }
        for measure in &reading.measures {
            let place = self.reasons.iter().position(|reason| reason.statistic == measure.statistic);
            if let Some(peak) = place.and_then(|place| self.peaks.get_mut(place)) {
                *peak = (*peak).max(measure.value);
            }
        }
        if level >= ALIVE || reading.fires {
            self.count.add(std::mem::take(&mut self.pending));
            self.alive_slot = slot;
            self.last_alive = reading.last.unwrap_or(self.last_alive).max(self.last_alive);
        }
        self.severity = self.severity.max(severity(self));
    }

    pub(super) fn close(&mut self) {
        self.end = Some(self.last_alive);
        self.pending = Count::default();
    }

    pub(super) fn reopen(&mut self) {
        self.end = None;
    }

    /// Takes headers of it as samples, until there are enough.
    pub fn sample<'a>(&mut self, headers: impl Iterator<Item = &'a Header>) {
        for header in headers {
            if self.headers.len() >= super::MAX_HEADERS {
                return;
            }
            if header.time >= self.start && belongs(header, self.kind, &self.subject) {
                self.headers.push(header.clone());
            }
        }
    }

    /// Who sends most of it.
    #[must_use]
    pub fn main_sources(&self) -> Vec<IpAddr> {
        let mut main: Vec<IpAddr> = self.subject.source().into_iter().collect();
        let whole = self.facts.packets_5s;
        let busy = self.facts.sources.iter();
        let busy = busy.filter(|peer| crate::detection::share(peer.packets, whole) >= MAIN_SHARE);
        main.extend(busy.map(|peer| peer.address));
        main
    }

    /// Victim and main sources: what a mute is held against.
    #[must_use]
    pub fn addresses(&self) -> Vec<IpAddr> {
        let mut addresses: Vec<IpAddr> = self.subject.victim().into_iter().collect();
        addresses.extend(self.main_sources());
        addresses
    }

    /// When it ended, or its last packet so far.
    #[must_use]
    pub fn until(&self) -> u64 {
        self.end.unwrap_or(self.last_alive)
    }
}

/// Forged: at least fifty sources, and every second packet has a new one.
const SPOOFED_SOURCES: u32 = 50;
const SPOOFED_SHARE: f64 = 0.5;
/// Nearly all of it.
const SINGLE_SHARE: f64 = 0.9;

fn attribution(reading: &Reading) -> Attribution {
    if reading.subject.source().is_some() {
        return Attribution::Single;
    }
    let facts = &reading.facts;
    if facts.sources.is_empty() {
        return Attribution::Unknown;
    }
    let distinct = crate::detection::share(facts.distinct_sources.into(), facts.packets_5s);
    let top = facts.sources.iter().map(|peer| peer.packets).max().unwrap_or(0);
    if facts.distinct_sources >= SPOOFED_SOURCES && distinct >= SPOOFED_SHARE {
        Attribution::Spoofed
    } else if crate::detection::share(top, facts.packets_5s) >= SINGLE_SHARE {
        Attribution::Single
    } else {
        Attribution::Few
    }
}
