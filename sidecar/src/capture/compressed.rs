//! Capture files that are compressed, as streams: gzip (RFC 1952) and zstd (RFC 8878).
//!
//! Memory is bounded by the window of the format, never by what comes out; nothing is unpacked ahead of the reader.

use std::{
    io::{self, BufRead, BufReader, Cursor, Read},
    sync::{Arc, Mutex, PoisonError},
};

use flate2::bufread::GzDecoder;
use ruzstd::decoding::{
    BlockDecodingStrategy, FrameDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};
use weir_protocol::FailureKind;

use super::SourceError;

/// Compressed bytes that are read at once.
const BUFFER_BYTES: usize = 64 << 10;

/// The largest window that is believed: what the zstd program accepts without being asked for more.
const MAX_WINDOW_BYTES: u64 = 128 << 20;

const GZIP: [u8; 2] = [0x1f, 0x8b];

const NOT_PART: &str = "behind the compressed data come bytes that are not part of it";

/// Why a stream broke, in words; the parser between here and the caller has no room for them.
#[derive(Clone, Debug, Default)]
pub(super) struct Trouble(Arc<Mutex<Option<String>>>);

impl Trouble {
    pub(super) fn note(&self, words: String) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(words);
    }

    pub(super) fn take(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// What `stream` holds, unpacked if it is compressed.
///
/// # Errors
/// [`FailureKind::NotACapture`] when it is compressed in a way that Weir does not read.
pub(super) fn unpack<R: Read + Send + 'static>(mut stream: R) -> Result<Box<dyn Read + Send>, SourceError> {
    let mut head = Vec::new();
    let first = stream.by_ref().take(6).read_to_end(&mut head);
    first.map_err(|error| SourceError::new(FailureKind::System, format!("it could not be read: {error}")))?;
    let kind = Packing::of(&head);
    let whole = BufReader::with_capacity(BUFFER_BYTES, Cursor::new(head).chain(stream));
    Ok(match kind {
        Packing::None => Box::new(whole.into_inner()),
        Packing::Gzip => Box::new(Gzip::Member(Box::new(GzDecoder::new(whole)))),
        Packing::Zstd => Box::new(Zstd::new(whole)),
        Packing::Unreadable(name) => {
            let detail = format!("it is compressed with {name}, which Weir does not unpack; unpack it first");
            return Err(SourceError::new(FailureKind::NotACapture, detail));
        }
    })
}

enum Packing {
    None,
    Gzip,
    Zstd,
    Unreadable(&'static str),
}

impl Packing {
    fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Self::Zstd,
            [0xfd, b'7', b'z', b'X', b'Z', 0] => Self::Unreadable("xz"),
            [b'B', b'Z', b'h', b'1'..=b'9', ..] => Self::Unreadable("bzip2"),
            [0x04, 0x22, 0x4d, 0x18, ..] => Self::Unreadable("lz4"),
            [b'P', b'K', 3, 4, ..] => Self::Unreadable("zip"),
            _ => Self::None,
        }
    }
}

/// Members, one behind the other; zeros at the end are padding.
enum Gzip<R> {
    Member(Box<GzDecoder<R>>),
    Done,
}

impl<R: BufRead> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let Self::Member(member) = self else { return Ok(0) };
            match member.read(buffer) {
                Ok(0) => {}
                Ok(read) => return Ok(read),
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                    return Err(io::Error::other("the gzip data ends in the middle"));
                }
                Err(error) => return Err(io::Error::other(format!("the gzip data is damaged: {error}"))),
            }
            let Self::Member(member) = std::mem::replace(self, Self::Done) else { return Ok(0) };
            let mut rest = member.into_inner();
            skip_zeros(&mut rest)?;
            let behind = rest.fill_buf()?;
            if behind.is_empty() {
                return Ok(0);
            }
            if !behind.starts_with(&GZIP) && behind != [GZIP[0]] {
                return Err(io::Error::other(NOT_PART));
            }
            *self = Self::Member(Box::new(GzDecoder::new(rest)));
        }
    }
}

fn skip_zeros(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let waiting = input.fill_buf()?;
        let zeros = waiting.iter().take_while(|&&byte| byte == 0).count();
        let goes_on = zeros > 0 && zeros == waiting.len();
        input.consume(zeros);
        if !goes_on {
            return Ok(());
        }
    }
}

/// Frames, one behind the other; skippable ones are skipped.
struct Zstd<R> {
    input: R,
    decoder: FrameDecoder,
    in_frame: bool,
    seen_frame: bool,
}

impl<R: BufRead> Zstd<R> {
    fn new(input: R) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(MAX_WINDOW_BYTES);
        Self { input, decoder, in_frame: false, seen_frame: false }
    }

    /// True: there is a frame to read. False: that was the last.
    fn begin_frame(&mut self) -> io::Result<bool> {
        loop {
            if self.input.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.decoder.reset(&mut self.input) {
                Ok(()) => {
                    (self.in_frame, self.seen_frame) = (true, true);
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let skipped = io::copy(&mut self.input.by_ref().take(length.into()), &mut io::sink())?;
                    if skipped < u64::from(length) {
                        return Err(io::Error::other("the zstd data ends in the middle"));
                    }
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::BadMagicNumber(_)))
                    if self.seen_frame =>
                {
                    return Err(io::Error::other(NOT_PART));
                }
                Err(FrameDecoderError::WindowSizeTooBig { .. }) => {
                    let most = MAX_WINDOW_BYTES >> 20;
                    let words =
                        format!("the zstd data needs a window above {most} MiB; pack it with a smaller one");
                    return Err(io::Error::other(words));
                }
                Err(error) => return Err(damaged(&error)),
            }
        }
    }

    fn end_frame(&mut self) -> io::Result<()> {
        self.in_frame = false;
        let promised = self.decoder.get_checksum_from_data();
        if promised.is_some() && promised != self.decoder.get_calculated_checksum() {
            return Err(io::Error::other("the zstd data is damaged: its checksum is wrong"));
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.in_frame && !self.begin_frame()? {
                return Ok(0);
            }
            let read = self.decoder.read(buffer)?;
            if read > 0 {
                return Ok(read);
            }
            if self.decoder.is_finished() {
                self.end_frame()?;
                continue;
            }
            self.decoder
                .decode_blocks(&mut self.input, BlockDecodingStrategy::UptoBlocks(1))
                .map_err(|error| damaged(&error))?;
        }
    }
}

/// The decoder's own errors nest; whether the input just ended is all that a person can use.
fn damaged(error: &FrameDecoderError) -> io::Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(inner) = cause {
        let ended = inner
            .downcast_ref::<io::Error>()
            .is_some_and(|inner| inner.kind() == io::ErrorKind::UnexpectedEof);
        if ended {
            return io::Error::other("the zstd data ends in the middle");
        }
        cause = inner.source();
    }
    io::Error::other("the zstd data is damaged")
}
