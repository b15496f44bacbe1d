//! How much the busiest sources sent when, and to whom.
//!
//! Bounded: a source gets a profile when it sends more than the least of those that have one, so that a flood of forged
//! addresses takes nobody's away. Peers and ports come from the headers that were read, which are not all packets.

use std::{
    collections::{HashMap, VecDeque},
    net::IpAddr,
};

use weir_protocol::{Class, Header, ProtocolName, Tick};

use super::{NANOS, Sources};

/// Sources with a profile. With a course of an hour each has 7 kB, so all of them at most 7 MB.
pub const MAX_PROFILES: usize = 1024;
/// Seconds of a step of a course.
pub const STEP_S: u64 = 5;
/// Steps of a course: an hour.
pub const MAX_STEPS: u64 = 720;
/// Peers, and ports of each kind, that are counted for one source; twice what is shown, since the last ones are
/// estimates.
pub(super) const MAX_TOP: usize = 16;

/// The most frequent of many things, by "Space-Saving" (Metwally, Agrawal, El Abbadi 2005): a newcomer takes the place
/// of the least and its count, so that nothing frequent is missed and no count is too low.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Top<K> {
    entries: Vec<Counted<K>>,
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted<K> {
    /// Which.
    pub key: K,
    /// How often, or a little less.
    pub count: u64,
    /// By how much `count` may be too high.
    pub error: u64,
}

impl<K> Default for Top<K> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<K: Copy + Ord> Top<K> {
    fn add(&mut self, key: K) {
        if let Some(known) = self.entries.iter_mut().find(|entry| entry.key == key) {
            known.count += 1;
        } else if self.entries.len() < MAX_TOP {
            self.entries.push(Counted { key, count: 1, error: 0 });
        } else if let Some(least) = self.entries.iter_mut().min_by_key(|entry| entry.count) {
            *least = Counted { key, count: least.count + 1, error: least.count };
        }
    }

    /// Most frequent first.
    #[must_use]
    pub fn ranked(&self) -> Vec<Counted<K>> {
        let mut ranked = self.entries.clone();
        ranked.sort_by_key(|entry| (std::cmp::Reverse(entry.count), entry.key));
        ranked
    }
}

/// What is kept of one source.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Since when, in nanoseconds of packet time.
    pub since: u64,
    /// Steps with packets, oldest first: number of the step since the epoch, packets.
    steps: VecDeque<(u64, u64)>,
    /// Packets whose headers were read.
    pub headers: u64,
    /// Whom it sends to.
    pub peers: Top<IpAddr>,
    /// Class and port.
    pub to_ports: Top<(u8, u16)>,
    /// Class and port.
    pub from_ports: Top<(u8, u16)>,
}

impl Profile {
    fn new(since: u64) -> Self {
        Self {
            since,
            steps: VecDeque::new(),
            headers: 0,
            peers: Top::default(),
            to_ports: Top::default(),
            from_ports: Top::default(),
        }
    }

    fn count(&mut self, step: u64, packets: u64) {
        let place = self.steps.partition_point(|(at, _)| *at < step);
        match self.steps.get_mut(place) {
            Some((at, sum)) if *at == step => *sum += packets,
            _ => self.steps.insert(place, (step, packets)),
        }
        let newest = self.steps.back().map_or(step, |(at, _)| *at);
        while self.steps.front().is_some_and(|(at, _)| at + MAX_STEPS <= newest) {
            self.steps.pop_front();
        }
    }

    fn read(&mut self, header: &Header) {
        self.headers += 1;
        if let Some((_, destination)) = header.addresses {
            self.peers.add(destination);
        }
        if let Some((from, to)) = header.ports {
            let class = header.class as u8;
            self.to_ports.add((class, to));
            self.from_ports.add((class, from));
        }
    }

    /// Steps with packets from the step of number `first` on, oldest first: number of the step since the epoch, packets.
    pub fn steps_since(&self, first: u64) -> impl Iterator<Item = (u64, u64)> {
        let from = self.steps.partition_point(|(at, _)| *at < first);
        self.steps.iter().skip(from).copied()
    }

    /// Packets from `start`, for `length` seconds; both whole steps.
    #[must_use]
    pub fn sum(&self, start: u64, length: u64) -> u64 {
        let (first, end) = (start / STEP_S, (start + length) / STEP_S);
        self.steps_since(first).take_while(|(at, _)| *at < end).map(|(_, packets)| packets).sum()
    }
}

/// The class of a port's key.
#[must_use]
pub fn class_of(key: u8) -> Class {
    Class::ALL.get(usize::from(key)).copied().unwrap_or(Class::Other)
}

/// All profiles.
#[derive(Debug, Default)]
pub struct Profiles {
    map: HashMap<IpAddr, Profile>,
    /// Who sent no more than this gets none.
    floor: u64,
}

impl Profiles {
    /// Takes in a tick that `sources` has taken in already. `at`: its last slice, in nanoseconds.
    pub(super) fn add(&mut self, tick: &Tick, at: u64, sources: &Sources) {
        let step = at / NANOS / STEP_S;
        for counted in &tick.sources {
            let packets: u64 = counted.classes.iter().map(|class| class.packets).sum();
            if let Some(profile) = self.map.get_mut(&counted.address) {
                profile.count(step, packets);
            } else if sources.packets_of(&counted.address) > self.floor {
                let mut profile = Profile::new(at);
                profile.count(step, packets);
                self.map.insert(counted.address, profile);
                if self.map.len() > MAX_PROFILES {
                    self.clean_up(sources);
                }
            }
        }
        // ARP names a sender too, but is not counted as a packet of that source.
        let ip = tick.headers.iter().filter(|header| header.name != Some(ProtocolName::Arp));
        for header in ip {
            if let Some(profile) = header.addresses.and_then(|(source, _)| self.map.get_mut(&source)) {
                profile.read(header);
            }
        }
    }

    /// All of them, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&IpAddr, &Profile)> {
        self.map.iter()
    }

    /// The profile of a source.
    #[must_use]
    pub fn get(&self, address: &IpAddr) -> Option<&Profile> {
        self.map.get(address)
    }

    /// Forgets what came from headers: the user lowered the disclosure level.
    pub fn forget_headers(&mut self) {
        for profile in self.map.values_mut() {
            *profile = Profile { steps: std::mem::take(&mut profile.steps), ..Profile::new(profile.since) };
        }
    }

    /// Leaves the busier half.
    fn clean_up(&mut self, sources: &Sources) {
        let kept = MAX_PROFILES / 2;
        let mut sizes: Vec<u64> = self.map.keys().map(|address| sources.packets_of(address)).collect();
        let middle = sizes.len() - kept;
        let (_, limit, _) = sizes.select_nth_unstable(middle);
        let limit = *limit;
        let mut room = kept - sizes.iter().filter(|n| **n > limit).count();
        self.map.retain(|address, _| {
            let size = sources.packets_of(address);
            let keep = size > limit || (size == limit && room > 0);
            if size == limit && keep {
                room -= 1;
            }
            keep
        });
        self.floor = self.floor.max(limit);
    }
}

#[cfg(test)]
mod tests;
