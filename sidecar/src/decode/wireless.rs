//! 802.11 frames, with or without the radiotap header of the driver (IEEE 802.11-2020, 9.2; radiotap.org).
//!
//! A data frame that is not encrypted carries LLC like Ethernet does. Everything else (beacons, acknowledgements,
//! encrypted data) is counted and has no address of IP.

use weir_protocol::{Problem, ProtocolName};

use super::{Decoded, link};

const TYPE_DATA: u8 = 2;
/// No data in it, by the subtype.
const NULL: u8 = 0b0100;
const QOS: u8 = 0b1000;

const FLAG_TO_DS: u8 = 0x01;
const FLAG_FROM_DS: u8 = 0x02;
const FLAG_PROTECTED: u8 = 0x40;
const FLAG_ORDER: u8 = 0x80;

/// Frame control, duration, three addresses, sequence control.
const DATA_HEADER: usize = 24;

/// Radiotap says its own length: version, padding, length (little endian).
pub(super) fn radiotap(bytes: &[u8], decoded: &mut Decoded) {
    let header = bytes.first_chunk().map(|&[_, _, low, high]| usize::from(u16::from_le_bytes([low, high])));
    match header.and_then(|length| bytes.get(length..)) {
        Some(frame) => wireless(frame, decoded),
        None => decoded.unreadable(Problem::LinkTooShort),
    }
}

pub(super) fn wireless(bytes: &[u8], decoded: &mut Decoded) {
    let Some(&[control, flags]) = bytes.first_chunk() else {
        return decoded.unreadable(Problem::LinkTooShort);
    };
    let (kind, subtype) = (control >> 2 & 3, control >> 4);
    let carries_llc = kind == TYPE_DATA && subtype & NULL == 0 && flags & FLAG_PROTECTED == 0;
    if !carries_llc {
        return decoded.name(ProtocolName::OtherLink);
    }
    let between_stations = FLAG_TO_DS | FLAG_FROM_DS;
    let fourth_address = if flags & between_stations == between_stations { 6 } else { 0 };
    let qos = match (subtype & QOS != 0, flags & FLAG_ORDER != 0) {
        (false, _) => 0,
        (true, false) => 2,
        // The high-throughput control field follows.
        (true, true) => 6,
    };
    match bytes.get(DATA_HEADER + fourth_address + qos..) {
        Some(payload) => link::llc(payload, decoded),
        None => decoded.unreadable(Problem::LinkTooShort),
    }
}
