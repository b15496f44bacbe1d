//! What a packet is for detection: to a group, a TCP segment, an ICMP error, or something else that an answer could
//! follow.

use std::net::{IpAddr, Ipv4Addr};

use weir_protocol::observe::Family;

use crate::decode::{Decoded, Quoted};

/// A packet as detection sees it. Addresses stay where the decoder put them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// To a multicast or broadcast address.
    Group { to: &'a IpAddr, from: Option<&'a IpAddr> },
    /// A TCP segment.
    Tcp { ends: Ends<'a>, flags: u8 },
    /// Anything else that belongs to a flow.
    Flow { ends: Ends<'a>, flow: Flow },
    /// An ICMP error.
    Error { ends: Ends<'a>, quoted: Option<&'a Quoted>, number: u8 },
    /// Nothing of use: no IP, or not readable.
    Other,
}

/// Source and destination, and their ports: what names the flow, not always what is in the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ends<'a> {
    pub(super) from: (&'a IpAddr, u16),
    pub(super) to: (&'a IpAddr, u16),
}

/// What else belongs to a flow that is not TCP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Flow {
    pub(super) family: Family,
    /// It names the flow too.
    pub(super) protocol: u16,
    pub(super) reflected: bool,
    pub(super) number: u8,
}

/// Later fragments are flows of their own, told apart from protocol numbers by this bit.
const FRAGMENTS: u16 = 1 << 8;
/// Errors are, too.
pub(super) const ERRORS: u16 = 1 << 9;

/// Where a packet without an IP destination goes, when it goes to all.
static EVERYBODY: IpAddr = IpAddr::V4(Ipv4Addr::BROADCAST);

const ICMP: u8 = 1;
const TCP: u8 = 6;
const UDP: u8 = 17;
const ICMPV6: u8 = 58;

impl<'a> Kind<'a> {
    #[inline]
    pub(super) fn of(decoded: &'a Decoded) -> Self {
        let to_group_mac = matches!(&decoded.macs, Some((_, [first, ..])) if first & 1 != 0);
        let (true, Some((source, destination)), Some(protocol)) =
            (decoded.is_ip, &decoded.addresses, decoded.protocol)
        else {
            let from = decoded.addresses.as_ref().map(|(source, _)| source);
            return if to_group_mac { Self::Group { to: &EVERYBODY, from } } else { Self::Other };
        };
        if to_group_mac || destination.is_multicast() || *destination == EVERYBODY {
            return Self::Group { to: destination, from: Some(source) };
        }
        let hosts = (source, destination);
        match (protocol, decoded.ports, decoded.flags) {
            (TCP, Some(ports), Some(flags)) => Self::Tcp { ends: Ends::of(hosts, ports), flags: flags.0 },
            (ICMP | ICMPV6, ..) => icmp(protocol, hosts, decoded),
            _ => other(protocol, hosts, decoded),
        }
    }
}

impl<'a> Ends<'a> {
    const fn of((from, to): (&'a IpAddr, &'a IpAddr), (sport, dport): (u16, u16)) -> Self {
        Self { from: (from, sport), to: (to, dport) }
    }
}

fn other<'a>(protocol: u8, hosts: (&'a IpAddr, &'a IpAddr), decoded: &Decoded) -> Kind<'a> {
    let (sport, dport) = decoded.ports.unwrap_or_default();
    let (family, number) = match protocol {
        TCP => (Family::TcpStray, 0),
        UDP => (Family::Udp, 0),
        _ => (Family::OtherIp, protocol),
    };
    let reflected = protocol == UDP && (decoded.fragment || is_reflector(sport));
    let (protocol, ports) = match decoded.fragment {
        true => fragments(protocol.into()),
        false => (protocol.into(), (sport, dport)),
    };
    Kind::Flow { ends: Ends::of(hosts, ports), flow: Flow { family, protocol, reflected, number } }
}

/// Protocol and ports of the flow of the later fragments of a flow: they have no ports.
pub(super) const fn fragments(protocol: u16) -> (u16, (u16, u16)) {
    (protocol | FRAGMENTS, (0, 0))
}

fn icmp<'a>(protocol: u8, hosts: (&'a IpAddr, &'a IpAddr), decoded: &'a Decoded) -> Kind<'a> {
    let kind = decoded.kind_code.map_or(u8::MAX, |(kind, _)| kind);
    let flow = |family, protocol, ports, number| Kind::Flow {
        ends: Ends::of(hosts, ports),
        flow: Flow { family, protocol, reflected: false, number },
    };
    if decoded.fragment {
        let (protocol, ports) = fragments(protocol.into());
        return flow(Family::Icmp, protocol, ports, kind);
    }
    let (code, own) = (u16::from(protocol), u16::from(kind));
    let numbered = |family, port, number| flow(family, code, (port, port), number);
    match (protocol, kind) {
        (ICMP, 3 | 4 | 5 | 11 | 12) | (ICMPV6, 1..=4) => {
            Kind::Error { ends: Ends::of(hosts, (0, 0)), quoted: decoded.quoted.as_ref(), number: kind }
        }
        (ICMP, 0 | 8) | (ICMPV6, 128 | 129) => numbered(Family::Icmp, decoded.echo, kind),
        // Listener reports and neighbour discovery (RFC 2710, 3810, 4861) are how IPv6 works, not a flood of pings.
        // A solicitation (135) and its advertisement (136) are one flow, as are router solicitation and advertisement.
        (ICMPV6, 130..=137 | 143) => numbered(Family::OtherIp, if kind >= 135 { 135 } else { 133 }, protocol),
        // Timestamp, information and mask: the reply's type is the request's plus one.
        (ICMP, 13..=18) => numbered(Family::Icmp, (own - 13) / 2, kind),
        _ => numbered(Family::Icmp, own, kind),
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
pub(super) const fn is_unreachable(to: &IpAddr, number: u8) -> bool {
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
