//! What the window sees: the only types that cross to JavaScript.
//!
//! Times are milliseconds since the Unix epoch, rates are per second, bytes are bytes on the wire.
//! Protocols come in the order TCP, UDP, ICMP, ARP, other ([`Protocol::ALL`]); ARP is split off *other* because
//! people look for it.

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

use crate::settings::Thresholds;

mod count;
mod doctor;
mod episode;
mod happening;
mod interface;
mod limit;
mod packet;
mod quality;
mod series;
mod session;
mod source;
mod table;
mod trouble;
pub use crate::detection::{Attribution, EpisodeKind, Severity, Statistic, ThresholdOrigin};
pub use count::{NameRow, ProtocolRow, RateView, TotalsView};
pub use doctor::{DoctorCheck, DoctorReport};
pub use episode::{
    DetectionView, Distinct, EpisodeRow, EpisodeSeries, EpisodeSource, EpisodeView, FloorRow, MoreEpisodes,
    MuteWish, PortRow, Preview, Reason, SelfTest, SelfTestRow,
};
pub use happening::{Happening, ProbeKind, Senders};
pub use interface::{Carried, InterfaceCount, InterfaceKind, InterfaceRow, InterfaceState};
pub use limit::{AnomalyRow, AttackRow};
pub use packet::PacketRow;
pub use quality::{Coverage, Quality, QualityWord};
pub use series::{PpsSeries, TrafficSeries};
pub use session::{SessionState, SessionView};
pub use source::{OthersRow, SourceRow, SourceTable};
pub use table::{
    FilterStep, ListedSource, PacketOrder, PacketPage, PacketQuery, PacketView, PeerRow, PortShare,
    ProfileView, SourceAlert, SourceOrder, SourcePage, SourceQuery, SourceView, Trends, Way,
};
pub use trouble::{ErrorCode, Notice, UserError};

/// A whole number that JavaScript can hold exactly: 0 ..= 2^53 - 1, larger ones saturate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct Whole(#[specta(type = Number)] u64);

impl Whole {
    /// The largest integer after which JavaScript's numbers have holes.
    pub const MAX: u64 = (1 << 53) - 1;

    /// The number itself.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl From<u64> for Whole {
    fn from(number: u64) -> Self {
        Self(number.min(Self::MAX))
    }
}

/// What the charts colour by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Protocol {
    Tcp,
    Udp,
    Icmp,
    Arp,
    Other,
}

impl Protocol {
    /// The order of every array of five.
    pub const ALL: [Self; 5] = [Self::Tcp, Self::Udp, Self::Icmp, Self::Arp, Self::Other];

    /// As people write it within a sentence.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
            Self::Icmp => "ICMP",
            Self::Arp => "ARP",
            Self::Other => "other",
        }
    }
}

/// The part of the data that a view looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Scope {
    /// Length of an interval of the time charts: 1, 5, 10, 30 or 60 s.
    pub interval_s: u32,
    /// How much of the past the time charts show, in seconds; 0 is the whole capture.
    pub range_s: u32,
}

/// Everything that the window shows, taken at one instant.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// Number of the last tick in it; rises while packets are counted.
    pub seq: Whole,
    /// When it was taken.
    pub taken_ms: Whole,
    /// The session.
    pub session: SessionView,
    /// What was counted since the capture began.
    pub totals: TotalsView,
    /// The last full second.
    pub rate: RateView,
    /// Share of each protocol in the capture so far, in the order of [`Protocol::ALL`].
    pub protocols: Vec<ProtocolRow>,
    /// The finer names of what is in *other*, most packets first.
    pub names: Vec<NameRow>,
    /// Chart 1.
    pub traffic: TrafficSeries,
    /// Packets per second.
    pub pps: PpsSeries,
    /// Chart 2: intervals above a fixed limit, oldest first, in the shown range.
    pub attacks: Vec<AttackRow>,
    /// Chart 3: sources above their limit, worst first.
    pub anomalies: Vec<AnomalyRow>,
    /// What the adaptive rules found: open ones and those in the shown range, newest first, at most 300.
    pub episodes: Vec<EpisodeRow>,
    /// How adaptive detection is.
    pub detection: DetectionView,
    /// Chart 4 and the table of top sources.
    pub sources: SourceTable,
    /// The newest packet headers, newest first, at most 200.
    pub recent: Vec<PacketRow>,
    /// Whether these numbers can be trusted.
    pub quality: Quality,
    /// The limits in force, to be drawn and named.
    pub thresholds: Thresholds,
}

/// Said each second while a capture runs and at each change of the session: there is something new to fetch.
///
/// It reaches the window as a script, and one that is the same as the last is not translated again. So it has nothing
/// that changes each second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Pulse {
    /// The state, so that the header need not wait.
    pub state: SessionState,
    /// The newest alert of the capture, by the number of its episode; 0: none. A new one is a reason to look at once.
    pub alert: u32,
}
