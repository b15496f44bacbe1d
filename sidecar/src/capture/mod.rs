//! Where packets come from: an interface, a capture file, or a test.
//!
//! Owns sockets and file readers. Never looks inside a packet.

mod blocks;
mod compressed;
pub mod engine;
pub mod fake;
pub mod file;
pub mod filter;
pub mod interfaces;
#[cfg(target_os = "linux")]
pub mod link;
pub mod paced;
pub mod pnet;
#[cfg(target_os = "linux")]
pub mod ring;
pub mod sieve;
#[cfg(target_os = "linux")]
pub mod socket;
mod watch;

use weir_protocol::{Direction, FailureKind};

/// One captured packet.
#[derive(Clone, Copy, Debug)]
pub struct Packet<'a> {
    /// Nanoseconds since the Unix epoch.
    pub time: u64,
    /// Bytes on the wire, as the capturing system said.
    pub length: u32,
    /// Link type in the numbers of the tcpdump registry.
    pub link: u16,
    /// What was captured, from the link header on.
    pub bytes: &'a [u8],
    /// What the source knows beside the bytes.
    pub hints: Hints,
}

impl Packet<'_> {
    /// Fewer bytes were captured than there were, and not on purpose.
    #[inline]
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        !self.hints.snapped && self.bytes.len() < self.length as usize
    }
}

/// What a source knows of a packet beside its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The tag control information of a VLAN tag that the kernel took out of the bytes (it is in the length).
    pub vlan: Option<u16>,
    /// Which way it went, by the kernel's word.
    pub direction: Option<Direction>,
    /// What is known of those behind it.
    pub followers: Followers,
    /// It was cut on purpose, behind all headers: nothing that is counted is missing.
    pub snapped: bool,
}

impl Hints {
    /// The VLAN of the tag that the kernel took out, which is the outermost: twelve bits of it (IEEE 802.1Q).
    #[inline]
    #[must_use]
    pub fn vlan_id(self) -> Option<u16> {
        self.vlan.map(|tag| tag & 0x0fff)
    }
}

/// The packets that are at hand behind one; by default none that is known of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Followers {
    /// Those that come next.
    pub near: Group,
    /// Those behind them.
    pub far: Group,
}

impl Followers {
    /// Whether there are `packets` whose last is in a time that `is_in` knows.
    #[inline]
    pub fn reach(self, packets: usize, is_in: impl Fn(u64) -> bool) -> bool {
        let Self { near, far } = self;
        near.packets as usize >= packets && is_in(near.last)
            || far.packets > 0 && near.packets as usize + far.packets as usize >= packets && is_in(far.last)
    }
}

/// Packets in a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// How many there are at least.
    pub packets: u32,
    /// The time of the last of them, in nanoseconds since the Unix epoch.
    pub last: u64,
}

/// What a source has to say.
#[derive(Debug)]
pub enum Next<'a> {
    /// A packet.
    Packet(Packet<'a>),
    /// No packet for a while.
    Idle {
        /// What time it is, in nanoseconds since the Unix epoch.
        now: u64,
    },
    /// There will be no more.
    End,
}

/// Why a source cannot go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind:?}: {detail}")]
pub struct SourceError {
    /// For the program.
    pub kind: FailureKind,
    /// For a bug report.
    pub detail: String,
}

impl SourceError {
    /// An error of `kind`.
    pub fn new(kind: FailureKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into() }
    }
}

/// Anything that yields packets.
pub trait PacketSource {
    /// The next packet, or the news that there is none. A live source returns after [`pnet::PATIENCE`] at the latest.
    ///
    /// # Errors
    /// When the source is broken for good. What it yielded before stays valid.
    fn next(&mut self) -> Result<Next<'_>, SourceError>;

    /// Hands over packets that are at hand, without asking anybody, until `take` says `false`. Which, and whether any, is
    /// the source's choice; [`Self::next`] has the others.
    #[inline]
    fn each(&mut self, take: impl FnMut(&Packet<'_>) -> bool) {
        let _ = take;
    }

    /// Asks for the end: the source yields what the kernel had already handed over, then [`Next::End`].
    fn stop(&mut self);

    /// Packets that the kernel dropped since the last call.
    fn take_drops(&mut self) -> u64;
}
