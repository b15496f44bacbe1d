//! Which way a packet went, seen from the captured interface.

use std::net::IpAddr;

use weir_protocol::Direction;

use super::Decoded;

/// Where the packets were seen from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Vantage {
    /// A capture file: nobody knows.
    File,
    /// Loopback: what arrives was meant for this machine.
    Loopback,
    /// An interface of this machine.
    Interface {
        /// Its hardware address, if it has one.
        mac: Option<[u8; 6]>,
        /// Its IP addresses, for links without hardware addresses.
        addresses: Vec<IpAddr>,
    },
}

impl Vantage {
    /// The direction of `packet`.
    #[must_use]
    pub fn direction(&self, packet: &Decoded) -> Direction {
        match self {
            Self::File => Direction::Passing,
            Self::Loopback => Direction::In,
            Self::Interface { mac, addresses } => match (mac, packet.macs) {
                (Some(own), Some((source, destination))) => by_mac(*own, source, destination),
                _ => by_address(addresses, packet),
            },
        }
    }

    /// The same of a frame with a [`super::Gist`]; none where that takes more than a glance.
    #[inline]
    #[must_use]
    pub fn direction_at_a_glance(&self, frame: &[u8]) -> Option<Direction> {
        match self {
            Self::File => Some(Direction::Passing),
            Self::Loopback => Some(Direction::In),
            Self::Interface { mac, .. } => {
                let (destination, rest) = frame.split_first_chunk::<6>()?;
                Some(by_mac((*mac)?, *rest.first_chunk::<6>()?, *destination))
            }
        }
    }
}

fn by_mac(own: [u8; 6], source: [u8; 6], destination: [u8; 6]) -> Direction {
    /// The lowest bit of the first octet marks broadcast and multicast.
    const GROUP: u8 = 1;
    match destination {
        _ if source == own => Direction::Out,
        _ if destination == own => Direction::In,
        [first, ..] if first & GROUP != 0 => Direction::In,
        _ => Direction::Passing,
    }
}

fn by_address(own: &[IpAddr], packet: &Decoded) -> Direction {
    match packet.addresses {
        Some((source, _)) if own.contains(&source) => Direction::Out,
        Some((_, destination)) if own.contains(&destination) || destination.is_multicast() => Direction::In,
        _ => Direction::Passing,
    }
}
