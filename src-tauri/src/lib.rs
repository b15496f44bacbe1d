//! The Tauri shell around the core: commands, events, tray, window. Thin: it decides nothing about traffic.
//!
//! - [`commands`]: what the window may ask.
//! - [`events`]: what it is told.
//! - [`bindings`]: the same two for TypeScript.
//! - [`desktop`]: the core's frontend: pulse, tray, notifications.
//! - `notify`: desktop notifications, in words; a click opens the card.
//! - [`tray`]: icon and menu of each state (pure), and the click.
//! - [`window`]: show, hide, close.
//! - [`renderer`]: how the web view draws on this machine.
#![forbid(unsafe_code)]

pub mod bindings;
pub mod commands;
pub mod desktop;
pub mod events;
mod notify;
pub mod renderer;
pub mod tray;
pub mod window;

use std::process::ExitCode;

use tauri::Manager;
use weir_core::{
    controller::Controller,
    programs::Programs,
    settings::{SettingsFile, default_path},
};

/// Runs the app until it is quit.
#[must_use]
pub fn run() -> ExitCode {
    renderer::choose();
    let builder = bindings::builder();
    let handler = builder.invoke_handler();
    let app = tauri::Builder::default()
        // First: a second start only shows the first one's window.
        .plugin(tauri_plugin_single_instance::init(|app, _, _| window::show(app)))
        .plugin(log_plugin())
        .plugin(window_state_plugin())
        .plugin(tauri_plugin_notification::init())
        .invoke_handler(handler)
        .on_window_event(window::on_event)
        .setup(move |app| {
            builder.mount_events(app);
            let tray = tray::Tray::new(app.handle());
            let desktop = desktop::Desktop::new(app.handle().clone(), tray);
            let file = SettingsFile::new(default_path());
            let handle = tauri::async_runtime::block_on(async {
                Controller::spawn(desktop, Programs::locate(), Some(file))
            })?;
            app.manage(handle);
            window::show(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!());
    let app = match app {
        Ok(app) => app,
        Err(error) => {
            tracing::error!("Weir cannot open its window: {error}");
            return ExitCode::FAILURE;
        }
    };
    // However it ends, the sidecar ends with it: its pipe closes, and the kernel kills it with its parent.
    app.run(|_, _| {});
    ExitCode::SUCCESS
}

/// Logs to a file of at most 1 MB and to the terminal: our own words, and warnings of others.
fn log_plugin<R: tauri::Runtime>() -> tauri::plugin::TauriPlugin<R> {
    use tauri_plugin_log::{Builder, RotationStrategy, log::LevelFilter};
    Builder::new()
        .level(LevelFilter::Info)
        .filter(|said| said.level() <= LevelFilter::Warn || said.target().starts_with("weir"))
        .max_file_size(1_000_000)
        .rotation_strategy(RotationStrategy::KeepOne)
        .build()
}

/// Remembers size and place; not whether the window was shown: Weir starts with its window.
fn window_state_plugin<R: tauri::Runtime>() -> tauri::plugin::TauriPlugin<R> {
    use tauri_plugin_window_state::{Builder, StateFlags};
    Builder::new().with_state_flags(StateFlags::all() & !StateFlags::VISIBLE).build()
}
