//! The frames are judged by another implementation: pnet's parsers and checksums.

use pnet::packet::Packet;
use pnet::packet::ethernet::{EtherTypes, EthernetPacket};
use pnet::packet::ip::IpNextHeaderProtocols;
use pnet::packet::ipv4::{self, Ipv4Packet};
use pnet::packet::ipv6::Ipv6Packet;
use pnet::packet::{icmp, icmpv6, tcp, udp, vlan};

use super::*;

const V4: (Ipv4Addr, Ipv4Addr) = (Ipv4Addr::new(10, 9, 0, 11), Ipv4Addr::new(10, 9, 0, 99));
const V6: (Ipv6Addr, Ipv6Addr) =
    (Ipv6Addr::new(0xfd99, 0, 0, 0, 0, 0, 0, 0x11), Ipv6Addr::new(0xfd99, 0, 0, 0, 0, 0, 0, 0x99));
const ENDS4: Ends = Ends::V4(V4.0, V4.1);
const ENDS6: Ends = Ends::V6(V6.0, V6.1);

/// Checks the IPv4 header and gives back what is in the packet.
fn inside_v4(frame: &[u8]) -> Vec<u8> {
    let ethernet = EthernetPacket::new(frame).unwrap();
    assert_eq!(ethernet.get_ethertype(), EtherTypes::Ipv4);
    let packet = Ipv4Packet::new(ethernet.payload()).unwrap();
    assert_eq!(packet.get_checksum(), ipv4::checksum(&packet));
    assert_eq!((packet.get_source(), packet.get_destination()), V4);
    assert_eq!(usize::from(packet.get_total_length()), frame.len() - ETHERNET_BYTES);
    packet.payload().to_vec()
}

fn inside_v6(frame: &[u8]) -> Vec<u8> {
    let ethernet = EthernetPacket::new(frame).unwrap();
    assert_eq!(ethernet.get_ethertype(), EtherTypes::Ipv6);
    let packet = Ipv6Packet::new(ethernet.payload()).unwrap();
    assert_eq!((packet.get_source(), packet.get_destination()), V6);
    assert_eq!(usize::from(packet.get_payload_length()), frame.len() - ETHERNET_BYTES - 40);
    packet.payload().to_vec()
}

#[test]
fn tcp_has_its_flags_and_right_checksums() {
    for payload in [&b""[..], b"x", b"even"] {
        let segment = inside_v4(&ENDS4.tcp((40_000, 443), flags::SYN | flags::ACK, payload));
        let segment = tcp::TcpPacket::new(&segment).unwrap();
        assert_eq!(segment.get_flags(), flags::SYN | flags::ACK);
        assert_eq!(segment.get_checksum(), tcp::ipv4_checksum(&segment, &V4.0, &V4.1));
        assert_eq!(segment.payload(), payload);

        let segment = inside_v6(&ENDS6.tcp((40_000, 443), flags::RST, payload));
        let segment = tcp::TcpPacket::new(&segment).unwrap();
        assert_eq!(segment.get_checksum(), tcp::ipv6_checksum(&segment, &V6.0, &V6.1));
    }
}

#[test]
fn udp_has_its_length_and_right_checksums() {
    for payload in [&b""[..], b"x", b"even"] {
        let datagram = inside_v4(&ENDS4.udp((5353, 53), payload));
        let datagram = udp::UdpPacket::new(&datagram).unwrap();
        assert_eq!((datagram.get_source(), datagram.get_destination()), (5353, 53));
        assert_eq!(usize::from(datagram.get_length()), 8 + payload.len());
        assert_eq!(datagram.get_checksum(), udp::ipv4_checksum(&datagram, &V4.0, &V4.1));

        let datagram = inside_v6(&ENDS6.udp((5353, 53), payload));
        let datagram = udp::UdpPacket::new(&datagram).unwrap();
        assert_eq!(datagram.get_checksum(), udp::ipv6_checksum(&datagram, &V6.0, &V6.1));
    }
}

#[test]
fn echo_is_icmp_in_ipv4_and_icmpv6_in_ipv6() {
    let message = inside_v4(&ENDS4.echo(7, b"ping"));
    let message = icmp::IcmpPacket::new(&message).unwrap();
    assert_eq!(message.get_icmp_type(), icmp::IcmpTypes::EchoRequest);
    assert_eq!(message.get_checksum(), icmp::checksum(&message));

    let message = inside_v6(&ENDS6.echo(7, b"ping"));
    let message = icmpv6::Icmpv6Packet::new(&message).unwrap();
    assert_eq!(message.get_icmpv6_type(), icmpv6::Icmpv6Types::EchoRequest);
    assert_eq!(message.get_checksum(), icmpv6::checksum(&message, &V6.0, &V6.1));
}

#[test]
fn an_unreachable_carries_the_packet_that_caused_it() {
    let message = inside_v4(&ENDS4.unreachable());
    let cause = Ipv4Packet::new(&message[8..]).unwrap();
    assert_eq!((cause.get_source(), cause.get_destination()), (V4.1, V4.0));
    assert_eq!(cause.get_next_level_protocol(), IpNextHeaderProtocols::Udp);
}

#[test]
fn two_fragments_are_the_whole_datagram() {
    let payload: Vec<u8> = (0..100).collect();
    let whole = inside_v4(&ENDS4.udp((5353, 53), &payload));
    let [first, rest] = ENDS4.udp_in_two((5353, 53), 9, &payload);
    assert_eq!([inside_v4(&first), inside_v4(&rest)].concat(), whole);
    let first = Ipv4Packet::new(&first[ETHERNET_BYTES..]).unwrap();
    let rest = Ipv4Packet::new(&rest[ETHERNET_BYTES..]).unwrap();
    assert_eq!((first.get_fragment_offset(), first.get_flags()), (0, ipv4::Ipv4Flags::MoreFragments));
    assert_eq!((usize::from(rest.get_fragment_offset()) * 8, rest.get_flags()), (first.payload().len(), 0));
}

#[test]
fn an_ipv6_fragment_has_an_extension_header() {
    let [first, rest] = ENDS6.udp_in_two((5353, 53), 9, &[0; 100]);
    let (first, rest) = (inside_v6(&first), inside_v6(&rest));
    assert_eq!((first[0], rest[0]), (protocol::UDP, protocol::UDP));
    assert_eq!(first.len() - 8 + rest.len() - 8, 108);
    assert_eq!(u16::from_be_bytes([first[2], first[3]]), 1, "offset 0, more follow");
    assert_eq!(
        usize::from(u16::from_be_bytes([rest[2], rest[3]])),
        first.len() - 8,
        "offset in bytes, no more"
    );
}

#[test]
fn a_vlan_tag_is_four_bytes_before_the_ethertype() {
    let plain = ENDS4.udp((1, 2), b"x");
    let tagged = vlan(5, &plain);
    assert_eq!(tagged.len(), plain.len() + VLAN_TAG_BYTES);
    let ethernet = EthernetPacket::new(&tagged).unwrap();
    assert_eq!(ethernet.get_ethertype(), EtherTypes::Vlan);
    let tag = vlan::VlanPacket::new(ethernet.payload()).unwrap();
    assert_eq!((tag.get_vlan_identifier(), tag.get_ethertype()), (5, EtherTypes::Ipv4));
    assert_eq!(tag.payload(), &plain[ETHERNET_BYTES..]);
}

#[test]
fn options_make_the_header_longer_and_nothing_else() {
    let plain = inside_v4(&ENDS4.tcp((1, 2), flags::ACK, b"x"));
    let frame = ENDS4.tcp_with_ip_options((1, 2), flags::ACK, b"x");
    assert_eq!(inside_v4(&frame), plain);
    assert_eq!(Ipv4Packet::new(&frame[ETHERNET_BYTES..]).unwrap().get_header_length(), 7);
}

#[test]
fn short_frames_are_padded_and_long_ones_left_alone() {
    assert_eq!(padded(arp(V4.0, V4.1)).len(), MIN_FRAME_BYTES);
    assert_eq!(arp(V4.0, V4.1).len(), 42);
    assert_eq!(padded(vec![1; 61]), vec![1; 61]);
}

#[test]
fn gre_is_seen_as_gre() {
    let frame = ENDS4.gre(&[0; 20]);
    assert_eq!(inside_v4(&frame).len(), 24);
    let packet = Ipv4Packet::new(&frame[ETHERNET_BYTES..]).unwrap();
    assert_eq!(packet.get_next_level_protocol(), IpNextHeaderProtocols::Gre);
}
