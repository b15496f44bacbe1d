//! Two namespaces and the cable between them.

use std::io;
use std::process::Command;

use serde::Serialize;

use crate::cable::{ADDRESS_A, ADDRESS_B, Cable, IFACE_A, IFACE_B};
use crate::namespace::{self, Namespace};
use crate::send::send_frames;

/// Two network namespaces joined by a veth pair: `weir0` in A, `weir1` in B.
///
/// **No chatter**: every packet on the cable was sent by the test. IPv6 is off for the kernel (not for the test's
/// frames), ARP and multicast are off, the neighbours are known beforehand. Frames should not be addressed to
/// 10.9.0.1 or 10.9.0.2 themselves, or the kernel answers them.
///
/// Both namespaces are deleted when the value is dropped, also after a panic.
/// Those of a killed process are deleted by the next lab.
#[derive(Debug)]
pub struct Lab {
    a: Namespace,
    b: Namespace,
}

/// What a program outside of this one has to know.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct LabInfo {
    pub a: String,
    pub b: String,
    pub iface_a: &'static str,
    pub iface_b: &'static str,
    pub address_a: &'static str,
    pub address_b: &'static str,
}

impl Lab {
    /// Makes one. Needs root.
    pub fn new() -> io::Result<Self> {
        namespace::sweep();
        let name = namespace::unique_name();
        let lab = Self { a: Namespace::new(format!("{name}-a"))?, b: Namespace::new(format!("{name}-b"))? };
        lab.cable()?.create()?;
        Ok(lab)
    }

    /// Why there can be no lab here, as the end of "skipped, because …".
    #[must_use]
    pub fn why_not() -> Option<String> {
        if !nix::unistd::geteuid().is_root() {
            return Some("making network namespaces needs root".to_owned());
        }
        match Command::new("ip").arg("-V").output() {
            Ok(_) => Self::new().err().map(|error| format!("network namespaces do not work here: {error}")),
            Err(_) => Some("the program ip is not installed (package iproute2)".to_owned()),
        }
    }

    /// End A, where Weir runs.
    #[must_use]
    pub const fn a(&self) -> &Namespace {
        &self.a
    }

    /// End B, where the packets come from.
    #[must_use]
    pub const fn b(&self) -> &Namespace {
        &self.b
    }

    /// Names and addresses.
    #[must_use]
    pub fn info(&self) -> LabInfo {
        LabInfo {
            a: self.a.name().to_owned(),
            b: self.b.name().to_owned(),
            iface_a: IFACE_A,
            iface_b: IFACE_B,
            address_a: ADDRESS_A,
            address_b: ADDRESS_B,
        }
    }

    /// Runs a command at end A and gives its output.
    pub fn exec_a(&self, command: &[&str]) -> io::Result<String> {
        self.a.exec(command)
    }

    /// Runs a command at end B and gives its output.
    pub fn exec_b(&self, command: &[&str]) -> io::Result<String> {
        self.b.exec(command)
    }

    /// Sends frames from B to A; says how many.
    pub fn send<'f>(&self, frames: impl IntoIterator<Item = &'f [u8], IntoIter: Send>) -> io::Result<u64> {
        send_frames(self.b.name(), IFACE_B, frames)
    }

    /// The cable, to be pulled and laid again.
    pub fn cable(&self) -> io::Result<Cable<'_>> {
        Cable::between(self.a.name(), self.b.name())
    }
}
