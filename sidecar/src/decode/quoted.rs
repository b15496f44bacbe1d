//! The packet that an ICMP error quotes: RFC 792 promises its IP header and eight bytes behind it.

use std::net::IpAddr;

use pnet::packet::{ipv4::Ipv4Packet, ipv6::Ipv6Packet};

/// What is known of a quoted packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Source and destination.
    pub addresses: (IpAddr, IpAddr),
    /// IP protocol.
    pub protocol: u8,
    /// Ports of TCP, UDP and SCTP; twice the identifier of an echo request; else zeros.
    pub ports: (u16, u16),
}

const IPV6_HEADER: usize = 40;

pub(super) fn read_v4(bytes: &[u8]) -> Option<Quoted> {
    let header = Ipv4Packet::new(bytes).filter(|header| header.get_version() == 4)?;
    let protocol = header.get_next_level_protocol().0;
    let is_later_fragment = header.get_fragment_offset() != 0;
    let behind = bytes.get(usize::from(header.get_header_length()) * 4..).filter(|_| !is_later_fragment);
    Some(Quoted {
        addresses: (header.get_source().into(), header.get_destination().into()),
        protocol,
        ports: ports(protocol, behind.unwrap_or_default()),
    })
}

/// Extension headers are not walked: an error about such a packet is about no known flow.
pub(super) fn read_v6(bytes: &[u8]) -> Option<Quoted> {
    let header = Ipv6Packet::new(bytes).filter(|header| header.get_version() == 6)?;
    let protocol = header.get_next_header().0;
    Some(Quoted {
        addresses: (header.get_source().into(), header.get_destination().into()),
        protocol,
        ports: ports(protocol, bytes.get(IPV6_HEADER..).unwrap_or_default()),
    })
}

fn ports(protocol: u8, bytes: &[u8]) -> (u16, u16) {
    match (protocol, bytes) {
        (6 | 17 | 132, &[a, b, c, d, ..]) => (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])),
        (1, &[8, _, _, _, a, b, ..]) | (58, &[128, _, _, _, a, b, ..]) => {
            let id = u16::from_be_bytes([a, b]);
            (id, id)
        }
        _ => (0, 0),
    }
}
