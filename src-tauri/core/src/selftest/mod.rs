//! The test bench of the rules: scenes made of nothing, through the real path, with nothing on any wire.
//!
//! Each scene is a capture file in memory (an unnamed temporary file). The unprivileged replay program decodes, sums
//! and observes it as it would live packets, and the rules judge it with default settings. The same scenes are the
//! fixtures of the tests.

mod attacks;
mod benign;
mod draw;
mod frame;
mod script;
mod varied;

pub use varied::vary;

use std::{
    fs::File,
    io::{Seek, Write},
};

use weir_protocol::{Event, Tick};

use crate::{
    detection::EpisodeKind,
    history::{History, Kind},
    lookout::{Lookout, is_alarm},
    programs::Programs,
    said::SaidId,
    settings::Settings,
    sidecar_client::{Speed, replay},
    view::{ErrorCode, SelfTest, SelfTestRow, UserError},
};
use script::Script;

/// A scene.
#[derive(Clone, Copy, Debug)]
pub struct Scene {
    /// What is played.
    pub name: &'static str,
    /// What must be found; none: nothing.
    pub expected: Option<EpisodeKind>,
    /// How soon, in ms; none: whenever.
    within_ms: Option<u64>,
    play: fn(&mut Script),
}

/// All scenes: attacks first, then ordinary traffic.
pub fn scenes() -> impl Iterator<Item = Scene> {
    attacks::SCENES.into_iter().chain(benign::SCENES)
}

/// Plays every scene. Takes some seconds; blocks.
///
/// # Errors
/// The replay program is not there, or failed.
pub fn run(programs: &Programs) -> Result<SelfTest, UserError> {
    let rows = scenes().map(|scene| scene.play(programs)).collect::<Result<Vec<_>, _>>()?;
    Ok(SelfTest { ok: rows.iter().all(|row| row.ok), scenes: rows })
}

impl Scene {
    const fn attack(name: &'static str, kind: EpisodeKind, within_ms: u64, play: fn(&mut Script)) -> Self {
        Self { name, expected: Some(kind), within_ms: Some(within_ms), play }
    }

    const fn quiet(name: &'static str, play: fn(&mut Script)) -> Self {
        Self { name, expected: None, within_ms: None, play }
    }

    /// Plays the scene and compares.
    ///
    /// # Errors
    /// As [`run`].
    pub fn play(&self, programs: &Programs) -> Result<SelfTestRow, UserError> {
        self.play_as(programs, 0)
    }

    /// The same with the numbers of `seed`.
    fn play_as(&self, programs: &Programs, seed: u64) -> Result<SelfTestRow, UserError> {
        let settings = Settings::default();
        let mut history = History::new(Kind::File, &settings.thresholds);
        let mut lookout = Lookout::new(&settings.detection);
        let packets = self.ticks(programs, seed, |tick| {
            history.add(tick);
            lookout.add(tick, &history.recent);
        })?;
        let mut found: Vec<(u64, EpisodeKind)> = lookout
            .episodes()
            .iter()
            .filter(|episode| is_alarm(episode))
            .map(|episode| (episode.detected, episode.kind))
            .collect();
        found.sort_unstable();
        let begin = script::epoch(attacks::BEGIN);
        let first = found.iter().find(|(_, kind)| Some(*kind) == self.expected).map(|(at, _)| *at);
        let found: Vec<EpisodeKind> = found.into_iter().map(|(_, kind)| kind).collect();
        let after_ms = first.map(|at| at.saturating_sub(begin) / 1_000_000);
        // One kind, however many episodes of it; nothing else beside it.
        let ok = found.iter().all(|kind| Some(*kind) == self.expected)
            && found.is_empty() == self.expected.is_none()
            && self.within_ms.is_none_or(|limit| after_ms.is_some_and(|after| after <= limit));
        Ok(SelfTestRow {
            scene: self.name.into(),
            expected: self.expected,
            found,
            ok,
            detected_after_ms: after_ms.map(Into::into),
            packets: packets.into(),
        })
    }

    /// Sends the scene through the replay program; gives its number of packets.
    ///
    /// # Errors
    /// As [`run`].
    fn ticks(&self, programs: &Programs, seed: u64, mut each: impl FnMut(&Tick)) -> Result<u64, UserError> {
        let mut script = if seed == 0 { Script::default() } else { Script::seeded(seed) };
        benign::office(&mut script);
        (self.play)(&mut script);
        let packets = script.len();
        let file = capture(&script.into_pcap()).map_err(|error| {
            UserError::new(ErrorCode::System, SaidId::SceneUnwritten, &[]).with_detail(error.to_string())
        })?;
        replay(programs, file, self.name, Speed::Full, |event| {
            if let Event::Tick(tick) = event {
                each(&tick);
            }
        })?;
        Ok(packets)
    }
}

fn capture(bytes: &[u8]) -> std::io::Result<File> {
    let mut file = tempfile::tempfile()?;
    file.write_all(bytes)?;
    file.rewind()?;
    Ok(file)
}
