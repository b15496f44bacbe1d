//! The one program that is attached to the packet socket: the user's filter, what each frame is cut to, and on *all
//! interfaces* the second sight of what loops back.
//!
//! ```text
//! kind of interface -> [loopback, outgoing, all: refuse]
//!   Ethernet -> [VLAN tag apart: accept as far as the filter can look] -> the user's program -> cut
//!   IP       ->                                                           the user's program -> cut
//!   other    -> accept, or refuse if there is a filter
//! ```
//!
//! Cutting looks at the frame: of the TCP and UDP headers that make up a flood no byte more is copied than is read, so
//! that the ring holds half as many again.

use weir_protocol::BpfInstruction;

use super::{
    Filter, Program,
    op::{
        Op, ancillary,
        code::{ABS, B, H, JEQ, JGE, JMP, LD, LEN, RET},
    },
};
use crate::capture::link::{ETHERNET_HARDWARE, LOOPBACK_HARDWARE, RAW_HARDWARE};

/// Bytes that are copied of a frame that is nothing special: Ethernet, two VLAN tags, IPv6 with an extension header
/// and TCP fit, and so does the packet that an ICMP error quotes.
pub const SNAP_BYTES: u32 = 128;

/// `BPF_MAXINSNS`: what the kernel takes.
const MAX_KERNEL_INSTRUCTIONS: usize = 4096;

/// The whole frame.
const ALL_BYTES: u32 = u32::MAX;

const PACKET_OUTGOING: u32 = 4;
const ETHERNET_HEADER: u32 = 14;
const IPV4: u32 = 0x0800;
/// Version 4 and a header of 5 words: no options.
const PLAIN_IPV4: u32 = 0x45;
const IPV6: u32 = 0x86dd;
const TCP: u32 = 6;
const UDP: u32 = 17;

/// What the program is for.
#[derive(Clone, Copy, Debug)]
pub struct Purpose<'a> {
    /// The user's filter.
    pub filter: Option<&'a Filter>,
    /// Copy only what is read of a frame; otherwise all of it.
    pub cut: bool,
    /// The socket listens to all interfaces.
    pub all: bool,
}

/// The program for `purpose`; `None` when it is longer than the kernel takes.
#[must_use]
pub fn assemble(purpose: Purpose<'_>) -> Option<Vec<BpfInstruction>> {
    let Purpose { filter, cut, all } = purpose;
    let ethernet_end = if cut { cut_ethernet() } else { vec![ret(ALL_BYTES)] };
    let raw_end = if cut { cut_raw() } else { vec![ret(ALL_BYTES)] };
    let whole = if cut { SNAP_BYTES } else { ALL_BYTES };
    let (other, ethernet, raw) = match filter {
        None => (vec![ret(whole)], ethernet_end, raw_end),
        Some(filter) => {
            let mut ethernet = Vec::new();
            if let (true, Some(program)) = (filter.tags, &filter.ethernet) {
                // The tag's bytes are not in the frame, but all behind them are.
                ethernet = let_tags_through(program.reach().max(whole));
            }
            ethernet.extend(section(filter.ethernet.as_ref(), &ethernet_end));
            (vec![ret(0)], ethernet, section(filter.raw.as_ref(), &raw_end))
        }
    };
    let program = dispatch(all, other, ethernet, raw);
    (program.len() <= MAX_KERNEL_INSTRUCTIONS).then_some(program)
}

/// Sends each kind of interface to its section.
fn dispatch(
    all: bool,
    other: Vec<BpfInstruction>,
    ethernet: Vec<BpfInstruction>,
    raw: Vec<BpfInstruction>,
) -> Vec<BpfInstruction> {
    let mut program = Vec::new();
    if all {
        program.extend([
            load(ancillary::HARDWARE),
            jump_if(JEQ, LOOPBACK_HARDWARE.into(), 0, 3),
            load(ancillary::PACKET_TYPE),
            jump_if(JEQ, PACKET_OUTGOING, 0, 1),
            ret(0),
        ]);
    }
    program.push(load(ancillary::HARDWARE));
    // Each kind is a test and a long jump, since a test alone cannot jump far.
    let kinds = [(&ETHERNET_HARDWARE[..], 0), (&RAW_HARDWARE[..], ethernet.len())];
    let mut left: usize = 2 * kinds.iter().map(|(kinds, _)| kinds.len()).sum::<usize>();
    for (kinds, behind) in kinds {
        for &kind in kinds {
            left -= 2;
            program.push(jump_if(JEQ, kind.into(), 0, 1));
            program.push(jump(left + other.len() + behind));
        }
    }
    program.extend(other);
    program.extend(ethernet);
    program.extend(raw);
    program
}

/// The user's program, with its end behind it instead of every acceptance.
fn section(program: Option<&Program>, end: &[BpfInstruction]) -> Vec<BpfInstruction> {
    let Some(program) = program else { return vec![ret(0)] };
    let count = program.steps.len();
    let mut section: Vec<BpfInstruction> = program
        .steps
        .iter()
        .enumerate()
        .map(|(at, step)| match step.op {
            Op::Return if step.raw.k != 0 => jump(count - at - 1),
            _ => step.raw,
        })
        .collect();
    section.extend_from_slice(end);
    section
}

fn let_tags_through(bytes: u32) -> Vec<BpfInstruction> {
    vec![load(ancillary::TAG_PRESENT), jump_if(JEQ, 0, 1, 0), ret(bytes)]
}

fn cut_ethernet() -> Vec<BpfInstruction> {
    by_ip(ETHERNET_HEADER, of_frame(H, 12), IPV4, IPV6)
}

fn cut_raw() -> Vec<BpfInstruction> {
    // The first byte has the version and, in version 4, the header's length.
    by_ip(0, of_frame(B, 0), PLAIN_IPV4, 0x60)
}

/// TCP and UDP directly behind an IP header without options, which begins at `ip`, are cut behind their own header.
/// Everything shorter or different gets the full [`SNAP_BYTES`].
fn by_ip(ip: u32, load_kind: BpfInstruction, v4: u32, v6: u32) -> Vec<BpfInstruction> {
    let load_length = BpfInstruction { code: LD | LEN, jt: 0, jf: 0, k: 0 };
    // IPv4 has its protocol at 9 and 20 bytes; IPv6 its next header at 6 and 40 bytes. TCP has 20 bytes, UDP 8.
    vec![
        load_length,
        jump_if(JGE, ip + 20, 0, 11),
        load_kind,
        jump_if(JEQ, v4, 0, 5),
        of_frame(B, ip),
        jump_if(JEQ, PLAIN_IPV4, 0, 7),
        of_frame(B, ip + 9),
        jump_if(JEQ, TCP, 6, 0),
        jump_if(JEQ, UDP, 6, 4),
        jump_if(JEQ, v6, 0, 3),
        of_frame(B, ip + 6),
        jump_if(JEQ, TCP, 4, 0),
        jump_if(JEQ, UDP, 4, 0),
        ret(SNAP_BYTES),
        ret(ip + 20 + 20),
        ret(ip + 20 + 8),
        ret(ip + 40 + 20),
        ret(ip + 40 + 8),
    ]
}

const fn load(ancillary: u32) -> BpfInstruction {
    BpfInstruction { code: LD | ABS, jt: 0, jf: 0, k: ancillary }
}

const fn of_frame(size: u16, offset: u32) -> BpfInstruction {
    BpfInstruction { code: LD | size | ABS, jt: 0, jf: 0, k: offset }
}

const fn jump_if(test: u16, value: u32, jt: u8, jf: u8) -> BpfInstruction {
    BpfInstruction { code: JMP | test, jt, jf, k: value }
}

fn jump(over: usize) -> BpfInstruction {
    // A program that long is refused as a whole.
    BpfInstruction { code: JMP, jt: 0, jf: 0, k: u32::try_from(over).unwrap_or(u32::MAX) }
}

const fn ret(bytes: u32) -> BpfInstruction {
    BpfInstruction { code: RET, jt: 0, jf: 0, k: bytes }
}
