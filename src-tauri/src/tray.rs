//! The tray: an icon for each state, the live rate, start and stop.

mod host;
mod menu;

pub use host::has_host;
pub use menu::{Action, Entry, Icon, Look, look};

use tauri::{
    AppHandle, Manager, Runtime,
    image::Image,
    menu::{Menu, MenuEvent, MenuItem, PredefinedMenuItem},
    tray::{TrayIcon, TrayIconBuilder},
};
use weir_core::{
    controller::{Handle, StartRequest, Status},
    language::Locale,
};

use crate::{notify::Quiet, speech, window};

/// The rate in the menu and the tooltip changes at most so often.
const REFRESH: std::time::Duration = std::time::Duration::from_secs(1);

/// The tray icon with its menu.
pub struct Tray<R: Runtime> {
    icon: TrayIcon<R>,
    status: MenuItem<R>,
    capture: MenuItem<R>,
    alert: MenuItem<R>,
    quiet: MenuItem<R>,
    show: MenuItem<R>,
    quit: MenuItem<R>,
    shown: Look,
    /// Whether the menu says that notifications are paused.
    shown_quiet: bool,
    at: std::time::Instant,
}

impl<R: Runtime> Tray<R> {
    /// Puts the icon into the tray; none where the system has no tray at all.
    pub fn new(app: &AppHandle<R>) -> Option<Self> {
        match Self::build(app) {
            Ok(tray) => Some(tray),
            Err(error) => {
                tracing::warn!("there is no tray: {error}");
                None
            }
        }
    }

    fn build(app: &AppHandle<R>) -> tauri::Result<Self> {
        let locale = speech::locale(app);
        let first = Look::stopped(None, &locale);
        let status = item(app, &first.status)?;
        let capture = item(app, &first.capture)?;
        let alert = item(app, &first.alert)?;
        let quiet = item(app, &Entry::quiet(false, &locale))?;
        let show = item(app, &first.show)?;
        let quit = item(app, &first.quit)?;
        let line = PredefinedMenuItem::separator(app)?;
        let menu = Menu::with_items(app, &[&status, &capture, &alert, &quiet, &show, &line, &quit])?;
        let icon = TrayIconBuilder::with_id("main")
            .icon(image(first.icon)?)
            .tooltip(&first.tooltip)
            .menu(&menu)
            .show_menu_on_left_click(true)
            .on_menu_event({
                let quiet = quiet.clone();
                move |app, event| on_click(app, &event, &quiet)
            })
            .build(app)?;
        Ok(Self {
            icon,
            status,
            capture,
            alert,
            quiet,
            show,
            quit,
            shown: first,
            shown_quiet: false,
            at: std::time::Instant::now(),
        })
    }

    /// Shows a status: at once when the state or the language changed, else once a second.
    pub fn show(&mut self, status: &Status, locale: &Locale) {
        let next = look(status, locale);
        let same_state = next.icon == self.shown.icon
            && next.capture == self.shown.capture
            && next.alert == self.shown.alert
            && next.show == self.shown.show;
        if next == self.shown || (same_state && self.at.elapsed() < REFRESH) {
            return;
        }
        // An hour may be over by now.
        let is_quiet = self.icon.app_handle().try_state::<Quiet>().is_some_and(|quiet| quiet.is_on());
        if let Err(error) = self.apply(&next, is_quiet, locale) {
            tracing::warn!("the tray cannot be changed: {error}");
        }
        self.shown = next;
        self.shown_quiet = is_quiet;
        self.at = std::time::Instant::now();
    }

    /// Each change is a wait for the main thread, so only what is another.
    fn apply(&self, next: &Look, is_quiet: bool, locale: &Locale) -> tauri::Result<()> {
        if next.icon != self.shown.icon {
            self.icon.set_icon(Some(image(next.icon)?))?;
        }
        let spoken_anew = next.quit != self.shown.quit;
        if is_quiet != self.shown_quiet || spoken_anew {
            self.quiet.set_text(Entry::quiet(is_quiet, locale).label)?;
        }
        // Trays of Linux have none.
        if cfg!(any(windows, target_os = "macos")) {
            self.icon.set_tooltip(Some(&next.tooltip))?;
        }
        if next.status != self.shown.status {
            self.status.set_text(&next.status.label)?;
        }
        if next.capture != self.shown.capture {
            self.capture.set_text(&next.capture.label)?;
            self.capture.set_enabled(next.capture.enabled)?;
        }
        if next.alert != self.shown.alert {
            self.alert.set_text(&next.alert.label)?;
            self.alert.set_enabled(next.alert.enabled)?;
        }
        if next.show != self.shown.show {
            self.show.set_text(&next.show.label)?;
            self.quit.set_text(&next.quit.label)?;
        }
        Ok(())
    }
}

fn item<R: Runtime>(app: &AppHandle<R>, entry: &Entry) -> tauri::Result<MenuItem<R>> {
    MenuItem::with_id(app, entry.action.id(), &entry.label, entry.enabled, None::<&str>)
}

fn image(icon: Icon) -> tauri::Result<Image<'static>> {
    Image::from_bytes(match icon {
        Icon::Idle => include_bytes!("../icons/tray-idle.png"),
        Icon::Running => include_bytes!("../icons/tray-running.png"),
        Icon::Alert => include_bytes!("../icons/tray-alert.png"),
        Icon::Failed => include_bytes!("../icons/tray-failed.png"),
    })
}

fn on_click<R: Runtime>(app: &AppHandle<R>, event: &MenuEvent, quiet: &MenuItem<R>) {
    match Action::from_id(event.id().as_ref()) {
        Some(Action::Capture) => {
            let app = app.clone();
            tauri::async_runtime::spawn(async move { start_or_stop(&app).await });
        }
        Some(Action::Alert) => {
            let app = app.clone();
            tauri::async_runtime::spawn(async move { show_last_alert(&app).await });
        }
        Some(Action::Quiet) => {
            let state = app.state::<Quiet>();
            state.toggle();
            if let Err(error) = quiet.set_text(Entry::quiet(state.is_on(), &speech::locale(app)).label) {
                tracing::warn!("the tray cannot be changed: {error}");
            }
        }
        Some(Action::Show) => window::show(app),
        Some(Action::Quit) => window::quit(app),
        Some(Action::None) | None => {}
    }
}

async fn show_last_alert<R: Runtime>(app: &AppHandle<R>) {
    let core = app.state::<Handle>().inner().clone();
    match core.status().await.ok().and_then(|status| status.last_alert) {
        Some(last) => window::show_episode(app, last.id),
        None => window::show(app),
    }
}

/// What the item said when it was clicked is what it does: the state decides, not the label.
async fn start_or_stop<R: Runtime>(app: &AppHandle<R>) {
    use weir_core::view::SessionState::{Failed, Idle, Running, Starting, Stopping};
    let core = app.state::<Handle>().inner().clone();
    let Ok(status) = core.status().await else { return };
    let session = status.session;
    let done = match session.state {
        Failed if session.waits => core.stop().await,
        Idle | Failed => {
            let duration_s = core.settings().await.ok().and_then(|settings| settings.duration_s);
            let interface = session.interface;
            core.start(StartRequest { interface, duration_s, ..StartRequest::default() }).await
        }
        Starting | Running => core.stop().await,
        Stopping => Ok(()),
    };
    if let Err(error) = done {
        let (what, cure) = speech::locale(app).trouble(&error);
        crate::notify::show(app, &what, &cure);
    }
}
