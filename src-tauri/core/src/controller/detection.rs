//! What the user does about episodes: mutes, false alarms, the allow-list, looking ahead.

use super::{Controller, Frontend, now_ms};
use crate::{
    detection::floors::{DEFAULTS, Floors},
    settings::{
        Allowed, DetectionSettings, FalseAlarm, MAX_THRESHOLD, Mute, Settings, Thresholds, parse_network,
    },
    snapshot::Source,
    view::{EpisodeView, FloorRow, MuteWish, Preview, Scope, UserError},
};

/// One change of the detection settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Mute(MuteWish),
    Unmute(u32),
    UndoFalseAlarm(u32),
    Allow(Allowed),
    Disallow(String),
}

fn bad(why: String) -> UserError {
    UserError::setting_refused(&why)
}

impl<F: Frontend> Controller<F> {
    pub(super) fn change(&mut self, change: Change) -> Result<Settings, UserError> {
        let mut settings = self.settings.clone();
        let detection = &mut settings.detection;
        let now = now_ms();
        detection.mutes.retain(|mute| mute.is_on(now));
        match change {
            Change::Mute(wish) => detection.mutes.push(Mute {
                id: detection.mutes.iter().map(|mute| mute.id).max().unwrap_or(0) + 1,
                kind: wish.kind,
                network: wish.network,
                until_ms: wish.seconds.map(|s| (now + u64::from(s) * 1000).into()),
            }),
            Change::Unmute(id) => detection.mutes.retain(|mute| mute.id != id),
            Change::UndoFalseAlarm(id) => detection.false_alarms.retain(|alarm| alarm.id != id),
            Change::Allow(mut allowed) => {
                allowed.network = parse_network(&allowed.network).map_err(bad)?.to_string();
                detection.allowed.retain(|known| known.network != allowed.network);
                detection.allowed.push(allowed);
            }
            Change::Disallow(network) => detection.allowed.retain(|known| known.network != network),
        }
        self.save(settings)
    }

    pub(super) fn episode(&self, id: u64) -> Result<Box<EpisodeView>, UserError> {
        let episode = u32::try_from(id).ok().and_then(|id| self.source().episode(id));
        episode.map(Box::new).ok_or_else(|| UserError::no_episode(id))
    }

    /// The lower limit of what made the episode fire rises to a quarter above the most that it was.
    pub(super) fn false_alarm(&mut self, id: u64) -> Result<Settings, UserError> {
        let number = u32::try_from(id).unwrap_or(0);
        let episode = self.lookout.episodes().get(number).ok_or_else(|| UserError::no_episode(id))?;
        let reason = episode.reasons.first().ok_or_else(|| UserError::no_episode(id))?;
        let most = episode.peaks.first().copied().unwrap_or(0).max(reason.value);
        let floor = u32::try_from(most + most.div_ceil(4)).unwrap_or(MAX_THRESHOLD).clamp(1, MAX_THRESHOLD);
        let mut settings = self.settings.clone();
        let alarms = &mut settings.detection.false_alarms;
        let alarm = alarms.iter().map(|alarm| alarm.id).max().unwrap_or(0) + 1;
        alarms.push(FalseAlarm {
            id: alarm,
            statistic: reason.statistic,
            floor,
            at_ms: now_ms().into(),
            sentence: episode.sentence(),
        });
        let settings = self.save(settings)?;
        if let Some(episode) = self.lookout.episode_mut(number) {
            episode.false_alarm = Some(alarm);
        }
        Ok(settings)
    }

    pub(super) fn preview(
        &self,
        scope: Scope,
        thresholds: &Thresholds,
        detection: &DetectionSettings,
    ) -> Result<Preview, UserError> {
        let tried =
            Settings { thresholds: *thresholds, detection: detection.clone(), ..self.settings.clone() };
        tried.check().map_err(bad)?;
        let source = Source { thresholds, ..self.source() };
        let again = self.lookout.again(detection);
        let found = Source { lookout: &again, ..source };
        let latest = self.history.latest();
        let (from, to) = again.stored().unwrap_or((latest, latest));
        let hits = found.attacks(found.shown_from(scope));
        let mut episodes = found.episodes(0, &hits);
        episodes.reverse();
        Ok(Preview {
            from_ms: (from / 1_000_000).into(),
            to_ms: (to / 1_000_000).into(),
            anomalies: found.anomalies(),
            hits,
            episodes,
        })
    }

    pub(super) fn floors(&self) -> Vec<FloorRow> {
        let floors = Floors::new(&self.settings.detection);
        DEFAULTS
            .iter()
            .map(|default| {
                let (in_force, origin) = floors.of(default.statistic);
                FloorRow {
                    statistic: default.statistic,
                    label: default.label.into(),
                    kind: default.kind,
                    default: default.floor,
                    in_force,
                    origin,
                }
            })
            .collect()
    }
}
