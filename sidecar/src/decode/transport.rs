//! Ports, flags, type and code: the first bytes of TCP, UDP, SCTP and ICMP.
//!
//! By a table and without branches on the protocol: which one comes next is what a processor cannot guess, and a wrong
//! guess costs as much as the rest of the header.

use weir_protocol::{Problem, TcpFlags};

use super::Decoded;

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

/// Reads the transport header of IP protocol `protocol`, unless the packet is a later fragment and has none.
#[inline]
pub(super) fn read(protocol: u8, bytes: &[u8], decoded: &mut Decoded) {
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
}
