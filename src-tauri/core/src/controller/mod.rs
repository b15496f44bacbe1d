//! The one owner of session, history and settings: takes requests, drives a sidecar, tells a [`Frontend`].
//!
//! One task, one loop: requests, what the sidecar says, and the clock. Nothing is shared and nothing is locked.
//! The policy is in [`crate::session`]; this only carries it out.

mod alerts;
mod choices;
mod clock;
mod coverage;
mod detection;
mod drive;
mod file;
mod handle;
mod start;
mod status;
mod tables;
mod views;

pub use alerts::{Alert, Told};
pub use handle::{Handle, StartRequest};
pub use start::check_filter;
pub use status::{Frontend, LastAlert, Status};

use std::time::Duration;

use tokio::sync::mpsc;
use weir_protocol::{Engine, Event as Said, FailureKind};

use crate::{
    history::{History, Kind},
    interfaces,
    lookout::Lookout,
    programs::Programs,
    session::{Effect, Event, Session, State, Step},
    settings::{Settings, SettingsFile},
    sidecar_client::Launcher,
    tables::Lists,
    view::UserError,
};
use clock::now_ms;
use drive::{Driver, FromDriver};
use handle::Request;

/// The clock's grain: how often deadlines, retries and the frontend's status are looked at.
const BEAT: Duration = Duration::from_millis(250);

/// Requests that may wait: a window asks for one snapshot at a time, so more is a bug.
const MAX_WAITING: usize = 64;

/// See the module.
#[derive(Debug)]
pub struct Controller<F> {
    frontend: F,
    launcher: Launcher,
    programs: Programs,
    file: Option<SettingsFile>,
    settings: Settings,
    session: Session,
    history: History,
    lookout: Lookout,
    lists: Lists,
    driver: Option<Driver>,
    files: file::Files,
    from_driver: (mpsc::Sender<FromDriver>, mpsc::Receiver<FromDriver>),
    /// The interface of the capture in `history`.
    interface: Option<String>,
    /// Its index: an interface keeps that when it is renamed.
    index: Option<u32>,
    /// Its filter.
    filter: Option<String>,
    /// The last want of the user: what the tray and the header show when idle.
    started_ms: Option<u64>,
    ended_ms: Option<u64>,
    last_tick: Option<u64>,
    last_look: u64,
    stop_asked: Option<u64>,
    counts_drops: bool,
    buffer_bytes: u32,
    engine: Option<&'static str>,
    coverage: coverage::Coverage,
    status: status::Known,
}

impl<F: Frontend> Controller<F> {
    /// Starts the controller as a task of the current runtime. `file`: where settings live; none: they are not kept.
    ///
    /// # Errors
    /// Those of the operating system, when it has no thread for the launcher.
    pub fn spawn(frontend: F, programs: Programs, file: Option<SettingsFile>) -> std::io::Result<Handle> {
        let launcher = Launcher::new()?;
        let (settings, notice) = file.as_ref().map_or_else(Default::default, SettingsFile::load);
        let (requests, queue) = mpsc::channel(MAX_WAITING);
        let handle = Handle::new(requests, launcher.clone(), programs.clone());
        let mut controller = Self {
            frontend,
            launcher,
            programs,
            file,
            history: History::new(Kind::Live, &settings.thresholds),
            lookout: Lookout::new(&settings.detection),
            lists: Lists::default(),
            settings,
            session: Session::default(),
            driver: None,
            files: file::Files::default(),
            from_driver: mpsc::channel(MAX_WAITING),
            interface: None,
            index: None,
            filter: None,
            started_ms: None,
            ended_ms: None,
            last_tick: None,
            last_look: 0,
            stop_asked: None,
            counts_drops: false,
            buffer_bytes: 0,
            engine: None,
            coverage: coverage::Coverage::default(),
            status: status::Known::default(),
        };
        if let Some(notice) = notice {
            controller.frontend.notice(&notice);
        }
        tokio::spawn(controller.run(queue));
        Ok(handle)
    }

    async fn run(mut self, mut queue: mpsc::Receiver<Request>) {
        let mut beat = tokio::time::interval(BEAT);
        beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                request = queue.recv() => match request {
                    Some(Request::ShutDown(done)) => {
                        self.shut_down().await;
                        let _ = done.send(());
                        return;
                    }
                    Some(request) => self.answer(request),
                    None => return self.shut_down().await,
                },
                Some(message) = self.from_driver.1.recv() => self.on_driver(message),
                Some(message) = self.files.next() => self.on_file(message),
                _ = beat.tick() => self.on_beat(),
            }
        }
    }

    fn answer(&mut self, request: Request) {
        // A caller that no longer waits has its reason.
        match request {
            Request::Start(wish, reply) => drop(reply.send(self.start(wish))),
            Request::Open(input, name, reply) => drop(reply.send(self.open_file(input, name))),
            Request::Stop(reply) => {
                self.stop();
                let _ = reply.send(());
            }
            Request::Snapshot(scope, reply) => {
                self.coverage.look(now_ms());
                drop(reply.send(self.source().snapshot(self.files.scope(scope))))
            }
            Request::Brief(scope, reply) => {
                self.coverage.look(now_ms());
                drop(reply.send(self.source().brief(self.files.scope(scope))))
            }
            Request::Sources(list, reply) => drop(reply.send(self.source_list(list))),
            Request::Packets(list, reply) => drop(reply.send(self.packet_list(list))),
            Request::Packet(id, reply) => {
                drop(reply.send(self.lists.packet(id, &self.history).map(Box::new)))
            }
            Request::Source(address, scope, reply) => {
                drop(reply.send(self.source().of(address, self.files.scope(scope)).map(Box::new)))
            }
            Request::Report(reply) => drop(reply.send(Box::new(self.report()))),
            Request::Settings(reply) => drop(reply.send(self.settings.clone())),
            Request::Save(settings, reply) => drop(reply.send(self.save(*settings))),
            Request::Episode(id, reply) => drop(reply.send(self.episode(id))),
            Request::FalseAlarm(id, reply) => drop(reply.send(self.false_alarm(id))),
            Request::Change(change, reply) => drop(reply.send(self.change(change))),
            Request::Floors(reply) => drop(reply.send(self.floors())),
            Request::Preview(scope, limits, reply) => {
                drop(reply.send(self.preview(scope, &limits.0, &limits.1)))
            }
            Request::Status(reply) => drop(reply.send(self.status())),
            Request::ShutDown(reply) => {
                let _ = reply.send(());
            }
        }
    }

    /// Gives the machine an event and carries out what follows.
    fn step(&mut self, event: Event) -> Step {
        let now = now_ms();
        let before = self.session.name();
        let step = self.session.on(event, now);
        if let Step::Changed(effects) = &step {
            for effect in effects {
                self.carry_out(effect, now);
            }
            if before != self.session.name() {
                self.tell();
            }
        }
        step
    }

    fn carry_out(&mut self, effect: &Effect, now: u64) {
        match effect {
            Effect::Clear => {
                self.files.close();
                self.history = History::new(Kind::Live, &self.settings.thresholds);
                self.lookout.clear();
                self.lists.clear();
                self.coverage.clear();
                self.status.clear();
                (self.started_ms, self.ended_ms, self.last_tick) = (None, None, None);
            }
            Effect::Launch(id, want) => {
                (self.interface, self.filter) = (Some(want.interface.clone()), want.filter.clone());
                let messages = self.from_driver.0.clone();
                self.index = interfaces::find(&want.interface).map(|found| found.index);
                self.driver = Some(Driver::spawn(
                    *id,
                    want,
                    self.index,
                    self.launcher.clone(),
                    self.programs.clone(),
                    messages,
                ));
            }
            Effect::AskToStop(_) => {
                self.stop_asked = Some(now);
                if let Some(driver) = &self.driver {
                    driver.stop();
                }
            }
            Effect::Release(_) => {
                self.history.interrupt();
                self.lookout.interrupt();
                self.stop_asked = None;
                self.ended_ms = Some(now);
                self.driver = None;
            }
        }
    }

    fn on_driver(&mut self, FromDriver { id, message }: FromDriver) {
        if id != self.session.id() {
            return;
        }
        let event = match message {
            drive::Message::Said(Said::Tick(tick)) => {
                if matches!(self.session.state(), State::Running { .. } | State::Stopping { .. }) {
                    self.history.add(&tick);
                    self.lookout.add(&tick, &self.history.recent);
                    self.last_tick = Some(now_ms());
                    self.measure_coverage();
                    self.tell();
                }
                return;
            }
            drive::Message::Said(Said::Started(facts)) => {
                self.counts_drops = facts.counts_drops;
                self.buffer_bytes = facts.buffer_bytes;
                self.engine = match facts.engine {
                    Engine::Ring => Some("packet ring"),
                    Engine::Pnet => Some("pnet"),
                    Engine::Auto => None,
                };
                self.started_ms = self.started_ms.or_else(|| Some(now_ms()));
                self.last_tick = Some(now_ms());
                self.ended_ms = None;
                Event::Opened(id, facts)
            }
            drive::Message::Said(Said::Stopped { .. }) => Event::Closed(id),
            drive::Message::Said(Said::Failed { kind, detail, .. }) => {
                let interface = self.interface.clone().unwrap_or_default();
                Event::Failed(id, UserError::from_failure(kind, &detail, &interface, self.programs.installed))
            }
            drive::Message::Said(Said::Busy { .. } | Said::Interfaces(_)) => return,
            drive::Message::NoInterface => {
                let interface = self.interface.clone().unwrap_or_default();
                Event::Failed(id, UserError::interface_lost(&interface, FailureKind::NoSuchInterface))
            }
            drive::Message::CouldNotOpen(error) => Event::Failed(id, error),
            drive::Message::Gone(error) => Event::PeerGone(id, error),
        };
        self.step(event);
    }

    async fn shut_down(&mut self) {
        self.step(Event::Stop);
        if let Some(driver) = self.driver.take() {
            driver.end().await;
        }
    }
}
