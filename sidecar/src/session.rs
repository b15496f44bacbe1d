//! What may happen next: one capture in the life of a process. Pure; `server` executes the effects.
//!
//! ```text
//! Idle -start-> Starting -opened-> Running -stop-> Stopping -ended-> Idle (and exit)
//!                   | refused        | broke          | broke
//!                   +----> Failed <--+----------------+   (and exit)
//! ```
//!
//! A capture closes the sandbox for good, so the process ends with it; the core starts a fresh one.

use weir_protocol::StartCapture;

/// Where the session stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Session {
    /// Nothing was asked yet, or all is over.
    #[default]
    Idle,
    /// The interface is being opened.
    Starting {
        /// The core's number for it.
        session: u64,
    },
    /// Packets are being read.
    Running {
        /// The core's number for it.
        session: u64,
    },
    /// The last packets are being counted.
    Stopping {
        /// The core's number for it.
        session: u64,
    },
    /// It could not start, or broke off.
    Failed {
        /// The core's number for it.
        session: u64,
    },
}

/// What happens to a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The core asks for the interfaces.
    ListAsked,
    /// The core asks to start.
    StartAsked(StartCapture),
    /// The core asks to stop this session.
    StopAsked(u64),
    /// The core asks to exit.
    ShutDownAsked,
    /// The interface is open and the sandbox closed.
    Opened,
    /// The interface could not be opened.
    Refused,
    /// The last event was written.
    Ended,
    /// Standard input or the socket is at its end.
    PeerGone,
}

/// What the server has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send the list of interfaces.
    SendInterfaces,
    /// Open the interface, then report [`Happening::Opened`] or [`Happening::Refused`].
    Open(StartCapture),
    /// Say that it has started, and let the capture thread read.
    Begin,
    /// Ask the capture thread to stop.
    AskStop,
    /// Say that a capture runs already.
    SendBusy(u64),
    /// Say that it failed, then end.
    SendFailure,
    /// End the process.
    Exit,
}

/// The answer of the state machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Now this state, and this is to be done.
    Changed(Session, Effect),
    /// Nothing changes; this is to be done.
    Answer(Effect),
    /// Nothing changes and nothing is to be done: the message is late or says what is known.
    Ignored,
}

impl Session {
    /// What `happening` leads to.
    #[must_use]
    pub fn on(self, happening: Happening) -> Step {
        use Happening as H;
        match (self, happening) {
            (_, H::PeerGone | H::ShutDownAsked) => Step::Changed(Self::Idle, Effect::Exit),
            (_, H::ListAsked) => Step::Answer(Effect::SendInterfaces),

            (Self::Idle, H::StartAsked(start)) => {
                Step::Changed(Self::Starting { session: start.session }, Effect::Open(start))
            }
            (_, H::StartAsked(start)) => Step::Answer(Effect::SendBusy(start.session)),

            (Self::Starting { session }, H::Opened) => {
                Step::Changed(Self::Running { session }, Effect::Begin)
            }
            (Self::Starting { session }, H::Refused) => {
                Step::Changed(Self::Failed { session }, Effect::SendFailure)
            }

            (Self::Running { session }, H::StopAsked(asked)) if asked == session => {
                Step::Changed(Self::Stopping { session }, Effect::AskStop)
            }
            (Self::Stopping { .. }, H::Ended) => Step::Changed(Self::Idle, Effect::Exit),
            (Self::Running { session } | Self::Failed { session }, H::Ended) => {
                Step::Changed(Self::Failed { session }, Effect::Exit)
            }

            (
                Self::Idle | Self::Starting { .. } | Self::Running { .. } | Self::Stopping { .. },
                H::StopAsked(_),
            )
            | (Self::Failed { .. }, H::StopAsked(_) | H::Opened | H::Refused)
            | (Self::Idle | Self::Starting { .. }, H::Ended)
            | (Self::Idle | Self::Running { .. } | Self::Stopping { .. }, H::Opened | H::Refused) => {
                Step::Ignored
            }
        }
    }
}
