//! What a captured frame is. Never fails, never panics, never allocates: a damaged or cut frame is a value
//! with its [`Problem`].
//!
//! The class is that of the outermost IP header behind VLAN, QinQ, PPPoE and MPLS.

mod direction;
mod gist;
mod ip;
mod key;
mod link;
mod quoted;
mod transport;
mod wireless;

use std::net::IpAddr;

pub use direction::Vantage;
pub use gist::Gist;
pub use key::Key;
pub use quoted::Quoted;
use weir_protocol::{Class, Problem, ProtocolName, TcpFlags};

/// What is known of one frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Its class.
    pub class: Class,
    /// The finer name, in [`Class::Other`] only.
    pub name: Option<ProtocolName>,
    /// Source and destination: of the IP header, or of the ARP message.
    pub addresses: Option<(IpAddr, IpAddr)>,
    /// Whether the addresses are those of an IP header.
    pub is_ip: bool,
    /// Of TCP, UDP and SCTP.
    pub ports: Option<(u16, u16)>,
    /// Of TCP.
    pub flags: Option<TcpFlags>,
    /// Type and code of ICMP; operation of ARP and 0.
    pub kind_code: Option<(u8, u8)>,
    /// The outermost VLAN.
    pub vlan: Option<u16>,
    /// A fragment other than the first.
    pub fragment: bool,
    /// A first fragment: others follow.
    pub more_fragments: bool,
    /// Protocol number of the outermost IP header, extension headers left out.
    pub protocol: Option<u8>,
    /// Time to live or hop limit of the outermost IP header; 0 without one.
    pub ttl: u8,
    /// Bytes behind the TCP header, as the IP header tells; 0 for all else.
    pub payload: u32,
    /// Identifier of an ICMP echo request or reply; 0 for all else.
    pub echo: u16,
    /// The packet that an ICMP error is about.
    pub quoted: Option<Quoted>,
    /// Source and destination of the link.
    pub macs: Option<([u8; 6], [u8; 6])>,
    /// The capturing system said that it sent this frame itself (Linux cooked capture).
    pub sent: bool,
    /// What was wrong.
    pub problem: Option<Problem>,
}

impl Decoded {
    const fn new() -> Self {
        Self {
            class: Class::Other,
            name: Some(ProtocolName::OtherLink),
            addresses: None,
            is_ip: false,
            ports: None,
            flags: None,
            kind_code: None,
            vlan: None,
            fragment: false,
            more_fragments: false,
            protocol: None,
            ttl: 0,
            payload: 0,
            echo: 0,
            quoted: None,
            macs: None,
            sent: false,
            problem: None,
        }
    }

    /// The source of the outermost IP header.
    #[must_use]
    pub fn source(&self) -> Option<IpAddr> {
        self.addresses.filter(|_| self.is_ip).map(|(source, _)| source)
    }

    const fn name(&mut self, name: ProtocolName) {
        self.class = Class::Other;
        self.name = Some(name);
    }

    const fn unreadable(&mut self, problem: Problem) {
        self.name(ProtocolName::Unreadable);
        self.problem = Some(problem);
    }
}

/// Decodes `bytes`, of a frame that had `length` bytes on a link of type `link` (tcpdump registry).
#[must_use]
pub fn decode(link: u16, bytes: &[u8], length: u32) -> Decoded {
    let mut decoded = Decoded::new();
    decode_into(&mut decoded, link, bytes, length);
    decoded
}

/// Like [`decode`], over what was decoded before: returning a value copies it, and the copy has to wait until each
/// small field that was just written can be read back as part of a large one.
pub fn decode_into(decoded: &mut Decoded, link: u16, bytes: &[u8], length: u32) {
    *decoded = NOTHING;
    link::read(link, bytes, decoded);
    let cut = bytes.len() < length as usize;
    if cut && decoded.problem.is_some_and(is_lack_of_bytes) {
        decoded.problem = Some(Problem::CutBySnaplen);
    }
    if bytes.len() > length as usize && decoded.problem.is_none() {
        decoded.problem = Some(Problem::LongerThanItself);
    }
}

/// Copied as a block: field by field it would be twenty small writes.
static NOTHING: Decoded = Decoded::new();

impl Default for Decoded {
    /// Nothing is known yet.
    fn default() -> Self {
        Self::new()
    }
}

const fn is_lack_of_bytes(problem: Problem) -> bool {
    matches!(problem, Problem::LinkTooShort | Problem::IpTooShort | Problem::TransportTooShort)
}
