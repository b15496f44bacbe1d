//! What the window may ask. Each command passes on to the core and does nothing else.

use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, Manager, Runtime, State};
use weir_core::{
    controller::{self, Handle, StartRequest},
    interfaces,
    settings::{Allowed, DetectionSettings, Settings, Thresholds, default_path},
    view::{
        DoctorReport, EpisodeView, FloorRow, InterfaceCount, InterfaceRow, MuteWish, Notice, Preview, Scope,
        SelfTest, Snapshot, UserError,
    },
};

use crate::{desktop::Notices, login, speech, window};

/// About this Weir.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// Its version.
    pub version: String,
    /// The capture program it uses.
    pub sidecar: String,
    /// It comes from a package, whose grant program can change the permission.
    pub installed: bool,
    /// Where the settings are.
    pub settings_path: String,
    /// Where the log is.
    pub log_path: String,
}

/// Everything that the window shows, now; its long lists `whole`, or their first rows.
#[tauri::command]
#[specta::specta]
pub async fn get_snapshot(core: State<'_, Handle>, scope: Scope, whole: bool) -> Result<Snapshot, UserError> {
    if whole { core.snapshot(scope).await } else { core.brief(scope).await }
}

/// The interfaces of this machine.
#[tauri::command]
#[specta::specta]
pub async fn get_interfaces() -> Result<Vec<InterfaceRow>, UserError> {
    Ok(interfaces::list().into_iter().map(|found| found.row).collect())
}

/// How many packets each interface has had; cheap enough for each second.
#[tauri::command]
#[specta::specta]
pub async fn get_interface_counts() -> Result<Vec<InterfaceCount>, UserError> {
    Ok(interfaces::counts())
}

/// Starts a capture on the interface `name` (none: the chosen or the default one), to stop by itself after
/// `duration_s`. (`interface` is a reserved word in JavaScript.)
#[tauri::command]
#[specta::specta]
pub async fn start_capture(
    core: State<'_, Handle>,
    name: Option<String>,
    duration_s: Option<u32>,
) -> Result<(), UserError> {
    core.start(StartRequest { interface: name, duration_s, ..StartRequest::default() }).await
}

/// Whether `text` is a capture filter for the interface `name` (none: the default one).
#[tauri::command]
#[specta::specta]
pub async fn check_filter(text: String, name: Option<String>) -> Result<(), UserError> {
    controller::check_filter(text, name).await
}

/// Ends the capture, or the waiting for one.
#[tauri::command]
#[specta::specta]
pub async fn stop_capture(core: State<'_, Handle>) -> Result<(), UserError> {
    core.stop().await
}

/// The settings in force.
#[tauri::command]
#[specta::specta]
pub async fn get_settings(core: State<'_, Handle>) -> Result<Settings, UserError> {
    core.settings().await
}

/// Checks, keeps and applies settings.
#[tauri::command]
#[specta::specta]
pub async fn save_settings<R: Runtime>(
    app: AppHandle<R>,
    core: State<'_, Handle>,
    settings: Settings,
) -> Result<Settings, UserError> {
    let at_login = settings.start_at_login;
    let kept = core.save(settings).await?;
    login::set(&app, at_login)?;
    window::zoom(&app, kept.zoom);
    Ok(kept)
}

/// Looks why capture would or would not work here; takes up to 3 s.
#[tauri::command]
#[specta::specta]
pub async fn run_doctor(core: State<'_, Handle>) -> Result<DoctorReport, UserError> {
    Ok(core.doctor().await)
}

/// One episode with its evidence.
#[tauri::command]
#[specta::specta]
pub async fn get_episode(core: State<'_, Handle>, id: u32) -> Result<EpisodeView, UserError> {
    core.episode(id.into()).await
}

/// Mutes a kind, an address or a network, or a kind from there.
#[tauri::command]
#[specta::specta]
pub async fn mute(core: State<'_, Handle>, wish: MuteWish) -> Result<Settings, UserError> {
    core.mute(wish).await
}

/// Takes a mute back.
#[tauri::command]
#[specta::specta]
pub async fn unmute(core: State<'_, Handle>, id: u32) -> Result<Settings, UserError> {
    core.unmute(id).await
}

/// Calls an episode a false alarm: the lower limit of what made it fire rises.
#[tauri::command]
#[specta::specta]
pub async fn false_alarm(core: State<'_, Handle>, id: u32) -> Result<Settings, UserError> {
    core.false_alarm(id.into()).await
}

/// Takes a false alarm back.
#[tauri::command]
#[specta::specta]
pub async fn undo_false_alarm(core: State<'_, Handle>, id: u32) -> Result<Settings, UserError> {
    core.undo_false_alarm(id).await
}

/// Packets of this address or network are nobody's attack from now on.
#[tauri::command]
#[specta::specta]
pub async fn allow(core: State<'_, Handle>, allowed: Allowed) -> Result<Settings, UserError> {
    core.allow(allowed).await
}

/// Takes that back.
#[tauri::command]
#[specta::specta]
pub async fn disallow(core: State<'_, Handle>, network: String) -> Result<Settings, UserError> {
    core.disallow(network).await
}

/// The lower limits of the adaptive rules, own and in force.
#[tauri::command]
#[specta::specta]
pub async fn get_floors(core: State<'_, Handle>) -> Result<Vec<FloorRow>, UserError> {
    core.floors().await
}

/// What other limits would have found in what was observed so far; nothing is changed.
#[tauri::command]
#[specta::specta]
pub async fn preview_limits(
    core: State<'_, Handle>,
    scope: Scope,
    thresholds: Thresholds,
    detection: DetectionSettings,
) -> Result<Preview, UserError> {
    core.preview(scope, thresholds, detection).await
}

/// Lets this account capture, or no longer; an administrator is asked by the system, not by Weir. Takes as long as that.
#[tauri::command]
#[specta::specta]
pub async fn change_permission(core: State<'_, Handle>, allow: bool) -> Result<(), UserError> {
    core.change_permission(allow).await
}

/// Plays the test scenes of detection with nothing on any wire; takes some seconds.
#[tauri::command]
#[specta::specta]
pub async fn run_selftest(core: State<'_, Handle>) -> Result<SelfTest, UserError> {
    core.selftest().await
}

/// What was to be said before the window listened; each is given once.
#[tauri::command]
#[specta::specta]
pub async fn get_notices(notices: State<'_, Notices>) -> Result<Vec<Notice>, UserError> {
    Ok(notices.take())
}

/// The locale of the desktop (BCP 47), if it says one.
#[tauri::command]
#[specta::specta]
pub async fn get_desktop_locale() -> Result<Option<String>, UserError> {
    Ok(speech::desktop())
}

/// About this Weir.
#[tauri::command]
#[specta::specta]
pub async fn get_about<R: Runtime>(app: AppHandle<R>, core: State<'_, Handle>) -> Result<About, UserError> {
    let log = app.path().app_log_dir().map(|path| path.display().to_string()).unwrap_or_default();
    Ok(About {
        version: env!("CARGO_PKG_VERSION").into(),
        sidecar: core.programs().sidecar.display().to_string(),
        installed: core.programs().installed,
        settings_path: default_path().display().to_string(),
        log_path: log,
    })
}
