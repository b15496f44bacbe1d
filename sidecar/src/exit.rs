//! How the programs end. The core reads these numbers: they are part of the contract (`protocol/README.md`).

use std::process::ExitCode;

/// Why the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// As asked, or because the other side is gone.
    Done,
    /// A defect of ours.
    Panicked,
    /// The connection broke before the handshake was over, or the peer broke the protocol.
    Connection,
    /// The core refused this build.
    Refused,
    /// The kernel refused the packet socket.
    NoPermission,
    /// The rights could not be given up, so nothing was read.
    Sandbox,
    /// This system has no packet sockets.
    NoPacketSockets,
    /// What stood on standard input was not a launch note; or a word to the replay program makes no sense.
    BadLaunch,
}

impl Exit {
    /// The process exit code.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Panicked => 70,
            Self::Connection => 75,
            Self::Refused => 76,
            Self::NoPermission => 77,
            Self::Sandbox => 78,
            Self::NoPacketSockets => 79,
            Self::BadLaunch => 80,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
