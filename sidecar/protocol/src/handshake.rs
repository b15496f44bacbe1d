//! The first words: the sidecar says which protocol it speaks, the core accepts or refuses.
//!
//! The layout of [`Hello`] is frozen: any two builds can always tell each other that they do not match.

use serde::{Deserialize, Serialize};

use crate::{
    frame::{FrameError, Kind},
    limits::{MAX_BUILD_BYTES, MAX_SOCKET_PATH_BYTES},
};

/// Proof that the sidecar was started by this core: 32 random bytes, given on standard input.
pub type Nonce = [u8; 32];

/// The first bytes of every Hello.
pub const MAGIC: [u8; 8] = *b"WEIRCAP\n";

/// Which protocol one side speaks.
///
/// Both must speak the same `epoch`. Within an epoch only additions are made (enum variants at the end), each with a
/// new `revision`; the two then use the smaller revision, if both still understand it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Changes when old messages change their meaning or layout.
    pub epoch: u16,
    /// Grows with each addition.
    pub revision: u16,
    /// The oldest revision that this side still understands.
    pub minimum: u16,
}

impl Version {
    /// What this build speaks.
    pub const OURS: Self = Self { epoch: 2, revision: 1, minimum: 1 };

    /// The revision that both sides understand, the highest there is.
    ///
    /// # Errors
    /// A [`Refusal`] that says who is older.
    pub fn agree(self, theirs: Self) -> Result<u16, Refusal> {
        let revision = self.revision.min(theirs.revision);
        if self.epoch == theirs.epoch && revision >= self.minimum.max(theirs.minimum) {
            return Ok(revision);
        }
        let older = (theirs.epoch, theirs.revision) < (self.epoch, self.revision);
        Err(if older { Refusal::SidecarOlder { ours: self } } else { Refusal::SidecarNewer { ours: self } })
    }
}

/// What the core writes to the sidecar's standard input, once; the pipe then stays open, and its end means: exit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Launch {
    /// The local socket to dial.
    pub socket: String,
    /// To be repeated in Hello.
    pub nonce: Nonce,
}

impl Launch {
    /// Whether the socket's path can be one.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        !self.socket.is_empty() && self.socket.len() <= MAX_SOCKET_PATH_BYTES && !self.socket.contains('\0')
    }
}

/// The sidecar's first frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hello {
    /// What it speaks.
    pub version: Version,
    /// The nonce of its [`Launch`].
    pub nonce: Nonce,
    /// Which build it is, for people: a version such as `0.1.0`.
    pub build: String,
}

impl Hello {
    /// Magic (8), epoch, revision, minimum (2 each, little endian), nonce (32), length of build (1), build (UTF-8).
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut end = self.build.len().min(MAX_BUILD_BYTES);
        while !self.build.is_char_boundary(end) {
            end -= 1;
        }
        let build = self.build.get(..end).unwrap_or_default().as_bytes();
        let mut bytes = MAGIC.to_vec();
        for number in [self.version.epoch, self.version.revision, self.version.minimum] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.extend_from_slice(&self.nonce);
        bytes.push(u8::try_from(build.len()).unwrap_or(0));
        bytes.extend_from_slice(build);
        bytes
    }

    /// Reads what [`Self::to_bytes`] wrote. Bytes behind the build name are ignored: later builds may add some.
    ///
    /// # Errors
    /// [`FrameError::Payload`] when it is not a Hello at all.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FrameError> {
        Self::read(bytes).ok_or(FrameError::Payload(Kind::Hello))
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (magic, rest) = bytes.split_first_chunk::<8>()?;
        let (epoch, rest) = rest.split_first_chunk::<2>()?;
        let (revision, rest) = rest.split_first_chunk::<2>()?;
        let (minimum, rest) = rest.split_first_chunk::<2>()?;
        let (nonce, rest) = rest.split_first_chunk::<32>()?;
        let (&length, rest) = rest.split_first()?;
        let build = std::str::from_utf8(rest.get(..usize::from(length))?).ok()?;
        if *magic != MAGIC || build.len() > MAX_BUILD_BYTES {
            return None;
        }
        let [epoch, revision, minimum] = [epoch, revision, minimum].map(|two| u16::from_le_bytes(*two));
        Some(Self { version: Version { epoch, revision, minimum }, nonce: *nonce, build: build.to_owned() })
    }
}

/// The core accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// What both will speak.
    pub revision: u16,
}

/// The core refuses, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// An old sidecar is still installed.
    #[error("The capture program is older than Weir. Reinstall the package to update it.")]
    SidecarOlder {
        /// What the core speaks.
        ours: Version,
    },
    /// Weir was updated while it ran.
    #[error("The capture program is newer than this running Weir. Quit Weir and start it again.")]
    SidecarNewer {
        /// What the core speaks.
        ours: Version,
    },
    /// It is not the program that this core started.
    #[error("Another program answered in place of the capture program.")]
    Impostor,
}
