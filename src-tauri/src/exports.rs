//! Files that the window saves: pictures of charts and tables of their numbers, into the user's folder for downloads.
//!
//! The window names a kind and a name, never a folder: the name is reduced to harmless characters, the ending must be
//! one of the known ones, what exists is never written over, and no link is followed. What it may ask the file manager
//! to show is the newest of these files, which it cannot name either.

use std::{
    fs::OpenOptions,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use serde::Deserialize;
use specta::Type;
use tauri::{AppHandle, Manager, Runtime, State};
use weir_core::{
    said::SaidId,
    view::{ErrorCode, UserError},
};

/// Largest file. A table of 65,536 sources has some 10 MB; more than this would be a fault of ours.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Longest name before its ending; far below the 255 bytes that file systems take.
pub const MAX_NAME: usize = 80;

/// Files of one name before the user is asked to tidy up.
const MAX_SAME: u32 = 999;

/// Endings that can be saved.
const ENDINGS: [&str; 5] = ["csv", "png", "svg", "json", "txt"];

/// What is in the file.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Content {
    /// Text, written as UTF-8.
    Text(String),
    /// Bytes, such as those of a picture.
    Bytes(Vec<u8>),
}

impl Content {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

/// Saves `content` under `name` in the folder for downloads; gives the path of the new file.
#[tauri::command]
#[specta::specta]
pub async fn save_export<R: Runtime>(
    app: AppHandle<R>,
    name: String,
    content: Content,
) -> Result<String, UserError> {
    let folder = folder(&app)?;
    let saved = tauri::async_runtime::spawn_blocking(move || save(&folder, &name, content.bytes())).await;
    let path = saved.map_err(|error| failed("the folder for downloads", &error.to_string()))??;
    let shown = path.display().to_string();
    *app.state::<Newest>().0.lock().unwrap_or_else(PoisonError::into_inner) = Some(path);
    Ok(shown)
}

/// A file manager that is started has so long to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// The newest file that was saved since Weir was started.
#[derive(Debug, Default)]
pub struct Newest(Mutex<Option<PathBuf>>);

/// Shows the newest saved file in its folder, in the desktop's file manager.
#[tauri::command]
#[specta::specta]
pub async fn show_export(newest: State<'_, Newest>) -> Result<(), UserError> {
    let path = newest.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let Some(path) = path else {
        return Err(UserError::new(ErrorCode::System, SaidId::ExportNone, &[]));
    };
    let not_shown = |detail: String| {
        let path = path.display().to_string();
        UserError::new(ErrorCode::System, SaidId::ExportNotShown, &[("path", &path)]).with_detail(detail)
    };
    let asked = path.clone();
    let showing =
        tauri::async_runtime::spawn_blocking(move || tauri_plugin_opener::reveal_item_in_dir(asked));
    match tokio::time::timeout(PATIENCE, showing).await {
        Ok(Ok(done)) => done.map_err(|error| not_shown(error.to_string())),
        Ok(Err(error)) => Err(not_shown(error.to_string())),
        Err(late) => Err(not_shown(late.to_string())),
    }
}

/// Where the desktop keeps downloads; where it names none, `Downloads` in the home folder.
fn folder<R: Runtime>(app: &AppHandle<R>) -> Result<PathBuf, UserError> {
    let paths = app.path();
    let home = || paths.home_dir().map(|home| home.join("Downloads"));
    paths.download_dir().or_else(|_| home()).map_err(|error| failed("the home folder", &error.to_string()))
}

/// Writes a new file into `folder`, which is made if it is not there; a number is added to a name that is taken.
///
/// # Errors
/// The name has no known ending, there is too much in it, or the system refuses.
pub fn save(folder: &Path, name: &str, content: &[u8]) -> Result<PathBuf, UserError> {
    let (stem, ending) = safe(name)?;
    if content.len() > MAX_BYTES {
        let most = MAX_BYTES / 1024 / 1024;
        return Err(UserError::new(ErrorCode::System, SaidId::ExportLarge, &[("most", &most.to_string())]));
    }
    let shown = folder.display().to_string();
    std::fs::create_dir_all(folder).map_err(|error| failed(&shown, &error.to_string()))?;
    for number in 1..=MAX_SAME {
        let path = folder.join(match number {
            1 => format!("{stem}.{ending}"),
            _ => format!("{stem} ({number}).{ending}"),
        });
        // With `create_new` neither a file nor a link that is there is ever opened.
        let mut file = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(failed(&shown, &error.to_string())),
        };
        if let Err(error) = file.write_all(content).and_then(|()| file.sync_all()) {
            // Half a table would be worse than none. That it cannot be removed either changes nothing.
            let _ = std::fs::remove_file(&path);
            return Err(failed(&shown, &error.to_string()));
        }
        return Ok(path);
    }
    Err(UserError::new(
        ErrorCode::System,
        SaidId::ExportNames,
        &[("most", &MAX_SAME.to_string()), ("name", &format!("{stem}.{ending}"))],
    ))
}

/// Name and ending with nothing but letters, digits, `-`, `_` and `.`, and none of these in front.
fn safe(name: &str) -> Result<(String, String), UserError> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    if !ENDINGS.contains(&ending) {
        return Err(UserError::new(ErrorCode::System, SaidId::ExportKind, &[("kinds", &ENDINGS.join(", "))]));
    }
    let kept = stem.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' });
    let kept: String = kept.skip_while(|c| !c.is_ascii_alphanumeric()).take(MAX_NAME).collect();
    let stem = if kept.is_empty() { "weir".to_owned() } else { kept };
    Ok((stem, ending.to_owned()))
}

fn failed(folder: &str, detail: &str) -> UserError {
    UserError::new(ErrorCode::System, SaidId::ExportRefused, &[("folder", folder)]).with_detail(detail)
}
