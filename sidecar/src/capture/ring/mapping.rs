//! The memory that the kernel writes frames into and this process reads them from (packet(7), PACKET_RX_RING).
//!
//! Owns the mapping. All the `unsafe` of the ring is here: asking for it, mapping it, and looking at a block that is
//! ours; what is in a block is [`super::block`]'s business.

use std::{
    io,
    os::fd::{AsRawFd, BorrowedFd},
    ptr::NonNull,
    sync::atomic::{AtomicU32, Ordering},
};

use super::block::{STATUS_KERNEL, STATUS_OFFSET, STATUS_USER};

/// 256 KiB: some thousand frames of 128 bytes, so that a wake-up is worth it, and the largest cut frame fits often.
pub(super) const BLOCK_BYTES: usize = 256 << 10;

/// 80 blocks are 20 MiB. A TCP frame takes 136 bytes of them and a UDP frame 128, each with 82 of the kernel's own:
/// 154,000 frames, so that at 300,000 packets a second none is lost though the process was asleep for 250 ms when the
/// flood began and then stands still for as long again. A frame that is copied up to 128 bytes takes 216: 97,000 of
/// those, which is 320 ms.
pub(super) const BLOCKS: usize = 80;

/// A block that is not full is handed over after this many milliseconds; it bounds how late a packet is seen.
pub(super) const RETIRE_MS: u32 = 50;

/// `tp_frame_size` has no meaning in version 3, but the kernel checks that it divides a block.
const FRAME_BYTES: u32 = 2048;

/// A ring of blocks that the kernel fills one after the other.
#[derive(Debug)]
pub(super) struct Mapping {
    start: NonNull<u8>,
}

// The memory belongs to the process; nothing in it belongs to a thread.
#[expect(unsafe_code, reason = "a pointer into a mapping that this value alone owns")]
// SAFETY: the mapping is valid for the whole process until it is dropped, and every access goes through `&self` or
// `&mut self` of its one owner.
unsafe impl Send for Mapping {}

impl Mapping {
    /// Asks the kernel for a ring on `socket` and maps it. The socket must not be bound to an interface yet.
    ///
    /// # Errors
    /// Those of the kernel: no version 3 (before Linux 3.2), no memory, a container that forbids it.
    pub(super) fn new(socket: BorrowedFd<'_>) -> io::Result<Self> {
        let version = libc::tpacket_versions::TPACKET_V3 as libc::c_int;
        set(socket, libc::PACKET_VERSION, &version)?;
        let blocks = u32::try_from(BLOCKS).map_err(io::Error::other)?;
        let bytes = u32::try_from(BLOCK_BYTES).map_err(io::Error::other)?;
        let request = libc::tpacket_req3 {
            tp_block_size: bytes,
            tp_block_nr: blocks,
            tp_frame_size: FRAME_BYTES,
            tp_frame_nr: bytes / FRAME_BYTES * blocks,
            tp_retire_blk_tov: RETIRE_MS,
            tp_sizeof_priv: 0,
            tp_feature_req_word: 0,
        };
        set(socket, libc::PACKET_RX_RING, &request)?;
        #[expect(unsafe_code, reason = "mmap")]
        // SAFETY: a new mapping at an address of the kernel's choice; the length is that of the ring just made.
        let start = unsafe {
            libc::mmap(
                std::ptr::null_mut(),
                BLOCK_BYTES * BLOCKS,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_SHARED,
                socket.as_raw_fd(),
                0,
            )
        };
        if start == libc::MAP_FAILED {
            return Err(io::Error::last_os_error());
        }
        NonNull::new(start.cast())
            .map(|start| Self { start })
            .ok_or_else(|| io::Error::other("mmap gave nothing"))
    }

    /// Whether the kernel has handed block `number` over. What it wrote before that is visible from here on.
    #[must_use]
    pub(super) fn is_ours(&self, number: usize) -> bool {
        self.status(number).load(Ordering::Acquire) & STATUS_USER != 0
    }

    /// The bytes of block `number`, if it is ours.
    #[must_use]
    pub(super) fn block(&self, number: usize) -> Option<&[u8]> {
        if !self.is_ours(number) {
            return None;
        }
        #[expect(unsafe_code, reason = "a slice of the mapping")]
        // SAFETY: the block lies inside the mapping. While it is ours the kernel does not write to it, and giving it
        // back takes `&mut self`, so no slice can outlive its being ours.
        Some(unsafe { std::slice::from_raw_parts(self.at(number).as_ptr(), BLOCK_BYTES) })
    }

    /// Gives block `number` back to the kernel.
    pub(super) fn give_back(&mut self, number: usize) {
        self.status(number).store(STATUS_KERNEL, Ordering::Release);
    }

    fn status(&self, number: usize) -> &AtomicU32 {
        #[expect(unsafe_code, reason = "a word that both sides write")]
        // SAFETY: the word lies inside the block's header, blocks begin on pages, so it is aligned; both sides only
        // ever access it as a whole.
        unsafe {
            AtomicU32::from_ptr(self.at(number).as_ptr().add(STATUS_OFFSET).cast())
        }
    }

    fn at(&self, number: usize) -> NonNull<u8> {
        #[expect(unsafe_code, reason = "an address inside the mapping")]
        // SAFETY: the remainder keeps the number below BLOCKS, so the address is inside the mapping.
        unsafe {
            self.start.add(number % BLOCKS * BLOCK_BYTES)
        }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        #[expect(unsafe_code, reason = "munmap")]
        // SAFETY: the mapping is this value's own, and no slice of it outlives the value.
        unsafe {
            libc::munmap(self.start.as_ptr().cast(), BLOCK_BYTES * BLOCKS);
        }
    }
}

fn set<T>(socket: BorrowedFd<'_>, option: libc::c_int, value: &T) -> io::Result<()> {
    let size = libc::socklen_t::try_from(size_of::<T>()).map_err(io::Error::other)?;
    #[expect(unsafe_code, reason = "nix does not know the options of packet sockets")]
    // SAFETY: the kernel reads `size` bytes from a pointer to a value of that size that outlives the call.
    let done = unsafe {
        libc::setsockopt(socket.as_raw_fd(), libc::SOL_PACKET, option, (&raw const *value).cast(), size)
    };
    if done == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
