//! Commands to the sidecar and events from it.
//!
//! Variants are only ever added at the end: postcard numbers them by their place.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::{filter::CaptureFilter, tick::Tick};

/// All that the sidecar can be asked. No path, no command, no text: numbers and choices only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Send [`Event::Interfaces`].
    ListInterfaces,
    /// Open the interface; answered by [`Event::Started`] or [`Event::Failed`].
    Start(StartCapture),
    /// End the capture of this session; answered by [`Event::Stopped`]. Ignored for any other session.
    Stop {
        /// Which session.
        session: u64,
    },
    /// Exit.
    ShutDown,
}

/// What to capture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartCapture {
    /// The core's number for this capture; repeated in every event about it.
    pub session: u64,
    /// The operating system's index of the interface; 0 is all interfaces.
    pub interface: u32,
    /// Ask the interface for frames that are addressed to others.
    pub promiscuous: bool,
    /// How much of a packet may leave the sidecar.
    pub disclosure: Disclosure,
    /// How packets are fetched from the kernel.
    pub engine: Engine,
    /// Which packets the kernel hands over; none: all.
    pub filter: Option<CaptureFilter>,
    /// Observe what detection judges. Without it ticks carry no observations, and a packet costs a fraction.
    pub observe: bool,
}

/// How packets are fetched from the kernel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Engine {
    /// The ring where there is one, else pnet.
    #[default]
    Auto,
    /// A memory-mapped ring (Linux).
    Ring,
    /// pnet, a system call or two for each packet.
    Pnet,
}

/// How much of a packet may leave the sidecar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Disclosure {
    /// Sums per protocol and source address.
    Counts,
    /// Also the newest packets' addresses, ports and flags.
    #[default]
    Headers,
}

/// All that the sidecar says after the handshake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The interfaces that the sidecar sees.
    Interfaces(Vec<Interface>),
    /// Packets are being read.
    Started(Started),
    /// The newest sums.
    Tick(Box<Tick>),
    /// The capture has ended as asked, or its file is at its end.
    Stopped {
        /// Which session.
        session: u64,
        /// What was counted in all.
        totals: Totals,
    },
    /// The capture could not start, or broke off.
    Failed {
        /// Which session.
        session: u64,
        /// What happened.
        kind: FailureKind,
        /// The operating system's words, for a bug report; never shown as a headline.
        detail: String,
    },
    /// A start was refused because a capture runs already.
    Busy {
        /// The session that asked.
        session: u64,
    },
}

/// One interface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interface {
    /// The operating system's index.
    pub index: u32,
    /// Its name, such as `eth0`.
    pub name: String,
    /// Switched on.
    pub up: bool,
    /// Only this machine talks over it.
    pub loopback: bool,
    /// Its addresses.
    pub addresses: Vec<IpAddr>,
}

/// Facts of a capture that has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Started {
    /// Which session.
    pub session: u64,
    /// The link-layer type in the numbers of the tcpdump registry (1: Ethernet).
    pub link_type: u16,
    /// The kernel's receive buffer in bytes, as it was granted.
    pub buffer_bytes: u32,
    /// Whether the kernel reports what it had to drop.
    pub counts_drops: bool,
    /// What packets are fetched with; never [`Engine::Auto`].
    pub engine: Engine,
}

/// Sums of a whole capture: every tick's sums must add up to these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Packets counted.
    pub packets: u64,
    /// Their bytes on the wire.
    pub bytes: u64,
    /// Packets that the kernel dropped because nobody fetched them in time.
    pub kernel_drops: u64,
    /// Ticks that had to wait for a slow reader and were merged.
    pub merged_ticks: u64,
}

/// Why a capture could not start or broke off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FailureKind {
    /// No interface has this index, or it is gone.
    NoSuchInterface,
    /// The interface is switched off.
    InterfaceDown,
    /// The kernel refused the packet socket.
    PermissionDenied,
    /// This system has no packet sockets.
    Unsupported,
    /// The file is not a capture that Weir can read.
    NotACapture,
    /// The file ends in the middle of a packet; what came before was counted.
    CutCapture,
    /// Any other error of the operating system.
    System,
    /// The capture filter is no valid program, or cannot be used here.
    BadFilter,
}
