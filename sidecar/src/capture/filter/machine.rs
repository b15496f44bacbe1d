//! Runs a checked program over a frame, as the kernel would: for frames whose VLAN tag the kernel keeps apart, which
//! its own filter cannot see where it was.

use super::{
    FIRST_SPECIAL_OFFSET, Program,
    op::{Alu, Op, Operand, Test, ancillary},
};

/// Where a VLAN tag stands in an Ethernet frame, and how long it is.
const TAG_OFFSET: usize = 12;
const TAG_BYTES: usize = 4;

/// A frame as a program sees it.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// From the link header on, without the tag.
    pub bytes: &'a [u8],
    /// The tag that the kernel took out: its number (TPID) and its content (TCI).
    pub tag: Option<(u16, u16)>,
    /// Bytes on the wire, with the tag.
    pub length: u32,
    /// `sll_pkttype`.
    pub packet_type: u8,
    /// The EtherType as the kernel sees it.
    pub protocol: u16,
    /// The ARPHRD number of the interface.
    pub hardware: u16,
}

impl View<'_> {
    /// A number of `size` bytes (1, 2 or 4) in network order, or `None` outside the frame.
    fn number(&self, offset: u32, size: u32) -> Option<u32> {
        let end = offset.checked_add(size)?;
        (offset..end).try_fold(0, |number, at| Some(number << 8 | u32::from(self.byte(at as usize)?)))
    }

    fn byte(&self, offset: usize) -> Option<u8> {
        let Some((number, content)) = self.tag else { return self.bytes.get(offset).copied() };
        let tag = number.to_be_bytes().into_iter().chain(content.to_be_bytes());
        match offset.checked_sub(TAG_OFFSET) {
            None => self.bytes.get(offset).copied(),
            Some(inside) if inside < TAG_BYTES => tag.into_iter().nth(inside),
            Some(_) => self.bytes.get(offset - TAG_BYTES).copied(),
        }
    }

    fn load(&self, offset: u32, size: u32) -> Option<u32> {
        match offset {
            ancillary::PROTOCOL => Some(self.protocol.into()),
            ancillary::PACKET_TYPE => Some(self.packet_type.into()),
            ancillary::HARDWARE => Some(self.hardware.into()),
            FIRST_SPECIAL_OFFSET.. => None,
            _ => self.number(offset, size),
        }
    }
}

impl Program {
    /// What the program returns for a frame: 0 refuses it. Every step leads forward, so it ends.
    #[must_use]
    pub fn run(&self, frame: &View<'_>) -> u32 {
        self.walk(frame).unwrap_or(0)
    }

    /// `None`: it looked behind the frame's end or divided by nothing, which refuses the frame.
    fn walk(&self, frame: &View<'_>) -> Option<u32> {
        let (mut a, mut x, mut memory) = (0u32, 0u32, [0u32; 16]);
        let mut at = 0;
        loop {
            let step = self.steps.get(at)?;
            at += 1;
            let k = step.raw.k;
            match step.op {
                Op::LoadAbsolute(size) => a = frame.load(k, size)?,
                // The kernel adds in 32 bits: an index below zero leads back into the frame.
                Op::LoadIndirect(size) => a = frame.number(x.wrapping_add(k), size)?,
                Op::LoadImmediate => a = k,
                Op::LoadMemory => a = *memory.get(k as usize)?,
                Op::LoadLength => a = frame.length,
                Op::XImmediate => x = k,
                Op::XMemory => x = *memory.get(k as usize)?,
                Op::XLength => x = frame.length,
                Op::XHeaderLength => x = (frame.number(k, 1)? & 0x0f) * 4,
                Op::Store => *memory.get_mut(k as usize)? = a,
                Op::StoreX => *memory.get_mut(k as usize)? = x,
                Op::Alu(alu, operand) => a = alu.of_two(a, operand.value(k, x))?,
                Op::Negate => a = a.wrapping_neg(),
                Op::Jump => at = at.checked_add(k as usize)?,
                Op::JumpIf(test, operand) => {
                    let skip = if test.holds(a, operand.value(k, x)) { step.raw.jt } else { step.raw.jf };
                    at += usize::from(skip);
                }
                Op::Return => return Some(k),
                Op::ToX => x = a,
                Op::ToA => a = x,
            }
        }
    }
}

impl Operand {
    const fn value(self, k: u32, x: u32) -> u32 {
        match self {
            Self::K => k,
            Self::X => x,
        }
    }
}

impl Alu {
    const fn of_two(self, a: u32, b: u32) -> Option<u32> {
        Some(match self {
            Self::Add => a.wrapping_add(b),
            Self::Subtract => a.wrapping_sub(b),
            Self::Multiply => a.wrapping_mul(b),
            Self::Divide => return a.checked_div(b),
            Self::Remainder => return a.checked_rem(b),
            Self::Or => a | b,
            Self::And => a & b,
            Self::Xor => a ^ b,
            Self::ShiftLeft => a.wrapping_shl(b),
            Self::ShiftRight => a.wrapping_shr(b),
        })
    }
}

impl Test {
    const fn holds(self, a: u32, b: u32) -> bool {
        match self {
            Self::Equal => a == b,
            Self::Greater => a > b,
            Self::GreaterOrEqual => a >= b,
            Self::AnyBit => a & b != 0,
        }
    }
}
