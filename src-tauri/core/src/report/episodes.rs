//! Episodes in the report: one object each, oldest first.

use serde::Serialize;

use super::seconds;
use crate::{
    detection::{Attribution, EpisodeKind, Severity},
    episodes::{Episode, protocol},
    lookout::Lookout,
    view::Protocol,
};

/// One episode. Times in seconds since the epoch.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are the schema's; the README describes them")]
pub struct EpisodeReport {
    pub id: u32,
    pub kind: EpisodeKind,
    pub protocol: &'static str,
    pub victim: Option<String>,
    pub port: Option<u16>,
    pub sources: Vec<SourceReport>,
    pub distinct_sources: u32,
    pub spoofed: bool,
    pub attribution: Attribution,
    pub start: f64,
    pub detected: f64,
    /// None: it goes on.
    pub end: Option<f64>,
    /// Its last packet so far.
    pub last: f64,
    pub peak_pps: u64,
    pub packets: u64,
    pub bytes: u64,
    pub severity: Severity,
    pub reasons: Vec<ReasonReport>,
    /// Packets were lost meanwhile: the numbers are lower bounds.
    pub lossy: bool,
    pub sentence: String,
}

/// A source of an episode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are the schema's")]
pub struct SourceReport {
    pub ip: String,
    pub packets: u64,
}

/// A number that made it fire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are the schema's")]
pub struct ReasonReport {
    pub statistic: crate::detection::Statistic,
    pub value: u64,
    pub threshold: u64,
    pub origin: crate::detection::ThresholdOrigin,
}

impl EpisodeReport {
    /// As the report has it.
    #[must_use]
    pub fn new(episode: &Episode) -> Self {
        let sources = match episode.subject.source() {
            Some(source) => {
                vec![SourceReport { ip: source.to_string(), packets: episode.count.packets }]
            }
            None => {
                let ranked = episode.sources.ranked().into_iter().take(8);
                ranked
                    .map(|peer| SourceReport { ip: peer.address.to_string(), packets: peer.packets })
                    .collect()
            }
        };
        Self {
            id: episode.id,
            kind: episode.kind,
            protocol: match protocol(episode) {
                Protocol::Tcp => "tcp",
                Protocol::Udp => "udp",
                Protocol::Icmp => "icmp",
                Protocol::Arp | Protocol::Other => "other",
            },
            victim: episode.subject.victim().map(|address| address.to_string()),
            port: episode.main_port(),
            sources,
            distinct_sources: episode.sources.distinct,
            spoofed: episode.attribution == Attribution::Spoofed,
            attribution: episode.attribution,
            start: seconds(episode.start),
            detected: seconds(episode.detected),
            end: episode.end.map(seconds),
            last: seconds(episode.last_alive),
            peak_pps: episode.peak.0,
            packets: episode.count.packets,
            bytes: episode.count.bytes,
            severity: episode.severity,
            reasons: episode
                .reasons
                .iter()
                .map(|reason| ReasonReport {
                    statistic: reason.statistic,
                    value: reason.value,
                    threshold: reason.threshold.value,
                    origin: reason.threshold.origin,
                })
                .collect(),
            lossy: episode.dropped > 0,
            sentence: episode.sentence(),
        }
    }
}

/// All of a capture, oldest first.
#[must_use]
pub(super) fn episodes(lookout: &Lookout) -> Vec<EpisodeReport> {
    let mut episodes: Vec<EpisodeReport> = lookout.episodes().iter().map(EpisodeReport::new).collect();
    episodes.sort_by(|a, b| a.detected.total_cmp(&b.detected).then(a.id.cmp(&b.id)));
    episodes
}
