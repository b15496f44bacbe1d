//! Keyed hashes: nobody outside can choose addresses or ports that collide.

use std::{
    hash::{BuildHasher, Hasher},
    net::IpAddr,
};

use ahash::RandomState;

/// The hash functions of one capture.
#[derive(Debug)]
pub(super) struct Keys(RandomState);

/// A flow, whichever way a packet of it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FlowKey {
    /// The same for both ways.
    pub(super) hash: u64,
    /// Tells the two ways apart.
    pub(super) forward: bool,
}

/// One end of a flow: address and port.
pub(super) type End = (IpAddr, u16);

impl Keys {
    /// Hashes that nobody can foretell.
    pub(super) fn random() -> Self {
        Self(RandomState::new())
    }

    /// The same hashes in every run, so that a file gives the same estimates each time.
    pub(super) fn repeatable() -> Self {
        Self(RandomState::with_seeds(0x5765_6972, 0x6761_7567, 0x6573_2074, 0x6865_2066))
    }

    /// Of an address.
    pub(super) fn address(&self, address: IpAddr) -> u64 {
        self.words(bits(address), u64::MAX)
    }

    /// Of any three numbers.
    pub(super) fn mix(&self, one: u64, two: u64, three: u64) -> u64 {
        self.words(u128::from(one) << 64 | u128::from(two), three)
    }

    /// Of the flow of IP protocol `protocol` between two ends.
    pub(super) fn flow(&self, protocol: u16, from: End, to: End) -> FlowKey {
        let end =
            |(address, port): End| self.words(bits(address), u64::from(port) << 16 | u64::from(protocol));
        let (from, to) = (end(from), end(to));
        // A sum is the same for both ways; the ends were hashed, so it is as good as a hash.
        FlowKey { hash: from.wrapping_add(to), forward: from < to }
    }

    fn words(&self, wide: u128, narrow: u64) -> u64 {
        let mut hasher = self.0.build_hasher();
        hasher.write_u128(wide);
        hasher.write_u64(narrow);
        hasher.finish()
    }
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_have_one_hash_and_differ_in_direction() {
        let keys = Keys::random();
        let (one, two): (End, End) = (([10, 0, 0, 1].into(), 1000), ([10, 0, 0, 2].into(), 443));
        let (there, back) = (keys.flow(6, one, two), keys.flow(6, two, one));
        assert_eq!(there.hash, back.hash);
        assert_ne!(there.forward, back.forward);
        assert_ne!(there.hash, keys.flow(17, one, two).hash);
        assert_ne!(there.hash, keys.flow(6, (one.0, 443), (two.0, 1000)).hash, "ports belong to their ends");
    }
}
