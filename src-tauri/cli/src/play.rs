//! `weir-cli watch --file`: a capture file as if it were captured now.

use std::{
    process::ExitCode,
    sync::mpsc::{RecvTimeoutError, sync_channel},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use weir_core::{
    filter::FileFilter,
    history::{History, Kind},
    lookout::Lookout,
    programs::Programs,
    report::{EpisodeReport, Origin, Report},
    settings::{Settings, SettingsFile, default_path},
    sidecar_client::{How, Speed, replay},
    snapshot::Source,
    view::{Scope, SessionState, SessionView, UserError},
};
use weir_protocol::{Event, Tick, Totals};

use crate::{output::Output, report::open};

/// Ticks that may wait for the terminal; then the reader of the file waits.
const MAX_WAITING: usize = 16;

const SECOND: Duration = Duration::from_secs(1);

enum Told {
    Tick(Box<Tick>),
    End(Result<Totals, UserError>),
}

pub(crate) fn run(name: &str, filter: &str, speed: Speed, json: bool) -> anyhow::Result<ExitCode> {
    let input = open(name)?;
    let filter = match FileFilter::compile(filter) {
        Ok(filter) => filter,
        Err(error) => {
            crate::say(&error);
            return Ok(ExitCode::FAILURE);
        }
    };
    let (settings, notice) = SettingsFile::new(default_path()).load();
    notice.iter().for_each(|notice| eprintln!("weir-cli: {}", notice.sentence));
    let (tell, told) = sync_channel(MAX_WAITING);
    let file = name.to_owned();
    thread::spawn(move || {
        let how = How { speed, filter: filter.as_ref() };
        let end = replay(&Programs::locate(), input, &file, how, |event| {
            if let Event::Tick(tick) = event {
                // Fails only when nobody watches any more, and then the process ends.
                let _ = tell.send(Told::Tick(tick));
            }
        });
        let _ = tell.send(Told::End(end));
    });
    let mut history = History::new(Kind::File, &settings.thresholds);
    let mut lookout = Lookout::brief(&settings.detection);
    let mut output = Output::new(json);
    let mut next = Instant::now() + SECOND;
    let end = loop {
        match told.recv_timeout(next.saturating_duration_since(Instant::now())) {
            Ok(Told::Tick(tick)) => {
                history.add(&tick);
                lookout.add(&tick, &history.recent);
                for change in lookout.changes() {
                    if let Some(episode) = lookout.episodes().get(change.id()) {
                        output.episode(change, &EpisodeReport::new(episode));
                    }
                }
            }
            Ok(Told::End(end)) => break end,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => anyhow::bail!("weir-cli: the file's reader is gone."),
        }
        if Instant::now() >= next {
            next += SECOND;
            if !output.tick(&picture(name, &history, &lookout, &settings)) {
                return Ok(ExitCode::SUCCESS);
            }
        }
    };
    // Before the first packet there is nothing to report on.
    if end.is_ok() || history.span.is_some() {
        output.report(&Report::new(
            Origin::File { name: name.into() },
            &history,
            &lookout,
            &settings.thresholds,
        ));
    }
    Ok(end.map_or_else(
        |error| {
            crate::say(&error);
            ExitCode::FAILURE
        },
        |_| ExitCode::SUCCESS,
    ))
}

fn picture(
    name: &str,
    history: &History,
    lookout: &Lookout,
    settings: &Settings,
) -> weir_core::view::Snapshot {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let now = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
    let session = SessionView {
        file: Some(name.to_owned()),
        state: SessionState::Running,
        interface: Some(name.to_owned()),
        started_ms: None,
        ended_ms: None,
        duration_s: None,
        failure: None,
        waits: false,
        buffer_bytes: 0,
        promiscuous: false,
        filter: None,
        engine: None,
    };
    Source {
        history,
        lookout,
        session,
        thresholds: &settings.thresholds,
        last_tick: Some(now),
        counts_drops: false,
        coverage: None,
        now,
    }
    .snapshot(Scope { interval_s: 5, range_s: 60 })
}
