//! Episodes: what rules read slot by slot, told as events with a beginning, a peak and an end. Pure.
//!
//! An episode opens when a reading fires and ends when its number has been below half of its threshold for
//! [`HOLD_NANOS`] ([`HOLD_SEARCH_NANOS`] for searches, which pause). A reading of the same family about the same
//! subject within [`MERGE_NANOS`] after the end is the same episode.

mod episode;
mod happening;
mod headers;
mod severity;
mod sources;
mod view;
mod words;

pub use episode::Episode;
pub use headers::MAX_HEADERS;
pub use view::{SERIES_S, Shown, protocol};

use std::{collections::VecDeque, net::IpAddr};

use ipnet::IpNet;

use crate::detection::{EpisodeKind, Open, Reading, Subject, Verdict, slot_end};

/// Most episodes that are kept: at three a minute for five hours nobody reads more. The oldest ended go first.
pub const MAX_EPISODES: usize = 1_000;
/// Most open episodes of one family: more victims at once are one event, told as *and n more*.
pub const MAX_OPEN: usize = 8;
/// Most subjects that *and n more* can count, of all families.
pub const MAX_MORE: usize = 256;
/// Most changes that wait to be told: each slot opens and closes at most all open ones.
pub const MAX_CHANGES: usize = 1_024;
/// Quiet for so long: it ended.
pub const HOLD_NANOS: u64 = 10_000_000_000;
/// The same for searches.
pub const HOLD_SEARCH_NANOS: u64 = 30_000_000_000;
/// So soon after the end it is the same again.
pub const MERGE_NANOS: u64 = 30_000_000_000;

/// What happened to an episode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It opened.
    Opened(u32),
    /// It opened again, soon after it had ended.
    Reopened(u32),
    /// It became worse, or turned out to be of another kind.
    Worsened(u32),
    /// It ended.
    Closed(u32),
}

impl Change {
    /// Of which episode.
    #[must_use]
    pub const fn id(self) -> u32 {
        match self {
            Self::Opened(id) | Self::Reopened(id) | Self::Worsened(id) | Self::Closed(id) => id,
        }
    }
}

/// What is true of the slot beside the readings.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    /// Packets that the kernel dropped in it.
    pub dropped: u64,
    /// The same in the five seconds before it.
    pub dropped_before: u64,
    /// Replies are not seen.
    pub one_way: bool,
    /// Whose packets are nobody's attack.
    pub allowed: &'a [IpNet],
}

/// All episodes of a capture.
#[derive(Debug, Default)]
pub struct Episodes {
    open: Vec<Episode>,
    closed: VecDeque<Episode>,
    /// Subjects that found no room, and the slot in which they last fired.
    more: Vec<(EpisodeKind, Subject, u64)>,
    changes: VecDeque<Change>,
    next_id: u32,
    forgotten: u64,
}

impl Episodes {
    /// Takes in the verdict on the next slot.
    pub fn take(&mut self, verdict: &Verdict, around: &Around<'_>) {
        self.end_quiet_ones(verdict.start);
        for reading in &verdict.readings {
            let key = (reading.kind.family(), reading.subject);
            if let Some(place) = self.open.iter().position(|episode| episode.key() == key) {
                self.go_on(place, reading, verdict.start, around);
            } else if reading.fires && !is_allowed(reading, around.allowed) {
                self.begin(reading, verdict.start, around);
            }
        }
        self.end_quiet_ones(slot_end(verdict.start));
    }

    /// The capture broke off or its clock jumped: what is open ended with its last packet.
    pub fn interrupt(&mut self) {
        while let Some(episode) = self.open.pop() {
            self.close(episode);
        }
        self.more.clear();
    }

    /// Forgets all; numbers go on, so that an old card cannot show a new episode.
    pub fn clear(&mut self) {
        *self = Self { next_id: self.next_id, ..Self::default() };
    }

    /// What the rules must know of what is open.
    #[must_use]
    pub fn opened(&self) -> Vec<Open> {
        self.open
            .iter()
            .map(|episode| Open {
                kind: episode.kind,
                subject: episode.subject,
                sources: episode.main_sources(),
            })
            .collect()
    }

    /// Open ones, then ended ones; newest first in each.
    pub fn iter(&self) -> impl Iterator<Item = &Episode> {
        self.open.iter().rev().chain(self.closed.iter().rev())
    }

    /// The same, to be added to.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Episode> {
        self.open.iter_mut().rev().chain(self.closed.iter_mut().rev())
    }

    /// Open ones, to be added to.
    pub fn iter_open_mut(&mut self) -> impl Iterator<Item = &mut Episode> {
        self.open.iter_mut()
    }

    /// Open ones.
    #[must_use]
    pub fn open(&self) -> &[Episode] {
        &self.open
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: u32) -> Option<&Episode> {
        self.iter().find(|episode| episode.id == id)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, id: u32) -> Option<&mut Episode> {
        self.iter_mut().find(|episode| episode.id == id)
    }

    /// How many open subjects of each kind have no episode of their own.
    #[must_use]
    pub fn more(&self) -> Vec<(EpisodeKind, u32)> {
        let mut counts: Vec<(EpisodeKind, u32)> = Vec::new();
        for (kind, ..) in &self.more {
            match counts.iter_mut().find(|(known, _)| known == kind) {
                Some((_, count)) => *count += 1,
                None => counts.push((*kind, 1)),
            }
        }
        counts
    }

    /// Ended episodes that were dropped because there were too many.
    #[must_use]
    pub const fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// What happened since this was last asked.
    pub fn changes(&mut self) -> Vec<Change> {
        self.changes.drain(..).collect()
    }

    fn tell(&mut self, change: Change) {
        if self.changes.len() == MAX_CHANGES {
            self.changes.pop_front();
        }
        self.changes.push_back(change);
    }

    fn go_on(&mut self, place: usize, reading: &Reading, start: u64, around: &Around<'_>) {
        let Some(episode) = self.open.get_mut(place) else { return };
        let before = (episode.severity, episode.kind);
        episode.go_on(reading, start, around);
        if episode.severity > before.0 || episode.kind != before.1 {
            let id = episode.id;
            self.tell(Change::Worsened(id));
        }
    }

    fn begin(&mut self, reading: &Reading, start: u64, around: &Around<'_>) {
        let key = (reading.kind.family(), reading.subject);
        let ended = self.closed.iter().rposition(|episode| {
            episode.key() == key && reading.run.began <= episode.last_alive.saturating_add(MERGE_NANOS)
        });
        if self.open.iter().filter(|episode| episode.kind.family() == key.0).count() >= MAX_OPEN {
            return self.count_more(reading, start);
        }
        if let Some(mut episode) = ended.and_then(|place| self.closed.remove(place)) {
            episode.reopen();
            episode.go_on(reading, start, around);
            self.tell(Change::Reopened(episode.id));
            self.open.push(episode);
            return;
        }
        if self.open.len() + self.closed.len() >= MAX_EPISODES && self.closed.pop_front().is_some() {
            self.forgotten += 1;
        }
        self.next_id = self.next_id.wrapping_add(1);
        self.tell(Change::Opened(self.next_id));
        self.open.push(Episode::new(self.next_id, reading, start, around));
    }

    fn count_more(&mut self, reading: &Reading, start: u64) {
        let key = (reading.kind.family(), reading.subject);
        let place = self.more.iter().position(|(kind, subject, _)| (kind.family(), *subject) == key);
        if let Some((_, _, last)) = place.and_then(|place| self.more.get_mut(place)) {
            *last = start;
        } else if self.more.len() < MAX_MORE {
            self.more.push((reading.kind, reading.subject, start));
        }
    }

    fn end_quiet_ones(&mut self, now: u64) {
        self.more.retain(|(kind, _, last)| now < last.saturating_add(hold(*kind)));
        while let Some(place) = self
            .open
            .iter()
            .position(|episode| now >= slot_end(episode.alive_slot).saturating_add(hold(episode.kind)))
        {
            let episode = self.open.remove(place);
            self.close(episode);
        }
    }

    fn close(&mut self, mut episode: Episode) {
        episode.close();
        self.tell(Change::Closed(episode.id));
        self.closed.push_back(episode);
    }
}

const fn hold(kind: EpisodeKind) -> u64 {
    if kind.is_search() { HOLD_SEARCH_NANOS } else { HOLD_NANOS }
}

/// Whether whoever does it is allowed to: its source, or all sources that are known of nine tenths of it.
fn is_allowed(reading: &Reading, allowed: &[IpNet]) -> bool {
    if allowed.is_empty() {
        return false;
    }
    let inside = |address: &IpAddr| allowed.iter().any(|network| network.contains(address));
    if let Some(source) = reading.subject.source() {
        return inside(&source);
    }
    let sent: u64 =
        reading.facts.sources.iter().filter(|peer| inside(&peer.address)).map(|peer| peer.packets).sum();
    sent > 0 && crate::detection::share(sent, reading.facts.packets_5s) >= 0.9
}

#[cfg(test)]
mod sentences;
#[cfg(test)]
mod tests;
