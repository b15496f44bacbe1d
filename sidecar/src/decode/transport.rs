//! Ports, flags, type and code: the first bytes of TCP, UDP, SCTP and ICMP.

use pnet::packet::{icmp::IcmpPacket, tcp::TcpPacket, udp::UdpPacket};
use weir_protocol::{Problem, TcpFlags};

use super::Decoded;

/// Reads the transport header of IP protocol `protocol`, unless the packet is a later fragment and has none.
pub(super) fn read(protocol: u8, bytes: &[u8], decoded: &mut Decoded) {
    if decoded.fragment {
        return;
    }
    let known = match protocol {
        6 => tcp(bytes, decoded),
        17 => udp(bytes, decoded),
        1 | 58 => icmp(bytes, decoded),
        132 => sctp(bytes, decoded),
        _ => Some(()),
    };
    if known.is_none() {
        decoded.problem = Some(Problem::TransportTooShort);
    }
}

fn tcp(bytes: &[u8], decoded: &mut Decoded) -> Option<()> {
    let header = TcpPacket::new(bytes)?;
    decoded.ports = Some((header.get_source(), header.get_destination()));
    decoded.flags = Some(TcpFlags(header.get_flags()));
    Some(())
}

fn udp(bytes: &[u8], decoded: &mut Decoded) -> Option<()> {
    let header = UdpPacket::new(bytes)?;
    decoded.ports = Some((header.get_source(), header.get_destination()));
    Some(())
}

fn icmp(bytes: &[u8], decoded: &mut Decoded) -> Option<()> {
    let header = IcmpPacket::new(bytes)?;
    decoded.kind_code = Some((header.get_icmp_type().0, header.get_icmp_code().0));
    Some(())
}

/// SCTP's common header begins with the ports; the whole of it has twelve bytes.
fn sctp(bytes: &[u8], decoded: &mut Decoded) -> Option<()> {
    let &[a, b, c, d, ..] = bytes.first_chunk::<12>()?;
    decoded.ports = Some((u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])));
    Some(())
}
