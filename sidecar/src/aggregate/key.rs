//! An address as the table of sources looks for it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The bits of an address. Of one size for both families: what was written as one word is read back at once, while a
/// copy of the enum would have to wait until its pieces have left the store buffer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Key {
    /// Of IPv4 the lower 32.
    pub(super) bits: u128,
    pub(super) is_four: bool,
}

impl From<&IpAddr> for Key {
    #[inline]
    fn from(address: &IpAddr) -> Self {
        match address {
            IpAddr::V4(four) => Self { bits: four.to_bits().into(), is_four: true },
            IpAddr::V6(sixteen) => Self { bits: sixteen.to_bits(), is_four: false },
        }
    }
}

impl From<Key> for IpAddr {
    fn from(Key { bits, is_four }: Key) -> Self {
        if is_four { Self::V4(Ipv4Addr::from_bits(bits as u32)) } else { Self::V6(Ipv6Addr::from_bits(bits)) }
    }
}
