//! Episodes, their evidence, the preview of limits and the test scenes, as the window sees them.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AnomalyRow, AttackRow, Happening, PacketRow, Protocol, Senders, Whole};
use crate::detection::{Attribution, EpisodeKind, Severity, Statistic, ThresholdOrigin};

/// One episode, as a list and the charts show it.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EpisodeRow {
    /// Counts up within this run of Weir; a name for asking for the evidence.
    pub id: u32,
    /// What it is.
    pub kind: EpisodeKind,
    /// How bad it is.
    pub severity: Severity,
    /// For the colour.
    pub protocol: Protocol,
    /// Who is hit or searched; `null` for a sweep, which has many, and for volume.
    pub victim: Option<String>,
    /// The port that is hit or tried, where it is one.
    pub port: Option<u16>,
    /// Who sends more than half of it, where there is one.
    pub source: Option<String>,
    /// Spoofed, few or single sources.
    pub attribution: Attribution,
    /// When it began, looking back from the alert.
    pub start_ms: Whole,
    /// When the rule fired, by packet time.
    pub detected_ms: Whole,
    /// When it ended; `null`: it goes on.
    pub end_ms: Option<Whole>,
    /// Packets in its busiest second.
    pub peak_per_s: Whole,
    /// Packets so far.
    pub packets: Whole,
    /// Bytes so far.
    pub bytes: Whole,
    /// What happens, in words and numbers, in English.
    pub sentence: String,
    /// The same in parts, for other languages.
    pub happening: Happening,
    /// Whom the sentence blames.
    pub senders: Senders,
    /// Packets that the kernel dropped while it went on.
    pub dropped: Whole,
    /// Replies were not seen at all when it was judged.
    pub one_way: bool,
    /// A mute covers it.
    pub muted: bool,
    /// It was called a false alarm; the name for undoing that.
    pub false_alarm: Option<u32>,
    /// Intervals above a fixed limit at the same time in the same protocol.
    pub hits: u32,
}

/// Everything about one episode.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EpisodeView {
    /// As in the list.
    pub row: EpisodeRow,
    /// The number that made it fire, and others that spoke for it; the first is the one.
    pub reasons: Vec<Reason>,
    /// When its busiest second began.
    pub peak_ms: Whole,
    /// The busiest sources, most packets first, at most 8.
    pub sources: Vec<EpisodeSource>,
    /// The busiest destination ports, at most 8.
    pub ports: Vec<PortRow>,
    /// The busiest source ports, at most 8.
    pub source_ports: Vec<PortRow>,
    /// Hosts that a sweep tried, at most 8.
    pub hosts: Vec<String>,
    /// Distinct sources.
    pub distinct_sources: Distinct,
    /// Distinct ports.
    pub distinct_ports: Distinct,
    /// Distinct hosts, for a sweep.
    pub distinct_hosts: Distinct,
    /// Share of it that was answered, 0 to 1; `null` where that has no meaning.
    pub answered: Option<f64>,
    /// Which amplifying protocol, such as `NTP`.
    pub service: Option<String>,
    /// Mean bytes of a packet.
    pub mean_bytes: Whole,
    /// Bits per second, over its duration.
    pub bits_per_s: Whole,
    /// Packets per second from 60 s before the alert to 60 s after it.
    pub series: EpisodeSeries,
    /// Packet headers of it, oldest first, at most 20; none at the disclosure level *Counts only*.
    pub headers: Vec<PacketRow>,
    /// The intervals above a fixed limit that belong to it.
    pub hits: Vec<AttackRow>,
}

/// One number against its threshold.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// Which number.
    pub statistic: Statistic,
    /// In words: `SYNs without a handshake in 1 s`.
    pub label: String,
    /// What it was when the rule fired.
    pub value: Whole,
    /// The most it has been.
    pub peak: Whole,
    /// What it had to reach.
    pub threshold: Whole,
    /// Why that.
    pub origin: ThresholdOrigin,
    /// The lower limit.
    pub floor: Whole,
    /// Its usual peak; `null`: not known yet.
    pub baseline: Option<Whole>,
}

/// One source of an episode.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct EpisodeSource {
    pub ip: String,
    pub packets: Whole,
    /// Of all packets of the episode, 0 to 1.
    pub share: f64,
}

/// One port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct PortRow {
    pub port: u16,
    pub packets: Whole,
}

/// A number of distinct things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Distinct {
    /// How many; 0: not counted for this kind.
    pub count: Whole,
    /// It is an estimate (±13 %).
    pub estimated: bool,
}

/// Packets per second around the alert.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EpisodeSeries {
    /// Start of the first second.
    pub from_ms: Whole,
    /// Packets that belong to it (by kind and victim or source) in each second; at most 120.
    pub packets: Vec<Whole>,
}

/// What adaptive detection does at this moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DetectionView {
    /// It runs.
    pub on: bool,
    /// Replies are not seen: rules that need them are off, limits and volume still work.
    pub one_way: bool,
    /// Seconds until usual rates are known; 0: they are.
    pub warm_up_s: u32,
    /// Open episodes.
    pub open: u32,
    /// Open ones that are not listed because there are too many of a kind.
    pub more: Vec<MoreEpisodes>,
    /// Ended ones that were forgotten because there were too many.
    pub forgotten: Whole,
}

/// Further episodes of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct MoreEpisodes {
    pub kind: EpisodeKind,
    pub count: u32,
}

/// A lower limit of the adaptive rules, for the settings page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FloorRow {
    /// Which number.
    pub statistic: Statistic,
    /// In words.
    pub label: String,
    /// Of which kind of episode.
    pub kind: EpisodeKind,
    /// The rule's own.
    pub default: u32,
    /// What is in force: own or set, times the sensitivity, raised by false alarms.
    pub in_force: u32,
    /// Why.
    pub origin: ThresholdOrigin,
}

/// What is to be muted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MuteWish {
    /// Only this kind; `null`: each.
    pub kind: Option<EpisodeKind>,
    /// Only this address or network; `null`: anybody.
    pub network: Option<String>,
    /// For so many seconds; `null`: for good.
    pub seconds: Option<u32>,
}

/// What changed limits would have found in what was observed.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// From when adaptive detection was run again.
    pub from_ms: Whole,
    /// Until when.
    pub to_ms: Whole,
    /// Intervals that the fixed limits would have hit, in the shown range, oldest first.
    pub hits: Vec<AttackRow>,
    /// Sources that the fixed limits would have hit.
    pub anomalies: Vec<AnomalyRow>,
    /// Episodes that adaptive detection would have found, oldest first.
    pub episodes: Vec<EpisodeRow>,
}

/// The test scenes and what was found in them.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SelfTest {
    /// Everything was as expected.
    pub ok: bool,
    /// One row a scene.
    pub scenes: Vec<SelfTestRow>,
}

/// One test scene.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SelfTestRow {
    /// What is played: `SYN flood, forged sources`.
    pub scene: String,
    /// What should be found; `null`: nothing.
    pub expected: Option<EpisodeKind>,
    /// What was found, in the order of time.
    pub found: Vec<EpisodeKind>,
    /// It was as expected.
    pub ok: bool,
    /// From the first packet of it to the alert, in ms.
    pub detected_after_ms: Option<Whole>,
    /// Packets of the scene.
    pub packets: Whole,
}
