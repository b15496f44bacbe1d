//! What the sums need of most packets, from a look at fixed places.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use weir_protocol::Class;

use super::{ip, transport};

const ETHERNET_HEADER: usize = 14;
const IPV4_HEADER: usize = 20;
const IPV6_HEADER: usize = 40;
/// Without options, of which nothing is read.
const TCP_HEADER: usize = 20;

/// Class and source of a packet that has nothing unusual. What [`super::decode`] finds in it beside these matters to
/// its header and to detection, not to the sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gist {
    /// Never [`Class::Other`], which has finer names.
    pub class: Class,
    /// The source of the IP header.
    pub source: IpAddr,
}

impl Gist {
    /// The link type of a frame that has a gist.
    pub const LINK: u16 = 1;

    /// Bytes of such a frame in which all of its [`weir_protocol::Header`] is: Ethernet, IPv6, TCP.
    pub const HEADERS: usize = ETHERNET_HEADER + IPV6_HEADER + TCP_HEADER;

    /// Of one that carries IPv4.
    pub const HEADERS_OF_V4: usize = ETHERNET_HEADER + IPV4_HEADER + TCP_HEADER;

    /// Of a frame of `length` bytes on a link of type `link`: IPv4 without options or IPv6 without extensions in plain
    /// Ethernet, in which TCP, UDP or ICMP are there as far as [`super::decode`] reads them. None: it may be anything.
    #[inline]
    #[must_use]
    pub fn of(link: u16, bytes: &[u8], length: u32) -> Option<Self> {
        if link != Self::LINK || bytes.len() > length as usize {
            return None;
        }
        let (ethernet, packet) = bytes.split_first_chunk::<ETHERNET_HEADER>()?;
        match (ethernet, packet.first()?) {
            ([.., 0x08, 0x00], 0x45) => Self::of_v4(packet),
            ([.., 0x86, 0xdd], 0x60..=0x6f) => Self::of_v6(packet),
            _ => None,
        }
    }

    #[inline]
    fn of_v4(packet: &[u8]) -> Option<Self> {
        /// The bits of the fragment's offset: it is the first, or the only one.
        const OFFSET: u16 = 0x1fff;
        let &[_, _, t1, t2, _, _, f1, f2, _, protocol, _, _, a, b, c, d, ..] =
            packet.first_chunk::<IPV4_HEADER>()?;
        let total = usize::from(u16::from_be_bytes([t1, t2]));
        let there = total.min(packet.len()).checked_sub(IPV4_HEADER)?;
        if u16::from_be_bytes([f1, f2]) & OFFSET != 0 {
            return None;
        }
        Self::with(protocol, there, Ipv4Addr::new(a, b, c, d).into())
    }

    #[inline]
    fn of_v6(packet: &[u8]) -> Option<Self> {
        let (&[_, _, _, _, p1, p2, next, _], rest) = packet.split_first_chunk::<8>()?;
        let source = Ipv6Addr::from(*rest.first_chunk::<16>()?);
        let payload = usize::from(u16::from_be_bytes([p1, p2]));
        let there = payload.min(packet.len().checked_sub(IPV6_HEADER)?);
        Self::with(next, there, source.into())
    }

    /// `there` bytes of the transport header and what it carries were captured.
    #[inline]
    fn with(protocol: u8, there: usize, source: IpAddr) -> Option<Self> {
        let (class, name) = ip::class_of(protocol);
        // Whatever has a class of its own has a header that is read.
        if name.is_some() || there < transport::least(protocol) {
            return None;
        }
        Some(Self { class, source })
    }
}
