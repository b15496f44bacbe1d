//! What a packet means for each table.

use weir_protocol::observe::{Family, Observations, Overflow, Probe, Reciprocity, Volume};

use super::{
    Seen,
    connections::Connections,
    entry::{ACK, FIN, RST, SYN},
    flows::{Flows, GENERATION_SLOTS, Step},
    foreseen::Foreseen,
    keys::{FlowKey, Host, Keys, Side},
    kind::{self, Flow, Kind},
    scans::{Pair, Scans, Try},
    servers::Servers,
    sweeps::{Sweeps, Way},
    victim::Hit,
    victims::Victims,
};
use crate::decode::{Decoded, Quoted};

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
struct InFlow<'a> {
    family: Family,
    key: FlowKey,
    from: Side<'a>,
    to: Side<'a>,
    solicited: bool,
    /// It counts for the victim, asked for or not.
    counts: bool,
    reflected: bool,
    number: u8,
}

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

    #[inline]
    pub(super) fn foresee(&self, decoded: &Decoded) -> Foreseen {
        Foreseen::of(decoded, &self.keys, &self.flows)
    }

    #[inline]
    pub(super) fn add(&mut self, seen: &Seen<'_>, foreseen: &Foreseen) {
        if let Some(volume) = self.volumes.get_mut(seen.decoded.class.index()) {
            volume.packets += 1;
        }
        match Kind::of(seen.decoded) {
            Kind::Tcp { ends, flags } => {
                let (from, to) = foreseen.sides(ends);
                self.tcp(seen, from, to, foreseen.key, flags);
            }
            Kind::Flow { ends, flow } => {
                let (from, to) = foreseen.sides(ends);
                self.datagram(seen, flow, foreseen.key, from, to);
            }
            Kind::Error { ends, quoted, number } => {
                let (from, to) = self.keys.sides(ends);
                self.error(seen, from, to, quoted, number);
            }
            Kind::Group { to, from } => {
                let (to, from) = (self.keys.host(to), from.map(|from| self.keys.host(from)));
                self.storm(seen, to, from);
            }
            Kind::Other => {}
        }
    }

    #[inline]
    fn tcp(&mut self, seen: &Seen<'_>, from: Side<'_>, to: Side<'_>, key: FlowKey, flags: u8) {
        let sight = self.flows.see_tcp(key, flags, seen.decoded.payload);
        match sight.step {
            Step::Completed => {
                self.victims.answer(Family::Syn, to.0);
                let server = (*to.0.address, to.1);
                self.servers.complete(server, from.0, seen.direction, self.slot, &self.keys);
                if flags & FIN == 0 {
                    self.connections.open(key.hash, server, seen.time, self.slot);
                }
            }
            Step::Waiting => self.connections.touch(key.hash, self.slot),
            Step::Settled => self.connections.settle(key.hash),
            Step::Accepted => self.answered(Probe::Syn, from, to.0),
            Step::Refused => {
                self.victims.refuse(Family::Syn, from.0);
                self.scans.refuse(Pair { source: to.0, target: from.0, udp: false }, from.1, &self.keys);
            }
            Step::None if !sight.answers => {}
            Step::None if flags & RST != 0 => {
                self.scans.refuse(Pair { source: to.0, target: from.0, udp: false }, from.1, &self.keys);
            }
            Step::None => {
                self.victims.answer(Family::TcpStray, from.0);
                self.answered(Probe::OddFlags, from, to.0);
            }
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
        self.packet(seen, &InFlow { family, key, from, to, solicited, counts, reflected, number: 0 });
    }

    #[inline]
    fn datagram(&mut self, seen: &Seen<'_>, flow: Flow, key: FlowKey, from: Side<'_>, to: Side<'_>) {
        let Flow { family, protocol, reflected, number } = flow;
        let sight = self.flows.see(key);
        if seen.decoded.more_fragments && sight.solicited {
            // What follows has no ports; it is as much asked for as its first part.
            let (protocol, (sport, dport)) = kind::fragments(protocol);
            self.flows.expect(self.keys.flow(protocol, (from.0, sport), (to.0, dport)));
        }
        let mut counts = !sight.solicited;
        match family {
            Family::Udp if seen.decoded.ports.is_some() => {
                if sight.answers {
                    self.victims.answer(Family::Udp, from.0);
                    self.answered(Probe::Udp, from, to.0);
                } else if !sight.solicited {
                    self.tried(Probe::Udp, seen, from.0, to);
                }
            }
            Family::Icmp if sight.solicited && kind::is_reply(protocol, number) => {
                self.victims.answer(Family::Icmp, from.0);
                self.answered(Probe::Echo, (from.0, 0), to.0);
            }
            Family::Icmp => {
                counts = true;
                if kind::is_echo_request(protocol, number) {
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
        let solicited = sight.solicited;
        self.packet(seen, &InFlow { family, key, from, to, solicited, counts, reflected, number });
    }

    /// An ICMP error: about a packet of a known flow it is an answer, else nobody asked for it.
    fn error(&mut self, seen: &Seen<'_>, from: Side<'_>, to: Side<'_>, quoted: Option<&Quoted>, number: u8) {
        let mut solicited = false;
        if let Some(Quoted { addresses: (source, target), protocol, ports: (sport, dport) }) = quoted {
            let (source, target) = (self.keys.host(source), self.keys.host(target));
            solicited =
                self.flows.knows(self.keys.flow((*protocol).into(), (source, *sport), (target, *dport)));
            if kind::is_unreachable(to.0.address, number) && solicited {
                self.victims.refuse(kind::family_of(*protocol), target);
                let udp = kind::is_udp(*protocol);
                self.scans.refuse(Pair { source, target, udp }, *dport, &self.keys);
            }
        }
        let key = self.keys.flow(kind::ERRORS | u16::from(number), from, to);
        let family = Family::IcmpError;
        let counts = !solicited;
        self.packet(seen, &InFlow { family, key, from, to, solicited, counts, reflected: false, number });
    }

    fn storm(&mut self, seen: &Seen<'_>, to: Host<'_>, source: Option<Host<'_>>) {
        let source_hash = match (source, seen.decoded.macs) {
            (Some(source), _) => source.hash,
            (None, Some(([a, b, c, d, e, f], _))) => {
                self.keys.mix(0, u64::from_be_bytes([0, 0, a, b, c, d, e, f]), 0)
            }
            (None, None) => 0,
        };
        let ports = seen.decoded.ports;
        let flow_hash = source_hash.wrapping_add(ports.map_or(0, |(_, port)| kind::spread(port)));
        let source = source.map(|source| source.address);
        let hit = Hit { seen, source, source_hash, flow_hash, ports, reflected: false, number: 0 };
        self.victims.hit(Family::Storm, to, &hit);
    }

    fn packet(&mut self, seen: &Seen<'_>, flow: &InFlow<'_>) {
        if !flow.solicited
            && let Some(volume) = self.volumes.get_mut(seen.decoded.class.index())
        {
            volume.unsolicited += 1;
        }
        let &InFlow { family, from: (from, _), to: (to, _), .. } = flow;
        if flow.counts {
            let hit = Hit {
                seen,
                source: Some(from.address),
                source_hash: from.hash,
                flow_hash: flow.key.hash,
                ports: seen.decoded.ports,
                reflected: flow.reflected,
                number: flow.number,
            };
            self.victims.hit(family, to, &hit);
        }
    }

    fn tried(&mut self, probe: Probe, seen: &Seen<'_>, source: Host<'_>, (target, port): Side<'_>) {
        if probe != Probe::Echo {
            let udp = probe == Probe::Udp;
            let traceroute = udp && kind::is_traceroute(port, seen.decoded.ttl);
            let what = Try { port, probe, traceroute };
            self.scans.try_port(Pair { source, target, udp }, what, seen, self.slot, &self.keys);
        }
        self.sweeps.try_host(Way { source, probe, port }, target, seen, self.slot, &self.keys);
    }

    /// `from` answered what `to` had tried.
    fn answered(&mut self, probe: Probe, (from, port): Side<'_>, to: Host<'_>) {
        if probe != Probe::Echo {
            let pair = Pair { source: to, target: from, udp: probe == Probe::Udp };
            self.scans.answer(pair, port, &self.keys);
        }
        self.sweeps.answer(Way { source: to, probe, port }, from, &self.keys);
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
