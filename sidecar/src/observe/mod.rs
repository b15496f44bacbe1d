//! What detection needs to know of the packets: who is sent what, and how much of it was answered.
//!
//! Owns every table, each bounded whatever the traffic. Never reads a clock and never judges: the floors here only
//! leave out what no rule could use. Time is that of the packets, in slots of 250 ms; each slot gives one observation.

mod clock;
mod entry;
mod flows;
mod keys;
mod kind;
mod sketches;
mod span;
mod spread;
mod top;
mod victim;
mod victims;
mod window;

use std::net::IpAddr;

use clock::{Clock, Passed};
use flows::{Flows, Step};
use keys::{FlowKey, Keys};
use kind::Kind;
use victim::Hit;
use victims::Victims;
use weir_protocol::{
    Direction,
    limits::{MAX_OBSERVATIONS, TICK_NANOS},
    observe::{Family, Observations, Overflow, Reciprocity, Volume},
};

use crate::decode::{Decoded, Quoted};

/// The first slot's number: later than any window is long, so that nothing lies before the beginning.
const FIRST_SLOT: u32 = 10_000;

/// A packet as it is observed.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// Nanoseconds since the Unix epoch.
    pub time: u64,
    /// Bytes on the wire.
    pub length: u32,
    /// What it is.
    pub decoded: &'a Decoded,
    /// Which way it went.
    pub direction: Direction,
}

/// Observes packets.
#[derive(Debug)]
pub struct Observer {
    clock: Clock,
    slot: u32,
    keys: Keys,
    flows: Flows,
    victims: Victims,
    volumes: [Volume; 4],
    /// Of slots that are over, oldest first.
    ready: Vec<Observations>,
}

impl Observer {
    /// For a live capture: hashes that nobody can foretell.
    #[must_use]
    pub fn live() -> Self {
        Self::new(Keys::random())
    }

    /// For a file: the same estimates each time.
    #[must_use]
    pub fn repeatable() -> Self {
        Self::new(Keys::repeatable())
    }

    fn new(keys: Keys) -> Self {
        Self {
            clock: Clock::default(),
            slot: FIRST_SLOT,
            keys,
            flows: Flows::new(FIRST_SLOT),
            victims: Victims::new(FIRST_SLOT),
            volumes: [Volume::default(); 4],
            ready: Vec::new(),
        }
    }

    /// It is `time` now, though there may be no packet: slots before that are over.
    pub fn pass(&mut self, time: u64) {
        let before = self.clock.start();
        match self.clock.see(time) {
            Passed::Nothing => {}
            Passed::Slots(slots) => {
                if let Some(start) = before {
                    self.enter(start, slots);
                }
            }
            Passed::Restart => {
                if let Some(start) = before {
                    self.close(start);
                    self.restart();
                }
            }
        }
    }

    /// Observes one packet.
    pub fn add(&mut self, seen: Seen<'_>) {
        self.pass(seen.time);
        if let Some(volume) = self.volumes.get_mut(seen.decoded.class.index()) {
            volume.packets += 1;
        }
        match Kind::of(seen.decoded) {
            Kind::Group { to, from } => self.storm(&seen, to, from),
            Kind::Other => {}
            Kind::Tcp { from, to, flags } => self.tcp(&seen, from, to, flags),
            Kind::Flow { family, protocol, from, to, reflected, number } => {
                let key = self.keys.flow(protocol, from, to);
                let sight = self.flows.see(key);
                if seen.decoded.more_fragments && sight.solicited {
                    // What follows has no ports; it is as much asked for as its first part.
                    let (protocol, from, to) = kind::fragments(protocol, from, to);
                    let rest = self.keys.flow(protocol, from, to);
                    self.flows.expect(rest);
                }
                let is_reply = sight.solicited && kind::is_reply(protocol, number);
                if family == Family::Icmp && is_reply {
                    self.victims.answer(family, from.0, self.keys.address(from.0));
                }
                let counts_all = family == Family::Icmp && !is_reply;
                self.packet(
                    &seen,
                    family,
                    key,
                    (from, to),
                    Told { solicited: sight.solicited, counts_all, reflected, number },
                );
            }
            Kind::Error { from, to, quoted, number } => self.error(&seen, from, to, quoted, number),
        }
    }

    /// The observations of slots that are over.
    pub fn take(&mut self) -> Vec<Observations> {
        std::mem::take(&mut self.ready)
    }

    /// Ends the current slot, and `quiet` more without a packet.
    pub fn finish(&mut self, quiet: u64) {
        if let Some(start) = self.clock.start() {
            self.pass(start.saturating_add((1 + quiet) * TICK_NANOS));
        }
    }

    fn tcp(&mut self, seen: &Seen<'_>, from: (IpAddr, u16), to: (IpAddr, u16), flags: u8) {
        const SYN: u8 = 0x02;
        const ACK: u8 = 0x10;
        let key = self.keys.flow(6, from, to);
        let sight = self.flows.see_tcp(key, flags, seen.decoded.payload);
        match sight.step {
            Step::Completed => self.victims.answer(Family::Syn, to.0, self.keys.address(to.0)),
            Step::Refused => self.victims.refuse(Family::Syn, from.0, self.keys.address(from.0)),
            Step::None | Step::Accepted | Step::Settled => {}
        }
        let is_syn = flags & (SYN | ACK) == SYN;
        let family = if is_syn { Family::Syn } else { Family::TcpStray };
        let reflected = flags & (SYN | ACK) == SYN | ACK;
        self.packet(
            seen,
            family,
            key,
            (from, to),
            Told { solicited: sight.solicited, counts_all: is_syn, reflected, number: 0 },
        );
    }

    fn packet(&mut self, seen: &Seen<'_>, family: Family, key: FlowKey, (from, to): Ends, told: Told) {
        if !told.solicited
            && let Some(volume) = self.volumes.get_mut(seen.decoded.class.index())
        {
            volume.unsolicited += 1;
        }
        let hash = self.keys.address(to.0);
        if !told.solicited || told.counts_all {
            let hit = Hit {
                seen,
                source: Some(from.0),
                source_hash: self.keys.address(from.0),
                flow_hash: key.hash,
                ports: seen.decoded.ports,
                reflected: told.reflected,
                number: told.number,
            };
            self.victims.hit(family, to.0, hash, &hit);
        }
        if told.solicited && !matches!(family, Family::Syn | Family::Icmp) {
            self.victims.answer(family, to.0, hash);
        }
    }

    /// An ICMP error: about a packet of a known flow it is an answer, else nobody asked for it.
    fn error(&mut self, seen: &Seen<'_>, from: IpAddr, to: IpAddr, quoted: Option<Quoted>, number: u8) {
        let mut solicited = false;
        if let Some(quoted) = quoted {
            let (source, target) = quoted.addresses;
            let (sport, dport) = quoted.ports;
            let key = self.keys.flow(u16::from(quoted.protocol), (source, sport), (target, dport));
            solicited = self.flows.knows(key);
            if let Some(family) =
                kind::family_of(quoted.protocol).filter(|_| kind::is_unreachable(to, number))
            {
                self.victims.refuse(family, target, self.keys.address(target));
            }
        }
        let key = self.keys.flow(u16::from(number) | kind::ERRORS, (from, 0), (to, 0));
        let told = Told { solicited, counts_all: false, reflected: false, number };
        self.packet(seen, Family::IcmpError, key, ((from, 0), (to, 0)), told);
    }

    fn storm(&mut self, seen: &Seen<'_>, to: IpAddr, from: Option<IpAddr>) {
        let source_hash = match (from, seen.decoded.macs) {
            (Some(from), _) => self.keys.address(from),
            (None, Some((mac, _))) => {
                let [a, b, c, d, e, f] = mac;
                self.keys.mix(u64::from_be_bytes([0, 0, a, b, c, d, e, f]), 0, 0)
            }
            (None, None) => 0,
        };
        let hit = Hit {
            seen,
            source: from,
            source_hash,
            flow_hash: source_hash,
            ports: seen.decoded.ports,
            reflected: false,
            number: 0,
        };
        self.victims.hit(Family::Storm, to, self.keys.address(to), &hit);
    }

    /// Closes the slot that began at `start` and enters the one `slots` later; between them nothing happened.
    fn enter(&mut self, start: u64, slots: u64) {
        // A tick has room for so many. The core knows that time passed when the next one says its start.
        let told = slots.min(MAX_OBSERVATIONS as u64);
        for number in 0..told {
            self.close(start + number * TICK_NANOS);
            self.step(1);
        }
        self.step(slots - told);
    }

    fn step(&mut self, slots: u64) {
        let slots = u32::try_from(slots).unwrap_or(u32::MAX);
        if slots == 0 {
            return;
        }
        self.slot = self.slot.saturating_add(slots);
        self.flows.pass(self.slot);
        self.victims.pass(self.slot, slots);
    }

    fn close(&mut self, start: u64) {
        let flows = self.flows.tcp();
        self.ready.push(Observations {
            start,
            volumes: std::mem::take(&mut self.volumes),
            victims: self.victims.observe(),
            scans: Vec::new(),
            sweeps: Vec::new(),
            servers: Vec::new(),
            reciprocity: Reciprocity { flows: flows.all, both_ways: flows.both_ways },
            overflow: Overflow {
                flows: self.flows.take_lost(),
                connections: 0,
                replaced: self.victims.take_replaced(),
            },
        });
        let surplus = self.ready.len().saturating_sub(MAX_OBSERVATIONS);
        self.ready.drain(..surplus);
    }

    /// Windows begin anew. Which flows are known stays: that ages by itself.
    fn restart(&mut self) {
        self.slot += flows::GENERATION_SLOTS;
        self.flows.pass(self.slot);
        self.victims.clear(self.slot);
    }
}

type Ends = ((IpAddr, u16), (IpAddr, u16));

/// What is known of a packet when it is counted.
struct Told {
    solicited: bool,
    /// The family counts answered ones too.
    counts_all: bool,
    reflected: bool,
    number: u8,
}
