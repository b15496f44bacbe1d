//! The Tauri shell around the core: commands, events, tray, window. Thin: it decides nothing about traffic.
//!
//! - [`commands`]: what the window may ask.
//! - [`events`]: what it is told.
//! - [`names`]: what the window may ask about addresses.
//! - [`tables`]: pages of the long tables.
//! - [`arguments`]: what it is started with.
//! - [`files`]: capture files that the user hands over.
//! - [`exports`]: files that the window saves.
//! - [`login`]: start at login.
//! - [`bindings`]: the same two for TypeScript.
//! - [`desktop`]: the core's frontend: pulse, tray, notifications.
//! - `notify`: desktop notifications, in words; a click opens the card.
//! - [`tray`]: icon and menu of each state (pure), and the click.
//! - `speech`: the language of both.
//! - [`window`]: show, hide, close.
//! - [`web_view`]: how the web view runs on this machine.
#![forbid(unsafe_code)]

pub mod arguments;
pub mod bindings;
pub mod commands;
pub mod desktop;
pub mod events;
pub mod exports;
pub mod files;
pub mod login;
pub mod names;
mod notify;
mod rhythm;
mod speech;
pub mod tables;
pub mod tray;
pub mod web_view;
pub mod window;

use std::process::ExitCode;

use arguments::{Arguments, HIDDEN};
use tauri::{AppHandle, Manager};
use tauri_plugin_autostart::MacosLauncher;
use weir_core::{
    controller::Controller,
    names::{Names, Places},
    programs::Programs,
    settings::{SettingsFile, default_path},
};

/// Runs the app until it is quit.
#[must_use]
pub fn run() -> ExitCode {
    web_view::choose();
    let folder = std::env::current_dir().unwrap_or_default();
    let arguments = Arguments::read(std::env::args_os().skip(1), &folder);
    let builder = bindings::builder();
    let handler = builder.invoke_handler();
    let app = tauri::Builder::default()
        // First: a second start only shows the first one's window, with the file that it was given.
        .plugin(tauri_plugin_single_instance::init(|app, words, folder| {
            let words = words.into_iter().skip(1).map(Into::into);
            match Arguments::read(words, folder.as_ref()).file {
                Some(file) => files::open(app, file),
                None => window::show(app),
            }
        }))
        .plugin(log_plugin())
        .plugin(window_state_plugin())
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_autostart::init(MacosLauncher::LaunchAgent, Some(vec![HIDDEN])))
        .invoke_handler(handler)
        .on_window_event(window::on_event)
        .setup(move |app| {
            builder.mount_events(app);
            app.manage(speech::Speech::default());
            app.manage(exports::Newest::default());
            let tray = tray::Tray::new(app.handle());
            let desktop = desktop::Desktop::new(app.handle().clone(), tray);
            let file = SettingsFile::new(default_path());
            let handle = tauri::async_runtime::block_on(async {
                Controller::spawn(desktop, Programs::locate(), Some(file))
            })?;
            app.manage(handle);
            app.manage(Names::new(Places::locate()));
            begin(app.handle(), arguments.clone());
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

/// Shows the window, or stays in the tray if that was asked for.
fn begin<R: tauri::Runtime>(app: &AppHandle<R>, arguments: Arguments) {
    let app = app.clone();
    match arguments.file {
        Some(file) => files::open(&app, file),
        None if arguments.hidden => window::show_without_tray(&app),
        None => window::show(&app),
    }
    tauri::async_runtime::spawn(async move {
        window::zoom_as_kept(&app).await;
        login::learn(&app).await;
    });
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
