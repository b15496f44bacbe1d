//! Layer 1: fixed limits per protocol and per source.
//!
//! The rule of the first Python dashboard, with its numbers as settings: a protocol is a hit when `consecutive`
//! intervals in a row hold more packets than its limit (all of them are reported then, and each one that follows);
//! a source is an anomaly when its count for a protocol is above its limit.

use std::{cmp::Reverse, net::IpAddr};

use weir_protocol::Class;

use crate::{history::Sources, settings::Thresholds};

/// An interval above its protocol's limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The protocol.
    pub class: Class,
    /// Start of the interval, seconds since the epoch.
    pub start: u64,
    /// Packets in it.
    pub packets: u64,
    /// The limit.
    pub threshold: u32,
}

/// A source above its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anomaly {
    /// The source.
    pub address: IpAddr,
    /// The protocol.
    pub class: Class,
    /// What was counted.
    pub count: u64,
    /// The limit.
    pub threshold: u32,
    /// Packet time of the crossing, in nanoseconds.
    pub first: u64,
}

/// The hits among `intervals` (start in seconds, packets by class; oldest first, empty ones may be missing).
///
/// The interval in progress may be among them: its count only grows, so that a crossing is final.
pub fn hits(intervals: impl Iterator<Item = (u64, [u64; 4])>, thresholds: &Thresholds) -> Vec<Hit> {
    let mut found = Vec::new();
    let mut runs: [Vec<Hit>; 4] = Default::default();
    let mut previous = None;
    for (start, packets) in intervals {
        let follows = previous.is_some_and(|p| p + u64::from(thresholds.interval_s) == start);
        previous = Some(start);
        for ((class, limit), run) in Class::ALL.into_iter().zip(thresholds.limits()).zip(&mut runs) {
            let packets = packets[class.index()];
            if !follows {
                run.clear();
            }
            if !limit.on || packets <= u64::from(limit.per_interval) {
                run.clear();
                continue;
            }
            run.push(Hit { class, start, packets, threshold: limit.per_interval });
            if run.len() == thresholds.consecutive as usize {
                found.append(&mut run.clone());
            } else if run.len() > thresholds.consecutive as usize {
                found.extend(run.last().copied());
            }
        }
    }
    found.sort_by_key(|hit| (hit.start, hit.class.index()));
    found
}

/// The sources above their limits, furthest above first.
#[must_use]
pub fn anomalies(sources: &Sources, thresholds: &Thresholds) -> Vec<Anomaly> {
    let mut found = Vec::new();
    for (address, source) in sources.iter() {
        for (class, limit) in Class::ALL.into_iter().zip(thresholds.limits()) {
            if let Some(first) = source.first_over[class.index()] {
                let count = source.judged(class, thresholds.source_window);
                found.push(Anomaly { address: *address, class, count, threshold: limit.per_source, first });
            }
        }
    }
    found.sort_by_key(|a| {
        (Reverse(a.count * 1000 / u64::from(a.threshold.max(1))), a.address, a.class.index())
    });
    found
}

#[cfg(test)]
mod tests;
