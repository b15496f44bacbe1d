//! A capture filter as numbers: programs of the classic BPF machine (McCanne and Jacobson 1993; bpf(4);
//! Documentation/networking/filter.rst).

use serde::{Deserialize, Serialize};

/// One instruction, as `struct sock_filter` has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BpfInstruction {
    /// What to do.
    pub code: u16,
    /// How many instructions to skip if a test holds.
    pub jt: u8,
    /// How many to skip if it does not.
    pub jf: u8,
    /// The operand.
    pub k: u32,
}

/// One filter, compiled for both shapes that a frame can have. An empty program matches nothing.
///
/// A program that returns 0 refuses the frame; any other number accepts it, and how much is copied stays the
/// sidecar's business.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureFilter {
    /// It asks for VLAN tags, so it must see those that the kernel has taken out of the frame.
    pub tags: bool,
    /// For frames with an Ethernet header.
    pub ethernet: Vec<BpfInstruction>,
    /// For frames that begin with their IP header (tun, WireGuard, tunnels).
    pub raw: Vec<BpfInstruction>,
}
