//! What the sidecar observed for detection: who is sent what, and how much of it was answered. No judgement.
//!
//! One [`Observations`] stands for one slice of 250 ms. Plain counts are of that slice, so that the core can sum them
//! over any window; numbers of *distinct* things cannot be summed and carry the window they were measured over,
//! which ends with the slice. Lists are busiest first, over the last 5 s, and bounded by [`crate::limits`].

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::tick::{Count, Direction};

/// The slice's observations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observations {
    /// Start of the slice, nanoseconds since the Unix epoch, a multiple of 250 ms. Grows from one to the next, unless
    /// the clock was set back: late packets count for the current slice. Of a pause the first two seconds are told;
    /// then the next start is simply later.
    pub start: u64,
    /// All packets and the unsolicited ones, in the order of [`crate::Class::ALL`].
    pub volumes: [Volume; 4],
    /// The busiest addresses that something was sent to, by family.
    pub victims: Vec<Victim>,
    /// The busiest pairs of one source and one target with many ports.
    pub scans: Vec<Scan>,
    /// The busiest sources that try one port on many hosts.
    pub sweeps: Vec<Sweep>,
    /// The busiest TCP servers, by connections.
    pub servers: Vec<Server>,
    /// Whether both ways of a conversation are seen at all.
    pub reciprocity: Reciprocity,
    /// What found no room in the tables during the slice.
    pub overflow: Overflow,
}

/// How many packets of a class there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volume {
    /// Packets.
    pub packets: u64,
    /// Packets to one address whose reverse 5-tuple has not been seen in the last one to two minutes, a lone RST aside.
    /// Packets to a group are not among them: nobody answers those.
    pub unsolicited: u64,
}

/// What a victim is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Family {
    /// TCP segments with SYN and without ACK (RFC 9293); all of them, answered or not.
    Syn,
    /// Unsolicited TCP segments other than those.
    TcpStray,
    /// Unsolicited UDP to a unicast address, fragments included.
    Udp,
    /// ICMP and ICMPv6 that are neither errors nor neighbour discovery nor listener reports: requests, answered or
    /// not, and replies that nobody asked for.
    Icmp,
    /// ICMP errors (types 3, 4, 5, 11, 12 of ICMP and 1 to 4 of ICMPv6) about packets that were not seen.
    IcmpError,
    /// Unsolicited IP of any other protocol.
    OtherIp,
    /// Anything to a multicast or broadcast address; what has no IP destination counts for 255.255.255.255.
    Storm,
}

/// One address and what it was sent in one family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Victim {
    /// Which family.
    pub family: Family,
    /// The destination.
    pub address: IpAddr,
    /// Where most of it goes, seen from the capturing machine.
    pub toward: Direction,
    /// Packets and bytes of the family in the slice.
    pub count: Count,
    /// Times of the first and the last of them, nanoseconds since the Unix epoch; none: none in this slice.
    pub span: Option<(u64, u64)>,
    /// [`Family::Syn`]: handshakes with this address that were completed in the slice. [`Family::Icmp`]: replies that
    /// it gave. [`Family::Udp`], [`Family::TcpStray`]: flows that it gave a first answer in the slice, a RST aside.
    /// Others: 0.
    pub answered: u64,
    /// [`Family::Udp`]: from a port of a known reflector, or a fragment other than the first.
    /// [`Family::TcpStray`]: segments with SYN and ACK. Others: 0.
    pub reflected: u64,
    /// Refusals from this address: ICMP unreachable about a packet of the family, TCP RST to a SYN.
    pub refused: u64,
    /// Distinct source addresses in the last second.
    pub sources_1s: u32,
    /// Distinct source addresses in the last five seconds.
    pub sources_5s: u32,
    /// Distinct destination ports in the last five seconds.
    pub ports_5s: u32,
    /// Distinct flows (5-tuples) in the last five seconds.
    pub flows_5s: u32,
    /// One of these distinct numbers is an estimate (standard error 6.5 %) instead of exact.
    pub estimated: bool,
    /// The busiest destination ports in about the last five seconds. Of each slice the first 128 packets are looked at
    /// for this and the three below, and then one of 16: beyond, their numbers are estimates. `count` never is.
    pub ports: Vec<PortCount>,
    /// The busiest source ports in about the last five seconds.
    pub source_ports: Vec<PortCount>,
    /// The busiest sources in about the last five seconds.
    pub sources: Vec<PeerCount>,
    /// [`Family::OtherIp`]: the protocol number that most of it has (IANA). [`Family::Icmp`] and
    /// [`Family::IcmpError`]: the type. Others: 0.
    pub number: u8,
}

/// A port and how many packets had it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PortCount {
    pub port: u16,
    pub packets: u64,
}

/// An address and how many packets it sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PeerCount {
    pub address: IpAddr,
    pub packets: u64,
}

/// How a port is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Probe {
    /// TCP SYN.
    Syn,
    /// TCP with flags that open no connection: none, FIN, FIN PSH URG, ACK to an unknown flow.
    OddFlags,
    /// UDP.
    Udp,
    /// ICMP or ICMPv6 echo request; sweeps only, with port 0.
    Echo,
}

/// One source that tries many ports of one target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scan {
    /// Who tries.
    pub source: IpAddr,
    /// Who is tried.
    pub target: IpAddr,
    /// How most of them are tried.
    pub probe: Probe,
    /// Where the probes go, seen from the capturing machine.
    pub toward: Direction,
    /// Probes in the slice.
    pub count: Count,
    /// Times of the first and the last of them.
    pub span: Option<(u64, u64)>,
    /// Distinct ports tried in the last 10 s that gave no SYN-ACK (UDP: no reply).
    pub failed_10s: u32,
    /// Distinct ports that answered so, in the last 10 s.
    pub answered_10s: u32,
    /// The same over the last 300 s.
    pub failed_300s: u32,
    /// The same over the last 300 s.
    pub answered_300s: u32,
    /// Of the failed ports of the last 10 s: refused (RST, ICMP port unreachable).
    pub refused_10s: u32,
    /// Of the failed ports of the last 10 s: UDP 33434 to 33534 with a TTL of at most 30, as traceroute sends.
    pub traceroute_10s: u32,
    /// When the first probe of the last 300 s was sent.
    pub first: u64,
    /// Some of the ports, lowest first.
    pub ports: Vec<u16>,
}

/// One source that tries one port on many hosts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sweep {
    /// Who tries.
    pub source: IpAddr,
    /// How.
    pub probe: Probe,
    /// Which port; 0 for echo requests.
    pub port: u16,
    /// Where the probes go, seen from the capturing machine.
    pub toward: Direction,
    /// Probes in the slice.
    pub count: Count,
    /// Times of the first and the last of them.
    pub span: Option<(u64, u64)>,
    /// Distinct hosts tried in the last 10 s, the newest second included.
    pub tried_10s: u32,
    /// Distinct hosts tried in the last 10 s.
    pub hosts_10s: u32,
    /// Of them: without an answer one second after the probe. The newest second is in neither.
    pub failed_10s: u32,
    /// Distinct hosts tried in the last 300 s.
    pub hosts_300s: u32,
    /// Of them: without an answer one second after the probe.
    pub failed_300s: u32,
    /// When the first probe of the last 300 s was sent.
    pub first: u64,
    /// Some of the hosts.
    pub hosts: Vec<IpAddr>,
}

/// One TCP server port and its connections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// The server.
    pub address: IpAddr,
    /// Its port.
    pub port: u16,
    /// Where the connections go, seen from the capturing machine.
    pub toward: Direction,
    /// Handshakes completed in the slice.
    pub completed: u64,
    /// Handshakes completed in the last 10 s.
    pub completed_10s: u32,
    /// Distinct clients in the last 10 s.
    pub clients_10s: u32,
    /// Connections that have been open for more than 5 s and in which the server has not yet sent a byte.
    pub silent: u32,
    /// When the oldest of those was opened, nanoseconds since the Unix epoch; 0: there is none.
    pub silent_since: u64,
    /// Start of the slice in which the last packet of any of those was seen; 0: there is none.
    pub silent_last: u64,
    /// The clients with most connections in about the last 10 s.
    pub clients: Vec<PeerCount>,
}

/// TCP flows with at least three segments other than SYN, seen in the last one to two minutes.
/// Floods and scans, which send less than that in one flow, are not among them: they are one-way by nature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reciprocity {
    /// How many.
    pub flows: u32,
    /// Of them: with packets both ways.
    pub both_ways: u32,
}

/// Observations that were not made because a table was full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overflow {
    /// Flows that the reciprocity table forgot early or could not remember: their answers count as unsolicited.
    pub flows: u64,
    /// TCP connections that were forgotten.
    pub connections: u64,
    /// Pairs, keys or victims that took the place of a smaller one.
    pub replaced: u64,
}
