//! `weir-cli watch`: the controller with a terminal for a window.

use std::{process::ExitCode, time::Duration};

use tokio::sync::mpsc;
use weir_core::{
    controller::{Alert, Controller, Frontend, Handle, StartRequest, Status},
    episodes::Change,
    programs::Programs,
    report::EpisodeReport,
    settings::{SettingsFile, default_path},
    view::{AttackRow, Notice, Scope, SessionState, UserError},
};

use crate::output::Output;

/// Messages that may wait for the terminal; a slow one misses some states in between, never the last.
const MAX_WAITING: usize = 64;

/// What the core tells, put into a channel: the controller must not wait for a terminal.
struct Terminal(mpsc::Sender<Told>);

enum Told {
    Status(Box<Status>),
    Hit(AttackRow),
    Episode(Change, Box<EpisodeReport>),
    Notice(Notice),
}

impl Frontend for Terminal {
    fn status(&mut self, status: &Status) {
        let _ = self.0.try_send(Told::Status(Box::new(status.clone())));
    }

    fn alert(&mut self, told: &weir_core::controller::Told) {
        // Episodes are told one by one.
        if let Alert::Limit(hit) = told.alert {
            let _ = self.0.try_send(Told::Hit(hit));
        }
    }

    fn episode(&mut self, change: Change, episode: &EpisodeReport) {
        let _ = self.0.try_send(Told::Episode(change, Box::new(episode.clone())));
    }

    fn notice(&mut self, notice: &Notice) {
        let _ = self.0.try_send(Told::Notice(notice.clone()));
    }
}

/// How a watch ended.
enum End {
    /// By itself, by Ctrl-C, or because nobody reads any more.
    Done,
    /// It could not start.
    Failed(UserError),
}

pub(crate) async fn run(request: StartRequest, json: bool) -> anyhow::Result<ExitCode> {
    let (tell, mut told) = mpsc::channel(MAX_WAITING);
    let file = SettingsFile::new(default_path());
    let core = Controller::spawn(Terminal(tell), Programs::locate(), Some(file))?;
    let duration = request.duration_s.map(|s| Duration::from_secs(s.into()));
    if let Err(error) = core.start(request).await {
        crate::say(&error);
        return Ok(ExitCode::FAILURE);
    }
    let mut output = Output::new(json);
    let end = watch(&core, &mut told, &mut output, duration).await?;
    let _ = core.stop().await;
    settle(&core).await;
    let code = match end {
        End::Done => {
            let report = core.report().await?;
            output.report(&report);
            ExitCode::SUCCESS
        }
        End::Failed(error) => {
            crate::say(&error);
            ExitCode::FAILURE
        }
    };
    core.shut_down().await;
    Ok(code)
}

/// Shows what goes by until the end.
async fn watch(
    core: &Handle,
    told: &mut mpsc::Receiver<Told>,
    output: &mut Output,
    duration: Option<Duration>,
) -> anyhow::Result<End> {
    let mut second = tokio::time::interval(Duration::from_secs(1));
    let mut interrupted = std::pin::pin!(interrupt());
    let mut ran = false;
    // The core stops by itself; this bounds a capture that waits for its interface to the very end.
    let limit = tokio::time::sleep(duration.map_or(Duration::MAX, |d| d + Duration::from_secs(5)));
    let mut limit = std::pin::pin!(limit);
    loop {
        tokio::select! {
            message = told.recv() => match message {
                Some(Told::Status(status)) => {
                    let session = &status.session;
                    match session.state {
                        SessionState::Running => ran = true,
                        SessionState::Idle if ran => return Ok(End::Done),
                        SessionState::Failed => {
                            let Some(error) = session.failure.clone() else { continue };
                            if !ran || !session.waits {
                                return Ok(End::Failed(error));
                            }
                            output.problem(&error);
                        }
                        SessionState::Idle | SessionState::Starting | SessionState::Stopping => {}
                    }
                }
                Some(Told::Hit(hit)) => output.hit(&hit),
                Some(Told::Episode(change, episode)) => output.episode(change, &episode),
                Some(Told::Notice(notice)) => output.notice(&notice),
                None => return Ok(End::Done),
            },
            _ = second.tick() => {
                if ran {
                    let snapshot = core.snapshot(Scope { interval_s: 5, range_s: 60 }).await?;
                    if !output.tick(&snapshot) {
                        return Ok(End::Done);
                    }
                }
            }
            () = &mut interrupted => return Ok(End::Done),
            () = &mut limit => return Ok(End::Done),
        }
    }
}

/// Waits until the last numbers have come in.
async fn settle(core: &Handle) {
    for _ in 0..40 {
        match core.status().await {
            Ok(status) if status.session.state == SessionState::Stopping => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            Ok(_) | Err(_) => return,
        }
    }
}

/// Ctrl-C, or the polite signal of a service manager.
async fn interrupt() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
