//! What the user does about episodes: mutes, false alarms, the allow-list, looking ahead.

use super::{Controller, Frontend, now_ms};
use crate::{
    detection::floors::{DEFAULTS, Floors},
    settings::{Allowed, DetectionSettings, Mute, Settings, Thresholds, parse_network},
    snapshot::Source,
    view::{EpisodeView, ErrorCode, FloorRow, MuteWish, Preview, Scope, UserError},
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
    UserError::new(ErrorCode::BadSetting, why, "Nothing was changed.")
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
        Err(UserError::no_episode(id))
    }

    pub(super) fn false_alarm(&self, id: u64) -> Result<Settings, UserError> {
        Err(UserError::no_episode(id))
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
        let latest = self.history.latest() / 1_000_000;
        Ok(Preview {
            from_ms: latest.into(),
            to_ms: latest.into(),
            hits: source.attacks(source.shown_from(scope)),
            anomalies: source.anomalies(),
            episodes: Vec::new(),
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
