//! One source that tries one port on hosts.

use std::net::IpAddr;

use weir_protocol::{
    Count,
    limits::{MAX_EVIDENCE, TICK_NANOS},
    observe::{Probe, Sweep},
};

use super::{
    Seen,
    firsts::First,
    keys::Host,
    sets,
    sketches::{Loan, Sketches, stamp},
    span::Span,
    victim::Toward,
    window::{FAST, MATURITY, SLOW},
};

/// Hosts that are known one by one: far beyond any limit that a sweep could be told by, and 4 KiB. Further ones are
/// estimated.
const HOSTS: usize = 256;

/// SMTP between servers (RFC 5321).
const MAIL: u16 = 25;

/// A first try was answered.
pub(super) const ANSWERED: u8 = 1;

/// Source, how, and port.
pub(super) type Key = (IpAddr, Probe, u16);

/// A row of the table.
#[derive(Debug)]
pub(super) struct Row {
    key: Key,
    /// In the order of their prints.
    hosts: Vec<Tried>,
    /// Those that found no place there; as many of them count as failed as of those that did.
    others: Option<Loan>,
    /// Some of them.
    some: Vec<IpAddr>,
    count: Count,
    span: Span,
    toward: Toward,
    first: u64,
    /// Hosts in the list that have not answered.
    unanswered: u32,
}

#[derive(Clone, Copy, Debug)]
struct Tried {
    /// Part of the hash of its address.
    print: u32,
    /// The slots in which it was first and last tried.
    first: u32,
    last: u32,
    answered: bool,
}

impl sets::Row for Row {
    type Key = Key;

    fn new(key: Key) -> Self {
        Self {
            key,
            hosts: Vec::new(),
            others: None,
            some: Vec::new(),
            count: Count::default(),
            span: Span::default(),
            toward: Toward::default(),
            first: 0,
            unanswered: 0,
        }
    }

    fn key(&self) -> &Key {
        &self.key
    }
}

impl Row {
    /// Makes it the row of another key; keeps its memory.
    pub(super) fn reuse(&mut self, key: Key, sketches: &mut Sketches) {
        self.release(sketches);
        let (mut hosts, mut some) = (std::mem::take(&mut self.hosts), std::mem::take(&mut self.some));
        hosts.clear();
        some.clear();
        *self = Self { hosts, some, ..sets::Row::new(key) };
    }

    /// The try with which it began, made before it had a row.
    pub(super) fn begin(&mut self, first: &First, slot: u32) {
        let answered = first.state == ANSWERED;
        self.hosts.push(Tried { print: first.value, first: first.began, last: first.slot, answered });
        self.unanswered += u32::from(!answered);
        self.first = first.time;
        if first.began == slot {
            self.count.add_packet(first.length);
            self.span.note(first.time);
        }
    }

    pub(super) fn try_host(&mut self, host: Host<'_>, seen: &Seen<'_>, slot: u32, sketches: &mut Sketches) {
        self.count.add_packet(seen.length);
        self.span.note(seen.time);
        self.toward.note(seen.direction);
        let print = (host.hash >> 32) as u32;
        match self.hosts.binary_search_by_key(&print, |known| known.print) {
            Ok(place) => {
                if let Some(known) = self.hosts.get_mut(place) {
                    known.last = slot;
                }
            }
            Err(place) if self.hosts.len() < HOSTS => {
                self.hosts.insert(place, Tried { print, first: slot, last: slot, answered: false });
                self.unanswered += 1;
                if self.some.len() < MAX_EVIDENCE {
                    self.some.push(*host.address);
                }
            }
            Err(_) => {
                if self.others.is_none() {
                    self.others = sketches.lend();
                }
                if let Some(loan) = self.others {
                    sketches.insert(loan, host.hash, stamp(slot));
                }
            }
        }
    }

    pub(super) fn answer(&mut self, hash: u64) {
        let print = (hash >> 32) as u32;
        if let Ok(place) = self.hosts.binary_search_by_key(&print, |known| known.print)
            && let Some(known) = self.hosts.get_mut(place)
        {
            self.unanswered -= u32::from(!known.answered);
            known.answered = true;
        }
    }

    /// Hosts that have not answered; or all.
    pub(super) fn weight(&self) -> u32 {
        if self.counts_all() { self.hosts.len() as u32 } else { self.unanswered }
    }

    /// Whether hosts that answer matter: a full network answers pings, and mail servers whoever sends them spam.
    pub(super) const fn counts_all(&self) -> bool {
        matches!(self.key, (_, Probe::Echo, _) | (_, Probe::Syn, MAIL))
    }

    /// Gives back what was lent.
    pub(super) fn release(&mut self, sketches: &mut Sketches) {
        if let Some(loan) = self.others.take() {
            sketches.take_back(loan);
        }
    }

    /// What is to be told of the slice that ends now. `start` is the time at which it began.
    pub(super) fn observe(&mut self, slot: u32, start: u64, sketches: &Sketches) -> Sweep {
        self.hosts.retain(|host| slot - host.last < SLOW);
        self.unanswered = self.hosts.iter().filter(|host| !host.answered).count() as u32;
        let count = |window: u32, only_failed: bool| {
            let hosts = self.hosts.iter().filter(|host| {
                slot - host.last < window + MATURITY
                    && slot - host.first >= MATURITY
                    && !(only_failed && host.answered)
            });
            hosts.count() as u32
        };
        let others = self.others.map_or(0, |loan| {
            let all = sketches.estimate(loan, stamp(slot), (FAST + MATURITY) as u8);
            all.saturating_sub(sketches.estimate(loan, stamp(slot), MATURITY as u8))
        });
        let all = self.hosts.len().max(1) as u64;
        let others_failed = (u64::from(others) * u64::from(self.unanswered) / all) as u32;
        let newest = self.others.map_or(0, |loan| sketches.estimate(loan, stamp(slot), FAST as u8));
        let tried = self.hosts.iter().filter(|host| slot - host.last < FAST).count() as u32;
        let oldest = self.hosts.iter().map(|host| slot - host.first).max().unwrap_or(0);
        let (source, probe, port) = self.key;
        Sweep {
            source,
            probe,
            port,
            toward: self.toward.most(),
            count: self.count,
            span: self.span.get(),
            tried_10s: tried + newest,
            hosts_10s: count(FAST, false) + others,
            failed_10s: count(FAST, true) + others_failed,
            hosts_300s: count(SLOW, false) + others,
            failed_300s: count(SLOW, true) + others_failed,
            first: self.first.max(start.saturating_sub(u64::from(oldest) * TICK_NANOS)),
            hosts: self.some.clone(),
        }
    }

    /// Ends the slice.
    pub(super) fn pass(&mut self) {
        (self.count, self.span) = (Count::default(), Span::default());
    }
}
