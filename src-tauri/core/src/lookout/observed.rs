//! The newest observations, kept so that other limits can be tried on them and a series be drawn.

use std::collections::VecDeque;

use weir_protocol::{
    limits::TICK_NANOS,
    observe::{Family, Observations},
};

use crate::{
    detection::{EpisodeKind, Subject},
    episodes::SERIES_S,
    history::NANOS,
};

/// Most slots: ten minutes, which is what a person who moves a limit has in view and in mind.
pub const MAX_OBSERVED: usize = 2_400;

/// Most victims, scans, sweeps and servers in all of them: at about 400 bytes 16 MB. A quiet desktop has some five a
/// slot and keeps its ten minutes; under a wide attack the oldest go earlier.
pub const MAX_OBSERVED_ROWS: usize = 40_000;

/// Where nobody tries other limits, only what a series needs: a minute before an alert and one after it, and some room
/// for a tick that tells several slots.
const BRIEF_OBSERVED: usize = (2 * SERIES_S as usize + 5) * 4;
const BRIEF_ROWS: usize = MAX_OBSERVED_ROWS / 2;

/// See the module.
#[derive(Debug)]
pub struct Observed {
    slots: VecDeque<Observations>,
    rows: usize,
    most: (usize, usize),
}

impl Default for Observed {
    fn default() -> Self {
        Self { slots: VecDeque::new(), rows: 0, most: (MAX_OBSERVED, MAX_OBSERVED_ROWS) }
    }
}

fn rows(seen: &Observations) -> usize {
    seen.victims.len() + seen.scans.len() + seen.sweeps.len() + seen.servers.len()
}

impl Observed {
    /// Keeps no more than a series needs.
    #[must_use]
    pub fn brief() -> Self {
        Self { most: (BRIEF_OBSERVED, BRIEF_ROWS), ..Self::default() }
    }

    /// Takes in a slot.
    pub fn add(&mut self, seen: &Observations) {
        self.rows += rows(seen);
        self.slots.push_back(seen.clone());
        let (slots, rows_kept) = self.most;
        while self.slots.len() > slots || (self.rows > rows_kept && self.slots.len() > 1) {
            self.rows -= self.slots.pop_front().as_ref().map_or(0, rows);
        }
    }

    /// Oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Observations> {
        self.slots.iter()
    }

    /// Start of the oldest slot and end of the newest.
    #[must_use]
    pub fn span(&self) -> Option<(u64, u64)> {
        Some((self.slots.front()?.start, self.slots.back()?.start + TICK_NANOS))
    }

    /// Packets of a subject in each of `seconds` seconds from `first` (of the epoch) on, up to the newest.
    #[must_use]
    pub fn series(&self, kind: EpisodeKind, subject: &Subject, first: u64, seconds: u64) -> Vec<u32> {
        let newest = self.slots.back().map_or(0, |seen| seen.start / NANOS + 1);
        let length = newest.saturating_sub(first).min(seconds);
        let mut series = vec![0_u32; usize::try_from(length).unwrap_or(0)];
        for seen in &self.slots {
            let place = (seen.start / NANOS).checked_sub(first).and_then(|s| usize::try_from(s).ok());
            if let Some(sum) = place.and_then(|place| series.get_mut(place)) {
                let packets = packets_of(seen, kind, subject);
                *sum = sum.saturating_add(u32::try_from(packets).unwrap_or(u32::MAX));
            }
        }
        series
    }
}

/// Packets in a slot that belong to a subject.
fn packets_of(seen: &Observations, kind: EpisodeKind, subject: &Subject) -> u64 {
    match *subject {
        Subject::Victim(address) => {
            let families: &[Family] = match kind {
                EpisodeKind::SynFlood => &[Family::Syn],
                EpisodeKind::TcpFlagFlood | EpisodeKind::TcpReflection => &[Family::TcpStray],
                EpisodeKind::IcmpFlood => &[Family::Icmp, Family::IcmpError],
                EpisodeKind::OtherFlood => &[Family::OtherIp],
                EpisodeKind::Storm => &[Family::Storm],
                EpisodeKind::UdpFlood | EpisodeKind::UdpAmplification | EpisodeKind::Volume => &[Family::Udp],
                EpisodeKind::PortScan
                | EpisodeKind::HostSweep
                | EpisodeKind::ConnectionFlood
                | EpisodeKind::Slowloris => &[],
            };
            let victims = seen.victims.iter();
            let of_it = victims.filter(|v| v.address == address && families.contains(&v.family));
            of_it.map(|victim| victim.count.packets).sum()
        }
        Subject::Pair(source, target) => {
            let scans = seen.scans.iter().filter(|scan| scan.source == source && scan.target == target);
            scans.map(|scan| scan.count.packets).sum()
        }
        Subject::Sweep(source, probe, port) => {
            let is_it = |sweep: &&weir_protocol::observe::Sweep| {
                (sweep.source, sweep.probe, sweep.port) == (source, probe, port)
            };
            seen.sweeps.iter().filter(is_it).map(|sweep| sweep.count.packets).sum()
        }
        Subject::Server(address, port) => {
            let servers = seen.servers.iter();
            let of_it = servers.filter(|server| (server.address, server.port) == (address, port));
            of_it
                .map(
                    |server| {
                        if kind == EpisodeKind::Slowloris { server.silent.into() } else { server.completed }
                    },
                )
                .max()
                .unwrap_or(0)
        }
        Subject::Everything(class) => seen.volumes.get(class.index()).map_or(0, |volume| volume.packets),
    }
}
