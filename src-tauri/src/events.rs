//! What the window is told without asking.

use serde::{Deserialize, Serialize};
use specta::Type;
use tauri_specta::Event;
use weir_core::view::{Notice, Pulse};

/// There is something new to fetch.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct PulseEvent(pub Pulse);

/// Files are being dragged over the window (true), or no longer.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct DropEvent(pub bool);

/// Something to tell the user once.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct NoticeEvent(pub Notice);

/// Show the card of this episode: its notification or its line in the tray was clicked.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct EpisodeEvent {
    /// The episode.
    pub id: u32,
}
