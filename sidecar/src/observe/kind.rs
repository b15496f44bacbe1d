//! What a packet is for detection: to a group, a TCP segment, an ICMP error, or something else that an answer could
//! follow.

use std::net::{IpAddr, Ipv4Addr};

use weir_protocol::observe::Family;

use super::keys::End;
use crate::decode::{Decoded, Quoted};

/// A packet as detection sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// To a multicast or broadcast address.
    Group { to: IpAddr, from: Option<IpAddr> },
    /// A TCP segment with its ports.
    Tcp { from: End, to: End, flags: u8 },
    /// Anything else that belongs to a flow. `protocol` and ports name the flow, not always what is in the header.
    Flow { family: Family, protocol: u16, from: End, to: End, reflected: bool, number: u8 },
    /// An ICMP error.
    Error { from: IpAddr, to: IpAddr, quoted: Option<Quoted>, number: u8 },
    /// Nothing of use: no IP, or not readable.
    Other,
}

/// Later fragments are flows of their own, told apart from protocol numbers by this bit.
const FRAGMENTS: u16 = 1 << 8;
/// Errors are, too.
pub(super) const ERRORS: u16 = 1 << 9;

const ICMP: u8 = 1;
const TCP: u8 = 6;
const UDP: u8 = 17;
const ICMPV6: u8 = 58;

impl Kind {
    pub(super) fn of(decoded: &Decoded) -> Self {
        let to_group_mac = decoded.macs.is_some_and(|(_, [first, ..])| first & 1 != 0);
        let (true, Some((source, destination)), Some(protocol)) =
            (decoded.is_ip, decoded.addresses, decoded.protocol)
        else {
            let from = decoded.addresses.map(|(source, _)| source);
            return if to_group_mac {
                Self::Group { to: Ipv4Addr::BROADCAST.into(), from }
            } else {
                Self::Other
            };
        };
        if to_group_mac || destination.is_multicast() || destination == Ipv4Addr::BROADCAST {
            return Self::Group { to: destination, from: Some(source) };
        }
        match (protocol, decoded.ports, decoded.flags) {
            (TCP, Some((sport, dport)), Some(flags)) => {
                Self::Tcp { from: (source, sport), to: (destination, dport), flags: flags.0 }
            }
            (ICMP | ICMPV6, ..) => icmp(protocol, source, destination, decoded),
            _ => other(protocol, source, destination, decoded),
        }
    }
}

fn other(protocol: u8, source: IpAddr, destination: IpAddr, decoded: &Decoded) -> Kind {
    let (sport, dport) = decoded.ports.unwrap_or_default();
    let (family, number) = match protocol {
        TCP => (Family::TcpStray, 0),
        UDP => (Family::Udp, 0),
        _ => (Family::OtherIp, protocol),
    };
    let reflected = protocol == UDP && (decoded.fragment || is_reflector(sport));
    let (from, to) = ((source, sport), (destination, dport));
    let (protocol, from, to) = match decoded.fragment {
        true => fragments(protocol.into(), from, to),
        false => (protocol.into(), from, to),
    };
    Kind::Flow { family, protocol, from, to, reflected, number }
}

/// The flow of the later fragments of a flow: they have no ports.
pub(super) fn fragments(protocol: u16, from: End, to: End) -> (u16, End, End) {
    (protocol | FRAGMENTS, (from.0, 0), (to.0, 0))
}

fn icmp(protocol: u8, source: IpAddr, destination: IpAddr, decoded: &Decoded) -> Kind {
    let kind = decoded.kind_code.map_or(u8::MAX, |(kind, _)| kind);
    let port = u16::from(kind);
    let flow = |family, port, number| Kind::Flow {
        family,
        protocol: protocol.into(),
        from: (source, port),
        to: (destination, port),
        reflected: false,
        number,
    };
    if decoded.fragment {
        let (protocol, from, to) = fragments(protocol.into(), (source, 0), (destination, 0));
        return Kind::Flow { family: Family::Icmp, protocol, from, to, reflected: false, number: kind };
    }
    match (protocol, kind) {
        (ICMP, 3 | 4 | 5 | 11 | 12) | (ICMPV6, 1..=4) => {
            Kind::Error { from: source, to: destination, quoted: decoded.quoted, number: kind }
        }
        (ICMP, 0 | 8) | (ICMPV6, 128 | 129) => flow(Family::Icmp, decoded.echo, kind),
        // Listener reports and neighbour discovery (RFC 2710, 3810, 4861) are how IPv6 works, not a flood of pings.
        // A solicitation (135) and its advertisement (136) are one flow, as are router solicitation and advertisement.
        (ICMPV6, 130..=137 | 143) => flow(Family::OtherIp, if kind >= 135 { 135 } else { 133 }, protocol),
        // Timestamp, information and mask: the reply's type is the request's plus one.
        (ICMP, 13..=18) => flow(Family::Icmp, (port - 13) / 2, kind),
        _ => flow(Family::Icmp, port, kind),
    }
}

/// Whether ICMP of type `number` is a reply.
pub(super) const fn is_reply(protocol: u16, number: u8) -> bool {
    matches!((protocol, number), (1, 0 | 14 | 16 | 18) | (58, 129))
}

/// The family of a packet that an ICMP error quotes.
pub(super) const fn family_of(protocol: u8) -> Family {
    match protocol {
        TCP => Family::Syn,
        UDP => Family::Udp,
        ICMP | ICMPV6 => Family::Icmp,
        _ => Family::OtherIp,
    }
}

/// Whether this is the number of UDP.
pub(super) const fn is_udp(protocol: u8) -> bool {
    protocol == UDP
}

/// Whether ICMP of type `number` is an echo request.
pub(super) const fn is_echo_request(protocol: u16, number: u8) -> bool {
    matches!((protocol, number), (1, 8) | (58, 128))
}

/// As traceroute asks: its ports, and few hops (Van Jacobson's program of 1988, and those after it).
pub(super) const fn is_traceroute(port: u16, ttl: u8) -> bool {
    matches!(port, 33_434..=33_534) && ttl <= 30
}

/// Spreads a port over a whole hash (the finalizer of SplitMix64, Steele et al. 2014): ports are no secret.
pub(super) const fn spread(port: u16) -> u64 {
    let mut hash = (port as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// Whether an ICMP error to `to` of type `number` says that something cannot be reached (RFC 792, RFC 4443).
pub(super) const fn is_unreachable(to: IpAddr, number: u8) -> bool {
    matches!((to, number), (IpAddr::V4(_), 3) | (IpAddr::V6(_), 1))
}

/// UDP services that answer a small question with a large answer and are used to reflect floods (Rossow, NDSS 2014;
/// CISA alert TA14-017A and its later additions). Not a judgement: it only names what is counted.
fn is_reflector(port: u16) -> bool {
    const PORTS: [u16; 31] = [
        17, 19, 53, 69, 111, 123, 137, 161, 177, 389, 427, 500, 520, 1194, 1434, 1701, 1900, 3283, 3389,
        3478, 3702, 5060, 5093, 5353, 5683, 10001, 10074, 11211, 27015, 27960, 37810,
    ];
    PORTS.binary_search(&port).is_ok()
}
