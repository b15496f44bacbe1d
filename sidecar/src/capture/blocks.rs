//! The blocks of capture files: what in them is a packet, when it was, and on which link.
//!
//! Works around what the parser gets wrong. Never reads the stream.

use pcap_parser::{Block, LegacyPcapBlock, traits::PcapNGPacketBlock};

/// Most interfaces of one section. A block that names a later one has an unknown link type.
const MAX_FILE_INTERFACES: usize = 4096;

/// A link type that nobody decodes: LINKTYPE_USER0.
pub(super) const UNKNOWN_LINK: u16 = 147;

/// The obsolete packet block, which the parser leaves to us.
const OBSOLETE_PACKET_BLOCK: u32 = 2;

/// How a pcap file counts time below the second.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    pub(super) nanos_per_unit: u64,
    pub(super) link: u16,
}

#[derive(Clone, Copy)]
pub(super) struct FileInterface {
    link: u16,
    units_per_second: u64,
    offset_seconds: i64,
    snaplen: u32,
}

/// What a block turned out to be.
pub(super) enum Found {
    Packet { time: u64, length: u32, link: u16 },
    Nothing,
}

pub(super) fn legacy(packet: &LegacyPcapBlock<'_>, clock: Clock, bytes: &mut Vec<u8>) -> Found {
    let below = u64::from(packet.ts_usec).saturating_mul(clock.nanos_per_unit);
    let time = u64::from(packet.ts_sec).saturating_mul(1_000_000_000).saturating_add(below);
    keep(bytes, packet.data);
    Found::Packet { time, length: packet.origlen, link: clock.link }
}

pub(super) fn pcapng(
    block: &Block<'_>,
    interfaces: &mut Vec<FileInterface>,
    bytes: &mut Vec<u8>,
    last_time: u64,
    big_endian: bool,
) -> Found {
    let interface = |index: usize| interfaces.get(index).copied().unwrap_or(FileInterface::UNKNOWN);
    match block {
        Block::SectionHeader(_) => interfaces.clear(),
        Block::InterfaceDescription(description) if interfaces.len() < MAX_FILE_INTERFACES => {
            interfaces.push(FileInterface {
                link: u16::try_from(description.linktype.0).unwrap_or(UNKNOWN_LINK),
                units_per_second: units_per_second(description.if_tsresol),
                // The parser takes it for little endian always.
                offset_seconds: if big_endian {
                    description.if_tsoffset.swap_bytes()
                } else {
                    description.if_tsoffset
                },
                snaplen: description.snaplen,
            });
        }
        Block::EnhancedPacket(packet) => {
            let from = interface(packet.if_id as usize);
            let data = packet.packet_data();
            keep(bytes, data);
            return Found::Packet {
                time: from.time(packet.ts_high, packet.ts_low),
                length: packet.origlen,
                link: from.link,
            };
        }
        Block::SimplePacket(packet) => {
            let from = interface(0);
            let captured = if from.snaplen == 0 { packet.origlen } else { packet.origlen.min(from.snaplen) };
            let data = packet.data.get(..captured as usize).unwrap_or(packet.data);
            keep(bytes, data);
            // It has no time of its own.
            return Found::Packet { time: last_time, length: packet.origlen, link: from.link };
        }
        Block::Unknown(unknown) if unknown.block_type == OBSOLETE_PACKET_BLOCK => {
            if let Some(old) = ObsoletePacket::read(unknown.data, big_endian) {
                let from = interface(old.interface);
                keep(bytes, old.data);
                return Found::Packet {
                    time: from.time(old.high, old.low),
                    length: old.length,
                    link: from.link,
                };
            }
        }
        Block::InterfaceDescription(_)
        | Block::NameResolution(_)
        | Block::InterfaceStatistics(_)
        | Block::SystemdJournalExport(_)
        | Block::DecryptionSecrets(_)
        | Block::ProcessInformation(_)
        | Block::Custom(_)
        | Block::Unknown(_) => {}
    }
    Found::Nothing
}

impl FileInterface {
    const UNKNOWN: Self =
        Self { link: UNKNOWN_LINK, units_per_second: 1_000_000, offset_seconds: 0, snaplen: 0 };

    fn time(self, high: u32, low: u32) -> u64 {
        let units = u128::from(u64::from(high) << 32 | u64::from(low));
        let nanos = units * 1_000_000_000 / u128::from(self.units_per_second.max(1));
        let nanos = i128::try_from(nanos).unwrap_or(i128::MAX);
        let shifted = nanos.saturating_add(i128::from(self.offset_seconds) * 1_000_000_000);
        u64::try_from(shifted.max(0)).unwrap_or(u64::MAX)
    }
}

/// Seven bits of exponent, of 2 if the highest bit is set, else of 10. (The parser's own reading refuses powers of 2.)
fn units_per_second(resolution: u8) -> u64 {
    const BASE_TWO: u8 = 0x80;
    const MICROSECONDS: u64 = 1_000_000;
    let exponent = u32::from(resolution & !BASE_TWO);
    let base: u64 = if resolution & BASE_TWO == 0 { 10 } else { 2 };
    base.checked_pow(exponent).unwrap_or(MICROSECONDS)
}

struct ObsoletePacket<'a> {
    interface: usize,
    high: u32,
    low: u32,
    length: u32,
    data: &'a [u8],
}

impl<'a> ObsoletePacket<'a> {
    fn read(body: &'a [u8], big_endian: bool) -> Option<Self> {
        let (head, rest) = body.split_first_chunk::<20>()?;
        let [a, b, _, _, numbers @ ..] = *head;
        let interface = if big_endian { u16::from_be_bytes([a, b]) } else { u16::from_le_bytes([a, b]) };
        let mut words = [0u32; 4];
        for (word, four) in words.iter_mut().zip(numbers.as_chunks::<4>().0) {
            *word = if big_endian { u32::from_be_bytes(*four) } else { u32::from_le_bytes(*four) };
        }
        let [high, low, captured, length] = words;
        Some(Self { interface: interface.into(), high, low, length, data: rest.get(..captured as usize)? })
    }
}

fn keep(bytes: &mut Vec<u8>, data: &[u8]) {
    bytes.clear();
    bytes.extend_from_slice(data);
}
