//! The operations of the classic BPF machine that a filter may use, and their numbers (linux/bpf_common.h).
//!
//! Left out: returning the accumulator, since how much of a frame is copied is not the filter's to decide.

/// Classes, sizes, modes and operations, as they are added up to a code.
pub(super) mod code {
    pub(in super::super) const LD: u16 = 0x00;
    pub(in super::super) const ST: u16 = 0x02;
    pub(in super::super) const STX: u16 = 0x03;
    pub(in super::super) const ALU: u16 = 0x04;
    pub(in super::super) const JMP: u16 = 0x05;
    pub(in super::super) const RET: u16 = 0x06;
    pub(in super::super) const MISC: u16 = 0x07;
    pub(in super::super) const H: u16 = 0x08;
    pub(in super::super) const B: u16 = 0x10;
    pub(in super::super) const ABS: u16 = 0x20;
    pub(in super::super) const LEN: u16 = 0x80;
    pub(in super::super) const X: u16 = 0x08;
    pub(in super::super) const JEQ: u16 = 0x10;
    pub(in super::super) const JGE: u16 = 0x30;
}

/// What the kernel tells beside the bytes (`SKF_AD_OFF` and the numbers behind it, linux/filter.h).
pub(super) mod ancillary {
    const BASE: u32 = 0xffff_f000;
    /// The EtherType as the kernel sees it.
    pub(in super::super) const PROTOCOL: u32 = BASE;
    /// `sll_pkttype`; libpcap's `inbound` and `outbound`.
    pub(in super::super) const PACKET_TYPE: u32 = BASE + 4;
    /// The ARPHRD number of the interface.
    pub(in super::super) const HARDWARE: u32 = BASE + 28;
    /// Whether the kernel keeps a VLAN tag apart.
    pub(in super::super) const TAG_PRESENT: u32 = BASE + 48;

    /// What a filter from outside may read.
    pub(in super::super) const fn is_allowed(offset: u32) -> bool {
        matches!(offset, PROTOCOL | PACKET_TYPE | HARDWARE)
    }
}

/// What an instruction does. Sizes are in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    LoadAbsolute(u32),
    LoadIndirect(u32),
    LoadImmediate,
    LoadMemory,
    LoadLength,
    XImmediate,
    XMemory,
    XLength,
    XHeaderLength,
    Store,
    StoreX,
    Alu(Alu, Operand),
    Negate,
    Jump,
    JumpIf(Test, Operand),
    Return,
    ToX,
    ToA,
}

/// The second operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operand {
    K,
    X,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alu {
    Add,
    Subtract,
    Multiply,
    Divide,
    Or,
    And,
    ShiftLeft,
    ShiftRight,
    Remainder,
    Xor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Test {
    Equal,
    Greater,
    GreaterOrEqual,
    AnyBit,
}

impl Op {
    /// The operation with this number; `None` for all that a filter may not do.
    pub(super) fn of(number: u16) -> Option<Self> {
        use code as c;
        let size = match number & 0x18 {
            c::H => 2,
            c::B => 1,
            _ => 4,
        };
        let operand = if number & c::X == 0 { Operand::K } else { Operand::X };
        Some(match number {
            0x20 | 0x28 | 0x30 => Self::LoadAbsolute(size),
            0x40 | 0x48 | 0x50 => Self::LoadIndirect(size),
            0x00 => Self::LoadImmediate,
            0x60 => Self::LoadMemory,
            0x80 => Self::LoadLength,
            0x01 => Self::XImmediate,
            0x61 => Self::XMemory,
            0x81 => Self::XLength,
            0xb1 => Self::XHeaderLength,
            c::ST => Self::Store,
            c::STX => Self::StoreX,
            0x84 => Self::Negate,
            c::JMP => Self::Jump,
            c::RET => Self::Return,
            c::MISC => Self::ToX,
            0x87 => Self::ToA,
            _ => match number & 0x07 {
                c::ALU => Self::Alu(Alu::of(number & 0xfff0)?, operand),
                c::JMP => Self::JumpIf(Test::of(number & 0xfff0)?, operand),
                _ => return None,
            },
        })
    }
}

impl Alu {
    fn of(number: u16) -> Option<Self> {
        Some(match number {
            0x00 => Self::Add,
            0x10 => Self::Subtract,
            0x20 => Self::Multiply,
            0x30 => Self::Divide,
            0x40 => Self::Or,
            0x50 => Self::And,
            0x60 => Self::ShiftLeft,
            0x70 => Self::ShiftRight,
            0x90 => Self::Remainder,
            0xa0 => Self::Xor,
            _ => return None,
        })
    }
}

impl Test {
    fn of(number: u16) -> Option<Self> {
        Some(match number {
            0x10 => Self::Equal,
            0x20 => Self::Greater,
            0x30 => Self::GreaterOrEqual,
            0x40 => Self::AnyBit,
            _ => return None,
        })
    }
}
