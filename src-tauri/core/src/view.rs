//! What the window sees: the only types that cross to JavaScript.
//!
//! Times are milliseconds since the Unix epoch, rates are per second, bytes are bytes on the wire.
//! Protocols come in the order TCP, UDP, ICMP, ARP, other ([`Protocol::ALL`]); ARP is split off *other* because
//! people look for it.

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

use crate::{
    said::{Said, SaidId},
    settings::Thresholds,
};

mod episode;
mod happening;
mod table;
pub use crate::detection::{Attribution, EpisodeKind, Severity, Statistic, ThresholdOrigin};
pub use episode::{
    DetectionView, Distinct, EpisodeRow, EpisodeSeries, EpisodeSource, EpisodeView, FloorRow, MoreEpisodes,
    MuteWish, PortRow, Preview, Reason, SelfTest, SelfTestRow,
};
pub use happening::{Happening, ProbeKind, Senders};
pub use table::{
    FilterStep, ListedSource, PacketOrder, PacketPage, PacketQuery, PacketView, PeerRow, PortShare,
    ProfileView, SourceAlert, SourceOrder, SourcePage, SourceQuery, SourceView, Trends, Way,
};

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

/// The five states of a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum SessionState {
    #[default]
    Idle,
    Starting,
    Running,
    Stopping,
    Failed,
}

/// The session as the header shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionView {
    /// Its state.
    pub state: SessionState,
    /// The interface of this capture or, when idle, of the last one.
    pub interface: Option<String>,
    /// When the capture began; stays after it ended, until the next begins.
    pub started_ms: Option<Whole>,
    /// When it ended.
    pub ended_ms: Option<Whole>,
    /// Seconds after which it stops by itself.
    pub duration_s: Option<u32>,
    /// Why it failed.
    pub failure: Option<UserError>,
    /// Weir starts again by itself as soon as the cause is gone.
    pub waits: bool,
    /// The kernel's receive buffer in bytes.
    pub buffer_bytes: u32,
    /// Whether frames that are addressed to others are asked for.
    pub promiscuous: bool,
    /// The name of the capture file that is shown in place of a capture. The state is then *running* while it is read
    /// and *idle* afterwards, and the times are those of its first and last packet.
    pub file: Option<String>,
    /// What packets are fetched with: `packet ring`, `pnet`; none before the first capture.
    pub engine: Option<String>,
    /// The capture filter of this or the last capture; none: all packets.
    pub filter: Option<String>,
}

/// An error in words: what happened, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UserError {
    /// Which one, for the program.
    pub code: ErrorCode,
    /// One plain sentence.
    pub sentence: String,
    /// What to do about it, one sentence.
    pub cure: String,
    /// Both by name, for another language. In a box, to keep results that may be an error small.
    pub said: Box<Said>,
    /// A command that does it, to be copied.
    pub command: Option<String>,
    /// Weir's own button can do it: *Allow capture*.
    #[serde(default)]
    pub can_allow: bool,
    /// The operating system's words, for a bug report.
    pub detail: Option<String>,
}

/// Kinds of errors. The permission ones are the states of the doctor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorCode {
    /// The capture program is not installed.
    Missing,
    /// This user may not run the capture program.
    NotGranted,
    /// The capture program has no capability.
    NoCapability,
    /// The copy that may capture is older than the build beside it.
    Outdated,
    /// It lies on a disk that is mounted `nosuid`.
    Nosuid,
    /// Weir was started with `no_new_privs`.
    NoNewPrivs,
    /// A container forbids it.
    ExecBlocked,
    /// No packet sockets here.
    Unsupported,
    /// The administrator's consent was not given.
    NoConsent,
    /// The interface does not exist, or is gone.
    NoInterface,
    /// The interface is switched off.
    InterfaceDown,
    /// Sidecar and core do not match.
    Version,
    /// The capture program ended unexpectedly.
    SidecarGone,
    /// The capture program did not answer, or answered nonsense.
    SidecarBad,
    /// A start while a capture runs.
    Busy,
    /// A file that is not a capture.
    NotACapture,
    /// A file that cannot be opened.
    NoFile,
    /// A capture file that ends in the middle of a packet.
    CutCapture,
    /// A settings value out of its range.
    BadSetting,
    /// An episode that is not there any more.
    NoEpisode,
    /// A capture filter that is not valid, or cannot be used here.
    BadFilter,
    /// A question for a page of a table that is none.
    BadQuery,
    /// Anything else.
    System,
}

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct TotalsView {
    pub packets: Whole,
    pub bytes: Whole,
}

/// The last full second.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct RateView {
    pub packets_per_s: Whole,
    pub bits_per_s: Whole,
    /// By protocol, in the order of [`Protocol::ALL`].
    pub packets_by_protocol: Vec<Whole>,
    /// The same for bits.
    pub bits_by_protocol: Vec<Whole>,
}

/// One protocol's part.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct ProtocolRow {
    pub protocol: Protocol,
    pub packets: Whole,
    pub bytes: Whole,
}

/// One finer name's part.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct NameRow {
    pub name: String,
    pub packets: Whole,
    pub bytes: Whole,
}

/// Packets per interval and protocol, over the range.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TrafficSeries {
    /// Length of an interval.
    pub interval_s: u32,
    /// First and last instant of the shown range.
    pub from_ms: Whole,
    /// End of the range: the start of the interval in progress.
    pub to_ms: Whole,
    /// Starts of the finished intervals, aligned to the epoch, without a hole, at most 720.
    pub starts_ms: Vec<Whole>,
    /// For each protocol in the order of [`Protocol::ALL`] the packets of each interval; `null` is a gap.
    pub packets: Vec<Vec<Option<Whole>>>,
    /// Packets dropped by the kernel in each interval.
    pub drops: Vec<Whole>,
    /// The interval in progress, by protocol; empty when there is none.
    pub now: Vec<Whole>,
    /// Stretches without data in the range: start, end.
    pub gaps_ms: Vec<(Whole, Whole)>,
    /// The range is longer than 720 intervals: only the newest are here.
    pub cut: bool,
}

/// Packets per second and direction, over the range, at most 300 points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PpsSeries {
    /// Seconds that one point stands for: 1, or more in a long range; a point is then the mean, so that a constant rate is a straight line.
    pub step_s: u32,
    /// Start of each point.
    pub starts_ms: Vec<Whole>,
    /// To this machine; `null` is a gap.
    pub inbound: Vec<Option<Whole>>,
    /// From this machine.
    pub outbound: Vec<Option<Whole>>,
    /// Between others, or unknown.
    pub passing: Vec<Option<Whole>>,
    /// For each protocol, all directions together: for the protocol filter.
    pub by_protocol: Vec<Vec<Option<Whole>>>,
}

/// One interval in which a protocol was above its fixed limit (for the set number of intervals in a row).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AttackRow {
    /// TCP, UDP, ICMP or other (which includes ARP here).
    pub protocol: Protocol,
    /// Start of the interval.
    pub start_ms: Whole,
    /// Its length.
    pub interval_s: u32,
    /// Packets in it.
    pub packets: Whole,
    /// The limit that it was above.
    pub threshold: Whole,
    /// It is still in progress: the count may grow.
    pub in_progress: bool,
}

/// One source above its limit for a protocol.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AnomalyRow {
    /// The source address.
    pub ip: String,
    /// TCP, UDP, ICMP or other.
    pub protocol: Protocol,
    /// Packets: of the whole capture, or of the source's busiest interval, as the settings say.
    pub count: Whole,
    /// The limit.
    pub threshold: Whole,
    /// When it first was above.
    pub first_ms: Whole,
}

/// Who sent what since the capture began.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SourceTable {
    /// Busiest first, at most 500.
    pub rows: Vec<SourceRow>,
    /// All other sources together; `count` is how many.
    pub others: OthersRow,
    /// How many sources there were.
    pub distinct: Whole,
    /// False: the table was full once, small sources may be missing and `distinct` is an estimate.
    pub exact: bool,
}

/// One source.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct SourceRow {
    pub ip: String,
    pub packets: Whole,
    pub bytes: Whole,
    pub tcp: Whole,
    pub udp: Whole,
    pub icmp: Whole,
    pub other: Whole,
    pub first_ms: Whole,
    pub last_ms: Whole,
}

/// The sources that have no row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct OthersRow {
    pub count: Whole,
    pub packets: Whole,
    pub bytes: Whole,
    pub tcp: Whole,
    pub udp: Whole,
    pub icmp: Whole,
    pub other: Whole,
}

/// One packet's header.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PacketRow {
    /// Counts up; a key for the table.
    pub id: Whole,
    /// Microseconds since the epoch.
    pub time_us: Whole,
    /// Source address, if it has one.
    pub source: Option<String>,
    /// Destination address.
    pub destination: Option<String>,
    /// Source port.
    pub source_port: Option<u16>,
    /// Destination port.
    pub destination_port: Option<u16>,
    /// For the colour.
    pub protocol: Protocol,
    /// In words: `TCP`, `ICMPv6`, `GRE`, `LLDP`.
    pub name: String,
    /// Bytes on the wire.
    pub length: u32,
    /// Flags, type, VLAN: `SYN ACK`, `echo request`, `VLAN 5`, `fragment`.
    pub info: String,
}

/// The state word of the quality strip.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum QualityWord {
    /// No data yet.
    #[default]
    None,
    /// Nothing is missing.
    Complete,
    /// Something was dropped, cut, merged, estimated, or there is a gap.
    Partial,
    /// Replies are not seen: detection is limited.
    OneWay,
    /// No tick for three seconds.
    Stale,
}

/// Bytes of a stretch of a capture, against what the system counted on its interface meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Coverage {
    /// Captured.
    pub captured: Whole,
    /// Counted by the system.
    pub counted: Whole,
    /// Seconds, at most 60.
    pub span_s: u32,
}

/// Whether the numbers can be trusted, and where not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Quality {
    /// The worst of all.
    pub word: QualityWord,
    /// Packets that the kernel dropped; counts are lower bounds then.
    pub kernel_drops: Whole,
    /// Whether the kernel reports drops at all.
    pub counts_drops: bool,
    /// Packets of which not all bytes were captured (their sizes are right all the same).
    pub truncated: Whole,
    /// Ticks that were merged because Weir was slow; no packet is lost by that.
    pub merged_ticks: Whole,
    /// Stretches of the capture without data.
    pub gaps: u32,
    /// Their seconds together.
    pub gap_s: Whole,
    /// Damaged packets by kind, in words, most first.
    pub problems: Vec<NameRow>,
    /// The source table never was full.
    pub sources_exact: bool,
    /// Milliseconds since the last tick; for *stale*.
    pub silent_ms: Whole,
    /// Headers that were not sent to the window (too many to read, or the disclosure level).
    pub headers_skipped: Whole,
    /// Replies are not seen.
    pub one_way: bool,
    /// `null`: with a capture filter, on all interfaces, or from too little to tell.
    pub coverage: Option<Coverage>,
    /// When packets were dropped last, in ms of packet time.
    pub dropped_ms: Option<Whole>,
    /// When packets were cut last.
    pub cut_ms: Option<Whole>,
    /// When ticks were merged last.
    pub merged_ms: Option<Whole>,
    /// When the last gap ended.
    pub gap_ms: Option<Whole>,
    /// When the source table was full first.
    pub estimated_ms: Option<Whole>,
}

/// One interface of the picker.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InterfaceRow {
    /// Its name, such as `eth0`.
    pub name: String,
    /// What it is.
    pub kind: InterfaceKind,
    /// Switched on.
    pub up: bool,
    /// Whether packets can come, and if not why.
    pub state: InterfaceState,
    /// Its addresses.
    pub addresses: Vec<String>,
    /// Its hardware address.
    pub mac: Option<String>,
    /// Packets in and out since it exists; `null` where the system does not say.
    pub packets: Option<Whole>,
    /// Where this machine's traffic goes by default.
    pub is_default: bool,
    /// Bits per second that its link can carry; `null` where it has no such limit or the system does not say.
    pub speed: Option<Whole>,
}

/// Why packets can come to an interface, or cannot (RFC 2863, section 3.1.14: ifOperStatus).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum InterfaceState {
    /// It works, or it is of a kind that does not say (loopback, many tunnels).
    Up,
    /// Somebody switched it off.
    Off,
    /// Switched on, but nothing is at the other end: no cable, no network joined.
    NoSignal,
    /// What it is built on does not work.
    LowerDown,
    /// It waits for something else, such as a sign-in (802.1X).
    Waiting,
    /// Its hardware is missing.
    NotPresent,
}

/// What went over one interface since it exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InterfaceCount {
    /// Its name.
    pub name: String,
    /// Packets in and out.
    pub packets: Whole,
    /// What came in.
    pub received: Carried,
    /// What went out.
    pub sent: Carried,
}

/// One direction of an interface, as the system counts it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Carried {
    /// Bytes.
    pub bytes: Whole,
    /// Packets that were damaged or could not be sent.
    pub errors: Whole,
    /// Packets that the system or the driver threw away.
    pub dropped: Whole,
}

/// Kinds of interfaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum InterfaceKind {
    Ethernet,
    Wireless,
    Loopback,
    Tunnel,
    Bridge,
    Virtual,
    Other,
    All,
}

/// What the doctor found.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DoctorReport {
    /// Capture would work.
    pub ok: bool,
    /// The checks in the order in which they were made; those behind a failure are not made.
    pub checks: Vec<DoctorCheck>,
    /// The first failure.
    pub problem: Option<UserError>,
}

/// One check of the doctor.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DoctorCheck {
    /// What was checked, by name, for another language.
    pub id: SaidId,
    /// The same in English: "capture program found".
    pub name: String,
    /// How it went; `null`: not reached.
    pub ok: Option<bool>,
    /// What was seen: a path, a mode, a capability.
    pub detail: String,
}

/// Said each second while a capture runs and at each change of the session: there is something new to fetch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Pulse {
    /// As in [`Snapshot`].
    pub seq: Whole,
    /// The state, so that the header need not wait.
    pub state: SessionState,
    /// Packets counted so far: for the band of a paused view.
    pub packets: Whole,
    /// The newest alert of the capture, by the number of its episode; 0: none. A new one is a reason to look at once.
    pub alert: u32,
}

/// Something to tell the user once, such as that damaged settings were put aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// One plain sentence.
    pub sentence: String,
    /// The same by name, for another language; with its cure, where it has one.
    pub said: Said,
    /// It is a warning, not just information.
    pub warning: bool,
}
