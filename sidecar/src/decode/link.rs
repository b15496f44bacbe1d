//! The link header, and what stands between it and IP: VLAN tags, PPPoE, MPLS, LLC.

use std::net::IpAddr;

use pnet::packet::{arp::ArpPacket, ethernet::EthernetPacket};
use weir_protocol::{Problem, ProtocolName};

use super::{Decoded, ip, wireless};

/// More VLAN tags and MPLS labels than any network stacks; the loop must end.
const MAX_TAGS: usize = 16;

const ETHERNET_HEADER: usize = 14;

/// Between virtual machines and their switch (IEEE 802.1BR's forerunner).
const VN_TAG: u16 = 0x8926;

/// Below this, the two bytes are a length and LLC follows (IEEE 802.3).
const FIRST_ETHERTYPE: u16 = 0x0600;

/// Reads a frame of link type `link`.
pub(super) fn read(link: u16, bytes: &[u8], decoded: &mut Decoded) {
    match link {
        1 => ethernet(bytes, decoded),
        9 | 50 => ppp_in_hdlc(bytes, decoded),
        // The last two promise one version of IP, and files are found that break the promise.
        12 | 14 | 101 | 228 | 229 => raw(bytes, decoded),
        0 | 108 => loopback(bytes, decoded),
        105 => wireless::wireless(bytes, decoded),
        127 => wireless::radiotap(bytes, decoded),
        113 => cooked_v1(bytes, decoded),
        276 => cooked_v2(bytes, decoded),
        _ => {
            decoded.name(ProtocolName::OtherLink);
            decoded.problem = Some(Problem::UnknownLinkType);
        }
    }
}

#[inline]
fn ethernet(bytes: &[u8], decoded: &mut Decoded) {
    let Some(frame) = EthernetPacket::new(bytes) else {
        return decoded.unreadable(Problem::LinkTooShort);
    };
    decoded.macs = Some((frame.get_source().into(), frame.get_destination().into()));
    ethertype(frame.get_ethertype().0, bytes.get(ETHERNET_HEADER..).unwrap_or_default(), decoded);
}

/// Four bytes of address family in the order of the machine that wrote the file, or in network order.
fn loopback(bytes: &[u8], decoded: &mut Decoded) {
    let Some((family, rest)) = bytes.split_first_chunk::<4>() else {
        return decoded.unreadable(Problem::LinkTooShort);
    };
    let &[_, _, third, fourth] = family;
    let little = u32::from_le_bytes(*family);
    match if little < 1 << 16 { little } else { u32::from_be_bytes(*family) } {
        2 => ip::read_v4(rest, decoded),
        // Linux, Windows, NetBSD, FreeBSD, macOS.
        10 | 23 | 24 | 28 | 30 => ip::read_v6(rest, decoded),
        // Some systems write an EtherType into the second half.
        _ => match u16::from_be_bytes([third, fourth]) {
            0..FIRST_ETHERTYPE => decoded.name(ProtocolName::OtherLink),
            kind => ethertype(kind, rest, decoded),
        },
    }
}

/// Linux cooked capture: packet type, hardware type, address, protocol.
fn cooked_v1(bytes: &[u8], decoded: &mut Decoded) {
    let Some((&[_, kind, .., high, low], rest)) = bytes.split_first_chunk::<16>() else {
        return decoded.unreadable(Problem::LinkTooShort);
    };
    decoded.sent = kind == SENT_BY_US;
    cooked(u16::from_be_bytes([high, low]), rest, decoded);
}

fn cooked_v2(bytes: &[u8], decoded: &mut Decoded) {
    let Some((&[high, low, _, _, _, _, _, _, _, _, kind, ..], rest)) = bytes.split_first_chunk::<20>() else {
        return decoded.unreadable(Problem::LinkTooShort);
    };
    decoded.sent = kind == SENT_BY_US;
    cooked(u16::from_be_bytes([high, low]), rest, decoded);
}

/// LINUX_SLL_OUTGOING.
const SENT_BY_US: u8 = 4;

fn cooked(protocol: u16, rest: &[u8], decoded: &mut Decoded) {
    /// Linux's own number for frames with an LLC header.
    const LINUX_LLC: u16 = 4;
    match protocol {
        LINUX_LLC => llc(rest, decoded),
        0..FIRST_ETHERTYPE => decoded.name(ProtocolName::OtherLink),
        other => ethertype(other, rest, decoded),
    }
}

/// An IP packet without a link header; the first half byte says which.
fn raw(bytes: &[u8], decoded: &mut Decoded) {
    match bytes.first().map(|first| first >> 4) {
        None => decoded.unreadable(Problem::IpTooShort),
        Some(4) => ip::read_v4(bytes, decoded),
        Some(6) => ip::read_v6(bytes, decoded),
        Some(_) => decoded.unreadable(Problem::IpMalformed),
    }
}

#[inline]
fn ethertype(first: u16, bytes: &[u8], decoded: &mut Decoded) {
    let (mut kind, mut rest) = (first, bytes);
    for _ in 0..MAX_TAGS {
        match kind {
            0x8100 | 0x88a8 | 0x9100 => {
                let Some((&[tag_high, tag_low, high, low], behind)) = rest.split_first_chunk::<4>() else {
                    return decoded.unreadable(Problem::LinkTooShort);
                };
                decoded.vlan = decoded.vlan.or(Some(u16::from_be_bytes([tag_high, tag_low]) & 0x0fff));
                (kind, rest) = (u16::from_be_bytes([high, low]), behind);
            }
            VN_TAG => {
                let Some((&[_, _, _, _, high, low], behind)) = rest.split_first_chunk::<6>() else {
                    return decoded.unreadable(Problem::LinkTooShort);
                };
                (kind, rest) = (u16::from_be_bytes([high, low]), behind);
            }
            0x0800 | 0x86dd => return either_ip(kind, rest, decoded),
            0x0806 => return arp(rest, decoded),
            0x8847 | 0x8848 => return mpls(rest, decoded),
            0x8864 => return pppoe(rest, decoded),
            0x88cc => return decoded.name(ProtocolName::Lldp),
            0x888e => return decoded.name(ProtocolName::Eapol),
            0..FIRST_ETHERTYPE => return llc(rest, decoded),
            _ => return decoded.name(ProtocolName::OtherLink),
        }
    }
    decoded.name(ProtocolName::OtherLink);
}

/// The IP version decides, not the EtherType: both are seen with the wrong one.
#[inline]
fn either_ip(kind: u16, bytes: &[u8], decoded: &mut Decoded) {
    match (kind, bytes.first().map(|first| first >> 4)) {
        (0x0800, Some(6)) => ip::read_v6(bytes, decoded),
        (0x0800, _) => ip::read_v4(bytes, decoded),
        _ => ip::read_v6(bytes, decoded),
    }
}

pub(super) fn llc(bytes: &[u8], decoded: &mut Decoded) {
    match bytes {
        [0x42, 0x42, ..] => decoded.name(ProtocolName::Stp),
        // SNAP with the EtherTypes of RFC 1042 or of bridges (802.1H).
        [0xaa, 0xaa, 0x03, 0, 0, 0 | 0xf8, high, low, rest @ ..] => match u16::from_be_bytes([*high, *low]) {
            0..FIRST_ETHERTYPE => decoded.name(ProtocolName::OtherLink),
            kind => ethertype(kind, rest, decoded),
        },
        // PVST+ is a spanning tree under Cisco's OUI.
        [0xaa, 0xaa, 0x03, 0, 0, 0x0c, 0x01, 0x0b, ..] => decoded.name(ProtocolName::Stp),
        [0xaa, 0xaa, rest @ ..] if rest.len() < 6 => decoded.unreadable(Problem::LinkTooShort),
        [] | [_] | [_, _] => decoded.unreadable(Problem::LinkTooShort),
        _ => decoded.name(ProtocolName::OtherLink),
    }
}

fn pppoe(bytes: &[u8], decoded: &mut Decoded) {
    let Some((_, rest)) = bytes.split_first_chunk::<6>() else {
        return decoded.unreadable(Problem::LinkTooShort);
    };
    ppp(rest, decoded);
}

/// PPP as it is captured on serial lines: with or without address and control.
fn ppp_in_hdlc(bytes: &[u8], decoded: &mut Decoded) {
    match bytes {
        [0xff, 0x03, rest @ ..] => ppp(rest, decoded),
        _ => ppp(bytes, decoded),
    }
}

/// The protocol number may be compressed to one byte.
fn ppp(bytes: &[u8], decoded: &mut Decoded) {
    match bytes {
        [0x00, 0x21, rest @ ..] | [0x21, rest @ ..] => ip::read_v4(rest, decoded),
        [0x00, 0x57, rest @ ..] | [0x57, rest @ ..] => ip::read_v6(rest, decoded),
        [] | [0x00 | 0xff] => decoded.unreadable(Problem::LinkTooShort),
        _ => decoded.name(ProtocolName::OtherLink),
    }
}

fn mpls(bytes: &[u8], decoded: &mut Decoded) {
    let mut rest = bytes;
    for _ in 0..MAX_TAGS {
        let Some((&[_, _, third, _], behind)) = rest.split_first_chunk::<4>() else {
            return decoded.unreadable(Problem::LinkTooShort);
        };
        rest = behind;
        let is_last = third & 1 == 1;
        if is_last {
            // Labels do not say what they carry.
            return match rest.first().map(|first| first >> 4) {
                None => decoded.unreadable(Problem::LinkTooShort),
                Some(4) => ip::read_v4(rest, decoded),
                Some(6) => ip::read_v6(rest, decoded),
                _ => decoded.name(ProtocolName::OtherLink),
            };
        }
    }
    decoded.name(ProtocolName::OtherLink);
}

fn arp(bytes: &[u8], decoded: &mut Decoded) {
    decoded.name(ProtocolName::Arp);
    let Some(message) = ArpPacket::new(bytes) else {
        decoded.problem = Some(Problem::LinkTooShort);
        return;
    };
    let is_ethernet_ipv4 = message.get_hw_addr_len() == 6 && message.get_proto_addr_len() == 4;
    if is_ethernet_ipv4 {
        let (sender, target) = (message.get_sender_proto_addr(), message.get_target_proto_addr());
        decoded.addresses = Some((IpAddr::V4(sender), IpAddr::V4(target)));
    }
    decoded.kind_code = Some((u8::try_from(message.get_operation().0).unwrap_or(u8::MAX), 0));
}
