//! The statistics of one quarter of a second of packet time.
//!
//! All numbers are sums since the tick before, so that ticks add up whatever happens to them on the way.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::{
    class::{Class, ProtocolName},
    observe::Observations,
    problem::PROBLEM_COUNT,
};

/// Packets and their bytes on the wire (original lengths, link header and VLAN tag included, FCS not).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Count {
    pub packets: u64,
    pub bytes: u64,
}

impl Count {
    /// Counts one packet of `bytes` bytes.
    pub const fn add_packet(&mut self, bytes: u32) {
        self.packets = self.packets.saturating_add(1);
        self.bytes = self.bytes.saturating_add(bytes as u64);
    }

    /// Adds another sum.
    pub const fn add(&mut self, other: Self) {
        self.packets = self.packets.saturating_add(other.packets);
        self.bytes = self.bytes.saturating_add(other.bytes);
    }
}

/// Which way a packet went, seen from the captured interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// To this machine, broadcast and multicast included.
    In,
    /// From this machine.
    Out,
    /// Between others (promiscuous or bridged), or not known (a capture file).
    #[default]
    Passing,
}

/// A count for each direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directed {
    /// [`Direction::In`].
    pub inbound: Count,
    /// [`Direction::Out`].
    pub outbound: Count,
    /// [`Direction::Passing`].
    pub passing: Count,
}

impl Directed {
    /// The count of one direction.
    pub const fn of_mut(&mut self, direction: Direction) -> &mut Count {
        match direction {
            Direction::In => &mut self.inbound,
            Direction::Out => &mut self.outbound,
            Direction::Passing => &mut self.passing,
        }
    }

    /// All directions together.
    #[must_use]
    pub const fn total(&self) -> Count {
        let mut sum = self.inbound;
        sum.add(self.outbound);
        sum.add(self.passing);
        sum
    }

    /// Adds another sum.
    pub const fn add(&mut self, other: &Self) {
        self.inbound.add(other.inbound);
        self.outbound.add(other.outbound);
        self.passing.add(other.passing);
    }
}

/// Exact sums of the 250 ms that begin at `start`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    /// Nanoseconds since the Unix epoch, a multiple of 250 ms.
    pub start: u64,
    /// Exact times of the earliest and the latest packet in it, nanoseconds since the Unix epoch; none: no packet.
    pub span: Option<(u64, u64)>,
    /// In the order of [`Class::ALL`].
    pub classes: [Directed; 4],
    /// The finer names of what is in `Other`; names that did not occur are left out.
    pub names: Vec<NamedCount>,
}

/// A count for one finer name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct NamedCount {
    pub name: ProtocolName,
    pub count: Count,
}

/// What one source address sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceCount {
    /// The source address of the outermost IP header.
    pub address: IpAddr,
    /// In the order of [`Class::ALL`].
    pub classes: [Count; 4],
}

/// TCP flags as they stand in the header: CWR, ECE, URG, ACK, PSH, RST, SYN, FIN from the highest bit (RFC 9293).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TcpFlags(pub u8);

/// The header of one packet, without payload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Nanoseconds since the Unix epoch.
    pub time: u64,
    /// Bytes on the wire.
    pub length: u32,
    /// Its class.
    pub class: Class,
    /// The finer name, in [`Class::Other`].
    pub name: Option<ProtocolName>,
    /// Source and destination of the outermost IP header (of the ARP message for ARP), if it has one.
    pub addresses: Option<(IpAddr, IpAddr)>,
    /// Source and destination port of TCP, UDP and SCTP.
    pub ports: Option<(u16, u16)>,
    /// Of TCP.
    pub flags: Option<TcpFlags>,
    /// Type and code of ICMP and ICMPv6; operation of ARP and 0.
    pub kind_code: Option<(u8, u8)>,
    /// The outermost VLAN.
    pub vlan: Option<u16>,
    /// A fragment other than the first.
    pub fragment: bool,
    /// Which way it went.
    pub direction: Direction,
}

/// The newest sums of a capture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// Which session.
    pub session: u64,
    /// 0, 1, 2, … within the session, without a hole: a merged tick counts as one.
    pub seq: u64,
    /// Nanoseconds since the capture began, of the monotonic clock, at the moment of sending. 0 for a file.
    pub elapsed: u64,
    /// Exact sums, in the order in which they came; one in a live tick, none while a file has a pause.
    pub slices: Vec<Slice>,
    /// The sources that sent something, busiest first.
    pub sources: Vec<SourceCount>,
    /// Packets of sources that found no room in the table, by class. All zero: `sources` is exact.
    pub other_sources: [Count; 4],
    /// Estimate of distinct sources in the whole session so far; exact while the table has room.
    pub distinct_sources: u64,
    /// The newest headers, oldest first.
    pub headers: Vec<Header>,
    /// Headers of this tick that were not sent, because there were too many or the disclosure level forbids it.
    pub headers_skipped: u64,
    /// Packets that the kernel dropped.
    pub kernel_drops: u64,
    /// Ticks that were merged into this one.
    pub merged: u32,
    /// Packets of which fewer bytes were captured than they had.
    pub truncated: u64,
    /// In the order of [`Problem::ALL`].
    pub problems: [u64; PROBLEM_COUNT],
    /// What detection judges, one for each slice, oldest first; at most [`crate::limits::MAX_OBSERVATIONS`].
    pub observations: Vec<Observations>,
}

impl Tick {
    /// Packets and bytes of all slices.
    #[must_use]
    pub fn total(&self) -> Count {
        let mut sum = Count::default();
        for slice in &self.slices {
            for class in &slice.classes {
                sum.add(class.total());
            }
        }
        sum
    }
}
