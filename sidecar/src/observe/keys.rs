//! Keyed hashes: nobody outside can choose addresses or ports that collide.
//!
//! Each address is hashed once for a packet; flows, pairs and the rest are mixed from that by multiplications: by two at
//! least behind a number that counts up, because of one alone one secret in twenty makes a coarse lattice.

use std::net::IpAddr;

use ahash::RandomState;

use super::kind::Ends;

/// The hash functions of one capture.
#[derive(Debug)]
pub(super) struct Keys {
    addresses: RandomState,
    /// Never told to anybody either.
    secrets: [u64; 3],
}

/// A flow, whichever way a packet of it goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FlowKey {
    /// The same for both ways.
    pub(super) hash: u64,
    /// Tells the two ways apart.
    pub(super) forward: bool,
}

/// One end of a flow that is remembered: address and port.
pub(super) type End = (IpAddr, u16);

/// One end of a packet: its address where the decoder put it, and the hash of that.
#[derive(Clone, Copy, Debug)]
pub(super) struct Host<'a> {
    pub(super) address: &'a IpAddr,
    pub(super) hash: u64,
}

/// One end of the packet that is looked at: its host and its port.
pub(super) type Side<'a> = (Host<'a>, u16);

impl Keys {
    /// Hashes that nobody can foretell.
    pub(super) fn random() -> Self {
        Self::of(RandomState::new())
    }

    /// The same hashes in every run, so that a file gives the same estimates each time.
    pub(super) fn repeatable() -> Self {
        Self::of(RandomState::with_seeds(0x5765_6972, 0x6761_7567, 0x6573_2074, 0x6865_2066))
    }

    fn of(addresses: RandomState) -> Self {
        let secrets = [1u64, 2, 3].map(|number| addresses.hash_one(number));
        Self { addresses, secrets }
    }

    /// An address with its hash.
    #[inline]
    pub(super) fn host<'a>(&self, address: &'a IpAddr) -> Host<'a> {
        // Each family for itself, read as the decoder wrote it.
        let hash = match address {
            IpAddr::V4(four) => self.addresses.hash_one(four.to_bits()),
            IpAddr::V6(sixteen) => self.addresses.hash_one(sixteen.to_bits()),
        };
        Host { address, hash }
    }

    /// The two ends of a packet with their hashes.
    #[inline]
    pub(super) fn sides<'a>(&self, Ends { from, to }: Ends<'a>) -> (Side<'a>, Side<'a>) {
        ((self.host(from.0), from.1), (self.host(to.0), to.1))
    }

    /// Of a hash and two numbers that need not be secret.
    #[inline]
    pub(super) fn mix(&self, hash: u64, one: u64, two: u64) -> u64 {
        let [first, second, third] = self.secrets;
        fold(fold(fold(hash ^ first, one ^ second), two ^ third), first)
    }

    /// Of the flow of IP protocol `protocol` between two ends.
    #[inline]
    pub(super) fn flow(&self, protocol: u16, from: Side<'_>, to: Side<'_>) -> FlowKey {
        let [first, second, third] = self.secrets;
        let end = |(host, port): Side<'_>| {
            let part = u64::from(port) << 16 | u64::from(protocol);
            fold(fold(host.hash ^ first, second ^ part), third)
        };
        let (from, to) = (end(from), end(to));
        // A sum is the same for both ways; the ends were hashed, so it is as good as a hash.
        FlowKey { hash: from.wrapping_add(to), forward: from < to }
    }
}

/// Both halves of a product (the mixing step of wyhash, Wang Yi 2019): each bit of the result depends on all of both.
#[inline]
fn fold(one: u64, two: u64) -> u64 {
    let product = u128::from(one) * u128::from(two);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_have_one_hash_and_differ_in_direction() {
        let keys = Keys::random();
        let (one, two): (IpAddr, IpAddr) = ([10, 0, 0, 1].into(), [10, 0, 0, 2].into());
        let (one, two) = (keys.host(&one), keys.host(&two));
        let (there, back) = (keys.flow(6, (one, 1000), (two, 443)), keys.flow(6, (two, 443), (one, 1000)));
        assert_eq!(there.hash, back.hash);
        assert_ne!(there.forward, back.forward);
        assert_ne!(there.hash, keys.flow(17, (one, 1000), (two, 443)).hash);
        assert_ne!(there.hash, keys.flow(6, (one, 443), (two, 1000)).hash, "ports belong to their ends");
    }

    /// Neighbouring ports and numbers, of which traffic is made, spread over places and prints.
    #[test]
    fn neighbours_do_not_meet() {
        let keys = Keys::random();
        let address: IpAddr = [10, 0, 0, 1].into();
        let host = keys.host(&address);
        let flows = (0..=u16::MAX).map(|port| keys.flow(6, (host, port), (host, 443)).hash);
        let mixed = (0..=u16::MAX).map(|port| keys.mix(host.hash, 1, port.into()));
        for hashes in [flows.collect::<Vec<_>>(), mixed.collect()] {
            for part in [|hash: u64| hash % 16_384, |hash: u64| hash >> 50] {
                let mut places = vec![0u32; 16_384];
                hashes.iter().for_each(|&hash| places[part(hash) as usize] += 1);
                // Four in each on average; chance alone reaches twenty once in a million tries.
                assert!(places.iter().all(|&count| count < 24), "{:?}", places.iter().max());
            }
        }
    }
}
