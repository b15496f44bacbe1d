//! Walks the frames of one block of a TPACKET_V3 ring (linux/if_packet.h, Documentation/networking/packet_mmap.rst).
//!
//! Bytes in, frames out: safe code over a slice, so that it can be tried on hostile blocks. The kernel is trusted, but
//! a wrong offset must end the block, never the process.

/// Bytes of `struct tpacket_block_desc` that are read here: version, offset to private, and `struct tpacket_hdr_v1`.
pub const BLOCK_HEADER_BYTES: usize = 48;
/// Where the block's status word is: the only word that both sides write.
pub const STATUS_OFFSET: usize = 8;
/// `TP_STATUS_USER`: the block is ours.
pub const STATUS_USER: u32 = 1;
/// `TP_STATUS_KERNEL`: the block is the kernel's.
pub const STATUS_KERNEL: u32 = 0;

const FRAMES_OFFSET: usize = 12;
const FIRST_FRAME_OFFSET: usize = 16;
/// Of the block's newest frame: seconds, then nanoseconds.
const NEWEST_OFFSET: usize = 40;
/// An offset at which no frame can be.
const NOWHERE: usize = 0;

/// Bytes of `struct tpacket3_hdr`, and behind it of `struct sockaddr_ll` up to the packet type.
const FRAME_HEADER_BYTES: usize = 48;
const ADDRESS_BYTES: usize = 12;

/// `TP_STATUS_VLAN_VALID`, `TP_STATUS_VLAN_TPID_VALID`.
const VLAN_VALID: u32 = 1 << 4;
const TPID_VALID: u32 = 1 << 6;
/// 802.1Q, when the kernel does not say which tag it was.
const TPID_DOT1Q: u16 = 0x8100;

/// One frame as the kernel wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame<'a> {
    /// Nanoseconds since the Unix epoch, by the kernel's clock when the frame passed.
    pub time: u64,
    /// Bytes of the frame before it was cut, without a VLAN tag that the kernel took out.
    pub length: u32,
    /// The tag that the kernel took out: its number (TPID) and its content (TCI).
    pub vlan: Option<(u16, u16)>,
    /// `sll_pkttype`: to this host (0), broadcast (1), multicast (2), to another (3), from this host (4).
    pub packet_type: u8,
    /// `sll_hatype`: the ARPHRD number of its interface.
    pub hardware: u16,
    /// `sll_protocol`: the EtherType, as the kernel sees it.
    pub protocol: u16,
    /// What was captured.
    pub bytes: &'a [u8],
}

/// A place in a block.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cursor {
    offset: usize,
    left: u32,
    newest: u64,
}

impl Cursor {
    /// At the first frame of a block that is ours.
    #[must_use]
    pub fn start(block: &[u8]) -> Self {
        let left = word(block, FRAMES_OFFSET).unwrap_or(0);
        let offset = word(block, FIRST_FRAME_OFFSET).unwrap_or(0) as usize;
        let (seconds, nanos) = (word(block, NEWEST_OFFSET), word(block, NEWEST_OFFSET + 4));
        Self { offset, left, newest: time_of(seconds.unwrap_or(0), nanos.unwrap_or(0)) }
    }

    /// When the newest frame of the block passed, in nanoseconds since the Unix epoch.
    #[must_use]
    pub const fn newest(&self) -> u64 {
        self.newest
    }

    /// How many frames the block still announces.
    #[must_use]
    pub const fn left(&self) -> u32 {
        self.left
    }

    /// The next frame; `None` at the end of the block, or where it stops making sense.
    pub fn next<'a>(&mut self, block: &'a [u8]) -> Option<Frame<'a>> {
        if self.left == 0 || self.offset < BLOCK_HEADER_BYTES {
            return None;
        }
        let frame = block.get(self.offset..)?;
        let step = word(frame, 0)? as usize;
        let read = read(frame)?;
        self.left -= 1;
        // The last frame's step is zero. A step that does not lead on would walk in circles.
        self.offset = if step < FRAME_HEADER_BYTES { NOWHERE } else { self.offset.saturating_add(step) };
        Some(read)
    }

    /// Gives a block up in which nothing more makes sense: how many of its frames are lost, at most what fits into it.
    pub fn give_up(&mut self, block: &[u8]) -> u64 {
        let fit = (block.len() / FRAME_HEADER_BYTES) as u64;
        u64::from(std::mem::take(self).left).min(fit)
    }
}

fn read(frame: &[u8]) -> Option<Frame<'_>> {
    let address = frame.get(FRAME_HEADER_BYTES..FRAME_HEADER_BYTES + ADDRESS_BYTES)?;
    let (seconds, nanos) = (word(frame, 4)?, word(frame, 8)?);
    let (captured, length, status) = (word(frame, 12)? as usize, word(frame, 16)?, word(frame, 20)?);
    let start = usize::from(half(frame, 24)?);
    let vlan = (status & VLAN_VALID != 0).then(|| {
        let tpid = half(frame, 36).filter(|_| status & TPID_VALID != 0).unwrap_or(TPID_DOT1Q);
        // The upper half of the word is not part of the tag.
        (tpid, u16::try_from(word(frame, 32).unwrap_or(0) & 0xffff).unwrap_or(0))
    });
    Some(Frame {
        time: time_of(seconds, nanos),
        length,
        vlan,
        packet_type: *address.get(10)?,
        hardware: half(address, 8)?,
        protocol: half(address, 2)?.swap_bytes(),
        bytes: frame.get(start..start.checked_add(captured)?)?,
    })
}

const fn time_of(seconds: u32, nanos: u32) -> u64 {
    seconds as u64 * 1_000_000_000 + nanos as u64
}

fn word(bytes: &[u8], offset: usize) -> Option<u32> {
    Some(u32::from_ne_bytes(*bytes.get(offset..)?.first_chunk()?))
}

fn half(bytes: &[u8], offset: usize) -> Option<u16> {
    Some(u16::from_ne_bytes(*bytes.get(offset..)?.first_chunk()?))
}

#[cfg(test)]
mod tests;
