//! The virtual cable between two namespaces.

use std::io;

use crate::frame::{MAC_A, MAC_B};
use crate::namespace::{PREFIX, ip};

/// The interface at end A, where Weir runs.
pub const IFACE_A: &str = "weir0";
/// The interface at end B, where the packets come from.
pub const IFACE_B: &str = "weir1";

pub(crate) const ADDRESS_A: &str = "10.9.0.1";
pub(crate) const ADDRESS_B: &str = "10.9.0.2";

/// A veth pair, `weir0` in one namespace and `weir1` in the other; it does not own the namespaces.
#[derive(Clone, Copy, Debug)]
pub struct Cable<'a> {
    a: &'a str,
    b: &'a str,
}

impl<'a> Cable<'a> {
    /// Between two namespaces of a lab, and no others.
    pub fn between(a: &'a str, b: &'a str) -> io::Result<Self> {
        match [a, b].into_iter().find(|name| !name.starts_with(PREFIX) || name.contains('/')) {
            Some(name) => Err(io::Error::other(format!("{name} is not a namespace of a lab"))),
            None => Ok(Self { a, b }),
        }
    }

    /// Lays the cable, also again: the names are the same, the kernel's index is another one.
    pub fn create(self) -> io::Result<()> {
        in_a(self, &["link", "add", IFACE_A, "type", "veth", "peer", "name", IFACE_B, "netns", self.b])?;
        let ends = [(self.b, IFACE_B, ADDRESS_B, MAC_B), (self.a, IFACE_A, ADDRESS_A, MAC_A)];
        for (end, interface, address, mac) in ends {
            let set = ["-n", end, "link", "set", interface];
            ip(&["-n", end, "addr", "add", &format!("{address}/24"), "dev", interface])?;
            ip(&[&set[..], &["address", &written(mac), "multicast", "off", "arp", "off"]].concat())?;
            ip(&[&set[..], &["up"]].concat())?;
        }
        introduce(self.b, IFACE_B, ADDRESS_A, MAC_A)?;
        self.up()
    }

    /// Takes the cable away, as if a network card was pulled out.
    pub fn delete(self) -> io::Result<()> {
        in_a(self, &["link", "del", IFACE_A])
    }

    /// Switches A's interface off.
    pub fn down(self) -> io::Result<()> {
        in_a(self, &["link", "set", IFACE_A, "down"])
    }

    /// Switches A's interface on again, with what the kernel forgot while it was off.
    pub fn up(self) -> io::Result<()> {
        in_a(self, &["link", "set", IFACE_A, "up"])?;
        introduce(self.a, IFACE_A, ADDRESS_B, MAC_B)?;
        // With a default route it is the interface that Weir proposes.
        in_a(self, &["route", "replace", "default", "via", ADDRESS_B, "dev", IFACE_A])
    }
}

fn in_a(cable: Cable<'_>, arguments: &[&str]) -> io::Result<()> {
    ip(&[&["-n", cable.a], arguments].concat()).map(drop)
}

/// Tells an end where the other one is, since nobody will answer when it asks.
fn introduce(end: &str, interface: &str, other: &str, mac: [u8; 6]) -> io::Result<()> {
    let mac = written(mac);
    ip(&["-n", end, "neigh", "replace", other, "lladdr", &mac, "dev", interface, "nud", "permanent"])
        .map(drop)
}

fn written(mac: [u8; 6]) -> String {
    mac.map(|byte| format!("{byte:02x}")).join(":")
}
