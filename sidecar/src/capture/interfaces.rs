//! The interfaces of this machine, listed once at the start, as the protocol shows them.

use pnet::datalink::NetworkInterface;
use weir_protocol::{
    Interface,
    limits::{MAX_ADDRESSES, MAX_INTERFACES, MAX_NAME_BYTES},
};

/// Asks the operating system. Needs no right, but sockets of its own: not after the sandbox is closed.
#[must_use]
pub fn list() -> Vec<NetworkInterface> {
    let mut interfaces = pnet::datalink::interfaces();
    interfaces.truncate(MAX_INTERFACES);
    interfaces
}

/// The same within the protocol's bounds.
#[must_use]
pub fn describe(interfaces: &[NetworkInterface]) -> Vec<Interface> {
    interfaces.iter().take(MAX_INTERFACES).map(describe_one).collect()
}

fn describe_one(interface: &NetworkInterface) -> Interface {
    Interface {
        index: interface.index,
        name: shortened(&interface.name),
        up: interface.is_up(),
        loopback: interface.is_loopback(),
        addresses: interface.ips.iter().take(MAX_ADDRESSES).map(|network| network.ip()).collect(),
    }
}

fn shortened(name: &str) -> String {
    let mut end = name.len().min(MAX_NAME_BYTES);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.get(..end).unwrap_or_default().to_owned()
}
