//! An episode as the window and the report show it.

use std::net::IpAddr;

use weir_protocol::observe::PortCount;

use super::{Episode, happening::protocol_of};
use crate::{
    detection::{Attribution, EpisodeKind, Subject, floors, share},
    packet_text,
    settings::DetectionSettings,
    view::{
        AttackRow, Distinct, EpisodeRow, EpisodeSeries, EpisodeSource, EpisodeView, PortRow, Protocol,
        Reason, Whole,
    },
};

/// The series goes from so many seconds before the alert to as many after it.
pub const SERIES_S: u64 = 60;
/// Sources, ports and hosts on a card.
const MAX_LISTED: usize = 8;

const MS: u64 = 1_000_000;

/// What an episode is shown with.
#[derive(Debug)]
pub struct Shown<'a> {
    /// Mutes.
    pub settings: &'a DetectionSettings,
    /// Intervals above a fixed limit, of which those that belong to it are shown.
    pub hits: &'a [AttackRow],
    /// Now, in ms.
    pub now_ms: u64,
}

impl Shown<'_> {
    /// The light row.
    #[must_use]
    pub fn row(&self, episode: &Episode) -> EpisodeRow {
        let addresses = episode.addresses();
        EpisodeRow {
            id: episode.id,
            kind: episode.kind,
            severity: episode.severity,
            protocol: protocol(episode),
            victim: episode.subject.victim().map(|address| address.to_string()),
            port: episode.main_port(),
            source: top_source(episode).map(|address| address.to_string()),
            attribution: episode.attribution,
            start_ms: (episode.start / MS).into(),
            detected_ms: (episode.detected / MS).into(),
            end_ms: episode.end.map(|end| (end / MS).into()),
            peak_per_s: episode.peak.0.into(),
            packets: episode.count.packets.into(),
            bytes: episode.count.bytes.into(),
            sentence: episode.sentence(),
            happening: episode.happening(),
            senders: episode.senders(),
            dropped: episode.dropped.into(),
            one_way: episode.one_way,
            muted: self.settings.is_muted(episode.kind, &addresses, self.now_ms),
            false_alarm: episode
                .false_alarm
                .filter(|id| self.settings.false_alarms.iter().any(|alarm| alarm.id == *id)),
            hits: u32::try_from(self.hits_of(episode).count()).unwrap_or(u32::MAX),
        }
    }

    /// Everything; `series` is packets per second from [`SERIES_S`] before the alert on.
    #[must_use]
    pub fn view(&self, episode: &Episode, series: Vec<u32>) -> EpisodeView {
        let facts = &episode.facts;
        let distinct = |count: u32, estimated| Distinct { count: u64::from(count).into(), estimated };
        let seconds = episode.until().saturating_sub(episode.start).max(1_000 * MS) / MS;
        EpisodeView {
            row: self.row(episode),
            reasons: reasons(episode),
            peak_ms: (episode.peak.1.saturating_sub(1_000 * MS) / MS).into(),
            sources: sources(episode),
            ports: ports(&facts.ports),
            source_ports: ports(&facts.source_ports),
            hosts: facts.hosts.iter().take(MAX_LISTED).map(ToString::to_string).collect(),
            distinct_sources: distinct(episode.sources.distinct, episode.sources.estimated),
            distinct_ports: distinct(facts.distinct_ports, facts.estimated),
            distinct_hosts: distinct(facts.distinct_hosts, facts.estimated),
            answered: facts.answered,
            service: facts.service.map(str::to_owned),
            mean_bytes: episode.mean_bytes().into(),
            bits_per_s: (episode.count.bytes.saturating_mul(8).saturating_mul(1000) / seconds).into(),
            series: EpisodeSeries {
                from_ms: ((episode.detected / 1_000_000_000).saturating_sub(SERIES_S) * 1000).into(),
                packets: series.into_iter().map(|n| u64::from(n).into()).collect(),
            },
            headers: (0_u64..).zip(&episode.headers).map(|(id, h)| packet_text::row(id, h)).collect(),
            hits: self.hits_of(episode).copied().collect(),
        }
    }

    /// Intervals above a fixed limit of the same protocol at the same time.
    fn hits_of<'a>(&'a self, episode: &'a Episode) -> impl Iterator<Item = &'a AttackRow> {
        let (start, end) = (episode.start / MS, episode.until() / MS);
        // ARP is counted in *other* by the fixed limits.
        let protocol = Some(protocol(episode)).filter(|p| *p != Protocol::Arp).unwrap_or(Protocol::Other);
        self.hits.iter().filter(move |hit| {
            let from = hit.start_ms.get();
            hit.protocol == protocol && from <= end && start < from + u64::from(hit.interval_s) * 1000
        })
    }
}

/// The colour of an episode.
#[must_use]
pub fn protocol(episode: &Episode) -> Protocol {
    use weir_protocol::observe::Probe;
    let of_probe = |probe: Option<Probe>| match probe {
        Some(Probe::Udp) => Protocol::Udp,
        Some(Probe::Echo) => Protocol::Icmp,
        Some(Probe::Syn | Probe::OddFlags) | None => Protocol::Tcp,
    };
    match (episode.kind, episode.subject) {
        (_, Subject::Everything(class)) => protocol_of(class),
        (EpisodeKind::UdpFlood | EpisodeKind::UdpAmplification | EpisodeKind::Volume, _) => Protocol::Udp,
        (EpisodeKind::IcmpFlood, _) => Protocol::Icmp,
        (EpisodeKind::OtherFlood | EpisodeKind::Storm, _) => Protocol::Other,
        (EpisodeKind::PortScan | EpisodeKind::HostSweep, _) => of_probe(episode.facts.probe),
        (
            EpisodeKind::SynFlood
            | EpisodeKind::TcpFlagFlood
            | EpisodeKind::TcpReflection
            | EpisodeKind::ConnectionFlood
            | EpisodeKind::Slowloris,
            _,
        ) => Protocol::Tcp,
    }
}

/// A source of more than this share stands out.
const MOST: f64 = 0.5;

/// Nobody is blamed for what others sent.
fn top_source(episode: &Episode) -> Option<IpAddr> {
    if let Some(source) = episode.subject.source() {
        return Some(source);
    }
    let top = *episode.sources.ranked().first()?;
    let stands_out = share(top.packets, episode.count.packets) > MOST;
    (stands_out && episode.attribution != Attribution::Spoofed).then_some(top.address)
}

fn sources(episode: &Episode) -> Vec<EpisodeSource> {
    if let Some(source) = episode.subject.source() {
        let packets = episode.count.packets.into();
        return vec![EpisodeSource { ip: source.to_string(), packets, share: 1.0 }];
    }
    let ranked = episode.sources.ranked();
    ranked
        .iter()
        .take(MAX_LISTED)
        .map(|peer| EpisodeSource {
            ip: peer.address.to_string(),
            packets: peer.packets.into(),
            share: share(peer.packets, episode.count.packets).min(1.0),
        })
        .collect()
}

fn ports(ports: &[PortCount]) -> Vec<PortRow> {
    let listed = ports.iter().take(MAX_LISTED);
    listed.map(|port| PortRow { port: port.port, packets: port.packets.into() }).collect()
}

fn reasons(episode: &Episode) -> Vec<Reason> {
    let reasons = episode.reasons.iter().zip(&episode.peaks);
    reasons
        .map(|(reason, peak)| Reason {
            statistic: reason.statistic,
            label: floors::of(reason.statistic).label.into(),
            value: reason.value.into(),
            peak: (*peak).into(),
            threshold: reason.threshold.value.into(),
            origin: reason.threshold.origin,
            floor: reason.threshold.floor.into(),
            baseline: reason.threshold.baseline.map(Whole::from),
        })
        .collect()
}
