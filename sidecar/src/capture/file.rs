//! A capture file as a stream: pcap and pcapng, both byte orders, any number of sections and interfaces, compressed or
//! not.
//!
//! Owns one buffer that grows with the largest block, never with the file. Never seeks.

use std::io::{self, Read};

use pcap_parser::{Block, PcapBlockOwned, PcapError, create_reader, traits::PcapReaderIterator};
use weir_protocol::FailureKind;

use super::{
    Hints, Next, Packet, PacketSource, SourceError,
    blocks::{Clock, FileInterface, Found, UNKNOWN_LINK, legacy, pcapng},
    compressed::{Trouble, unpack},
    sieve::Sieve,
};

/// Enough for some hundred packets per read.
const BUFFER_BYTES: usize = 256 << 10;

/// The largest block that is believed. Packets have at most 256 KiB; other blocks (names, secrets) may be larger.
const MAX_BUFFER_BYTES: usize = 16 << 20;

/// A capture file that is being read.
pub struct FileSource {
    reader: Box<dyn PcapReaderIterator + Send>,
    clock: Clock,
    interfaces: Vec<FileInterface>,
    first_link: u16,
    bytes: Vec<u8>,
    big_endian: bool,
    last_time: u64,
    stopped: bool,
    trouble: Trouble,
    sieve: Sieve,
}

/// What the reader needs before it can go on.
enum Need {
    Nothing,
    More,
    Room,
}

impl FileSource {
    /// Begins to read.
    ///
    /// # Errors
    /// [`FailureKind::NotACapture`] when it does not begin as one.
    pub fn open<R: Read + Send + 'static>(stream: R) -> Result<Self, SourceError> {
        let trouble = Trouble::default();
        let whole = WholeReads { inner: unpack(stream)?, trouble: trouble.clone(), broken: false };
        let reader = create_reader(BUFFER_BYTES, whole).map_err(|error| {
            let words = trouble.take().unwrap_or_else(|| describe(&error));
            SourceError::new(FailureKind::NotACapture, format!("not a pcap or pcapng file: {words}"))
        })?;
        let mut source = Self {
            reader,
            clock: Clock { nanos_per_unit: 1000, link: UNKNOWN_LINK },
            interfaces: Vec::new(),
            first_link: UNKNOWN_LINK,
            bytes: Vec::new(),
            big_endian: false,
            last_time: 0,
            stopped: false,
            trouble,
            sieve: Sieve::default(),
        };
        source.read_ahead();
        Ok(source)
    }

    /// Leaves out what does not pass.
    #[must_use]
    pub fn through(self, sieve: Sieve) -> Self {
        Self { sieve, ..self }
    }

    /// The link type of the file, or of the first interface that it begins with.
    #[must_use]
    pub fn link_type(&self) -> u16 {
        self.first_link
    }

    /// Reads the header blocks that come before the first packet can be known only by reading them; the first block
    /// of a pcap file is enough, a pcapng file says it in its second, which `next` will meet.
    fn read_ahead(&mut self) {
        let head = self.reader.data();
        self.first_link = match head.get(..4) {
            Some([0xd4 | 0x4d, 0xc3 | 0x3c, 0xb2, 0xa1]) => le16(head, 20),
            Some([0xa1, 0xb2, 0xc3 | 0x3c, 0xd4 | 0x4d]) => be16(head, 22),
            Some([0x0a, 0x0d, 0x0d, 0x0a]) => first_pcapng_link(head),
            _ => None,
        }
        .unwrap_or(UNKNOWN_LINK);
    }

    fn take_block(&mut self) -> Result<Option<Found>, SourceError> {
        let need = match self.reader.next() {
            Ok((size, block)) => {
                let found = match block {
                    PcapBlockOwned::LegacyHeader(header) => {
                        self.clock = Clock {
                            nanos_per_unit: if header.is_nanosecond_precision() { 1 } else { 1000 },
                            // The upper half may hold the FCS length.
                            link: u16::try_from(header.network.0 & 0xffff).unwrap_or(UNKNOWN_LINK),
                        };
                        Found::Nothing
                    }
                    PcapBlockOwned::Legacy(packet) => legacy(&packet, self.clock, &mut self.bytes),
                    PcapBlockOwned::NG(block) => {
                        if let Block::SectionHeader(section) = &block {
                            self.big_endian = section.big_endian();
                        }
                        let order = self.big_endian;
                        pcapng(&block, &mut self.interfaces, &mut self.bytes, self.last_time, order)
                    }
                };
                self.reader.consume(size);
                return Ok(Some(found));
            }
            Err(PcapError::Eof) => return Ok(None),
            Err(PcapError::Incomplete(_)) => Need::More,
            Err(PcapError::BufferTooSmall) => Need::Room,
            Err(PcapError::UnexpectedEof) => Need::Nothing,
            Err(PcapError::ReadError) => return Err(self.unreadable()),
            Err(error) => {
                let detail = format!("the file is damaged: {}", describe(&error));
                return Err(SourceError::new(FailureKind::CutCapture, detail));
            }
        };
        self.satisfy(&need)
    }

    fn satisfy(&mut self, need: &Need) -> Result<Option<Found>, SourceError> {
        let consumed = self.reader.consumed();
        match need {
            // Never seen so far; a whole file must not be called cut if the parser's buffer works otherwise one day.
            Need::Nothing if self.reader.data().is_empty() => return Ok(None),
            Need::Nothing => {
                let detail = format!("the file ends within a block that begins after {consumed} bytes");
                return Err(SourceError::new(FailureKind::CutCapture, detail));
            }
            Need::More => {}
            Need::Room => {
                let larger = (self.reader.data().len() * 2).max(2 * BUFFER_BYTES);
                if larger > MAX_BUFFER_BYTES || !self.reader.grow(larger) {
                    let detail = format!("a block after {consumed} bytes is larger than any honest one");
                    return Err(SourceError::new(FailureKind::CutCapture, detail));
                }
            }
        }
        if self.reader.refill().is_err() {
            return Err(self.unreadable());
        }
        Ok(Some(Found::Nothing))
    }

    /// The stream broke: damaged compression is the file's fault, the rest the system's.
    fn unreadable(&self) -> SourceError {
        match self.trouble.take() {
            Some(words) => SourceError::new(FailureKind::CutCapture, words),
            None => SourceError::new(FailureKind::System, "the file could not be read further"),
        }
    }
}

impl PacketSource for FileSource {
    fn next(&mut self) -> Result<Next<'_>, SourceError> {
        while !self.stopped {
            match self.take_block()? {
                None => break,
                Some(Found::Nothing) => {}
                Some(Found::Packet { time, length, link }) => {
                    self.last_time = time;
                    if !self.sieve.passes(link, &self.bytes, length)? {
                        continue;
                    }
                    return Ok(Next::Packet(Packet {
                        time,
                        length,
                        link,
                        bytes: &self.bytes,
                        hints: Hints::default(),
                    }));
                }
            }
        }
        Ok(Next::End)
    }

    fn stop(&mut self) {
        self.stopped = true;
    }

    fn take_drops(&mut self) -> u64 {
        0
    }
}

fn first_pcapng_link(head: &[u8]) -> Option<u16> {
    let big_endian = head.get(8..12)? == [0x1a, 0x2b, 0x3c, 0x4d];
    let read32 = |at: usize| {
        let four = *head.get(at..)?.first_chunk::<4>()?;
        Some(if big_endian { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) })
    };
    let second = usize::try_from(read32(4)?).ok()?;
    if read32(second)? != 1 {
        return None;
    }
    let link = second.checked_add(8)?;
    if big_endian { be16(head, link) } else { le16(head, link) }
}

fn le16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|two| u16::from_le_bytes(*two))
}

fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|two| u16::from_be_bytes(*two))
}

/// The parser's own words quote the file; only the kind of error may be repeated.
fn describe(error: &PcapError<&[u8]>) -> String {
    match error {
        PcapError::NomError(_, kind) => format!("unreadable block ({kind:?})"),
        PcapError::OwnedNomError(_, kind) => format!("unreadable block ({kind:?})"),
        PcapError::Eof => "it is empty".to_owned(),
        PcapError::BufferTooSmall => "a block is too large".to_owned(),
        PcapError::UnexpectedEof | PcapError::Incomplete(_) => "it is too short".to_owned(),
        PcapError::ReadError => "it could not be read".to_owned(),
        PcapError::HeaderNotRecognized => "no such file header is known".to_owned(),
    }
}

/// Fills the buffer that it is given: a pipe delivers in pieces, and the parser takes a short first piece for the end.
/// What came before an error is handed out first.
struct WholeReads<R> {
    inner: R,
    trouble: Trouble,
    broken: bool,
}

impl<R: Read> Read for WholeReads<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while let (false, Some(space)) = (self.broken, buffer.get_mut(filled..)) {
            if space.is_empty() {
                break;
            }
            match self.inner.read(space) {
                Ok(0) => break,
                Ok(more) => filled += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.broken = true;
                    self.trouble.note(error.to_string());
                }
            }
        }
        if filled == 0 && self.broken { Err(io::ErrorKind::InvalidData.into()) } else { Ok(filled) }
    }
}
