//! What a packet means for each table.

use std::net::IpAddr;

use weir_protocol::observe::{Family, Observations, Overflow, Probe, Reciprocity, Volume};

use super::{
    Seen,
    connections::Connections,
    flows::{Flows, GENERATION_SLOTS, Step},
    keys::{End, FlowKey, Keys},
    kind::{self, Kind},
    scans::{self, Scans, Try},
    servers::Servers,
    sweeps::{self, Sweeps},
    victim::Hit,
    victims::Victims,
};
use crate::decode::Quoted;

/// All tables of one capture.
#[derive(Debug)]
pub(super) struct Tables {
    slot: u32,
    keys: Keys,
    flows: Flows,
    victims: Victims,
    scans: Scans,
    sweeps: Sweeps,
    servers: Servers,
    connections: Connections,
    volumes: [Volume; 4],
}

/// The first slot's number: later than any window is long, so that nothing lies before the beginning.
const FIRST_SLOT: u32 = 10_000;

/// A packet that belongs to a flow.
#[derive(Clone, Copy)]
struct InFlow {
    family: Family,
    key: FlowKey,
    from: End,
    to: End,
    solicited: bool,
    /// It counts for the victim, asked for or not.
    counts: bool,
    reflected: bool,
    number: u8,
}

const FIN: u8 = 0x01;
const SYN: u8 = 0x02;
const RST: u8 = 0x04;
const ACK: u8 = 0x10;

impl Tables {
    pub(super) fn new(keys: Keys) -> Self {
        Self {
            slot: FIRST_SLOT,
            keys,
            flows: Flows::new(FIRST_SLOT),
            victims: Victims::new(FIRST_SLOT),
            scans: Scans::new(),
            sweeps: Sweeps::new(),
            servers: Servers::new(),
            connections: Connections::new(FIRST_SLOT),
            volumes: [Volume::default(); 4],
        }
    }

    pub(super) fn add(&mut self, seen: &Seen<'_>) {
        if let Some(volume) = self.volumes.get_mut(seen.decoded.class.index()) {
            volume.packets += 1;
        }
        match Kind::of(seen.decoded) {
            Kind::Tcp { from, to, flags } => self.tcp(seen, from, to, flags),
            Kind::Flow { family, protocol, from, to, reflected, number } => {
                let key = self.keys.flow(protocol, from, to);
                let flow =
                    InFlow { family, key, from, to, solicited: false, counts: false, reflected, number };
                self.datagram(seen, protocol, flow);
            }
            Kind::Error { from, to, quoted, number } => self.error(seen, from, to, quoted, number),
            Kind::Group { to, from } => self.storm(seen, to, from),
            Kind::Other => {}
        }
    }

    fn tcp(&mut self, seen: &Seen<'_>, from: End, to: End, flags: u8) {
        let key = self.keys.flow(6, from, to);
        let sight = self.flows.see_tcp(key, flags, seen.decoded.payload);
        match sight.step {
            Step::Completed => {
                self.victims.answer(Family::Syn, to.0, self.keys.address(to.0));
                self.servers.complete(to, from.0, seen.direction, self.slot, &self.keys);
                if flags & FIN == 0 {
                    self.connections.open(key.hash, to, seen.time, self.slot);
                }
            }
            Step::Waiting => self.connections.touch(key.hash, self.slot),
            Step::Settled => self.connections.settle(key.hash),
            Step::Accepted => self.answered(Probe::Syn, from, to.0),
            Step::Refused => {
                self.victims.refuse(Family::Syn, from.0, self.keys.address(from.0));
                self.scans.refuse((to.0, from.0, false), from.1, &self.keys);
            }
            Step::None if sight.answers && flags & RST != 0 => {
                self.scans.refuse((to.0, from.0, false), from.1, &self.keys);
            }
            Step::None if sight.answers => self.answered(Probe::OddFlags, from, to.0),
            Step::None => {}
        }
        let is_syn = flags & (SYN | ACK) == SYN;
        let family = if is_syn { Family::Syn } else { Family::TcpStray };
        if is_syn {
            self.tried(Probe::Syn, seen, from.0, to);
        } else if !sight.solicited && flags & (SYN | RST) == 0 {
            self.tried(Probe::OddFlags, seen, from.0, to);
        }
        let (solicited, counts) = (sight.solicited, is_syn || !sight.solicited);
        let reflected = flags & (SYN | ACK) == SYN | ACK;
        self.packet(seen, InFlow { family, key, from, to, solicited, counts, reflected, number: 0 });
    }

    fn datagram(&mut self, seen: &Seen<'_>, protocol: u16, flow: InFlow) {
        let sight = self.flows.see(flow.key);
        let (from, to) = (flow.from, flow.to);
        if seen.decoded.more_fragments && sight.solicited {
            // What follows has no ports; it is as much asked for as its first part.
            let (protocol, from, to) = kind::fragments(protocol, from, to);
            self.flows.expect(self.keys.flow(protocol, from, to));
        }
        let mut counts = !sight.solicited;
        match flow.family {
            Family::Udp if seen.decoded.ports.is_some() => {
                if sight.answers {
                    self.answered(Probe::Udp, from, to.0);
                } else if !sight.solicited {
                    self.tried(Probe::Udp, seen, from.0, to);
                }
            }
            Family::Icmp if sight.solicited && kind::is_reply(protocol, flow.number) => {
                self.victims.answer(Family::Icmp, from.0, self.keys.address(from.0));
                self.answered(Probe::Echo, (from.0, 0), to.0);
            }
            Family::Icmp => {
                counts = true;
                if kind::is_echo_request(protocol, flow.number) {
                    self.tried(Probe::Echo, seen, from.0, (to.0, 0));
                }
            }
            Family::Udp
            | Family::OtherIp
            | Family::Syn
            | Family::TcpStray
            | Family::IcmpError
            | Family::Storm => {}
        }
        self.packet(seen, InFlow { solicited: sight.solicited, counts, ..flow });
    }

    /// An ICMP error: about a packet of a known flow it is an answer, else nobody asked for it.
    fn error(&mut self, seen: &Seen<'_>, from: IpAddr, to: IpAddr, quoted: Option<Quoted>, number: u8) {
        let mut solicited = false;
        if let Some(Quoted { addresses: (source, target), protocol, ports: (sport, dport) }) = quoted {
            solicited = self.flows.knows(self.keys.flow(protocol.into(), (source, sport), (target, dport)));
            if kind::is_unreachable(to, number) && solicited {
                self.victims.refuse(kind::family_of(protocol), target, self.keys.address(target));
                self.scans.refuse((source, target, kind::is_udp(protocol)), dport, &self.keys);
            }
        }
        let (from, to) = ((from, 0), (to, 0));
        let key = self.keys.flow(kind::ERRORS | u16::from(number), from, to);
        let family = Family::IcmpError;
        let counts = !solicited;
        self.packet(seen, InFlow { family, key, from, to, solicited, counts, reflected: false, number });
    }

    fn storm(&mut self, seen: &Seen<'_>, to: IpAddr, source: Option<IpAddr>) {
        let source_hash = match (source, seen.decoded.macs) {
            (Some(source), _) => self.keys.address(source),
            (None, Some(([a, b, c, d, e, f], _))) => {
                self.keys.mix(u64::from_be_bytes([0, 0, a, b, c, d, e, f]), 0, 0)
            }
            (None, None) => 0,
        };
        let ports = seen.decoded.ports;
        let flow_hash = source_hash.wrapping_add(ports.map_or(0, |(_, port)| kind::spread(port)));
        let hit = Hit { seen, source, source_hash, flow_hash, ports, reflected: false, number: 0 };
        self.victims.hit(Family::Storm, to, self.keys.address(to), &hit);
    }

    fn packet(&mut self, seen: &Seen<'_>, flow: InFlow) {
        if !flow.solicited
            && let Some(volume) = self.volumes.get_mut(seen.decoded.class.index())
        {
            volume.unsolicited += 1;
        }
        let InFlow { family, from, to, .. } = flow;
        if flow.counts {
            let hit = Hit {
                seen,
                source: Some(from.0),
                source_hash: self.keys.address(from.0),
                flow_hash: flow.key.hash,
                ports: seen.decoded.ports,
                reflected: flow.reflected,
                number: flow.number,
            };
            self.victims.hit(family, to.0, self.keys.address(to.0), &hit);
        } else if flow.solicited && family != Family::Icmp && self.victims.has(family) {
            self.victims.answer(family, to.0, self.keys.address(to.0));
        }
    }

    fn tried(&mut self, probe: Probe, seen: &Seen<'_>, source: IpAddr, (target, port): End) {
        let host = self.keys.address(target);
        if probe != Probe::Echo {
            let decoded = seen.decoded;
            let traceroute = probe == Probe::Udp && kind::is_traceroute(port, decoded.ttl);
            let hash = scans::hash((source, target, probe == Probe::Udp), &self.keys);
            self.scans.try_port(&Try { source, target, port, probe, traceroute }, hash, seen, self.slot);
        }
        let key = (source, probe, port);
        self.sweeps.try_host(key, sweeps::hash(key, &self.keys), (target, host), seen, self.slot);
    }

    /// `from` answered what `to` had tried.
    fn answered(&mut self, probe: Probe, from: End, to: IpAddr) {
        if probe != Probe::Echo {
            self.scans.answer((to, from.0, probe == Probe::Udp), from.1, &self.keys);
        }
        self.sweeps.answer((to, probe, from.1), self.keys.address(from.0), &self.keys);
    }

    /// The observations of the slot that began at `start` and is over.
    pub(super) fn close(&mut self, start: u64) -> Observations {
        let flows = self.flows.tcp();
        Observations {
            start,
            volumes: std::mem::take(&mut self.volumes),
            victims: self.victims.observe(),
            scans: self.scans.observe(self.slot, start),
            sweeps: self.sweeps.observe(self.slot, start),
            servers: self.servers.observe(&self.connections, self.slot, start, &self.keys),
            reciprocity: Reciprocity { flows: flows.all, both_ways: flows.both_ways },
            overflow: Overflow {
                flows: self.flows.take_lost(),
                connections: self.connections.take_lost(),
                replaced: self.victims.take_replaced()
                    + self.scans.take_replaced()
                    + self.sweeps.take_replaced()
                    + self.servers.take_replaced(),
            },
        }
    }

    /// Enters the slot that is `slots` later.
    pub(super) fn pass(&mut self, slots: u64) {
        let slots = u32::try_from(slots).unwrap_or(u32::MAX);
        if slots == 0 {
            return;
        }
        self.slot = self.slot.saturating_add(slots);
        self.flows.pass(self.slot);
        self.victims.pass(self.slot, slots);
        self.scans.pass(self.slot, slots);
        self.sweeps.pass(self.slot, slots);
        self.servers.pass(self.slot, slots);
        self.connections.pass(self.slot);
    }

    /// Windows begin anew. Which flows are known stays, one generation older.
    pub(super) fn restart(&mut self) {
        self.slot = self.slot.saturating_add(GENERATION_SLOTS);
        self.flows.pass(self.slot);
        self.victims.clear(self.slot);
        self.scans.clear();
        self.sweeps.clear();
        self.servers.clear();
        self.connections.clear(self.slot);
    }
}
