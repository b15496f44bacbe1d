//! The core's frontend on a desktop: the window's pulse, the tray, notifications.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use tauri::{AppHandle, Manager, Runtime};
use tauri_specta::Event;
use weir_core::{
    controller::{Frontend, Handle, Status, Told},
    language::Phrase,
    view::{Notice, SessionState},
};

use crate::{
    events::{NoticeEvent, PulseEvent},
    notify::{self, Quiet},
    rhythm::Rhythm,
    speech::{self, Speech},
    tray::Tray,
    window,
};

/// More notices than this before the window opens would be a fault of ours.
const MAX_NOTICES: usize = 16;

/// Notices that wait for the window.
#[derive(Clone, Debug, Default)]
pub struct Notices(Arc<Mutex<Vec<Notice>>>);

impl Notices {
    /// Gives them away.
    #[must_use]
    pub fn take(&self) -> Vec<Notice> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn push(&self, notice: Notice) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < MAX_NOTICES {
            waiting.push(notice);
        }
    }
}

/// See the module.
pub struct Desktop<R: Runtime> {
    app: AppHandle<R>,
    tray: Option<Tray<R>>,
    state: SessionState,
    rhythm: Rhythm,
}

impl<R: Runtime> Desktop<R> {
    /// A desktop with a tray, if there is one.
    pub fn new(app: AppHandle<R>, tray: Option<Tray<R>>) -> Self {
        app.manage(Notices::default());
        app.manage(Quiet::default());
        Self { app, tray, state: SessionState::Idle, rhythm: Rhythm::default() }
    }

    fn notify(&self, title: String, body: String, episode: Option<u32>) {
        let app = self.app.clone();
        if app.try_state::<Quiet>().is_some_and(|quiet| quiet.is_on()) {
            tracing::info!("notifications are paused: {title}: {body}");
            return;
        }
        tauri::async_runtime::spawn(async move {
            let Some(core) = app.try_state::<Handle>().map(|core| core.inner().clone()) else { return };
            if core.settings().await.is_ok_and(|settings| settings.notifications) {
                match episode {
                    Some(id) => notify::show_episode(&app, &title, &body, id),
                    None => notify::show(&app, &title, &body),
                }
            }
        });
    }
}

impl<R: Runtime> Frontend for Desktop<R> {
    fn status(&mut self, status: &Status) {
        if let Some(speech) = self.app.try_state::<Speech>() {
            speech.choose(status.language);
        }
        if let Some(tray) = &mut self.tray {
            tray.show(status, &speech::locale(&self.app));
        }
        // A hidden window draws nothing, so it is told nothing; it asks when it is shown.
        if self.rhythm.is_due(status.pulse, status.packets, Instant::now())
            && window::is_shown(&self.app)
            && let Err(error) = PulseEvent(status.pulse).emit(&self.app)
        {
            tracing::warn!("the window cannot be told: {error}");
        }
        if status.session.state == SessionState::Failed
            && self.state == SessionState::Running
            && let Some(failure) = &status.session.failure
        {
            let locale = speech::locale(&self.app);
            let (what, cure) = locale.trouble(failure);
            self.notify(locale.say(Phrase::CaptureStopped, &[]), format!("{what} {cure}"), None);
        }
        self.state = status.session.state;
    }

    fn alert(&mut self, told: &Told) {
        let (title, body) = notify::words(told, &speech::locale(&self.app));
        self.notify(title, body, notify::episode(told));
    }

    fn notice(&mut self, notice: &Notice) {
        tell(&self.app, notice);
    }
}

/// Says something once in the window; before there is one it waits.
pub(crate) fn tell<R: Runtime>(app: &AppHandle<R>, notice: &Notice) {
    if let Some(notices) = app.try_state::<Notices>() {
        notices.push(notice.clone());
    }
    if let Err(error) = NoticeEvent(notice.clone()).emit(app) {
        tracing::warn!("the window cannot be told: {error}");
    }
}
