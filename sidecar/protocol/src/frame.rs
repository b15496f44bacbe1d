//! Frames: length, kind, flags, version, payload. Bytes here, streams elsewhere.
//!
//! ```text
//! u32 length (little endian, of all that follows: 4 ..= 1 MiB) | u8 kind | u8 flags | u16 version | payload
//! ```
//!
//! The length is checked before anything is allocated for it. An unfinished frame is not an error.

use postcard::ser_flavors::Flavor;
use serde::{Serialize, de::DeserializeOwned};

use crate::limits::{MAX_FRAME_BYTES, MIN_FRAME_BYTES};

/// What a frame carries. Numbers are for ever; new kinds are only added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// Sidecar to core, first: [`crate::Hello`], fixed layout.
    Hello = 1,
    /// Core to sidecar, answer to Hello: [`crate::Welcome`].
    Welcome = 2,
    /// Core to sidecar, answer to Hello: [`crate::Refusal`]; the connection ends.
    Refused = 3,
    /// Core to sidecar on its standard input, once: [`crate::Launch`].
    Launch = 4,
    /// Core to sidecar: [`crate::Command`].
    Command = 16,
    /// Sidecar to core: [`crate::Event`].
    Event = 17,
}

impl Kind {
    fn from_byte(byte: u8) -> Option<Self> {
        [Self::Hello, Self::Welcome, Self::Refused, Self::Launch, Self::Command, Self::Event]
            .into_iter()
            .find(|kind| *kind as u8 == byte)
    }
}

/// One whole frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// What the payload is.
    pub kind: Kind,
    /// The protocol revision its sender speaks; 0 in the handshake.
    pub version: u16,
    /// The message, in postcard (fixed layout for Hello).
    pub payload: Vec<u8>,
}

/// Why bytes are not a frame, or a payload not its message. The connection must end: there is no way to resynchronise.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// The length field is outside its bounds.
    #[error("a frame of {0} bytes was announced; between {MIN_FRAME_BYTES} and {1} are allowed")]
    Length(u64, usize),
    /// No such kind.
    #[error("frame kind {0} is unknown")]
    Kind(u8),
    /// Flags are reserved and zero.
    #[error("frame flags {0:#04x} are reserved and must be zero")]
    Flags(u8),
    /// The payload is not the message that its kind says.
    #[error("the payload of a {0:?} frame is not a valid message")]
    Payload(Kind),
    /// Bytes are left over behind the message.
    #[error("{1} bytes are left over behind the message of a {0:?} frame")]
    Trailing(Kind, usize),
    /// The message is larger than a frame may be.
    #[error("a message of {0} bytes does not fit into a frame")]
    TooLarge(usize),
}

impl Frame {
    /// Wraps `message` in a frame of `kind`.
    ///
    /// # Errors
    /// [`FrameError::TooLarge`] when it would pass [`MAX_FRAME_BYTES`].
    pub fn encode<M: Serialize>(kind: Kind, version: u16, message: &M) -> Result<Vec<u8>, FrameError> {
        let mut bytes = Vec::new();
        let length = Self::encode_into(&mut bytes, kind, version, message)?;
        bytes.truncate(length);
        Ok(bytes)
    }

    /// As [`Self::encode`], into `room`, which grows as needed and is best kept for the next one; says how many bytes of
    /// it are the frame.
    ///
    /// # Errors
    /// [`FrameError::TooLarge`] when it would pass [`MAX_FRAME_BYTES`].
    pub fn encode_into<M: Serialize>(
        room: &mut Vec<u8>,
        kind: Kind,
        version: u16,
        message: &M,
    ) -> Result<usize, FrameError> {
        const MOST: usize = 4 + MAX_FRAME_BYTES;
        loop {
            if let Some((head, rest)) = room.split_first_chunk_mut::<HEAD_BYTES>() {
                match postcard::serialize_with_flavor(message, Room { bytes: rest, used: 0 }) {
                    Ok(payload) => {
                        *head = head_of(kind, version, payload);
                        return Ok(HEAD_BYTES + payload);
                    }
                    Err(postcard::Error::SerializeBufferFull) if room.len() >= MOST => {
                        return Err(FrameError::TooLarge(room.len() - HEAD_BYTES));
                    }
                    Err(postcard::Error::SerializeBufferFull) => {}
                    Err(_) => return Err(FrameError::Payload(kind)),
                }
            }
            room.resize((2 * room.len()).clamp(FIRST_ROOM, MOST), 0);
        }
    }

    /// Wraps `payload` as it is.
    ///
    /// # Errors
    /// [`FrameError::TooLarge`] when it would pass [`MAX_FRAME_BYTES`].
    pub fn encode_raw(kind: Kind, version: u16, payload: &[u8]) -> Result<Vec<u8>, FrameError> {
        let length = payload.len() + MIN_FRAME_BYTES;
        if length > MAX_FRAME_BYTES {
            return Err(FrameError::TooLarge(payload.len()));
        }
        let mut bytes = Vec::with_capacity(4 + length);
        bytes.extend_from_slice(&head_of(kind, version, payload.len()));
        bytes.extend_from_slice(payload);
        Ok(bytes)
    }

    /// Reads the payload as an `M`, to its last byte.
    ///
    /// # Errors
    /// [`FrameError::Payload`] or [`FrameError::Trailing`]. No hostile length inside makes it allocate more than
    /// the payload is long.
    pub fn message<M: DeserializeOwned>(&self) -> Result<M, FrameError> {
        let (message, rest) =
            postcard::take_from_bytes(&self.payload).map_err(|_| FrameError::Payload(self.kind))?;
        if rest.is_empty() { Ok(message) } else { Err(FrameError::Trailing(self.kind, rest.len())) }
    }
}

/// Where a message is written to. Most of a tick is numbers of one byte: a call for each would cost more than the rest.
struct Room<'a> {
    bytes: &'a mut [u8],
    used: usize,
}

impl Room<'_> {
    #[inline]
    fn put<const N: usize>(&mut self, bytes: [u8; N]) -> postcard::Result<()> {
        let places = self.bytes.get_mut(self.used..).and_then(|rest| rest.first_chunk_mut());
        *places.ok_or(postcard::Error::SerializeBufferFull)? = bytes;
        self.used += N;
        Ok(())
    }
}

impl Flavor for Room<'_> {
    type Output = usize;

    #[inline]
    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        let place = self.bytes.get_mut(self.used).ok_or(postcard::Error::SerializeBufferFull)?;
        *place = byte;
        self.used += 1;
        Ok(())
    }

    #[inline]
    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        // Sizes that the compiler knows: a call to copy two bytes would cost more than the bytes.
        match *bytes {
            [one] => return self.try_push(one),
            [a, b] => return self.put([a, b]),
            [a, b, c] => return self.put([a, b, c]),
            [a, b, c, d] => return self.put([a, b, c, d]),
            _ => {}
        }
        let places = self.bytes.get_mut(self.used..).and_then(|rest| rest.get_mut(..bytes.len()));
        places.ok_or(postcard::Error::SerializeBufferFull)?.copy_from_slice(bytes);
        self.used += bytes.len();
        Ok(())
    }

    fn finalize(self) -> postcard::Result<usize> {
        Ok(self.used)
    }
}

/// Length, kind, flags and version.
const HEAD_BYTES: usize = 4 + MIN_FRAME_BYTES;

/// All but ticks with many sources or headers fit.
const FIRST_ROOM: usize = 4096;

fn head_of(kind: Kind, version: u16, payload: usize) -> [u8; HEAD_BYTES] {
    let [a, b, c, d] = u32::try_from(MIN_FRAME_BYTES + payload).unwrap_or(u32::MAX).to_le_bytes();
    let [low, high] = version.to_le_bytes();
    [a, b, c, d, kind as u8, 0, low, high]
}

/// Puts frames together from bytes as they come, in whatever pieces.
#[derive(Debug)]
pub struct FrameReader {
    buffer: Vec<u8>,
    start: usize,
    largest: usize,
}

impl FrameReader {
    /// A reader that refuses frames of more than `largest` bytes (at most [`MAX_FRAME_BYTES`]).
    #[must_use]
    pub fn new(largest: usize) -> Self {
        Self { buffer: Vec::new(), start: 0, largest: largest.min(MAX_FRAME_BYTES) }
    }

    /// Takes in bytes as they were read. Call [`Self::next`] until it has no more before the next `push`:
    /// then the buffer holds at most one frame and one read.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.start);
        self.start = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole frame, or `None` while there are not enough bytes.
    ///
    /// # Errors
    /// A [`FrameError`]; the reader is then of no further use.
    #[expect(clippy::should_implement_trait, reason = "an iterator could not tell 'not yet' from 'over'")]
    pub fn next(&mut self) -> Result<Option<Frame>, FrameError> {
        let bytes = self.buffer.get(self.start..).unwrap_or_default();
        let Some((head, rest)) = bytes.split_first_chunk::<4>() else { return Ok(None) };
        let length = u32::from_le_bytes(*head) as usize;
        if !(MIN_FRAME_BYTES..=self.largest).contains(&length) {
            return Err(FrameError::Length(length as u64, self.largest));
        }
        let Some((frame, _)) = rest.split_at_checked(length) else { return Ok(None) };
        let Some((&[kind, flags, low, high], payload)) = frame.split_first_chunk::<MIN_FRAME_BYTES>() else {
            return Ok(None);
        };
        let kind = Kind::from_byte(kind).ok_or(FrameError::Kind(kind))?;
        if flags != 0 {
            return Err(FrameError::Flags(flags));
        }
        let frame = Frame { kind, version: u16::from_le_bytes([low, high]), payload: payload.to_vec() };
        self.start += 4 + length;
        Ok(Some(frame))
    }

    /// Whether the stream may end here: no part of a frame is waiting. Otherwise it was cut.
    #[must_use]
    pub fn is_between_frames(&self) -> bool {
        self.start == self.buffer.len()
    }
}
