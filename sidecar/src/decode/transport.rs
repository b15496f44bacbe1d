//! Ports, flags, type and code: the first bytes of TCP, UDP, SCTP and ICMP.
//!
//! By a table and without branches on the protocol: which one comes next is what a processor cannot guess, and a wrong
//! guess costs as much as the rest of the header.

use weir_protocol::{Problem, TcpFlags};

use super::{Decoded, quoted};

/// What the beginning of a transport header holds.
#[derive(Clone, Copy)]
struct Layout {
    /// Bytes of the header without options.
    least: u8,
    /// Source and destination port come first.
    ports: bool,
    /// Flags stand in byte 13.
    flags: bool,
    /// Type and code come first.
    kind_code: bool,
}

static LAYOUTS: [Layout; 256] = {
    const NOTHING: Layout = Layout { least: 0, ports: false, flags: false, kind_code: false };
    let mut layouts = [NOTHING; 256];
    // RFC 9293, RFC 768, RFC 792, RFC 4443, RFC 9260.
    layouts[6] = Layout { least: 20, ports: true, flags: true, ..NOTHING };
    layouts[17] = Layout { least: 8, ports: true, ..NOTHING };
    layouts[1] = Layout { least: 4, kind_code: true, ..NOTHING };
    layouts[58] = layouts[1];
    layouts[132] = Layout { least: 12, ports: true, ..NOTHING };
    layouts
};

/// Bytes that a transport header of `protocol` has at least; 0: nothing is read there.
pub(super) const fn least(protocol: u8) -> u8 {
    LAYOUTS[protocol as usize].least
}

/// Reads the transport header of IP protocol `protocol`, unless the packet is a later fragment and has none.
/// `sent` is the number of bytes behind the IP header on the wire, of which `bytes` were captured.
#[inline]
pub(super) fn read(protocol: u8, bytes: &[u8], sent: usize, decoded: &mut Decoded) {
    let layout = LAYOUTS[usize::from(protocol)];
    if decoded.fragment || layout.least == 0 {
        return;
    }
    if bytes.len() < usize::from(layout.least) {
        decoded.problem = Some(Problem::TransportTooShort);
        return;
    }
    let Some(&[a, b, c, d]) = bytes.first_chunk() else { return };
    // Beyond the shortest header only where there are no flags.
    let flags = bytes.get(13).copied().unwrap_or_default();
    decoded.ports = layout.ports.then_some((u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])));
    decoded.flags = layout.flags.then_some(TcpFlags(flags));
    decoded.kind_code = layout.kind_code.then_some((a, b));
    let header_bytes = bytes.get(12).map_or(0, |offset| usize::from(offset >> 4) * 4);
    let payload = u32::try_from(sent.saturating_sub(header_bytes)).unwrap_or(u32::MAX);
    decoded.payload = if layout.flags { payload } else { 0 };
    if layout.kind_code {
        icmp(protocol, a, bytes, decoded);
    }
}

/// What ICMP has behind type and code.
fn icmp(protocol: u8, kind: u8, bytes: &[u8], decoded: &mut Decoded) {
    match (protocol, kind) {
        // Echo reply and request (RFC 792, RFC 4443).
        (1, 0 | 8) | (58, 128 | 129) => {
            decoded.echo = bytes.get(4..6).and_then(|id| id.try_into().ok()).map_or(0, u16::from_be_bytes);
        }
        // Errors quote the packet that caused them, behind eight bytes of their own.
        (1, 3 | 4 | 5 | 11 | 12) => decoded.quoted = quoted::read_v4(bytes.get(8..).unwrap_or_default()),
        (58, 1..=4) => decoded.quoted = quoted::read_v6(bytes.get(8..).unwrap_or_default()),
        _ => {}
    }
}
