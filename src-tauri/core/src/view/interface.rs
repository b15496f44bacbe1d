//! Interfaces and what the system counts on them.

use serde::Serialize;
use specta::Type;

use super::Whole;

/// One interface of the picker.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InterfaceRow {
    /// Its name, such as `eth0`.
    pub name: String,
    /// What it is.
    pub kind: InterfaceKind,
    /// Switched on.
    pub up: bool,
    /// Whether packets can come, and if not why.
    pub state: InterfaceState,
    /// Its addresses.
    pub addresses: Vec<String>,
    /// Its hardware address.
    pub mac: Option<String>,
    /// Packets in and out since it exists; `null` where the system does not say.
    pub packets: Option<Whole>,
    /// Where this machine's traffic goes by default.
    pub is_default: bool,
    /// Bits per second that its link can carry; `null` where it has no such limit or the system does not say.
    pub speed: Option<Whole>,
}

/// Why packets can come to an interface, or cannot (RFC 2863, section 3.1.14: ifOperStatus).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum InterfaceState {
    /// It works, or it is of a kind that does not say (loopback, many tunnels).
    Up,
    /// Somebody switched it off.
    Off,
    /// Switched on, but nothing is at the other end: no cable, no network joined.
    NoSignal,
    /// What it is built on does not work.
    LowerDown,
    /// It waits for something else, such as a sign-in (802.1X).
    Waiting,
    /// Its hardware is missing.
    NotPresent,
}

/// What went over one interface since it exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InterfaceCount {
    /// Its name.
    pub name: String,
    /// Packets in and out.
    pub packets: Whole,
    /// What came in.
    pub received: Carried,
    /// What went out.
    pub sent: Carried,
}

/// One direction of an interface, as the system counts it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Carried {
    /// Bytes.
    pub bytes: Whole,
    /// Packets that were damaged or could not be sent.
    pub errors: Whole,
    /// Packets that the system or the driver threw away.
    pub dropped: Whole,
}

/// Kinds of interfaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum InterfaceKind {
    Ethernet,
    Wireless,
    Loopback,
    Tunnel,
    Bridge,
    Virtual,
    Other,
    All,
}
