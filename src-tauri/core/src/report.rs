//! The report of a capture, schema 1: what `weir-cli` prints and every export is made from.
//!
//! Only intervals with packets are listed; an interval that is not there had none.

mod episodes;
mod text;

pub use episodes::{EpisodeReport, ReasonReport, SourceReport};
pub use text::clock;

use std::{collections::BTreeMap, net::IpAddr};

use serde::Serialize;
use weir_protocol::{Class, Count, Problem, ProtocolName};

use crate::{
    detection::thresholds::{anomalies, hits},
    history::{History, NANOS},
    lookout::Lookout,
    names::{AddressKind, Place},
    settings::Thresholds,
};

/// Number of the schema; changes when a field changes its meaning.
pub const SCHEMA: u32 = 1;

/// Most sources in a report, busiest first; `distinct_sources` says how many there were.
pub const MAX_SOURCES: usize = 10_000;

/// Where the packets came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Origin {
    /// A capture file.
    File {
        /// Its name as given; `-` is standard input.
        name: String,
    },
    /// An interface.
    Interface {
        /// Its name.
        name: String,
    },
}

impl Origin {
    /// The name alone.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::File { name } | Self::Interface { name } => name,
        }
    }
}

/// Everything about a capture. Times in seconds since the epoch.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are the schema's; the README describes them")]
pub struct Report {
    pub schema: u32,
    pub source: Origin,
    pub first: Option<f64>,
    pub last: Option<f64>,
    pub packets: u64,
    pub bytes: u64,
    pub protocols: ByClass<Sum>,
    pub names: BTreeMap<&'static str, Sum>,
    pub interval_s: u32,
    pub intervals: Vec<Interval>,
    pub sources: Vec<SourceRow>,
    pub sources_exact: bool,
    pub distinct_sources: u64,
    pub threshold_hits: Vec<ThresholdHit>,
    pub anomalies: Vec<Anomaly>,
    /// What adaptive detection found, oldest first.
    pub episodes: Vec<EpisodeReport>,
    pub quality: Quality,
}

/// One value for each class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ByClass<T> {
    pub tcp: T,
    pub udp: T,
    pub icmp: T,
    pub other: T,
}

impl<T> From<[T; 4]> for ByClass<T> {
    fn from([tcp, udp, icmp, other]: [T; 4]) -> Self {
        Self { tcp, udp, icmp, other }
    }
}

/// Packets and bytes on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Sum {
    pub packets: u64,
    pub bytes: u64,
}

impl From<Count> for Sum {
    fn from(count: Count) -> Self {
        Self { packets: count.packets, bytes: count.bytes }
    }
}

/// Packets in one interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Interval {
    pub start: u64,
    #[serde(flatten)]
    pub packets: ByClass<u64>,
}

/// What one source sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SourceRow {
    pub ip: String,
    pub packets: u64,
    pub bytes: u64,
    #[serde(flatten)]
    pub by_class: ByClass<u64>,
    /// Only when it was asked for.
    #[serde(flatten)]
    pub place: Option<SourcePlace>,
}

/// What a source's address is and where it belongs; a field is left out where nothing is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SourcePlace {
    pub kind: AddressKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asn: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
}

/// An interval above its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ThresholdHit {
    pub protocol: &'static str,
    pub start: u64,
    pub packets: u64,
    pub threshold: u32,
}

/// A source above its limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Anomaly {
    pub ip: String,
    pub protocol: &'static str,
    pub count: u64,
    pub threshold: u32,
}

/// What is wrong with the numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Quality {
    pub kernel_drops: u64,
    pub merged_ticks: u64,
    pub truncated: u64,
    pub problems: BTreeMap<&'static str, u64>,
    /// Replies are not seen: the rules that need them are off.
    pub one_way: bool,
}

impl Report {
    /// Reports what `history` and `lookout` hold.
    #[must_use]
    pub fn new(source: Origin, history: &History, lookout: &Lookout, thresholds: &Thresholds) -> Self {
        let total = history.total();
        let named = ProtocolName::ALL.iter().zip(&history.names).filter(|(_, count)| count.packets > 0);
        let sums = &history.quality;
        Self {
            schema: SCHEMA,
            source,
            first: history.span.map(|(first, _)| seconds(first)),
            last: history.span.map(|(_, last)| seconds(last)),
            packets: total.packets,
            bytes: total.bytes,
            protocols: history.classes.map(Sum::from).into(),
            names: named.map(|(name, count)| (name.label(), Sum::from(*count))).collect(),
            interval_s: history.intervals.length_s(),
            intervals: history
                .intervals
                .since(0)
                .map(|(start, p)| Interval { start, packets: p.into() })
                .collect(),
            sources: Self::sources(history),
            sources_exact: history.sources.is_exact(),
            distinct_sources: history.sources.distinct(),
            threshold_hits: hits(history.intervals.since(0), thresholds)
                .into_iter()
                .map(|hit| ThresholdHit {
                    protocol: class_name(hit.class),
                    start: hit.start,
                    packets: hit.packets,
                    threshold: hit.threshold,
                })
                .collect(),
            anomalies: anomalies(&history.sources, thresholds)
                .into_iter()
                .map(|a| Anomaly {
                    ip: a.address.to_string(),
                    protocol: class_name(a.class),
                    count: a.count,
                    threshold: a.threshold,
                })
                .collect(),
            episodes: episodes::episodes(lookout),
            quality: Quality {
                kernel_drops: sums.kernel_drops,
                merged_ticks: sums.merged_ticks,
                truncated: sums.truncated,
                problems: Problem::ALL
                    .iter()
                    .zip(sums.problems)
                    .filter(|(_, count)| *count > 0)
                    .map(|(problem, count)| (problem.label(), count))
                    .collect(),
                one_way: lookout.is_one_way(),
            },
        }
    }

    /// Adds to each source what its address is and where it belongs.
    pub fn add_places(&mut self, place_of: impl Fn(IpAddr) -> Place) {
        for source in &mut self.sources {
            let Ok(address) = source.ip.parse() else { continue };
            let Place { country, asn, organisation } = place_of(address);
            source.place = Some(SourcePlace { kind: AddressKind::of(address), country, asn, organisation });
        }
    }

    fn sources(history: &History) -> Vec<SourceRow> {
        let ranked = history.sources.ranked(MAX_SOURCES).into_iter();
        ranked
            .map(|(address, source)| SourceRow {
                ip: address.to_string(),
                packets: source.total().packets,
                bytes: source.total().bytes,
                by_class: source.classes.map(|class| class.packets).into(),
                place: None,
            })
            .collect()
    }
}

/// Nanoseconds as seconds.
#[expect(clippy::cast_precision_loss, reason = "a double holds today's nanoseconds to a microsecond")]
fn seconds(nanos: u64) -> f64 {
    nanos as f64 / NANOS as f64
}

/// As the schema names a class.
#[must_use]
pub const fn class_name(class: Class) -> &'static str {
    match class {
        Class::Tcp => "tcp",
        Class::Udp => "udp",
        Class::Icmp => "icmp",
        Class::Other => "other",
    }
}

#[cfg(test)]
mod tests;
