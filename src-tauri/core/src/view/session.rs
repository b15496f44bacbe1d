//! A session as the header shows it.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{UserError, Whole};

/// The five states of a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum SessionState {
    #[default]
    Idle,
    Starting,
    Running,
    Stopping,
    Failed,
}

/// The session as the header shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionView {
    /// Its state.
    pub state: SessionState,
    /// The interface of this capture or, when idle, of the last one.
    pub interface: Option<String>,
    /// When the capture began; stays after it ended, until the next begins.
    pub started_ms: Option<Whole>,
    /// When it ended.
    pub ended_ms: Option<Whole>,
    /// Seconds after which it stops by itself.
    pub duration_s: Option<u32>,
    /// Why it failed.
    pub failure: Option<UserError>,
    /// Weir starts again by itself as soon as the cause is gone.
    pub waits: bool,
    /// The kernel's receive buffer in bytes.
    pub buffer_bytes: u32,
    /// Whether frames that are addressed to others are asked for.
    pub promiscuous: bool,
    /// The name of the capture file that is shown in place of a capture. The state is then *running* while it is read
    /// and *idle* afterwards, and the times are those of its first and last packet.
    pub file: Option<String>,
    /// What packets are fetched with: `packet ring`, `pnet`; none before the first capture.
    pub engine: Option<String>,
    /// The capture filter of this or the last capture; none: all packets.
    pub filter: Option<String>,
}
