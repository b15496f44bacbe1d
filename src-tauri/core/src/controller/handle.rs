//! How the rest of the program asks the controller.

use std::{fs::File, net::IpAddr, path::PathBuf};

use tokio::sync::{mpsc, oneshot};

use super::{
    Status,
    detection::Change,
    file,
    start::check_filter,
    tables::{Packets, Sources},
};
use crate::{
    doctor, permission,
    programs::Programs,
    report::Report,
    said::SaidId,
    settings::{Allowed, DetectionSettings, EngineChoice, Settings, Thresholds},
    sidecar_client::Launcher,
    view::{
        DoctorReport, EpisodeView, FloorRow, MuteWish, PacketView, Preview, Scope, SelfTest, Snapshot,
        SourceView, UserError,
    },
};

/// What to capture; what is missing comes from the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StartRequest {
    /// The interface; none: that of the settings, or the default one.
    pub interface: Option<String>,
    /// Stop by itself after so many seconds.
    pub duration_s: Option<u32>,
    /// How packets are fetched from the kernel.
    pub engine: Option<EngineChoice>,
    /// Which packets, in the language of pcap-filter(7); empty: all.
    pub filter: Option<String>,
}

pub(super) enum Request {
    Start(StartRequest, oneshot::Sender<Result<(), UserError>>),
    Open(File, String, oneshot::Sender<Result<(), UserError>>),
    Stop(oneshot::Sender<()>),
    Snapshot(Scope, oneshot::Sender<Snapshot>),
    Brief(Scope, oneshot::Sender<Snapshot>),
    Sources(Option<u32>, oneshot::Sender<Sources>),
    Packets(Option<u32>, oneshot::Sender<Packets>),
    Packet(u64, oneshot::Sender<Option<Box<PacketView>>>),
    Source(IpAddr, Scope, oneshot::Sender<Option<Box<SourceView>>>),
    Report(oneshot::Sender<Box<Report>>),
    Settings(oneshot::Sender<Settings>),
    Save(Box<Settings>, oneshot::Sender<Result<Settings, UserError>>),
    Status(oneshot::Sender<Status>),
    Episode(u64, oneshot::Sender<Result<Box<EpisodeView>, UserError>>),
    FalseAlarm(u64, oneshot::Sender<Result<Settings, UserError>>),
    Change(Change, oneshot::Sender<Result<Settings, UserError>>),
    Floors(oneshot::Sender<Vec<FloorRow>>),
    Preview(Scope, Box<(Thresholds, DetectionSettings)>, oneshot::Sender<Result<Preview, UserError>>),
    ShutDown(oneshot::Sender<()>),
}

/// A handle to the controller; clones are equal. When the last one goes, the controller ends.
#[derive(Clone, Debug)]
pub struct Handle {
    requests: mpsc::Sender<Request>,
    launcher: Launcher,
    programs: Programs,
}

impl Handle {
    pub(super) const fn new(requests: mpsc::Sender<Request>, launcher: Launcher, programs: Programs) -> Self {
        Self { requests, launcher, programs }
    }

    /// Where the capture programs are.
    #[must_use]
    pub const fn programs(&self) -> &Programs {
        &self.programs
    }

    /// Starts a capture. What happens then is told by the status.
    ///
    /// # Errors
    /// A filter that is not valid, no such interface, or another capture runs. Nothing is changed then.
    pub async fn start(&self, request: StartRequest) -> Result<(), UserError> {
        let settings = self.settings().await?;
        let filter = request.filter.clone().unwrap_or(settings.filter);
        let interface = request.interface.clone().or(settings.interface);
        check_filter(filter, interface).await?;
        self.ask(|reply| Request::Start(request, reply)).await?
    }

    /// Reads a capture file in place of what is shown. Errors that the reading meets come as notices.
    ///
    /// # Errors
    /// The file cannot be opened or is no regular file, or a capture runs; what is shown stays.
    pub async fn open_file(&self, path: PathBuf) -> Result<(), UserError> {
        let opened = tokio::task::spawn_blocking(move || file::open(&path)).await;
        let (input, name) = opened.map_err(|_| UserError::busy(SaidId::ShuttingDown))??;
        self.ask(|reply| Request::Open(input, name, reply)).await?
    }

    /// Ends the capture, the waiting for one, or the reading of a file.
    ///
    /// # Errors
    /// Only when the controller has ended.
    pub async fn stop(&self) -> Result<(), UserError> {
        self.ask(Request::Stop).await
    }

    /// Everything that the window shows.
    ///
    /// # Errors
    /// Only when the controller has ended.
    pub async fn snapshot(&self, scope: Scope) -> Result<Snapshot, UserError> {
        self.ask(|reply| Request::Snapshot(scope, reply)).await
    }

    /// The same with the first rows of its long lists.
    ///
    /// # Errors
    /// Only when the controller has ended.
    pub async fn brief(&self, scope: Scope) -> Result<Snapshot, UserError> {
        self.ask(|reply| Request::Brief(scope, reply)).await
    }

    /// The report of the capture so far.
    ///
    /// # Errors
    /// Only when the controller has ended.
    pub async fn report(&self) -> Result<Box<Report>, UserError> {
        self.ask(Request::Report).await
    }

    /// The settings.
    ///
    /// # Errors
    /// Only when the controller has ended.
    pub async fn settings(&self) -> Result<Settings, UserError> {
        self.ask(Request::Settings).await
    }

    /// Checks, keeps and applies settings; returns them as they are in force.
    ///
    /// # Errors
    /// A value out of its range, or a file that cannot be written; nothing is changed then.
    pub async fn save(&self, settings: Settings) -> Result<Settings, UserError> {
        self.ask(|reply| Request::Save(Box::new(settings), reply)).await?
    }

    /// What the tray shows.
    ///
    /// # Errors
    /// Only when the controller has ended.
    pub async fn status(&self) -> Result<Status, UserError> {
        self.ask(Request::Status).await
    }

    /// One episode with its evidence.
    ///
    /// # Errors
    /// It is not there any more, or the controller has ended.
    pub async fn episode(&self, id: u64) -> Result<EpisodeView, UserError> {
        self.ask(|reply| Request::Episode(id, reply)).await?.map(|view| *view)
    }

    /// Shows what `wish` covers as muted from now on, and notifies it no more.
    ///
    /// # Errors
    /// No kind and no network, a network that is none, too many mutes, or a file that cannot be written.
    pub async fn mute(&self, wish: MuteWish) -> Result<Settings, UserError> {
        self.ask(|reply| Request::Change(Change::Mute(wish), reply)).await?
    }

    /// Takes a mute back.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub async fn unmute(&self, id: u32) -> Result<Settings, UserError> {
        self.ask(|reply| Request::Change(Change::Unmute(id), reply)).await?
    }

    /// Calls an episode a false alarm: the lower limit of what made it fire rises above what it was.
    ///
    /// # Errors
    /// It is not there any more, or a file that cannot be written.
    pub async fn false_alarm(&self, id: u64) -> Result<Settings, UserError> {
        self.ask(|reply| Request::FalseAlarm(id, reply)).await?
    }

    /// Takes a false alarm back.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub async fn undo_false_alarm(&self, id: u32) -> Result<Settings, UserError> {
        self.ask(|reply| Request::Change(Change::UndoFalseAlarm(id), reply)).await?
    }

    /// Packets of this address or network are nobody's attack from now on.
    ///
    /// # Errors
    /// A network that is none, too many of them, or a file that cannot be written.
    pub async fn allow(&self, allowed: Allowed) -> Result<Settings, UserError> {
        self.ask(|reply| Request::Change(Change::Allow(allowed), reply)).await?
    }

    /// Takes that back.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub async fn disallow(&self, network: String) -> Result<Settings, UserError> {
        self.ask(|reply| Request::Change(Change::Disallow(network), reply)).await?
    }

    /// The lower limits of the adaptive rules.
    ///
    /// # Errors
    /// Only when the controller has ended.
    pub async fn floors(&self) -> Result<Vec<FloorRow>, UserError> {
        self.ask(Request::Floors).await
    }

    /// What other limits would have found in what was observed so far; nothing is changed.
    ///
    /// # Errors
    /// A value out of its range.
    pub async fn preview(
        &self,
        scope: Scope,
        thresholds: Thresholds,
        detection: DetectionSettings,
    ) -> Result<Preview, UserError> {
        self.ask(|reply| Request::Preview(scope, Box::new((thresholds, detection)), reply)).await?
    }

    /// Looks why capture would or would not work here; takes up to 3 s.
    pub async fn doctor(&self) -> DoctorReport {
        let chosen = self.settings().await.ok().and_then(|settings| settings.interface);
        doctor::examine(&self.launcher, &self.programs, chosen.as_deref()).await
    }

    /// Lets this account capture (an administrator is asked), or no longer: then a running capture ends first.
    ///
    /// # Errors
    /// The consent was not given, or the system refused.
    pub async fn change_permission(&self, allow: bool) -> Result<(), UserError> {
        if !allow {
            self.stop().await?;
        }
        permission::change(&self.programs, allow).await
    }

    /// Plays the test scenes of detection; takes some seconds.
    ///
    /// # Errors
    /// The replay program is not there, or failed.
    pub async fn selftest(&self) -> Result<SelfTest, UserError> {
        let programs = self.programs.clone();
        let played = tokio::task::spawn_blocking(move || crate::selftest::run(&programs));
        played.await.unwrap_or_else(|_| Err(UserError::busy(SaidId::ScenesBroken)))
    }

    /// Stops the capture and ends the controller; the sidecar is gone when this returns.
    pub async fn shut_down(&self) {
        // An error means that it has ended already.
        let _ = self.ask(Request::ShutDown).await;
    }

    pub(super) async fn ask<R>(
        &self,
        request: impl FnOnce(oneshot::Sender<R>) -> Request,
    ) -> Result<R, UserError> {
        let ended = || UserError::busy(SaidId::ShuttingDown);
        let (reply, answer) = oneshot::channel();
        self.requests.send(request(reply)).await.map_err(|_| ended())?;
        answer.await.map_err(|_| ended())
    }
}
