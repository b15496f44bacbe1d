//! Detection at work: feeds what was observed to the rules and keeps the episodes and the newest observations. Pure.
//!
//! Live capture, files, the test scenes, the evaluation and the preview of limits all go through here.

mod observed;

pub use observed::{MAX_OBSERVED, MAX_OBSERVED_ROWS, Observed};

use std::collections::VecDeque;

use ipnet::IpNet;
use weir_protocol::{Tick, observe::Observations};

use crate::{
    detection::{Detector, EpisodeKind, Step},
    episodes::{Around, Change, Episode, Episodes, SERIES_S},
    history::{NANOS, Recent},
    settings::DetectionSettings,
    view::{DetectionView, MoreEpisodes},
};

/// Slots whose losses make an alert doubtful: the five seconds that rules look back.
const LOSS_SLOTS: usize = 20;

/// See the module.
#[derive(Debug)]
pub struct Lookout {
    settings: DetectionSettings,
    networks: Vec<IpNet>,
    detector: Detector,
    episodes: Episodes,
    observed: Observed,
    /// Packets that the kernel dropped in the newest slots.
    losses: VecDeque<u64>,
    /// Episodes whose series is not complete yet.
    unfinished: Vec<u32>,
    changes: Vec<Change>,
}

impl Lookout {
    /// With nothing observed yet.
    #[must_use]
    pub fn new(settings: &DetectionSettings) -> Self {
        Self {
            settings: settings.clone(),
            networks: settings.allowed_networks(),
            detector: Detector::new(settings),
            episodes: Episodes::default(),
            observed: Observed::default(),
            losses: VecDeque::new(),
            unfinished: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// The same for a report, where nobody tries other limits: with a small memory of what was observed.
    #[must_use]
    pub fn brief(settings: &DetectionSettings) -> Self {
        Self { observed: Observed::brief(), ..Self::new(settings) }
    }

    /// Follows new settings; what was learned and found stays.
    pub fn set(&mut self, settings: &DetectionSettings) {
        if settings.on != self.settings.on {
            self.episodes.interrupt();
        }
        self.settings = settings.clone();
        self.networks = settings.allowed_networks();
        self.detector.set(settings);
    }

    /// The settings in force.
    #[must_use]
    pub const fn settings(&self) -> &DetectionSettings {
        &self.settings
    }

    /// A new capture: forgets everything but the numbers of the episodes. On another interface other rates are usual.
    pub fn clear(&mut self) {
        let mut episodes = std::mem::take(&mut self.episodes);
        episodes.clear();
        *self = Self { episodes, ..Self::new(&self.settings) };
    }

    /// The capture broke off: what is open has ended as far as anybody knows.
    pub fn interrupt(&mut self) {
        self.episodes.interrupt();
        self.changes.extend(self.episodes.changes());
    }

    /// Takes in a tick; its headers are in `recent` already.
    pub fn add(&mut self, tick: &Tick, recent: &Recent) {
        let last = tick.observations.len().saturating_sub(1);
        for (place, seen) in tick.observations.iter().enumerate() {
            self.add_slot(seen, if place == last { tick.kernel_drops } else { 0 });
        }
        self.sample(tick, recent);
        let changes = self.episodes.changes();
        let opened = changes.iter().filter(|change| matches!(change, Change::Opened(_)));
        self.unfinished.extend(opened.map(|change| change.id()));
        self.changes.extend(changes);
        self.finish_series();
    }

    /// Takes in one slot's observations, in whose stretch the kernel dropped `dropped` packets.
    fn add_slot(&mut self, seen: &Observations, dropped: u64) {
        self.observed.add(seen);
        if !self.settings.on {
            return;
        }
        if self.losses.len() == LOSS_SLOTS {
            self.losses.pop_front();
        }
        self.losses.push_back(dropped);
        let around = Around {
            dropped,
            dropped_before: self.losses.iter().sum::<u64>() - dropped,
            one_way: self.detector.is_one_way(),
            allowed: &self.networks,
        };
        let episodes = &mut self.episodes;
        self.detector.add(seen, |step| {
            match step {
                Step::Begin => {}
                Step::Anew => episodes.interrupt(),
                Step::Judged(verdict) => episodes.take(&verdict, &around),
            }
            episodes.opened()
        });
    }

    /// All episodes.
    #[must_use]
    pub const fn episodes(&self) -> &Episodes {
        &self.episodes
    }

    /// One of them, to be marked.
    pub fn episode_mut(&mut self, id: u32) -> Option<&mut Episode> {
        self.episodes.get_mut(id)
    }

    /// What happened since this was last asked.
    pub fn changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    /// Replies are not seen.
    #[must_use]
    pub const fn is_one_way(&self) -> bool {
        self.detector.is_one_way()
    }

    /// How detection is.
    #[must_use]
    pub fn view(&self) -> DetectionView {
        let more = self.episodes.more().into_iter();
        DetectionView {
            on: self.settings.on,
            one_way: self.is_one_way(),
            warm_up_s: self.detector.warm_up_s(),
            open: u32::try_from(self.episodes.open().len()).unwrap_or(u32::MAX),
            more: more.map(|(kind, count)| MoreEpisodes { kind, count }).collect(),
            forgotten: self.episodes.forgotten().into(),
        }
    }

    /// The same observations under other settings: what would have been found.
    #[must_use]
    pub fn again(&self, settings: &DetectionSettings) -> Self {
        let mut again = Self::new(settings);
        for seen in self.observed.iter() {
            again.add_slot(seen, 0);
        }
        again
    }

    /// The stretch that is stored, in nanoseconds: from, to.
    #[must_use]
    pub fn stored(&self) -> Option<(u64, u64)> {
        self.observed.span()
    }

    /// Packets per second of an episode from [`SERIES_S`] before its alert to [`SERIES_S`] after it.
    #[must_use]
    pub fn series(&self, episode: &Episode) -> Vec<u32> {
        episode.series.clone().unwrap_or_else(|| {
            let first = (episode.detected / NANOS).saturating_sub(SERIES_S);
            self.observed.series(episode.kind, &episode.subject, first, 2 * SERIES_S)
        })
    }

    /// Keeps the series of those that are complete now, before the store forgets them.
    fn finish_series(&mut self) {
        let Some((_, now)) = self.observed.span() else { return };
        let (mut done, mut open) = (Vec::new(), Vec::new());
        for id in self.unfinished.drain(..) {
            match self.episodes.get(id) {
                Some(episode) if now < episode.detected + SERIES_S * NANOS => open.push(id),
                Some(_) => done.push(id),
                None => {}
            }
        }
        self.unfinished = open;
        for id in done {
            let series = self.episodes.get(id).map(|episode| self.series(episode));
            if let Some(episode) = self.episodes.get_mut(id) {
                episode.series = series;
            }
        }
    }

    /// Gives episodes their sample headers: a new one what is there already, others the newest.
    fn sample(&mut self, tick: &Tick, recent: &Recent) {
        for episode in self.episodes.iter_open_mut() {
            if episode.headers.is_empty() {
                let known: Vec<_> = recent.newest().map(|(_, header)| header).collect();
                episode.sample(known.into_iter().rev());
            } else {
                episode.sample(tick.headers.iter());
            }
        }
    }
}

/// Whether an episode is worth a notification: information is not.
#[must_use]
pub fn is_alarm(episode: &Episode) -> bool {
    episode.kind != EpisodeKind::Volume && !episode.is_info
}

#[cfg(test)]
mod tests;
