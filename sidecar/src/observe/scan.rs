//! One source that tries ports of one target.

use std::net::IpAddr;

use weir_protocol::{
    Count,
    limits::{MAX_EVIDENCE, TICK_NANOS},
    observe::{Probe, Scan},
};

use super::{
    Seen,
    firsts::First,
    kind::spread,
    scans::Try,
    sets,
    sketches::{Loan, Sketches, stamp},
    span::Span,
    victim::Toward,
    window::{FAST, SLOW},
};

/// Ports that are known one by one: far beyond any limit that a scan could be told by, and 2 KiB. Further ones are
/// estimated.
const PORTS: usize = 256;

/// Source, target, and whether it is UDP.
pub(super) type Key = (IpAddr, IpAddr, bool);

/// Answered with SYN-ACK, or by anything over UDP.
pub(super) const ANSWERED: u8 = 1;
/// Refused with RST or port unreachable.
pub(super) const REFUSED: u8 = 2;
/// Tried as traceroute does.
pub(super) const TRACEROUTE: u8 = 4;

/// A row of the table.
#[derive(Debug)]
pub(super) struct Row {
    key: Key,
    /// In the order of their numbers.
    ports: Vec<Port>,
    /// Those that found no place there; as many of them count as failed as of those that did.
    others: Option<Loan>,
    probes: [u32; 3],
    count: Count,
    span: Span,
    toward: Toward,
    first: u64,
    /// Ports in the list that have not answered.
    unanswered: u32,
}

#[derive(Clone, Copy, Debug)]
struct Port {
    port: u16,
    state: u8,
    /// The slot it was last tried in.
    last: u32,
}

impl Port {
    const fn is(&self, state: u8) -> bool {
        self.state & state != 0
    }
}

impl sets::Row for Row {
    type Key = Key;

    fn new(key: Key) -> Self {
        Self {
            key,
            ports: Vec::new(),
            others: None,
            probes: [0; 3],
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
    /// Makes it the row of another pair; keeps its memory.
    pub(super) fn reuse(&mut self, key: Key, sketches: &mut Sketches) {
        self.release(sketches);
        let mut ports = std::mem::take(&mut self.ports);
        ports.clear();
        *self = Self { ports, ..sets::Row::new(key) };
    }

    /// The try with which it began, made before it had a row.
    pub(super) fn begin(&mut self, first: &First, slot: u32) {
        let port = Port { port: first.value as u16, state: first.state, last: first.slot };
        self.unanswered += u32::from(!port.is(ANSWERED));
        self.ports.push(port);
        self.first = first.time;
        if first.began == slot {
            self.count.add_packet(first.length);
            self.span.note(first.time);
        }
    }

    pub(super) fn try_port(&mut self, what: Try, seen: &Seen<'_>, slot: u32, sketches: &mut Sketches) {
        self.count.add_packet(seen.length);
        self.span.note(seen.time);
        self.toward.note(seen.direction);
        if let Some(probes) = self.probes.get_mut(what.probe as usize) {
            *probes = probes.saturating_add(1);
        }
        match self.ports.binary_search_by_key(&what.port, |known| known.port) {
            Ok(place) => {
                if let Some(known) = self.ports.get_mut(place) {
                    known.last = slot;
                }
            }
            Err(place) if self.ports.len() < PORTS => {
                self.ports.insert(place, Port { port: what.port, state: what.state(), last: slot });
                self.unanswered += 1;
            }
            Err(_) => self.estimate(what.port, slot, sketches),
        }
    }

    fn estimate(&mut self, port: u16, slot: u32, sketches: &mut Sketches) {
        if self.others.is_none() {
            self.others = sketches.lend();
        }
        if let Some(loan) = self.others {
            sketches.insert(loan, spread(port), stamp(slot));
        }
    }

    /// Adds to what is known of a port.
    pub(super) fn mark(&mut self, port: u16, state: u8) {
        if let Ok(place) = self.ports.binary_search_by_key(&port, |known| known.port)
            && let Some(known) = self.ports.get_mut(place)
        {
            let was_answered = known.is(ANSWERED);
            known.state |= state;
            self.unanswered -= u32::from(!was_answered && known.is(ANSWERED));
        }
    }

    /// Ports that have not answered: those that did are why a pair is harmless.
    pub(super) const fn weight(&self) -> u32 {
        self.unanswered
    }

    /// Gives back what was lent.
    pub(super) fn release(&mut self, sketches: &mut Sketches) {
        if let Some(loan) = self.others.take() {
            sketches.take_back(loan);
        }
    }

    /// What is to be told of the slice that ends now. `start` is the time at which it began.
    pub(super) fn observe(&mut self, slot: u32, start: u64, sketches: &Sketches) -> Scan {
        self.ports.retain(|port| slot - port.last < SLOW);
        self.unanswered = self.ports.iter().filter(|port| !port.is(ANSWERED)).count() as u32;
        let count = |window: u32, is: &dyn Fn(&Port) -> bool| {
            self.ports.iter().filter(|port| slot - port.last < window && is(port)).count() as u32
        };
        let others = self.others.map_or(0, |loan| sketches.estimate(loan, stamp(slot), FAST as u8));
        let all = self.ports.len().max(1) as u64;
        let failed_others = (u64::from(others) * u64::from(self.unanswered) / all) as u32;
        let answered_others = others - failed_others;
        let failed = |port: &Port| !port.is(ANSWERED);
        let oldest = self.ports.iter().map(|port| slot - port.last).max().unwrap_or(0);
        let is_udp = self.key.2;
        Scan {
            source: self.key.0,
            target: self.key.1,
            probe: match self.probes {
                [syn, odd, _] if !is_udp && odd > syn => Probe::OddFlags,
                _ if is_udp => Probe::Udp,
                _ => Probe::Syn,
            },
            toward: self.toward.most(),
            count: self.count,
            span: self.span.get(),
            failed_10s: count(FAST, &failed) + failed_others,
            answered_10s: count(FAST, &|port| port.is(ANSWERED)) + answered_others,
            failed_300s: count(SLOW, &failed) + failed_others,
            answered_300s: count(SLOW, &|port| port.is(ANSWERED)) + answered_others,
            refused_10s: count(FAST, &|port| failed(port) && port.is(REFUSED)),
            traceroute_10s: count(FAST, &|port| failed(port) && port.is(TRACEROUTE)),
            first: self.first.max(start.saturating_sub(u64::from(oldest) * TICK_NANOS)),
            ports: self
                .ports
                .iter()
                .filter(|port| failed(port))
                .map(|port| port.port)
                .take(MAX_EVIDENCE)
                .collect(),
        }
    }

    /// Ends the slice.
    pub(super) fn pass(&mut self) {
        (self.count, self.span) = (Count::default(), Span::default());
    }
}
