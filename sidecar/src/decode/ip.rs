//! The outermost IP header, and the extension headers of IPv6.

use std::net::IpAddr;

use pnet::packet::{
    ipv4::{Ipv4Flags, Ipv4Packet},
    ipv6::Ipv6Packet,
};
use weir_protocol::{Class, Problem, ProtocolName};

use super::{Decoded, transport};

/// More extension headers than anyone sends (RFC 8200 names seven kinds, once or twice each).
const MAX_EXTENSIONS: usize = 16;

const IPV4_HEADER: usize = 20;
const IPV6_HEADER: usize = 40;

/// Reads an IPv4 packet.
#[inline]
pub(super) fn read_v4(bytes: &[u8], decoded: &mut Decoded) {
    let Some(header) = Ipv4Packet::new(bytes) else {
        return decoded.unreadable(Problem::IpTooShort);
    };
    let header_bytes = usize::from(header.get_header_length()) * 4;
    let total = usize::from(header.get_total_length());
    // Zero stands for "more than 65,535", which segmentation offload produces.
    let contradicts = header_bytes < IPV4_HEADER || (total != 0 && total < header_bytes);
    if header.get_version() != 4 || contradicts {
        return decoded.unreadable(Problem::IpMalformed);
    }
    decoded.is_ip = true;
    decoded.addresses = Some((IpAddr::V4(header.get_source()), IpAddr::V4(header.get_destination())));
    decoded.fragment = header.get_fragment_offset() != 0;
    decoded.more_fragments = !decoded.fragment && header.get_flags() & Ipv4Flags::MoreFragments != 0;
    decoded.ttl = header.get_ttl();
    let protocol = header.get_next_level_protocol().0;
    classify(protocol, decoded);
    let end = if total == 0 { bytes.len() } else { total.min(bytes.len()) };
    match bytes.get(header_bytes..end) {
        Some(payload) => {
            // Fewer bytes may have been captured than the packet had.
            let size = if total == 0 { payload.len() } else { total - header_bytes };
            transport::read(protocol, payload, size, decoded);
        }
        None => decoded.problem = Some(Problem::IpTooShort),
    }
}

/// Reads an IPv6 packet.
pub(super) fn read_v6(bytes: &[u8], decoded: &mut Decoded) {
    let Some(header) = Ipv6Packet::new(bytes) else {
        return decoded.unreadable(Problem::IpTooShort);
    };
    if header.get_version() != 6 {
        return decoded.unreadable(Problem::IpMalformed);
    }
    decoded.is_ip = true;
    decoded.addresses = Some((IpAddr::V6(header.get_source()), IpAddr::V6(header.get_destination())));
    let payload = usize::from(header.get_payload_length());
    // Zero: a jumbogram or offloaded segments; whatever was captured belongs to it.
    let end = if payload == 0 { bytes.len() } else { bytes.len().min(IPV6_HEADER + payload) };
    let rest = bytes.get(IPV6_HEADER..end).unwrap_or_default();
    decoded.ttl = header.get_hop_limit();
    walk_extensions(
        header.get_next_header().0,
        rest,
        if payload == 0 { rest.len() } else { payload },
        decoded,
    );
}

fn walk_extensions(first: u8, bytes: &[u8], bytes_sent: usize, decoded: &mut Decoded) {
    const HOP_BY_HOP: u8 = 0;
    const ROUTING: u8 = 43;
    const FRAGMENT: u8 = 44;
    const DESTINATION: u8 = 60;

    let (mut protocol, mut rest, mut sent) = (first, bytes, bytes_sent);
    for _ in 0..MAX_EXTENSIONS {
        let is_extension = matches!(protocol, HOP_BY_HOP | ROUTING | FRAGMENT | DESTINATION);
        if !is_extension {
            classify(protocol, decoded);
            return transport::read(protocol, rest, sent, decoded);
        }
        let Some((&[next, length, third, fourth, ..], _)) = rest.split_first_chunk::<8>() else {
            decoded.name(ProtocolName::OtherIp);
            decoded.problem = Some(Problem::IpTooShort);
            return;
        };
        let size = if protocol == FRAGMENT { 8 } else { (usize::from(length) + 1) * 8 };
        if protocol == FRAGMENT {
            let place = u16::from_be_bytes([third, fourth]);
            if place >> 3 != 0 {
                // What follows is the middle of some payload, not a header.
                decoded.fragment = true;
                return classify(next, decoded);
            }
            decoded.more_fragments = place & 1 != 0;
        }
        (protocol, rest) = (next, rest.get(size..).unwrap_or_default());
        sent = sent.saturating_sub(size);
    }
    decoded.name(ProtocolName::OtherIp);
    decoded.problem = Some(Problem::TooManyExtensions);
}

/// A table, not a chain of branches: which protocol comes next is what a processor cannot guess.
static CLASSES: [(Class, Option<ProtocolName>); 256] = {
    let mut classes = [(Class::Other, Some(ProtocolName::OtherIp)); 256];
    classes[6] = (Class::Tcp, None);
    classes[17] = (Class::Udp, None);
    classes[1] = (Class::Icmp, None);
    classes[58] = (Class::Icmp, None);
    let mut place = 0;
    while place < NAMED.len() {
        let (protocol, name) = NAMED[place];
        classes[protocol as usize] = (Class::Other, Some(name));
        place += 1;
    }
    classes
};

/// IANA protocol numbers.
const NAMED: [(u8, ProtocolName); 11] = [
    (2, ProtocolName::Igmp),
    (4, ProtocolName::IpInIp),
    (41, ProtocolName::Ipv6InIp),
    (47, ProtocolName::Gre),
    (50, ProtocolName::Esp),
    (51, ProtocolName::Ah),
    (88, ProtocolName::Eigrp),
    (89, ProtocolName::Ospf),
    (103, ProtocolName::Pim),
    (112, ProtocolName::Vrrp),
    (132, ProtocolName::Sctp),
];

/// The class of an IP protocol, and the finer name if it has one.
pub(super) const fn class_of(protocol: u8) -> (Class, Option<ProtocolName>) {
    CLASSES[protocol as usize]
}

fn classify(protocol: u8, decoded: &mut Decoded) {
    (decoded.class, decoded.name) = class_of(protocol);
    decoded.protocol = Some(protocol);
}
