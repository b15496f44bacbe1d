//! Capture files that the user hands to the desktop: dropped, chosen, or named on the command line.
//!
//! The window never names a path: it only asks that the user be asked.

use std::path::PathBuf;

use tauri::{AppHandle, DragDropEvent, Manager, Runtime, State};
use tauri_plugin_dialog::DialogExt;
use tauri_specta::Event;
use tokio::sync::oneshot;
use weir_core::{
    controller::Handle,
    said::SaidId,
    view::{Notice, UserError},
};

use crate::{desktop, events::DropEvent, window};

/// Endings that the file dialog shows first; any file can be chosen.
const ENDINGS: [&str; 5] = ["pcap", "pcapng", "cap", "gz", "zst"];

/// Opens a capture file and shows the window with it; a refusal is a notice.
pub fn open<R: Runtime>(app: &AppHandle<R>, path: PathBuf) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let core = app.state::<Handle>().inner().clone();
        window::show(&app);
        if let Err(error) = core.open_file(path).await {
            desktop::tell(&app, &(&error).into());
        }
    });
}

/// Files are dragged over the window, or dropped onto it.
pub fn on_drag<R: Runtime>(app: &AppHandle<R>, event: &DragDropEvent) {
    let over = match event {
        DragDropEvent::Enter { paths, .. } => !paths.is_empty(),
        DragDropEvent::Drop { paths, .. } => {
            drop_files(app, paths);
            false
        }
        DragDropEvent::Leave => false,
        // Moved, many times a second.
        DragDropEvent::Over { .. } => return,
        _ => return,
    };
    if let Err(error) = DropEvent(over).emit(app) {
        tracing::warn!("the window cannot be told: {error}");
    }
}

fn drop_files<R: Runtime>(app: &AppHandle<R>, paths: &[PathBuf]) {
    // What is dragged out of the window itself, such as selected text, is no file.
    let Some(first) = paths.first() else { return };
    if paths.len() > 1 {
        desktop::tell(app, &Notice::new(SaidId::FilesOneAtATime, &[], false));
    }
    open(app, first.clone());
}

/// Asks the user for a capture file and opens it. `title` and `kind` are the dialog's words. False: none was chosen.
#[tauri::command]
#[specta::specta]
pub async fn open_capture<R: Runtime>(
    app: AppHandle<R>,
    core: State<'_, Handle>,
    title: String,
    kind: String,
) -> Result<bool, UserError> {
    let (chosen, choice) = oneshot::channel();
    let dialog = app.dialog().file().set_title(title).add_filter(kind, &ENDINGS).add_filter("*", &["*"]);
    dialog.pick_file(move |path| drop(chosen.send(path)));
    let path = choice.await.ok().flatten().and_then(|path| path.into_path().ok());
    match path {
        Some(path) => core.open_file(path).await.map(|()| true),
        None => Ok(false),
    }
}
