//! Start at login: an entry of the desktop's, which the user may also change elsewhere. The desktop is right.

use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_autostart::AutoLaunchManager;
use weir_core::{
    controller::Handle,
    said::SaidId,
    view::{ErrorCode, UserError},
};

/// Makes or removes the entry.
///
/// # Errors
/// It cannot be written.
pub fn set<R: Runtime>(app: &AppHandle<R>, wanted: bool) -> Result<(), UserError> {
    let Some(entry) = app.try_state::<AutoLaunchManager>() else { return Ok(()) };
    if entry.is_enabled().unwrap_or(false) == wanted {
        return Ok(());
    }
    let done = if wanted { entry.enable() } else { entry.disable() };
    done.map_err(|error| {
        UserError::new(ErrorCode::System, SaidId::LoginEntry, &[]).with_detail(error.to_string())
    })
}

/// Takes over what was changed elsewhere.
pub async fn learn<R: Runtime>(app: &AppHandle<R>) {
    let is_set = app.try_state::<AutoLaunchManager>().and_then(|entry| entry.is_enabled().ok());
    let core = app.state::<Handle>().inner().clone();
    let (Some(is_set), Ok(mut settings)) = (is_set, core.settings().await) else { return };
    if settings.start_at_login != is_set {
        settings.start_at_login = is_set;
        if let Err(error) = core.save(settings).await {
            tracing::warn!("{error}");
        }
    }
}
