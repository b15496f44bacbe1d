//! Commands and events as TypeScript sees them.
//!
//! `ui/src/bindings.ts` is generated from here and committed; a test compares the two.

use specta_typescript::Typescript;
use tauri_specta::{Builder, collect_commands, collect_events};

use crate::{
    commands,
    events::{DropEvent, EpisodeEvent, NoticeEvent, PulseEvent},
    exports, files, names, tables,
};

/// All commands and events.
#[must_use]
pub fn builder<R: tauri::Runtime>() -> Builder<R> {
    Builder::<R>::new()
        .commands(collect_commands![
            commands::get_snapshot,
            commands::get_interfaces,
            commands::get_interface_counts,
            commands::start_capture,
            commands::stop_capture,
            commands::check_filter,
            commands::get_settings,
            commands::get_desktop_locale,
            commands::save_settings::<tauri::Wry>,
            commands::run_doctor,
            commands::change_permission,
            commands::get_episode,
            commands::mute,
            commands::unmute,
            commands::false_alarm,
            commands::undo_false_alarm,
            commands::allow,
            commands::disallow,
            commands::get_floors,
            commands::preview_limits,
            commands::run_selftest,
            files::open_capture::<tauri::Wry>,
            tables::get_sources,
            tables::get_source,
            tables::get_packets,
            tables::get_packet,
            exports::save_export::<tauri::Wry>,
            exports::show_export,
            names::get_names,
            names::get_owners,
            names::get_services,
            names::get_data_sources,
            commands::get_notices,
            commands::get_about::<tauri::Wry>,
        ])
        .events(collect_events![PulseEvent, NoticeEvent, EpisodeEvent, DropEvent])
        // Without this each type would come twice, once for each direction.
        .disable_serde_phases()
}

/// The text of `ui/src/bindings.ts`.
///
/// # Errors
/// A type that TypeScript cannot say.
pub fn typescript() -> Result<String, Box<dyn std::error::Error>> {
    let file = tempfile_path();
    builder::<tauri::Wry>().export(Typescript::default(), &file)?;
    let text = std::fs::read_to_string(&file)?;
    std::fs::remove_file(&file)?;
    Ok(text)
}

fn tempfile_path() -> std::path::PathBuf {
    std::env::temp_dir().join(format!("weir-bindings-{}.ts", std::process::id()))
}
