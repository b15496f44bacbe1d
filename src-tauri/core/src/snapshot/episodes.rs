//! The episodes of the window: the list, and one with its evidence.

use super::{MAX_EPISODE_ROWS, Source};
use crate::{
    episodes::{Episode, Shown},
    history::NANOS,
    view::{AttackRow, EpisodeRow, EpisodeView},
};

impl Source<'_> {
    /// Open episodes and those that went on after `from` (seconds), newest first.
    #[must_use]
    pub fn episodes(&self, from: u64, hits: &[AttackRow]) -> Vec<EpisodeRow> {
        let shown = Shown { settings: self.lookout.settings(), hits, now_ms: self.now };
        let episodes = self.lookout.episodes().iter();
        let mut rows: Vec<EpisodeRow> = episodes
            .filter(|episode| episode.end.is_none_or(|end| end >= from * NANOS))
            .take(MAX_EPISODE_ROWS)
            .map(|episode| shown.row(episode))
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse((row.start_ms, row.id)));
        rows
    }

    /// One episode as the list has it, without its intervals above a limit.
    #[must_use]
    pub fn row(&self, episode: &Episode) -> EpisodeRow {
        Shown { settings: self.lookout.settings(), hits: &[], now_ms: self.now }.row(episode)
    }

    /// One episode with its evidence.
    #[must_use]
    pub fn episode(&self, id: u32) -> Option<EpisodeView> {
        let episode = self.lookout.episodes().get(id)?;
        let hits = self.attacks(episode.start / NANOS);
        let shown = Shown { settings: self.lookout.settings(), hits: &hits, now_ms: self.now };
        Some(shown.view(episode, self.lookout.series(episode)))
    }
}
