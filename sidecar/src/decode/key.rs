//! An address of either family, as the tables look for it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The bits of an address. Of one size for both families, so that they are looked for without asking which it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// Of IPv4 the lower 32.
    pub bits: u128,
    /// Whether it is one of IPv4.
    pub is_four: bool,
}

impl Key {
    /// Of IPv4, in network byte order.
    #[inline]
    #[must_use]
    pub const fn of_four(octets: [u8; 4]) -> Self {
        Self { bits: u32::from_be_bytes(octets) as u128, is_four: true }
    }

    /// Of IPv6, in network byte order.
    #[inline]
    #[must_use]
    pub const fn of_six(octets: [u8; 16]) -> Self {
        Self { bits: u128::from_be_bytes(octets), is_four: false }
    }
}

impl From<&IpAddr> for Key {
    #[inline]
    fn from(address: &IpAddr) -> Self {
        match address {
            IpAddr::V4(four) => Self::of_four(four.octets()),
            IpAddr::V6(sixteen) => Self::of_six(sixteen.octets()),
        }
    }
}

impl From<Key> for IpAddr {
    fn from(Key { bits, is_four }: Key) -> Self {
        if is_four { Self::V4(Ipv4Addr::from_bits(bits as u32)) } else { Self::V6(Ipv6Addr::from_bits(bits)) }
    }
}
