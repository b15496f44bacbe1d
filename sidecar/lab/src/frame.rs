//! Builds Ethernet frames byte by byte, on purpose without the library that Weir parses them with:
//! a mistake there must not hide behind the same mistake here.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::checksum;

/// Where all frames go: the hardware address of the lab's end A.
pub const MAC_A: [u8; 6] = [0x02, 0, 0, 0, 0, 0x01];
/// Where all frames come from: the hardware address of the lab's end B.
pub const MAC_B: [u8; 6] = [0x02, 0, 0, 0, 0, 0x02];

/// The shortest frame on a real cable, without its check sequence; network cards pad to it.
pub const MIN_FRAME_BYTES: usize = 60;
/// Bytes of an 802.1Q tag.
pub const VLAN_TAG_BYTES: usize = 4;

/// IP protocol numbers.
pub mod protocol {
    #![expect(missing_docs, reason = "the names say it")]
    pub const ICMP: u8 = 1;
    pub const TCP: u8 = 6;
    pub const UDP: u8 = 17;
    pub const IPV6_FRAGMENT: u8 = 44;
    pub const GRE: u8 = 47;
    pub const ICMPV6: u8 = 58;
}

/// TCP flags.
pub mod flags {
    #![expect(missing_docs, reason = "the names say it")]
    pub const FIN: u8 = 0x01;
    pub const SYN: u8 = 0x02;
    pub const RST: u8 = 0x04;
    pub const PSH: u8 = 0x08;
    pub const ACK: u8 = 0x10;
}

const ETHERTYPE_IPV4: u16 = 0x0800;
const ETHERTYPE_ARP: u16 = 0x0806;
const ETHERTYPE_VLAN: u16 = 0x8100;
const ETHERTYPE_IPV6: u16 = 0x86dd;
const MORE_FRAGMENTS: u16 = 0x2000;
const HOP_LIMIT: u8 = 64;

/// Source and destination of a packet; the two are of one family by construction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// IPv4.
    V4(Ipv4Addr, Ipv4Addr),
    /// IPv6.
    V6(Ipv6Addr, Ipv6Addr),
}

/// What part of a larger packet a fragment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// Where it begins, in units of eight bytes.
    pub offset: u16,
    /// Others follow.
    pub more: bool,
}

impl Ends {
    /// A TCP segment.
    #[must_use]
    pub fn tcp(self, ports: (u16, u16), flags: u8, payload: &[u8]) -> Vec<u8> {
        self.frame(protocol::TCP, &self.tcp_segment(ports, flags, payload))
    }

    /// A UDP datagram.
    #[must_use]
    pub fn udp(self, ports: (u16, u16), payload: &[u8]) -> Vec<u8> {
        self.frame(protocol::UDP, &self.udp_datagram(ports, payload))
    }

    /// An echo request: ICMP in IPv4, ICMPv6 in IPv6.
    #[must_use]
    pub fn echo(self, sequence: u16, payload: &[u8]) -> Vec<u8> {
        match self {
            Self::V4(..) => self.frame(protocol::ICMP, &self.icmp(8, 0, sequence, payload)),
            Self::V6(..) => self.frame(protocol::ICMPV6, &self.icmp(128, 0, sequence, payload)),
        }
    }

    /// "Port unreachable", with the IP header and the first bytes of the packet that caused it inside.
    #[must_use]
    pub fn unreachable(self) -> Vec<u8> {
        let cause = self.reversed().udp((53, 53), &[]);
        let cause = cause.get(ETHERNET_BYTES..).unwrap_or_default();
        match self {
            Self::V4(..) => self.frame(protocol::ICMP, &self.icmp(3, 3, 0, cause)),
            Self::V6(..) => self.frame(protocol::ICMPV6, &self.icmp(1, 4, 0, cause)),
        }
    }

    /// A GRE packet with IPv4 in it; only the outer header counts for Weir.
    #[must_use]
    pub fn gre(self, payload: &[u8]) -> Vec<u8> {
        self.frame(protocol::GRE, &[&[0, 0][..], &ETHERTYPE_IPV4.to_be_bytes(), payload].concat())
    }

    /// One fragment; `body` is the part of the larger packet that it carries.
    #[must_use]
    pub fn fragment(self, of: u8, identification: u16, place: Fragment, body: &[u8]) -> Vec<u8> {
        let more = if place.more { MORE_FRAGMENTS } else { 0 };
        match self {
            Self::V4(source, destination) => {
                let header = Ipv4Header { identification, fragment: place.offset | more, options: &[] };
                ethernet(ETHERTYPE_IPV4, &header.packet(source, destination, of, body))
            }
            Self::V6(..) => {
                let position = (place.offset << 3) | u16::from(place.more);
                let mut extended = vec![of, 0];
                extended.extend_from_slice(&position.to_be_bytes());
                extended.extend_from_slice(&u32::from(identification).to_be_bytes());
                extended.extend_from_slice(body);
                self.frame(protocol::IPV6_FRAGMENT, &extended)
            }
        }
    }

    /// A UDP datagram cut in two: the first fragment with the UDP header, and the rest.
    #[must_use]
    pub fn udp_in_two(self, ports: (u16, u16), identification: u16, payload: &[u8]) -> [Vec<u8>; 2] {
        let datagram = self.udp_datagram(ports, payload);
        // Fragments begin at multiples of eight bytes.
        let cut = (datagram.len() / 2) & !7;
        let (first, rest) = datagram.split_at(cut);
        let offset = u16::try_from(cut / 8).unwrap_or(0);
        [
            self.fragment(protocol::UDP, identification, Fragment { offset: 0, more: true }, first),
            self.fragment(protocol::UDP, identification, Fragment { offset, more: false }, rest),
        ]
    }

    /// A frame with any IP payload.
    #[must_use]
    pub fn frame(self, of: u8, payload: &[u8]) -> Vec<u8> {
        match self {
            Self::V4(source, destination) => {
                ethernet(ETHERTYPE_IPV4, &Ipv4Header::default().packet(source, destination, of, payload))
            }
            Self::V6(source, destination) => {
                ethernet(ETHERTYPE_IPV6, &ipv6(source, destination, of, payload))
            }
        }
    }

    /// A TCP segment in an IPv4 packet with options: 28 bytes of header, all "no operation". Plain TCP in IPv6.
    #[must_use]
    pub fn tcp_with_ip_options(self, ports: (u16, u16), flags: u8, payload: &[u8]) -> Vec<u8> {
        let segment = self.tcp_segment(ports, flags, payload);
        match self {
            Self::V4(source, destination) => {
                let header = Ipv4Header { options: &[1; 8], ..Ipv4Header::default() };
                ethernet(ETHERTYPE_IPV4, &header.packet(source, destination, protocol::TCP, &segment))
            }
            Self::V6(..) => self.frame(protocol::TCP, &segment),
        }
    }

    /// The way back.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::V4(source, destination) => Self::V4(destination, source),
            Self::V6(source, destination) => Self::V6(destination, source),
        }
    }

    fn tcp_segment(self, (source, destination): (u16, u16), flags: u8, payload: &[u8]) -> Vec<u8> {
        let mut segment = [source.to_be_bytes(), destination.to_be_bytes()].concat();
        segment.extend_from_slice(&[0, 0, 0, 1, 0, 0, 0, 0, 0x50, flags, 0xff, 0xff, 0, 0, 0, 0]);
        segment.extend_from_slice(payload);
        self.put_checksum(&mut segment, 16, protocol::TCP);
        segment
    }

    fn udp_datagram(self, (source, destination): (u16, u16), payload: &[u8]) -> Vec<u8> {
        let length = length16(UDP_BYTES + payload.len());
        let mut datagram = [source.to_be_bytes(), destination.to_be_bytes(), length, [0, 0]].concat();
        datagram.extend_from_slice(payload);
        self.put_checksum(&mut datagram, 6, protocol::UDP);
        datagram
    }

    fn icmp(self, kind: u8, code: u8, sequence: u16, payload: &[u8]) -> Vec<u8> {
        let mut message = vec![kind, code, 0, 0, 0, 0];
        message.extend_from_slice(&sequence.to_be_bytes());
        message.extend_from_slice(payload);
        match self {
            // ICMP for IPv4 is the one without a pseudo-header.
            Self::V4(..) => put16(&mut message, 2, checksum::internet),
            Self::V6(..) => self.put_checksum(&mut message, 2, protocol::ICMPV6),
        }
        message
    }

    fn put_checksum(self, segment: &mut [u8], at: usize, of: u8) {
        put16(segment, at, |segment| {
            let sum = match self {
                Self::V4(source, destination) => checksum::with_pseudo_v4(source, destination, of, segment),
                Self::V6(source, destination) => checksum::with_pseudo_v6(source, destination, of, segment),
            };
            // 0 means "no checksum" in UDP, so its other spelling is sent.
            if sum == 0 && of == protocol::UDP { 0xffff } else { sum }
        });
    }
}

const ETHERNET_BYTES: usize = 14;
const UDP_BYTES: usize = 8;

/// An ARP request: who has `wanted`? Tell `asker`.
#[must_use]
pub fn arp(asker: Ipv4Addr, wanted: Ipv4Addr) -> Vec<u8> {
    let mut request = vec![0, 1, 0x08, 0x00, 6, 4, 0, 1];
    request.extend_from_slice(&MAC_B);
    request.extend_from_slice(&asker.octets());
    request.extend_from_slice(&[0; 6]);
    request.extend_from_slice(&wanted.octets());
    ethernet(ETHERTYPE_ARP, &request)
}

/// A frame with any ethertype and payload.
#[must_use]
pub fn ethernet(ethertype: u16, payload: &[u8]) -> Vec<u8> {
    [&MAC_A[..], &MAC_B, &ethertype.to_be_bytes(), payload].concat()
}

/// The frame with an 802.1Q tag.
#[must_use]
pub fn vlan(id: u16, frame: &[u8]) -> Vec<u8> {
    let (addresses, rest) = frame.split_at(12.min(frame.len()));
    [addresses, &ETHERTYPE_VLAN.to_be_bytes(), &id.to_be_bytes(), rest].concat()
}

/// The frame as a network card sends it: at least 60 bytes.
#[must_use]
pub fn padded(mut frame: Vec<u8>) -> Vec<u8> {
    frame.resize(frame.len().max(MIN_FRAME_BYTES), 0);
    frame
}

#[derive(Default)]
struct Ipv4Header<'a> {
    identification: u16,
    fragment: u16,
    options: &'a [u8],
}

impl Ipv4Header<'_> {
    fn packet(&self, source: Ipv4Addr, destination: Ipv4Addr, of: u8, payload: &[u8]) -> Vec<u8> {
        let words = 5 + self.options.len() / 4;
        let mut header = vec![0x40 | u8::try_from(words).unwrap_or(5), 0];
        header.extend_from_slice(&length16(words * 4 + payload.len()));
        header.extend_from_slice(&self.identification.to_be_bytes());
        header.extend_from_slice(&self.fragment.to_be_bytes());
        header.extend_from_slice(&[HOP_LIMIT, of, 0, 0]);
        header.extend_from_slice(&source.octets());
        header.extend_from_slice(&destination.octets());
        header.extend_from_slice(self.options);
        put16(&mut header, 10, checksum::internet);
        [header, payload.to_vec()].concat()
    }
}

fn ipv6(source: Ipv6Addr, destination: Ipv6Addr, next: u8, payload: &[u8]) -> Vec<u8> {
    let [high, low] = length16(payload.len());
    let header = [0x60, 0, 0, 0, high, low, next, HOP_LIMIT];
    [&header[..], &source.octets(), &destination.octets(), payload].concat()
}

fn length16(bytes: usize) -> [u8; 2] {
    u16::try_from(bytes).unwrap_or(u16::MAX).to_be_bytes()
}

fn put16(bytes: &mut [u8], at: usize, value: impl FnOnce(&[u8]) -> u16) {
    let value = value(bytes).to_be_bytes();
    if let Some(field) = bytes.get_mut(at..at + 2) {
        field.copy_from_slice(&value);
    }
}

#[cfg(test)]
mod tests;
