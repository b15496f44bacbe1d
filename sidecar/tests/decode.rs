//! The decoder on frames built by hand, and on every way to damage them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test ends where it fails"
)]

use std::net::IpAddr;

use proptest::prelude::*;
use weir_protocol::{Class, Problem, ProtocolName, TcpFlags};
use weir_sidecar::decode::{Decoded, Gist, decode};

const LINKS: [u16; 14] = [0, 1, 9, 12, 14, 50, 101, 105, 108, 113, 127, 228, 229, 276];

fn whole(link: u16, frame: &[u8]) -> Decoded {
    decode(link, frame, frame.len() as u32)
}

fn ethernet(kind: u16, rest: &[u8]) -> Vec<u8> {
    [&[2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1][..], &kind.to_be_bytes(), rest].concat()
}

fn vlan(id: u16, kind: u16, rest: &[u8]) -> Vec<u8> {
    [&id.to_be_bytes()[..], &kind.to_be_bytes(), rest].concat()
}

/// An IPv4 packet from 192.0.2.1 to 192.0.2.2 with `options` bytes of options.
fn ipv4(protocol: u8, offset: u16, options: usize, payload: &[u8]) -> Vec<u8> {
    let header = 20 + options;
    let total = (header + payload.len()) as u16;
    let mut packet = vec![0x40 | (header / 4) as u8, 0];
    packet.extend(total.to_be_bytes());
    packet.extend([0, 1]);
    packet.extend(offset.to_be_bytes());
    packet.extend([64, protocol, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2]);
    packet.extend(std::iter::repeat_n(1, options));
    packet.extend(payload);
    packet
}

/// An IPv6 packet from 2001:db8::1 to 2001:db8::2.
fn ipv6(next: u8, payload: &[u8]) -> Vec<u8> {
    let mut packet = vec![0x60, 0, 0, 0];
    packet.extend((payload.len() as u16).to_be_bytes());
    packet.extend([next, 64]);
    for last in [1, 2] {
        packet.extend([0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last]);
    }
    packet.extend(payload);
    packet
}

fn extension(next: u8, rest: &[u8]) -> Vec<u8> {
    [&[next, 0, 1, 4, 0, 0, 0, 0][..], rest].concat()
}

fn fragment(next: u8, offset: u16, rest: &[u8]) -> Vec<u8> {
    let [high, low] = (offset << 3 | 1).to_be_bytes();
    [&[next, 0, high, low, 0, 0, 0, 9][..], rest].concat()
}

fn tcp(flags: u8) -> Vec<u8> {
    vec![0x9c, 0x40, 0x01, 0xbb, 0, 0, 0, 1, 0, 0, 0, 0, 0x50, flags, 1, 0, 0, 0, 0, 0]
}

const UDP: [u8; 8] = [0, 53, 0x13, 0x88, 0, 8, 0, 0];
const ECHO: [u8; 8] = [8, 0, 0, 0, 0, 1, 0, 1];
const SCTP: [u8; 12] = [0x0b, 0x59, 0x0b, 0x59, 0, 0, 0, 0, 0, 0, 0, 0];

fn arp() -> Vec<u8> {
    let mut message = vec![0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 1, 192, 0, 2, 1];
    message.extend([0, 0, 0, 0, 0, 0, 192, 0, 2, 2]);
    message
}

struct Row {
    what: &'static str,
    link: u16,
    frame: Vec<u8>,
    class: Class,
    name: Option<ProtocolName>,
    ports: Option<(u16, u16)>,
    problem: Option<Problem>,
}

fn row(what: &'static str, link: u16, frame: Vec<u8>, class: Class) -> Row {
    Row { what, link, frame, class, name: None, ports: None, problem: None }
}

impl Row {
    fn ports(self, source: u16, destination: u16) -> Self {
        Self { ports: Some((source, destination)), ..self }
    }

    fn name(self, name: ProtocolName) -> Self {
        Self { name: Some(name), ..self }
    }

    fn problem(self, problem: Problem) -> Self {
        Self { problem: Some(problem), ..self }
    }
}

fn rows() -> Vec<Row> {
    use {Class as C, ProtocolName as N};
    let v4_udp = ipv4(17, 0, 0, &UDP);
    let v6_tcp = ipv6(6, &tcp(2));
    let padded = [&ethernet(0x0800, &ipv4(6, 0, 0, &[0x9c, 0x40]))[..], &[0; 30]].concat();
    let mut short_header = ipv4(17, 0, 0, &UDP);
    short_header[0] = 0x44;
    let mut short_total = ipv4(17, 0, 0, &UDP);
    short_total[3] = 19;
    let mut offloaded = ipv4(17, 0, 0, &UDP);
    (offloaded[2], offloaded[3]) = (0, 0);
    let deep = (0..40).fold(UDP.to_vec(), |rest, _| extension(60, &rest));
    vec![
        row("tcp", 1, ethernet(0x0800, &ipv4(6, 0, 0, &tcp(2))), C::Tcp).ports(40_000, 443),
        row("udp behind ip options", 1, ethernet(0x0800, &ipv4(17, 0, 12, &UDP)), C::Udp).ports(53, 5000),
        row("udp of unknown length", 1, ethernet(0x0800, &offloaded), C::Udp).ports(53, 5000),
        row("first fragment", 1, ethernet(0x0800, &ipv4(17, 0x2000, 0, &UDP)), C::Udp).ports(53, 5000),
        row("later fragment", 1, ethernet(0x0800, &ipv4(17, 7, 0, &UDP)), C::Udp),
        row("icmp", 1, ethernet(0x0800, &ipv4(1, 0, 0, &ECHO)), C::Icmp),
        row("icmpv6", 1, ethernet(0x86dd, &ipv6(58, &ECHO)), C::Icmp),
        row("vlan", 1, ethernet(0x8100, &vlan(0xe005, 0x0800, &v4_udp)), C::Udp).ports(53, 5000),
        row("qinq", 1, ethernet(0x88a8, &vlan(5, 0x8100, &vlan(6, 0x86dd, &v6_tcp))), C::Tcp)
            .ports(40_000, 443),
        row("vlan over llc", 1, ethernet(0x8100, &vlan(5, 39, &[0x42, 0x42, 3])), C::Other).name(N::Stp),
        row("pppoe", 1, ethernet(0x8864, &[&[0x11, 0, 0, 1, 0, 30, 0, 0x21], &v4_udp[..]].concat()), C::Udp)
            .ports(53, 5000),
        row(
            "mpls, two labels",
            1,
            ethernet(0x8847, &[&[0, 1, 0, 64, 0, 2, 1, 64], &v6_tcp[..]].concat()),
            C::Tcp,
        )
        .ports(40_000, 443),
        row("snap", 1, ethernet(36, &[&[0xaa, 0xaa, 3, 0, 0, 0, 8, 0], &v4_udp[..]].concat()), C::Udp)
            .ports(53, 5000),
        row("hop-by-hop", 1, ethernet(0x86dd, &ipv6(0, &extension(17, &UDP))), C::Udp).ports(53, 5000),
        row(
            "routing, destination",
            1,
            ethernet(0x86dd, &ipv6(43, &extension(60, &extension(17, &UDP)))),
            C::Udp,
        )
        .ports(53, 5000),
        row(
            "long extension",
            1,
            ethernet(0x86dd, &ipv6(0, &[&[17, 2][..], &[0; 22], &UDP].concat())),
            C::Udp,
        )
        .ports(53, 5000),
        row("v6 first fragment", 1, ethernet(0x86dd, &ipv6(44, &fragment(17, 0, &UDP))), C::Udp)
            .ports(53, 5000),
        row("v6 later fragment", 1, ethernet(0x86dd, &ipv6(44, &fragment(17, 9, &UDP))), C::Udp),
        row("v6 ah", 1, ethernet(0x86dd, &ipv6(51, &[6; 24])), C::Other).name(N::Ah),
        row("v6 without next header", 1, ethernet(0x86dd, &ipv6(59, &[])), C::Other).name(N::OtherIp),
        row("endless extensions", 1, ethernet(0x86dd, &ipv6(60, &deep)), C::Other)
            .name(N::OtherIp)
            .problem(Problem::TooManyExtensions),
        row("gre", 1, ethernet(0x0800, &ipv4(47, 0, 0, &[0; 4])), C::Other).name(N::Gre),
        row("ip in ip", 1, ethernet(0x0800, &ipv4(4, 0, 0, &v4_udp)), C::Other).name(N::IpInIp),
        row("6in4", 1, ethernet(0x0800, &ipv4(41, 0, 0, &v6_tcp)), C::Other).name(N::Ipv6InIp),
        row("sctp", 1, ethernet(0x0800, &ipv4(132, 0, 0, &SCTP)), C::Other).name(N::Sctp).ports(2905, 2905),
        row("igmp", 1, ethernet(0x0800, &ipv4(2, 0, 4, &[0x16; 8])), C::Other).name(N::Igmp),
        row("arp", 1, ethernet(0x0806, &arp()), C::Other).name(N::Arp),
        row("lldp", 1, ethernet(0x88cc, &[2, 7]), C::Other).name(N::Lldp),
        row("eapol", 1, ethernet(0x888e, &[1]), C::Other).name(N::Eapol),
        row("unknown ethertype", 1, ethernet(0x1234, &v4_udp), C::Other).name(N::OtherLink),
        row("padding is no header", 1, padded, C::Tcp).problem(Problem::TransportTooShort),
        row("header length below 20", 1, ethernet(0x0800, &short_header), C::Other)
            .name(N::Unreadable)
            .problem(Problem::IpMalformed),
        row("total length below the header", 1, ethernet(0x0800, &short_total), C::Other)
            .name(N::Unreadable)
            .problem(Problem::IpMalformed),
        row("empty frame", 1, vec![], C::Other).name(N::Unreadable).problem(Problem::LinkTooShort),
        row("raw v4", 101, v4_udp.clone(), C::Udp).ports(53, 5000),
        row("raw v6", 12, v6_tcp.clone(), C::Tcp).ports(40_000, 443),
        row("raw nonsense", 101, vec![0x70, 0, 0], C::Other)
            .name(N::Unreadable)
            .problem(Problem::IpMalformed),
        row("null, little endian", 0, [&[2, 0, 0, 0], &v4_udp[..]].concat(), C::Udp).ports(53, 5000),
        row("loop, big endian", 108, [&[0, 0, 0, 24], &v6_tcp[..]].concat(), C::Tcp).ports(40_000, 443),
        row("ppp", 9, [&[0xff, 3, 0, 0x21], &v4_udp[..]].concat(), C::Udp).ports(53, 5000),
        row("cooked", 113, [&[0, 4, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, 8, 0], &v4_udp[..]].concat(), C::Udp)
            .ports(53, 5000),
        row(
            "cooked 2",
            276,
            [&[0x86, 0xdd, 0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0], &v6_tcp[..]].concat(),
            C::Tcp,
        )
        .ports(40_000, 443),
        row("another link type", 147, v4_udp, C::Other).name(N::OtherLink).problem(Problem::UnknownLinkType),
    ]
}

#[test]
fn frames_are_what_they_are() {
    for row in rows() {
        let decoded = whole(row.link, &row.frame);
        let found = (decoded.class, decoded.name, decoded.ports, decoded.problem);
        assert_eq!(found, (row.class, row.name, row.ports, row.problem), "{}", row.what);
    }
}

#[test]
fn details_are_read_where_they_stand() {
    let source: IpAddr = "192.0.2.1".parse().unwrap();
    let destination: IpAddr = "192.0.2.2".parse().unwrap();
    let tagged =
        whole(1, &ethernet(0x88a8, &vlan(0xe123, 0x8100, &vlan(6, 0x0800, &ipv4(6, 0, 8, &tcp(0x12))))));
    assert_eq!(tagged.vlan, Some(0x123), "the outermost");
    assert_eq!(tagged.flags, Some(TcpFlags(0x12)));
    assert_eq!((tagged.addresses, tagged.source()), (Some((source, destination)), Some(source)));
    assert_eq!(tagged.macs, Some(([2, 0, 0, 0, 0, 1], [2, 0, 0, 0, 0, 2])));

    let asked = whole(1, &ethernet(0x0806, &arp()));
    assert_eq!((asked.addresses, asked.kind_code), (Some((source, destination)), Some((1, 0))));
    assert_eq!(asked.source(), None, "ARP has no IP header");

    assert_eq!(whole(1, &ethernet(0x0800, &ipv4(1, 0, 0, &[3, 1, 0, 0]))).kind_code, Some((3, 1)));
    assert!(whole(1, &ethernet(0x0800, &ipv4(17, 7, 0, &UDP))).fragment);
    assert!(!whole(1, &ethernet(0x0800, &ipv4(17, 0x2000, 0, &UDP))).fragment);
    let inner = whole(1, &ethernet(0x0800, &ipv4(4, 0, 0, &ipv6(6, &tcp(2)))));
    assert_eq!(inner.source(), Some(source), "the outer header counts");
}

#[test]
fn a_frame_cut_anywhere_says_so_or_is_whole_enough() {
    for row in rows().iter().filter(|row| row.problem.is_none()) {
        let full = whole(row.link, &row.frame);
        for cut in 0..row.frame.len() {
            let decoded = decode(row.link, &row.frame[..cut], row.frame.len() as u32);
            if decoded.problem.is_none() {
                assert_eq!((decoded.class, decoded.name), (full.class, full.name), "{} at {cut}", row.what);
                assert_eq!(decoded.ports, full.ports, "{} at {cut}", row.what);
            } else {
                assert_eq!(decoded.problem, Some(Problem::CutBySnaplen), "{} at {cut}", row.what);
            }
            // The same bytes as a whole frame are the sender's fault, not the capture's.
            let sent_so = whole(row.link, &row.frame[..cut]);
            assert_eq!((sent_so.class, sent_so.name), (decoded.class, decoded.name), "{} at {cut}", row.what);
            assert_ne!(sent_so.problem, Some(Problem::CutBySnaplen), "{} at {cut}", row.what);
        }
    }
}

/// Whether there is a gist; it must say what the whole decoder says.
fn has_gist(link: u16, frame: &[u8], length: u32) -> bool {
    let Some(gist) = Gist::of(link, frame, length) else { return false };
    let found = decode(link, frame, length);
    let of_gist = (gist.class, None, Some(gist.source.into()), None);
    assert_eq!((found.class, found.name, found.source(), found.problem), of_gist, "{frame:?} of {length}");
    true
}

#[test]
fn a_glance_sees_what_a_look_sees_and_knows_when_it_does_not() {
    for row in rows() {
        let length = row.frame.len() as u32;
        let is_plain = row.link == 1 && row.class != Class::Other && row.problem.is_none();
        assert!(is_plain || !has_gist(row.link, &row.frame, length), "{}", row.what);
        for cut in 0..row.frame.len() {
            has_gist(row.link, &row.frame[..cut], length);
            has_gist(row.link, &row.frame[..cut], cut as u32);
        }
    }
    for frame in [
        ethernet(0x0800, &ipv4(6, 0, 0, &tcp(2))),
        ethernet(0x0800, &ipv4(17, 0x4000, 0, &UDP)),
        ethernet(0x0800, &ipv4(1, 0, 0, &ECHO)),
        ethernet(0x86dd, &ipv6(17, &UDP)),
        ethernet(0x86dd, &ipv6(58, &ECHO)),
    ] {
        assert!(has_gist(1, &frame, 1500), "most packets are so plain: {frame:?}");
        assert!(!has_gist(1, &frame, frame.len() as u32 - 1), "longer than itself");
        assert!(!has_gist(1, &frame[..frame.len() - 5], 1500), "the header is cut");
        assert!(LINKS.iter().all(|&link| link == 1 || !has_gist(link, &frame, 1500)), "Ethernet only");
        // The lower bytes of both lengths: of what follows the header for IPv6, of all for IPv4.
        let (at, short) = if frame[12] == 0x86 { (19, 1) } else { (17, 21) };
        let with = |at, changed| -> Vec<u8> {
            (0..).zip(&frame).map(|(place, &byte)| if place == at { changed } else { byte }).collect()
        };
        assert!(
            !has_gist(1, &with(at, short), 1500),
            "padding behind a packet that is too short for its header"
        );
        for version in (0x00..=0xf0).step_by(0x10).filter(|version| version ^ frame[14] & 0xf0 != 0) {
            assert!(!has_gist(1, &with(14, version | 5), 1500), "version {version:#x}");
        }
    }
    for (what, frame) in [
        ("options", ethernet(0x0800, &ipv4(6, 0, 4, &tcp(2)))),
        ("a later fragment", ethernet(0x0800, &ipv4(6, 1, 0, &tcp(2)))),
        ("an extension", ethernet(0x86dd, &ipv6(60, &extension(6, &tcp(2))))),
        ("a tag", ethernet(0x8100, &vlan(1, 0x0800, &ipv4(6, 0, 0, &tcp(2))))),
    ] {
        assert!(!has_gist(1, &frame, 1500), "{what}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_bytes_decode(link in proptest::sample::select(&LINKS), bytes in proptest::collection::vec(any::<u8>(), 0..200), length: u32) {
        let decoded = decode(link, &bytes, length);
        prop_assert_eq!(decoded.name.is_some(), decoded.class == Class::Other);
    }

    #[test]
    fn damaged_frames_decode(which in 0usize..100, hits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let rows = rows();
        let row = &rows[which % rows.len()];
        let mut frame = row.frame.clone();
        if frame.is_empty() {
            return Ok(());
        }
        for (at, value) in hits {
            let at = at.index(frame.len());
            frame[at] = value;
        }
        let decoded = whole(row.link, &frame);
        prop_assert_eq!(decoded.name.is_some(), decoded.class == Class::Other);
        prop_assert!(decoded.source().is_none() || decoded.addresses.is_some());
        has_gist(row.link, &frame, frame.len() as u32);
    }
}
