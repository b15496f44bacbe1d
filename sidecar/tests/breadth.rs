//! Each protocol that has a name, over IPv4 and IPv6; 802.11; and link types that nobody decodes.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use weir_protocol::{Class, Problem, ProtocolName as Name};
use weir_sidecar::decode::decode;

const NAMED: [(u8, Name); 11] = [
    (2, Name::Igmp),
    (4, Name::IpInIp),
    (41, Name::Ipv6InIp),
    (47, Name::Gre),
    (50, Name::Esp),
    (51, Name::Ah),
    (88, Name::Eigrp),
    (89, Name::Ospf),
    (103, Name::Pim),
    (112, Name::Vrrp),
    (132, Name::Sctp),
];

fn v4(protocol: u8) -> Vec<u8> {
    let mut bytes = vec![0x45, 0, 0, 44, 0, 0, 0, 0, 64, protocol, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2];
    bytes.extend([0; 24]);
    bytes
}

fn v6(protocol: u8) -> Vec<u8> {
    let mut bytes = vec![0x60, 0, 0, 0, 0, 24, protocol, 64];
    bytes.extend([0x20; 32]);
    bytes.extend([0; 24]);
    bytes
}

#[test]
fn every_name_is_found_over_both_versions_of_ip() {
    for number in 0..=255u8 {
        let name = NAMED.iter().find(|(known, _)| *known == number).map_or(Name::OtherIp, |(_, name)| *name);
        let class = match number {
            6 => Class::Tcp,
            17 => Class::Udp,
            1 | 58 => Class::Icmp,
            _ => Class::Other,
        };
        let expected = (class, (class == Class::Other).then_some(name));
        let decoded = decode(101, &v4(number), 44);
        assert_eq!((decoded.class, decoded.name), expected, "IPv4, {number}");
        let is_extension = matches!(number, 0 | 43 | 44 | 60);
        if !is_extension {
            let decoded = decode(101, &v6(number), 64);
            assert_eq!((decoded.class, decoded.name), expected, "IPv6, {number}");
        }
    }
}

/// A data frame with these two bytes of frame control, `extra` bytes more of header, and UDP behind LLC and SNAP.
fn data(control: [u8; 2], extra: usize) -> Vec<u8> {
    let mut bytes = control.to_vec();
    bytes.extend(vec![2; 22 + extra]);
    bytes.extend([0xaa, 0xaa, 3, 0, 0, 0, 8, 0]);
    bytes.extend(v4(17));
    bytes
}

#[test]
fn wireless_data_is_read_where_it_is_open() {
    let open = [
        ("to the access point", data([0x08, 0x01], 0)),
        ("from the access point", data([0x08, 0x02], 0)),
        ("between access points", data([0x08, 0x03], 6)),
        ("with quality of service", data([0x88, 0x01], 2)),
        ("with a control field", data([0x88, 0x81], 6)),
    ];
    for (what, frame) in open {
        let radiotap = [&[0, 0, 12, 0, 4, 0, 0, 0, 2, 0, 0, 0][..], &frame].concat();
        for (link, bytes) in [(105, frame), (127, radiotap)] {
            let decoded = decode(link, &bytes, bytes.len() as u32);
            assert_eq!((decoded.class, decoded.problem), (Class::Udp, None), "{what}, {link}");
        }
    }
    for (what, control) in [
        ("beacon", [0x80, 0]),
        ("acknowledgement", [0xd4, 0]),
        ("no data", [0x48, 1]),
        ("secret", [0x08, 0x41]),
    ] {
        let frame = data(control, 0);
        let decoded = decode(105, &frame, frame.len() as u32);
        assert_eq!(
            (decoded.name, decoded.problem, decoded.source()),
            (Some(Name::OtherLink), None, None),
            "{what}"
        );
    }
}

#[test]
fn radiotap_that_lies_about_its_length_is_unreadable() {
    for bytes in [&[][..], &[0, 0, 8], &[0, 0, 200, 0, 8, 0], &[0, 0, 4, 0], &[0, 0, 4, 0, 8]] {
        let decoded = decode(127, bytes, bytes.len() as u32);
        assert_eq!((decoded.name, decoded.problem), (Some(Name::Unreadable), Some(Problem::LinkTooShort)));
    }
}

#[test]
fn every_link_type_counts_and_the_unknown_ones_say_so() {
    const DECODED: [u16; 14] = [0, 1, 9, 12, 14, 50, 101, 105, 108, 113, 127, 228, 229, 276];
    for link in 0..=400 {
        let decoded = decode(link, &v4(6), 44);
        let unknown = decoded.problem == Some(Problem::UnknownLinkType);
        assert_eq!(unknown, !DECODED.contains(&link), "{link}");
        assert!(!unknown || (decoded.class, decoded.name) == (Class::Other, Some(Name::OtherLink)), "{link}");
    }
}
