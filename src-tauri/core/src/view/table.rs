//! Long tables a page at a time, and what is known of one of their rows.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{EpisodeRow, OthersRow, PacketRow, SourceRow, Whole};
use crate::detection::{EpisodeKind, Severity};

/// One step of the window's filter in postfix order: `src 10.0.0.0/8 and not port 443` is *src, port, not, and*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are those of the language")]
pub enum FilterStep {
    And,
    Or,
    Not,
    /// A name in lower case.
    Proto {
        name: String,
    },
    /// `address/bits`.
    Src {
        network: String,
    },
    Dst {
        network: String,
    },
    Host {
        network: String,
    },
    /// Both belong to it.
    Port {
        from: u16,
        to: u16,
    },
    Sport {
        from: u16,
        to: u16,
    },
    Dport {
        from: u16,
        to: u16,
    },
}

/// What the table of sources is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum SourceOrder {
    Ip,
    Who,
    Packets,
    Bytes,
    Tcp,
    Udp,
    Icmp,
    Other,
    First,
    Last,
    Alert,
}

/// Which rows of the sources are wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SourceQuery {
    /// The list of an earlier page, so that rows do not move between two; none, or one that is gone: the newest.
    pub list: Option<u32>,
    /// The filter; empty: all pass.
    pub filter: Vec<FilterStep>,
    /// Whether TCP, UDP, ICMP, other are shown.
    pub shown: [bool; 4],
    /// Part of an address or of what is known of it; empty: all.
    pub search: String,
    /// The order.
    pub order: SourceOrder,
    /// From the greatest to the least.
    pub descending: bool,
    /// The place of the first wanted row.
    pub offset: u32,
    /// How many, at most 200.
    pub count: u32,
}

/// A source of a page.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ListedSource {
    /// Its numbers.
    #[serde(flatten)]
    pub row: SourceRow,
    /// Packets of all protocols in each step of the last three minutes, oldest first; `null`: nothing was captured or
    /// counted then. Empty: that is kept of the 1,024 busiest sources only.
    pub trend: Vec<Option<u32>>,
    /// The worst alert that is open with it and not muted.
    pub alert: Option<SourceAlert>,
}

/// The steps of all trends of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Trends {
    /// Start of the first step.
    pub from_ms: Whole,
    /// Seconds of a step.
    pub step_s: u32,
}

/// An alert beside a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SourceAlert {
    /// For asking for the evidence.
    pub id: u32,
    /// What it is.
    pub kind: EpisodeKind,
    /// How bad it is.
    pub severity: Severity,
    /// The source is hit by it; otherwise it sends it.
    pub victim: bool,
}

/// A page of the sources.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SourcePage {
    /// The list that it is of.
    pub list: u32,
    /// The wanted rows. Their counts are of what passes the filter and is shown.
    pub rows: Vec<ListedSource>,
    /// What the trends of the rows are by.
    pub trends: Trends,
    /// How many rows there are in all pages.
    pub found: Whole,
    /// Their packets.
    pub packets: Whole,
    /// Their bytes.
    pub bytes: Whole,
    /// Packets of all that passes the filter and is shown, whether it matches the search or not: what shares are of.
    pub all: Whole,
    /// Sources without a row of their own; nobody, if the filter asks for addresses or ports.
    pub others: OthersRow,
    /// How many sources there were.
    pub distinct: Whole,
    /// False: the table was full once, small sources may be missing and `distinct` is an estimate.
    pub exact: bool,
}

/// What the table of packets is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum PacketOrder {
    Time,
    Source,
    Destination,
    Protocol,
    Length,
}

/// Which rows of the newest packet headers are wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PacketQuery {
    /// As in [`SourceQuery`].
    pub list: Option<u32>,
    /// The filter; empty: all pass.
    pub filter: Vec<FilterStep>,
    /// Whether TCP, UDP, ICMP, ARP, other are shown.
    pub shown: [bool; 5],
    /// Only packets from here to there, in ms since the epoch.
    pub stretch_ms: Option<(Whole, Whole)>,
    /// Part of an address, a port, a protocol or the flags; empty: all.
    pub search: String,
    /// The order.
    pub order: PacketOrder,
    /// From the greatest to the least.
    pub descending: bool,
    /// The place of the first wanted row.
    pub offset: u32,
    /// How many, at most 200.
    pub count: u32,
}

/// A page of the packets.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PacketPage {
    /// The list that it is of.
    pub list: u32,
    /// The wanted rows.
    pub rows: Vec<PacketRow>,
    /// How many rows there are in all pages.
    pub found: Whole,
    /// Headers in the list, whether they pass or not; at most 5,000.
    pub held: Whole,
    /// Headers that came after this list was made.
    pub newer: Whole,
}

/// Which way a packet went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Way {
    /// To this machine.
    In,
    /// From this machine.
    Out,
    /// Between others, or unknown.
    Passing,
}

/// What is known of one packet: its decoded layers without payload.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PacketView {
    /// As in the table.
    pub row: PacketRow,
    /// Which way it went.
    pub way: Way,
    /// The outermost VLAN, 0 to 4095.
    pub vlan: Option<u16>,
    /// A fragment other than the first: it has no ports.
    pub fragment: bool,
    /// The flags of TCP as they stand in the header (RFC 9293).
    pub flags: Option<u8>,
    /// Type and code of ICMP and ICMPv6; operation of ARP and 0.
    pub kind_code: Option<(u8, u8)>,
}

/// One source by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SourceView {
    /// As in the table, of all protocols.
    pub row: SourceRow,
    /// How much it sent when, and to whom; `null`: that is kept of the 1,024 busiest sources only.
    pub profile: Option<ProfileView>,
    /// Alerts in which it is the source or the victim, newest first, at most 20.
    pub alerts: Vec<EpisodeRow>,
}

/// How much a source sent when, and to whom.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProfileView {
    /// It is kept since then: later than the first packet, if the source was small at first.
    pub since_ms: Whole,
    /// Seconds that one point stands for.
    pub step_s: u32,
    /// Start of the first point.
    pub from_ms: Whole,
    /// Packets of each step, without a hole; `null` is a time when nothing was captured.
    pub packets: Vec<Option<Whole>>,
    /// Packets whose headers were read; the lists below are of these.
    pub headers: Whole,
    /// Whom it sends to, most packets first, at most 8.
    pub peers: Vec<PeerRow>,
    /// Ports it sends to.
    pub to_ports: Vec<PortShare>,
    /// Ports it sends from.
    pub from_ports: Vec<PortShare>,
}

/// One that a source sends to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct PeerRow {
    pub ip: String,
    pub packets: Whole,
    /// False: there were more peers than are remembered, and this number may be too high.
    pub exact: bool,
}

/// One port of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct PortShare {
    pub port: u16,
    /// TCP or UDP, where it is one of these.
    pub protocol: super::Protocol,
    pub packets: Whole,
    /// As for peers.
    pub exact: bool,
}
