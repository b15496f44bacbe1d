//! What stands beside the numbers of a source: its last minutes, and the worst alert that is open with it.

use std::{
    collections::{HashMap, hash_map::Entry},
    net::IpAddr,
};

use super::Seen;
use crate::{
    episodes::Episode,
    history::{History, Kind, NANOS, STEP_S},
    view::{SourceAlert, Trends, Whole},
};

/// Steps of a trend: three minutes, in which a flood of seconds is still to be seen.
pub const TREND_STEPS: usize = 36;

/// What is marked at one instant: at most 1,024 trends of 144 bytes, and the addresses of the open episodes.
#[derive(Debug)]
pub(super) struct Marks {
    /// The first step, by its number since the epoch.
    first: u64,
    /// Whether anything was captured in a step.
    covered: [bool; TREND_STEPS],
    trends: HashMap<IpAddr, Trend>,
    alerts: HashMap<IpAddr, SourceAlert>,
}

#[derive(Debug)]
struct Trend {
    /// What came before this step was not counted.
    since: u64,
    packets: [u32; TREND_STEPS],
}

impl Marks {
    pub(super) fn new(seen: &Seen) -> Self {
        let history = seen.history;
        let end = end_of(history);
        let first = end.saturating_sub(TREND_STEPS as u64);
        let begin = history.seconds.first().unwrap_or(u64::MAX) / STEP_S;
        let mut covered = [false; TREND_STEPS];
        for (step, covered) in (first..end).zip(&mut covered) {
            let mut seconds = step * STEP_S..(step + 1) * STEP_S;
            // A file has no gaps: nothing went by.
            let file = history.kind() == Kind::File;
            *covered = step >= begin
                && (file || seconds.any(|at| history.seconds.get(at).is_some_and(|second| second.covered)));
        }
        let trend = |(address, profile): (&IpAddr, &crate::history::Profile)| {
            let mut packets = [0; TREND_STEPS];
            for (step, count) in profile.steps_since(first) {
                let place = usize::try_from(step - first).unwrap_or(TREND_STEPS);
                if let Some(sum) = packets.get_mut(place) {
                    *sum = u32::try_from(count).unwrap_or(u32::MAX);
                }
            }
            (*address, Trend { since: profile.since / NANOS / STEP_S, packets })
        };
        Self { first, covered, trends: history.profiles.iter().map(trend).collect(), alerts: alerts(seen) }
    }

    /// The packets of each step, oldest first; `null`: nothing was captured or counted then. Empty: no course of it is kept.
    pub(super) fn trend(&self, address: &IpAddr) -> Vec<Option<u32>> {
        let Some(trend) = self.trends.get(address) else { return Vec::new() };
        let steps = (self.first..).zip(self.covered.iter().zip(&trend.packets));
        steps
            .map(|(step, (covered, packets))| (*covered && step >= trend.since).then_some(*packets))
            .collect()
    }

    pub(super) fn alert(&self, address: &IpAddr) -> Option<SourceAlert> {
        self.alerts.get(address).copied()
    }

    pub(super) fn trends(&self) -> Trends {
        Trends {
            from_ms: Whole::from(self.first * STEP_S * 1000),
            step_s: u32::try_from(STEP_S).unwrap_or(u32::MAX),
        }
    }
}

/// The step in progress is left out: a line must not dip at its end. Of a file all is finished.
fn end_of(history: &History) -> u64 {
    let latest = history.latest();
    let length = STEP_S * NANOS;
    if history.kind() == Kind::File { latest.div_ceil(length) } else { latest / length }
}

fn alerts(seen: &Seen) -> HashMap<IpAddr, SourceAlert> {
    let mut alerts: HashMap<IpAddr, SourceAlert> = HashMap::new();
    for episode in seen.lookout.episodes().iter().filter(|episode| episode.end.is_none()) {
        let addresses = episode.addresses();
        if seen.lookout.settings().is_muted(episode.kind, &addresses, seen.now_ms) {
            continue;
        }
        for address in addresses {
            let own = alert(episode, address);
            match alerts.entry(address) {
                Entry::Vacant(free) => drop(free.insert(own)),
                // Of two that are as bad the newer one.
                Entry::Occupied(mut worst)
                    if (own.severity, own.id) > (worst.get().severity, worst.get().id) =>
                {
                    worst.insert(own);
                }
                Entry::Occupied(_) => {}
            }
        }
    }
    alerts
}

fn alert(episode: &Episode, address: IpAddr) -> SourceAlert {
    SourceAlert {
        id: episode.id,
        kind: episode.kind,
        severity: episode.severity,
        victim: episode.subject.victim() == Some(address),
    }
}

#[cfg(test)]
mod tests;
