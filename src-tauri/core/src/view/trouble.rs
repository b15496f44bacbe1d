//! Errors and news in words.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::said::Said;

/// An error in words: what happened, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UserError {
    /// Which one, for the program.
    pub code: ErrorCode,
    /// One plain sentence.
    pub sentence: String,
    /// What to do about it, one sentence.
    pub cure: String,
    /// Both by name, for another language. In a box, to keep results that may be an error small.
    pub said: Box<Said>,
    /// A command that does it, to be copied.
    pub command: Option<String>,
    /// Weir's own button can do it: *Allow capture*.
    #[serde(default)]
    pub can_allow: bool,
    /// The operating system's words, for a bug report.
    pub detail: Option<String>,
}

/// Kinds of errors. The permission ones are the states of the doctor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorCode {
    /// The capture program is not installed.
    Missing,
    /// This user may not run the capture program.
    NotGranted,
    /// The capture program has no capability.
    NoCapability,
    /// The copy that may capture is older than the build beside it.
    Outdated,
    /// It lies on a disk that is mounted `nosuid`.
    Nosuid,
    /// Weir was started with `no_new_privs`.
    NoNewPrivs,
    /// A container forbids it.
    ExecBlocked,
    /// No packet sockets here.
    Unsupported,
    /// The administrator's consent was not given.
    NoConsent,
    /// The interface does not exist, or is gone.
    NoInterface,
    /// The interface is switched off.
    InterfaceDown,
    /// Sidecar and core do not match.
    Version,
    /// The capture program ended unexpectedly.
    SidecarGone,
    /// The capture program did not answer, or answered nonsense.
    SidecarBad,
    /// A start while a capture runs.
    Busy,
    /// A file that is not a capture.
    NotACapture,
    /// A file that cannot be opened.
    NoFile,
    /// A capture file that ends in the middle of a packet.
    CutCapture,
    /// A settings value out of its range.
    BadSetting,
    /// An episode that is not there any more.
    NoEpisode,
    /// A capture filter that is not valid, or cannot be used here.
    BadFilter,
    /// A question for a page of a table that is none.
    BadQuery,
    /// Anything else.
    System,
}

/// Something to tell the user once, such as that damaged settings were put aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// One plain sentence.
    pub sentence: String,
    /// The same by name, for another language; with its cure, where it has one.
    pub said: Said,
    /// It is a warning, not just information.
    pub warning: bool,
}
