//! A set of packets of which every number is known before it is sent.
//!
//! The class of each packet is written down here, not found by parsing: the set is the answer, not a second opinion.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};

use serde::Serialize;

use crate::frame::{Ends, VLAN_TAG_BYTES, arp, flags, padded, vlan};

/// Whom the packets are for. Nobody has these addresses: with the lab's own, its kernel would answer and be counted.
const TO_V4: Ipv4Addr = Ipv4Addr::new(10, 9, 0, 99);
const TO_V6: Ipv6Addr = Ipv6Addr::new(0xfd99, 0, 0, 0, 0, 0, 0, 0x99);

/// The five classes of the window, in its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum Class {
    Tcp,
    Udp,
    Icmp,
    Arp,
    Other,
}

/// One packet and what is known about it.
struct Known {
    class: Class,
    source: Option<String>,
    frame: Vec<u8>,
    tagged: bool,
}

/// Packets from five sources: IPv4 and IPv6, TCP, UDP, ICMP, ICMPv6, ARP, GRE, VLAN and fragments.
/// Fewer than 200, so that all of their headers fit the window's table of recent packets.
pub struct KnownSet(Vec<Known>);

/// The numbers that must come out, as data for a test in any language.
///
/// `bytes` are bytes on the wire; `bytesUntagged` are what a plain packet socket sees,
/// because the kernel takes the four bytes of a VLAN tag away before it hands the frame over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct Expected {
    pub packets: u64,
    pub bytes: u64,
    pub bytes_untagged: u64,
    /// `tcp`, `udp`, `icmp`, `arp`, `other`.
    pub protocols: BTreeMap<String, ClassCount>,
    /// By address.
    pub sources: Vec<SourceCount>,
}

/// What one protocol has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct ClassCount {
    pub packets: u64,
    pub bytes: u64,
    pub bytes_untagged: u64,
}

/// What one source sent. ARP is in no source: it has no IP header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct SourceCount {
    pub ip: String,
    pub packets: u64,
    pub bytes: u64,
    pub bytes_untagged: u64,
    pub tcp: u64,
    pub udp: u64,
    pub icmp: u64,
    pub other: u64,
}

impl KnownSet {
    /// The set, the same each time.
    #[must_use]
    pub fn new() -> Self {
        let mut set = Self(Vec::new());
        let [web, name, tunnel] = [11, 12, 13].map(|host| Ends::V4(Ipv4Addr::new(10, 9, 0, host), TO_V4));
        let [web6, name6] =
            [0x21, 0x22].map(|host| Ends::V6(Ipv6Addr::new(0xfd99, 0, 0, 0, 0, 0, 0, host), TO_V6));

        set.add(24, Class::Tcp, web, |n| padded(web.tcp((40_000 + n, 443), flags::SYN, &[])));
        set.add(12, Class::Tcp, web, |n| web.tcp((41_000 + n, 443), flags::PSH | flags::ACK, &[b'd'; 512]));
        set.add(17, Class::Udp, name, |n| name.udp((42_000 + n, 53), &[b'q'; 100]));
        set.add(9, Class::Icmp, name, |n| name.echo(n, &[b'e'; 56]));
        set.add_fragments(3, name, 400);
        set.add_tagged(8, Class::Udp, tunnel, |n| vlan(5, &tunnel.udp((43_000 + n, 4789), &[b'v'; 64])));
        set.add_tagged(5, Class::Tcp, tunnel, |n| {
            vlan(5, &tunnel.tcp((44_000 + n, 22), flags::ACK, &[b'v'; 31]))
        });
        set.add(6, Class::Other, tunnel, |_| tunnel.gre(&[0; 40]));
        for host in 0..7 {
            let frame = padded(arp(Ipv4Addr::new(10, 9, 0, 13), Ipv4Addr::new(10, 9, 0, 100 + host)));
            set.0.push(Known { class: Class::Arp, source: None, frame, tagged: false });
        }
        set.add(15, Class::Tcp, web6, |n| web6.tcp((45_000 + n, 443), flags::ACK, &[b'd'; 200]));
        set.add(10, Class::Udp, web6, |n| web6.udp((46_000 + n, 443), &[b'u'; 300]));
        set.add(11, Class::Icmp, name6, |n| name6.echo(n, &[b'e'; 32]));
        set.add_fragments(2, name6, 600);
        set
    }

    /// The frames in the order in which they are sent.
    pub fn frames(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(|known| known.frame.as_slice())
    }

    /// The numbers that must come out.
    #[must_use]
    pub fn expected(&self) -> Expected {
        let mut protocols: BTreeMap<Class, ClassCount> = BTreeMap::new();
        let mut sources: BTreeMap<&str, SourceCount> = BTreeMap::new();
        let mut all = ClassCount::default();
        for known in &self.0 {
            let bytes = known.frame.len() as u64;
            let bytes_untagged = bytes - if known.tagged { VLAN_TAG_BYTES as u64 } else { 0 };
            for count in [&mut all, protocols.entry(known.class).or_default()] {
                count.packets += 1;
                count.bytes += bytes;
                count.bytes_untagged += bytes_untagged;
            }
            if let Some(ip) = &known.source {
                let count = sources.entry(ip).or_default();
                count.packets += 1;
                count.bytes += bytes;
                count.bytes_untagged += bytes_untagged;
                *count.of(known.class) += 1;
            }
        }
        Expected {
            packets: all.packets,
            bytes: all.bytes,
            bytes_untagged: all.bytes_untagged,
            protocols: protocols.into_iter().map(|(class, count)| (class.name().to_owned(), count)).collect(),
            sources: sources
                .into_iter()
                .map(|(ip, count)| SourceCount { ip: ip.to_owned(), ..count })
                .collect(),
        }
    }

    fn add(&mut self, count: u16, class: Class, ends: Ends, build: impl Fn(u16) -> Vec<u8>) {
        self.extend(class, ends, false, (0..count).map(build));
    }

    fn add_tagged(&mut self, count: u16, class: Class, ends: Ends, build: impl Fn(u16) -> Vec<u8>) {
        self.extend(class, ends, true, (0..count).map(build));
    }

    /// Pairs of fragments: both count under their IP protocol, also the later one without a UDP header.
    fn add_fragments(&mut self, pairs: u16, ends: Ends, bytes: usize) {
        let frames = (0..pairs).flat_map(|n| ends.udp_in_two((47_000 + n, 2049), n, &vec![b'f'; bytes]));
        self.extend(Class::Udp, ends, false, frames);
    }

    fn extend(&mut self, class: Class, ends: Ends, tagged: bool, frames: impl Iterator<Item = Vec<u8>>) {
        let source = match ends {
            Ends::V4(source, _) => source.to_string(),
            Ends::V6(source, _) => source.to_string(),
        };
        self.0.extend(frames.map(|frame| Known { class, source: Some(source.clone()), frame, tagged }));
    }
}

impl Default for KnownSet {
    fn default() -> Self {
        Self::new()
    }
}

impl Class {
    const fn name(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
            Self::Icmp => "icmp",
            Self::Arp => "arp",
            Self::Other => "other",
        }
    }
}

impl SourceCount {
    const fn of(&mut self, class: Class) -> &mut u64 {
        match class {
            Class::Tcp => &mut self.tcp,
            Class::Udp => &mut self.udp,
            Class::Icmp => &mut self.icmp,
            Class::Arp | Class::Other => &mut self.other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_the_ones_that_other_tests_were_written_against() {
        let expected = KnownSet::new().expected();
        let packets = |class: &str| expected.protocols[class].packets;
        assert_eq!(["tcp", "udp", "icmp", "arp", "other"].map(packets), [56, 45, 20, 7, 6]);
        assert_eq!((expected.packets, expected.bytes, expected.bytes_untagged), (134, 25_397, 25_345));
        assert_eq!(expected.sources.len(), 5);
        assert!(expected.packets <= 200, "all headers must fit the table of recent packets");
    }

    #[test]
    fn classes_and_sources_sum_to_the_whole() {
        let expected = KnownSet::new().expected();
        let of_classes: u64 = expected.protocols.values().map(|class| class.bytes).sum();
        assert_eq!(of_classes, expected.bytes);
        let of_sources: u64 = expected.sources.iter().map(|source| source.packets).sum();
        assert_eq!(of_sources + expected.protocols["arp"].packets, expected.packets);
        for source in &expected.sources {
            assert_eq!(source.tcp + source.udp + source.icmp + source.other, source.packets, "{}", source.ip);
        }
    }

    #[test]
    fn only_tagged_frames_lose_bytes() {
        let expected = KnownSet::new().expected();
        assert_eq!(expected.bytes - expected.bytes_untagged, 13 * 4);
    }
}
