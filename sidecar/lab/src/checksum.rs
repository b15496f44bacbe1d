//! The Internet checksum (RFC 1071), alone and over a pseudo-header.

use std::net::{Ipv4Addr, Ipv6Addr};

/// The checksum of these bytes, in which the checksum field itself is zero.
pub(crate) fn internet(bytes: &[u8]) -> u16 {
    finish(sum(bytes))
}

/// The checksum of a TCP, UDP or ICMPv6 segment with the pseudo-header of its IP packet before it.
pub(crate) fn with_pseudo_v4(source: Ipv4Addr, destination: Ipv4Addr, protocol: u8, segment: &[u8]) -> u16 {
    let addresses = sum(&source.octets()) + sum(&destination.octets());
    finish(addresses + u64::from(protocol) + segment.len() as u64 + sum(segment))
}

/// The same for IPv6.
pub(crate) fn with_pseudo_v6(source: Ipv6Addr, destination: Ipv6Addr, protocol: u8, segment: &[u8]) -> u16 {
    let addresses = sum(&source.octets()) + sum(&destination.octets());
    finish(addresses + u64::from(protocol) + segment.len() as u64 + sum(segment))
}

fn sum(bytes: &[u8]) -> u64 {
    let words = bytes.chunks(2);
    words.map(|word| u64::from(u16::from_be_bytes([word[0], word.get(1).copied().unwrap_or(0)]))).sum()
}

fn finish(mut sum: u64) -> u16 {
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    // The loop above leaves at most 16 bits.
    !u16::try_from(sum).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_rfc_1071_comes_out() {
        assert_eq!(internet(&[0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]), !0xddf2);
    }

    #[test]
    fn an_odd_last_byte_counts_as_the_high_half_of_a_word() {
        assert_eq!(internet(&[0x12, 0x34, 0x56]), internet(&[0x12, 0x34, 0x56, 0x00]));
    }

    #[test]
    fn bytes_with_their_checksum_sum_to_zero() {
        let bytes = [0x45, 0, 0, 20, 1, 2, 3, 4];
        let [high, low] = internet(&bytes).to_be_bytes();
        assert_eq!(internet(&[&bytes[..], &[high, low]].concat()), 0);
    }
}
