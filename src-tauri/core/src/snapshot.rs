//! Cuts what the window shows out of the history, at one instant. Pure.

mod episodes;
mod quality;
mod series;
pub(crate) mod source;

use weir_protocol::{Class, ProtocolName};

use crate::{
    detection::thresholds::{anomalies, hits},
    history::{History, Kind, NANOS},
    lookout::Lookout,
    packet_text,
    settings::Thresholds,
    view::{
        AnomalyRow, AttackRow, Coverage, NameRow, Protocol, ProtocolRow, RateView, Scope, SessionView,
        Snapshot, SourceRow, SourceTable, TotalsView, Whole,
    },
};

/// Most intervals in a series: an hour of 5 s intervals; the chart has about as many pixels.
pub const MAX_POINTS: u64 = 720;
/// Most points of packets per second.
pub const MAX_PPS_POINTS: u64 = 300;
/// Most rows of the source table that cross to the window.
pub const MAX_SOURCE_ROWS: usize = 500;
/// Most headers that cross to the window.
pub const MAX_PACKET_ROWS: usize = 200;
/// Rows of the source table that a look without a filter shows; the others are summed up.
pub const BRIEF_SOURCE_ROWS: usize = 32;
/// Headers that such a look shows.
pub const BRIEF_PACKET_ROWS: usize = 16;
/// Most episodes that cross to the window.
pub const MAX_EPISODE_ROWS: usize = 300;
/// Most sources above their limit that cross to the window.
pub const MAX_ANOMALY_ROWS: usize = 100;
/// A live capture without a tick for so long is stale: ticks come four times a second.
pub const STALE_MS: u64 = 3_000;

/// What a snapshot is cut from.
#[derive(Debug)]
pub struct Source<'a> {
    /// What was counted.
    pub history: &'a History,
    /// What the adaptive rules found.
    pub lookout: &'a Lookout,
    /// The session.
    pub session: SessionView,
    /// The limits in force.
    pub thresholds: &'a Thresholds,
    /// When the last tick came, in ms.
    pub last_tick: Option<u64>,
    /// Whether the kernel reports drops.
    pub counts_drops: bool,
    /// What was captured of what the system counted.
    pub coverage: Option<Coverage>,
    /// Now, in ms.
    pub now: u64,
}

impl Source<'_> {
    /// Everything that the window shows and can filter.
    #[must_use]
    pub fn snapshot(&self, scope: Scope) -> Snapshot {
        self.with_rows(scope, MAX_SOURCE_ROWS, MAX_PACKET_ROWS)
    }

    /// The same with the first rows of the long lists: a sixth of the size.
    #[must_use]
    pub fn brief(&self, scope: Scope) -> Snapshot {
        self.with_rows(scope, BRIEF_SOURCE_ROWS, BRIEF_PACKET_ROWS)
    }

    fn with_rows(&self, scope: Scope, sources: usize, packets: usize) -> Snapshot {
        let history = self.history;
        let total = history.total();
        let range = self.range(scope);
        let gaps = self.gaps(range.from);
        let attacks = self.attacks(range.from);
        Snapshot {
            seq: history.seq.into(),
            taken_ms: self.now.into(),
            session: self.session.clone(),
            totals: TotalsView { packets: total.packets.into(), bytes: total.bytes.into() },
            rate: self.rate(),
            protocols: self.protocols(),
            names: self.names(),
            traffic: self.traffic(range, &gaps),
            pps: self.pps(range),
            episodes: self.episodes(range.from, &attacks),
            attacks,
            anomalies: self.anomalies(),
            detection: self.lookout.view(),
            sources: self.sources(sources),
            recent: history.recent.newest().take(packets).map(|(id, h)| packet_text::row(*id, h)).collect(),
            quality: self.quality(),
            thresholds: *self.thresholds,
        }
    }

    /// Packets and bits in the last full second.
    #[must_use]
    pub fn rate(&self) -> RateView {
        let second = (self.history.latest() / NANOS).checked_sub(1).and_then(|s| self.history.seconds.get(s));
        // Nothing is going by when nothing is captured.
        let live = self.session.state == crate::view::SessionState::Running && !self.is_stale();
        let second = second.filter(|_| live).copied().unwrap_or_default();
        RateView {
            packets_per_s: second.total().into(),
            bits_per_s: (second.bytes.iter().sum::<u64>() * 8).into(),
            packets_by_protocol: second.packets.map(Whole::from).to_vec(),
            bits_by_protocol: second.bytes.map(|bytes| Whole::from(bytes * 8)).to_vec(),
        }
    }

    /// The second at which the shown range begins.
    #[must_use]
    pub fn shown_from(&self, scope: Scope) -> u64 {
        self.range(scope).from
    }

    /// Intervals above a fixed limit that begin at `from` (seconds) or later.
    #[must_use]
    pub fn attacks(&self, from: u64) -> Vec<AttackRow> {
        let length = u64::from(self.thresholds.interval_s);
        let look_back = length * u64::from(self.thresholds.consecutive);
        let intervals = &self.history.intervals;
        let latest = self.history.latest() / NANOS;
        let running = self.session.state == crate::view::SessionState::Running;
        hits(intervals.since(intervals.start_of(from.saturating_sub(look_back))), self.thresholds)
            .into_iter()
            .filter(|hit| hit.start + length > from)
            .map(|hit| AttackRow {
                protocol: protocol_of(hit.class),
                start_ms: (hit.start * 1000).into(),
                interval_s: self.thresholds.interval_s,
                packets: hit.packets.into(),
                threshold: u64::from(hit.threshold).into(),
                in_progress: running && hit.start + length > latest,
            })
            .collect()
    }

    fn is_stale(&self) -> bool {
        self.history.kind() == Kind::Live && self.silent_ms() >= STALE_MS
    }

    fn silent_ms(&self) -> u64 {
        self.last_tick.map_or(0, |last| self.now.saturating_sub(last))
    }

    fn protocols(&self) -> Vec<ProtocolRow> {
        let [tcp, udp, icmp, mut other] = self.history.classes;
        let arp = self.history.names[ProtocolName::Arp as usize];
        other.packets = other.packets.saturating_sub(arp.packets);
        other.bytes = other.bytes.saturating_sub(arp.bytes);
        Protocol::ALL
            .into_iter()
            .zip([tcp, udp, icmp, arp, other])
            .map(|(protocol, count)| ProtocolRow {
                protocol,
                packets: count.packets.into(),
                bytes: count.bytes.into(),
            })
            .collect()
    }

    fn names(&self) -> Vec<NameRow> {
        let counts = ProtocolName::ALL.iter().zip(&self.history.names);
        let mut rows: Vec<NameRow> = counts
            .filter(|(_, count)| count.packets > 0)
            .map(|(name, count)| NameRow {
                name: name.label().into(),
                packets: count.packets.into(),
                bytes: count.bytes.into(),
            })
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.packets));
        rows
    }

    /// Sources above their fixed limit.
    #[must_use]
    pub fn anomalies(&self) -> Vec<AnomalyRow> {
        let found = anomalies(&self.history.sources, self.thresholds);
        found
            .into_iter()
            .take(MAX_ANOMALY_ROWS)
            .map(|a| AnomalyRow {
                ip: a.address.to_string(),
                protocol: protocol_of(a.class),
                count: a.count.into(),
                threshold: u64::from(a.threshold).into(),
                first_ms: (a.first / 1_000_000).into(),
            })
            .collect()
    }

    fn sources(&self, most: usize) -> SourceTable {
        let sources = &self.history.sources;
        let top = sources.ranked(most);
        let mut rest = sources.others();
        rest.iter_mut().zip(sources.sum()).for_each(|(sum, class)| sum.add(class));
        for (_, sums) in &top {
            for (sum, class) in rest.iter_mut().zip(sums.classes) {
                sum.packets = sum.packets.saturating_sub(class.packets);
                sum.bytes = sum.bytes.saturating_sub(class.bytes);
            }
        }
        let rows: Vec<SourceRow> = top
            .into_iter()
            .map(|(address, sums)| source::row(*address, &sums.classes, sums.first, sums.last))
            .collect();
        let count = sources.distinct().saturating_sub(rows.len() as u64);
        let others = source::others(count, &rest);
        SourceTable { rows, others, distinct: sources.distinct().into(), exact: sources.is_exact() }
    }
}

pub(crate) const fn protocol_of(class: Class) -> Protocol {
    match class {
        Class::Tcp => Protocol::Tcp,
        Class::Udp => Protocol::Udp,
        Class::Icmp => Protocol::Icmp,
        Class::Other => Protocol::Other,
    }
}

#[cfg(test)]
mod tests;
