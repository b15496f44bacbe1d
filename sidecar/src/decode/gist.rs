//! What the sums need of most packets, from a look at fixed places.

use weir_protocol::Class;

use super::{Key, ip, transport};

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
    pub source: Key,
}

/// What a glance has to know of an IP protocol.
#[derive(Clone, Copy)]
struct Kind {
    class: Class,
    /// Bytes of its header that have to be there.
    least: u16,
}

/// A table, as of [`ip::class_of`]; one for both questions.
static KINDS: [Kind; 256] = {
    let mut kinds = [Kind { class: Class::Other, least: 0 }; 256];
    let mut protocol = 0;
    while protocol < kinds.len() {
        let (class, name) = ip::class_of(protocol as u8);
        // Whatever has a class of its own has a header that is read. Of all else no packet is long enough.
        let least = if name.is_some() { u16::MAX } else { transport::least(protocol as u8) as u16 };
        kinds[protocol] = Kind { class, least };
        protocol += 1;
    }
    kinds
};

impl Gist {
    /// The link type of a frame that has a gist.
    pub const LINK: u16 = 1;

    /// Bytes before the IP header.
    pub const OFFSET: usize = ETHERNET_HEADER;

    /// The link type of what is behind them.
    pub const LINK_BEHIND: u16 = 101;

    /// Bytes behind them in which all of its [`weir_protocol::Header`] is: IPv6, TCP.
    pub const HEADERS: usize = IPV6_HEADER + TCP_HEADER;

    /// Of one that carries IPv4.
    pub const HEADERS_OF_V4: usize = IPV4_HEADER + TCP_HEADER;

    /// Of a frame of `length` bytes on a link of type `link`: IPv4 without options or IPv6 without extensions in plain
    /// Ethernet, in which TCP, UDP or ICMP are there as far as [`super::decode`] reads them. None: it may be anything.
    #[inline]
    #[must_use]
    pub fn of(link: u16, bytes: &[u8], length: u32) -> Option<Self> {
        if link != Self::LINK || bytes.len() > length as usize {
            return None;
        }
        let &[.., e1, e2, first] = bytes.first_chunk::<{ ETHERNET_HEADER + 1 }>()?;
        match u32::from_be_bytes([0, e1, e2, first]) {
            0x08_0045 => Self::of_v4(bytes),
            0x86_dd60..=0x86_dd6f => Self::of_v6(bytes),
            _ => None,
        }
    }

    #[inline]
    fn of_v4(bytes: &[u8]) -> Option<Self> {
        /// The bits of the fragment's offset: it is the first, or the only one.
        const OFFSET: u16 = 0x1fff;
        let headers = bytes.first_chunk::<{ ETHERNET_HEADER + IPV4_HEADER }>()?;
        let (_, header) = headers.split_last_chunk::<IPV4_HEADER>()?;
        let &[_, _, t1, t2, _, _, f1, f2, _, protocol, _, _, a, b, c, d, ..] = header;
        let total = usize::from(u16::from_be_bytes([t1, t2]));
        let there = total.min(bytes.len() - ETHERNET_HEADER);
        let Kind { class, least } = KINDS[usize::from(protocol)];
        if there < IPV4_HEADER + usize::from(least) || u16::from_be_bytes([f1, f2]) & OFFSET != 0 {
            return None;
        }
        Some(Self { class, source: Key::of_four([a, b, c, d]) })
    }

    #[inline]
    fn of_v6(bytes: &[u8]) -> Option<Self> {
        let headers = bytes.first_chunk::<{ ETHERNET_HEADER + IPV6_HEADER }>()?;
        let (_, header) = headers.split_last_chunk::<IPV6_HEADER>()?;
        let (&[_, _, _, _, p1, p2, next, _], rest) = header.split_first_chunk::<8>()?;
        let source = Key::of_six(*rest.first_chunk::<16>()?);
        let payload = usize::from(u16::from_be_bytes([p1, p2]));
        let there = payload.min(bytes.len() - headers.len());
        let Kind { class, least } = KINDS[usize::from(next)];
        if there < usize::from(least) { None } else { Some(Self { class, source }) }
    }
}
