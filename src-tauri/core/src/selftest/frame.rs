//! Frames of the test scenes: Ethernet, IPv4, and one transport header, as short as a decoder accepts them.
//!
//! Checksums are left out (zero): Weir counts what is on the wire and does not verify it.

use std::net::Ipv4Addr;

/// TCP flags (RFC 9293).
pub(super) const SYN: u8 = 0x02;
pub(super) const ACK: u8 = 0x10;
pub(super) const RST: u8 = 0x04;
pub(super) const FIN: u8 = 0x01;
pub(super) const XMAS: u8 = 0x29;

/// An address and a port.
pub(super) type End = (Ipv4Addr, u16);

const BROADCAST: [u8; 6] = [0xff; 6];

/// A locally administered hardware address made of an IP address.
const fn mac(address: Ipv4Addr) -> [u8; 6] {
    let [a, b, c, d] = address.octets();
    [0x02, 0, a, b, c, d]
}

/// An Ethernet frame with an IPv4 packet of `protocol`.
pub(super) fn ip(source: Ipv4Addr, destination: Ipv4Addr, protocol: u8, ttl: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = Vec::with_capacity(34 + payload.len());
    frame.extend(if destination.is_broadcast() { BROADCAST } else { mac(destination) });
    frame.extend(mac(source));
    frame.extend([0x08, 0x00, 0x45, 0x00]);
    frame.extend(u16::try_from(20 + payload.len()).unwrap_or(u16::MAX).to_be_bytes());
    frame.extend([0, 0, 0, 0, ttl, protocol, 0, 0]);
    frame.extend(source.octets());
    frame.extend(destination.octets());
    frame.extend(payload);
    frame
}

/// A later fragment of an IPv4 packet of `protocol` (RFC 791), with `length` bytes from `offset` (in bytes) on.
pub(super) fn fragment(
    source: Ipv4Addr,
    destination: Ipv4Addr,
    protocol: u8,
    offset: u16,
    length: usize,
) -> Vec<u8> {
    let mut frame = ip(source, destination, protocol, 64, &vec![0; length]);
    for (byte, value) in frame.iter_mut().skip(20).zip((offset / 8).to_be_bytes()) {
        *byte = value;
    }
    frame
}

/// A TCP segment with `length` bytes of payload.
pub(super) fn tcp(source: End, destination: End, flags: u8, length: usize) -> Vec<u8> {
    let mut segment = Vec::with_capacity(20 + length);
    segment.extend(source.1.to_be_bytes());
    segment.extend(destination.1.to_be_bytes());
    segment.extend([0, 0, 0, 1, 0, 0, 0, 1, 0x50, flags, 0x20, 0, 0, 0, 0, 0]);
    segment.resize(20 + length, 0);
    ip(source.0, destination.0, 6, 64, &segment)
}

/// A UDP datagram with `length` bytes of payload.
pub(super) fn udp(source: End, destination: End, length: usize) -> Vec<u8> {
    udp_ttl(source, destination, 64, length)
}

/// The same with a time to live.
pub(super) fn udp_ttl(source: End, destination: End, ttl: u8, length: usize) -> Vec<u8> {
    let mut datagram = Vec::with_capacity(8 + length);
    datagram.extend(source.1.to_be_bytes());
    datagram.extend(destination.1.to_be_bytes());
    datagram.extend(u16::try_from(8 + length).unwrap_or(u16::MAX).to_be_bytes());
    datagram.extend([0, 0]);
    datagram.resize(8 + length, 0);
    ip(source.0, destination.0, 17, ttl, &datagram)
}

/// An ICMP echo request (8) or reply (0).
pub(super) fn echo(source: Ipv4Addr, destination: Ipv4Addr, kind: u8, sequence: u16) -> Vec<u8> {
    let [high, low] = sequence.to_be_bytes();
    let mut message = vec![kind, 0, 0, 0, 0, 7, high, low];
    message.resize(64, 0);
    ip(source, destination, 1, 64, &message)
}

/// An ICMP error about a frame made here, from who was to get it: unreachable (3) or time exceeded (11).
pub(super) fn error(about: &[u8], from: Ipv4Addr, to: Ipv4Addr, kind: u8, code: u8) -> Vec<u8> {
    let mut message = vec![kind, code, 0, 0, 0, 0, 0, 0];
    message.extend(about.iter().skip(14).take(28));
    ip(from, to, 1, 64, &message)
}

/// An ARP request, to everybody.
pub(super) fn arp(source: Ipv4Addr, wanted: Ipv4Addr) -> Vec<u8> {
    let mut frame = Vec::with_capacity(42);
    frame.extend(BROADCAST);
    frame.extend(mac(source));
    frame.extend([0x08, 0x06, 0, 1, 0x08, 0, 6, 4, 0, 1]);
    frame.extend(mac(source));
    frame.extend(source.octets());
    frame.extend([0; 6]);
    frame.extend(wanted.octets());
    frame
}
