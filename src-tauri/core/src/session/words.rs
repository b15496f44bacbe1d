//! What the session is told, and what it tells.

use weir_protocol::Started;

use crate::{
    said::SaidId,
    settings::{DisclosureLevel, EngineChoice},
    view::UserError,
};

/// What the user wants captured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    /// The interface by name: it is looked up again at each start, since its index changes when it is re-created.
    pub interface: String,
    /// Stop by itself after so many seconds of capture.
    pub duration_s: Option<u32>,
    /// Ask for frames addressed to others.
    pub promiscuous: bool,
    /// How much of a packet may leave the sidecar.
    pub disclosure: DisclosureLevel,
    /// How packets are fetched from the kernel.
    pub engine: EngineChoice,
    /// Which packets, in the language of pcap-filter(7); none: all.
    pub filter: Option<String>,
    /// Observe what detection judges; the setting when the capture was asked for.
    pub observe: bool,
}

/// What brings a failed session back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Only the user.
    Never,
    /// The clock, at this time (ms).
    At(u64),
    /// The interface exists and is up.
    Interface,
    /// The capture program may capture.
    Permission,
}

/// A session's state, with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing is captured, and no sidecar runs.
    Idle,
    /// The sidecar was launched.
    Starting {
        /// What is wanted.
        want: Want,
    },
    /// Ticks come in.
    Running {
        /// What is wanted.
        want: Want,
        /// Since when, in ms.
        since: u64,
        /// Facts from the sidecar.
        facts: Started,
    },
    /// The sidecar was asked to stop.
    Stopping {
        /// What was wanted.
        want: Want,
    },
    /// It went wrong.
    Failed {
        /// What is still wanted.
        want: Want,
        /// What happened.
        error: UserError,
        /// What brings it back.
        retry: Retry,
    },
}

/// Something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The user wants a capture.
    Start(Want),
    /// The user wants it to end, or its time is over.
    Stop,
    /// The sidecar reads packets.
    Opened(u64, Started),
    /// It could not, or broke off.
    Failed(u64, UserError),
    /// The sidecar is gone without a word.
    PeerGone(u64, UserError),
    /// The sidecar ended as asked.
    Closed(u64),
    /// What [`Retry`] waited for is there.
    CauseGone,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Forget what was counted: a new capture begins.
    Clear,
    /// Launch a sidecar for this session number.
    Launch(u64, Want),
    /// Ask the sidecar of this session to stop.
    AskToStop(u64),
    /// End the sidecar of this session.
    Release(u64),
}

/// What came of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The state changed.
    Changed(Vec<Effect>),
    /// Nothing to do.
    Ignored,
    /// Not now, and why.
    Denied(SaidId),
}
