//! `weir-cli watch`: the controller with a terminal for a window.

use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
    time::Duration,
};

use serde::Serialize;
use tokio::sync::mpsc;
use weir_core::{
    controller::{Controller, Frontend, Handle, StartRequest, Status},
    programs::Programs,
    settings::{EngineChoice, SettingsFile, default_path},
    view::{AttackRow, Notice, Scope, SessionState, Snapshot, UserError},
};

use crate::screen::{Screen, protocol_name};

/// Messages that may wait for the terminal; a slow one misses some states in between, never the last.
const MAX_WAITING: usize = 64;

/// What the core tells, put into a channel: the controller must not wait for a terminal.
struct Terminal(mpsc::Sender<Told>);

enum Told {
    Status(Box<Status>),
    Alert(AttackRow),
    Notice(Notice),
}

impl Frontend for Terminal {
    fn status(&mut self, status: &Status) {
        let _ = self.0.try_send(Told::Status(Box::new(status.clone())));
    }

    fn alert(&mut self, alert: &AttackRow) {
        let _ = self.0.try_send(Told::Alert(*alert));
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

pub(crate) async fn run(
    interface: Option<String>,
    duration: Option<Duration>,
    engine: EngineChoice,
    json: bool,
) -> anyhow::Result<ExitCode> {
    let (tell, mut told) = mpsc::channel(MAX_WAITING);
    let file = SettingsFile::new(default_path());
    let core = Controller::spawn(Terminal(tell), Programs::locate(), Some(file))?;
    let duration_s = duration.and_then(|d| u32::try_from(d.as_secs()).ok());
    if let Err(error) = core.start(StartRequest { interface, duration_s, engine: Some(engine) }).await {
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
                Some(Told::Alert(alert)) => output.alert(&alert),
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

/// Standard output in one of its three forms: JSON lines, a screen that is drawn anew, or plain lines.
pub(crate) enum Output {
    Json,
    Screen(Screen),
    Lines,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum JsonLine<'a> {
    Tick(Box<Tick>),
    Report(&'a weir_core::report::Report),
}

/// One second in JSON lines.
#[derive(Serialize)]
struct Tick {
    time: f64,
    packets: u64,
    bytes: u64,
    packets_per_s: u64,
    bits_per_s: u64,
    tcp: u64,
    udp: u64,
    icmp: u64,
    other: u64,
    sources: u64,
    kernel_drops: u64,
}

impl Tick {
    fn new(snapshot: &Snapshot) -> Self {
        let count = |place: usize| snapshot.protocols.get(place).map_or(0, |row| row.packets.get());
        #[expect(clippy::cast_precision_loss, reason = "milliseconds since the epoch")]
        let time = snapshot.taken_ms.get() as f64 / 1000.0;
        Self {
            time,
            packets: snapshot.totals.packets.get(),
            bytes: snapshot.totals.bytes.get(),
            packets_per_s: snapshot.rate.packets_per_s.get(),
            bits_per_s: snapshot.rate.bits_per_s.get(),
            tcp: count(0),
            udp: count(1),
            icmp: count(2),
            // The schema's *other* includes ARP.
            other: count(3) + count(4),
            sources: snapshot.sources.distinct.get(),
            kernel_drops: snapshot.quality.kernel_drops.get(),
        }
    }
}

impl Output {
    pub(crate) fn new(json: bool) -> Self {
        if json {
            Self::Json
        } else if std::io::stdout().is_terminal() {
            Self::Screen(Screen::default())
        } else {
            Self::Lines
        }
    }

    /// False: nobody reads any more.
    pub(crate) fn tick(&mut self, snapshot: &Snapshot) -> bool {
        match self {
            Self::Json => print_json(&JsonLine::Tick(Box::new(Tick::new(snapshot)))),
            Self::Screen(screen) => screen.draw(snapshot),
            Self::Lines => {
                let Tick { packets, packets_per_s, sources, kernel_drops, .. } = Tick::new(snapshot);
                write_line(&format!(
                    "{packets} packets, {packets_per_s}/s, {sources} sources, {kernel_drops} dropped"
                ))
            }
        }
    }

    pub(crate) fn report(&mut self, report: &weir_core::report::Report) {
        match self {
            Self::Json => drop(print_json(&JsonLine::Report(report))),
            Self::Screen(screen) => {
                screen.clear();
                let _ = write_line(&report.to_text());
            }
            Self::Lines => drop(write_line(&report.to_text())),
        }
    }

    fn alert(&mut self, alert: &AttackRow) {
        let sentence = format!(
            "{}: {} packets in {} s, limit {}",
            protocol_name(alert.protocol),
            alert.packets.get(),
            alert.interval_s,
            alert.threshold.get()
        );
        match self {
            Self::Screen(screen) => screen.say(sentence),
            Self::Lines => drop(write_line(&sentence)),
            Self::Json => eprintln!("{sentence}"),
        }
    }

    fn problem(&mut self, error: &UserError) {
        match self {
            Self::Screen(screen) => screen.say(format!("{} {}", error.sentence, error.cure)),
            Self::Lines | Self::Json => eprintln!("weir-cli: {} {}", error.sentence, error.cure),
        }
    }

    fn notice(&mut self, notice: &Notice) {
        match self {
            Self::Screen(screen) => screen.say(notice.sentence.clone()),
            Self::Lines | Self::Json => eprintln!("weir-cli: {}", notice.sentence),
        }
    }
}

fn print_json(line: &JsonLine<'_>) -> bool {
    serde_json::to_string(line).is_ok_and(|text| write_line(&text))
}

/// A pipe that was closed (`| head`) ends the watch, quietly.
fn write_line(text: &str) -> bool {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush()).is_ok()
}
