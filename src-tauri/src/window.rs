//! The one window: shown, hidden, closed into the tray.

use std::time::{Duration, Instant};

use tauri::{AppHandle, Manager, Runtime, Window, WindowEvent};
use tauri_specta::Event;
use weir_core::{controller::Handle, language::Phrase};

use crate::{events::EpisodeEvent, files, notify, speech, tray};

const MAIN: &str = "main";

/// Shows the window and brings it to the front.
pub fn show<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.get_webview_window(MAIN) else { return };
    let shown = window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!("the window cannot be shown: {error}");
    }
}

/// Shows the window with the card of an episode.
pub fn show_episode<R: Runtime>(app: &AppHandle<R>, id: u32) {
    show(app);
    if let Err(error) = (EpisodeEvent { id }).emit(app) {
        tracing::warn!("the window cannot be told: {error}");
    }
}

/// Makes everything in the window so large, in percent.
pub fn zoom<R: Runtime>(app: &AppHandle<R>, percent: u32) {
    let Some(window) = app.get_webview_window(MAIN) else { return };
    if let Err(error) = window.set_zoom(f64::from(percent) / 100.0) {
        tracing::warn!("the window cannot be zoomed: {error}");
    }
}

/// As it was left.
pub async fn zoom_as_kept<R: Runtime>(app: &AppHandle<R>) {
    let core = app.state::<Handle>().inner().clone();
    if let Ok(settings) = core.settings().await {
        zoom(app, settings.zoom);
    }
}

/// At login the tray may come later than Weir; one that does not come within this will not.
const TRAY_PATIENCE: Duration = Duration::from_secs(20);

/// Stays hidden if a tray comes; without one there would be no way to the window.
pub fn show_without_tray<R: Runtime>(app: &AppHandle<R>) {
    let app = app.clone();
    std::thread::spawn(move || {
        let patience = Instant::now() + TRAY_PATIENCE;
        while !tray::has_host() {
            if Instant::now() >= patience {
                return show(&app);
            }
            std::thread::sleep(Duration::from_millis(500));
        }
    });
}

/// Whether the window is on the screen.
pub fn is_shown<R: Runtime>(app: &AppHandle<R>) -> bool {
    app.get_webview_window(MAIN).is_some_and(|window| window.is_visible().unwrap_or(true))
}

/// Closing hides: the capture goes on in the tray, and the first time that is said. Without a tray there would be no
/// way back, so closing quits.
pub fn on_event<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    let app = window.app_handle();
    if let WindowEvent::DragDrop(event) = event {
        return files::on_drag(app, event);
    }
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    if !tray::has_host() {
        api.prevent_close();
        return quit(app);
    }
    api.prevent_close();
    if let Err(error) = window.hide() {
        tracing::warn!("the window cannot be hidden: {error}");
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move { tell_about_tray(&app).await });
}

/// Stops the capture, then ends. Not on this thread: what the core tells meanwhile goes through it.
pub fn quit<R: Runtime>(app: &AppHandle<R>) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let core = app.state::<Handle>().inner().clone();
        core.shut_down().await;
        app.exit(0);
    });
}

async fn tell_about_tray<R: Runtime>(app: &AppHandle<R>) {
    let core = app.state::<Handle>().inner().clone();
    let Ok(mut settings) = core.settings().await else { return };
    if !settings.told_about_tray {
        let locale = speech::locale(app);
        notify::show(app, &locale.say(Phrase::StillThere, &[]), &locale.say(Phrase::StillThereHow, &[]));
        settings.told_about_tray = true;
        if let Err(error) = core.save(settings).await {
            tracing::warn!("{error}");
        }
    }
}
