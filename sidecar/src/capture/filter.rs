//! The user's capture filter: a program of the classic BPF machine that came over the wire, checked before anything
//! else is done with it.
//!
//! The checks are the kernel's own (net/core/filter.c, `bpf_check_classic` and `check_load_and_stores`) and some more,
//! so that what passes here can be attached. The kernel runs it (see [`kernel`]); only frames whose VLAN tag the kernel
//! keeps apart are judged here (see [`machine`]).

#![expect(clippy::wildcard_enum_match_arm, reason = "each look at an operation asks for a few of them")]

#[cfg(target_os = "linux")]
pub mod kernel;
pub mod machine;
mod op;

use op::{Alu, Op, Operand, ancillary};
use weir_protocol::{BpfInstruction, CaptureFilter, limits::MAX_FILTER_INSTRUCTIONS};

/// Words of scratch memory (`BPF_MEMWORDS`).
const MEMORY_WORDS: u32 = 16;

/// Loads from here on mean something else than the frame's bytes: ancillary data, or nothing.
const FIRST_SPECIAL_OFFSET: u32 = 0x8000_0000;

/// The longest Internet header: what `ldx 4*([k]&0xf)` can give.
const MAX_HEADER_LENGTH: u32 = 60;

/// A frame has no more bytes than this; a filter may look at the last one.
const LONGEST_FRAME: u32 = 65_535;

/// Why a program is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProgramError {
    /// Longer than [`MAX_FILTER_INSTRUCTIONS`].
    #[error("{0} instructions are too many")]
    TooLong(usize),
    /// Not an operation that a filter needs.
    #[error("instruction {0} has an unknown code")]
    Code(usize),
    /// A jump past the end.
    #[error("instruction {0} jumps out of the program")]
    Jump(usize),
    /// Not scratch memory, or none that was written before on every way there.
    #[error("instruction {0} uses memory that it may not")]
    Memory(usize),
    /// A division by nothing, or a shift by more bits than there are.
    #[error("instruction {0} cannot be computed")]
    Arithmetic(usize),
    /// Not a place in a frame, and not ancillary data that filters may see.
    #[error("instruction {0} reads from a place that it may not")]
    Offset(usize),
    /// The last instruction is no return.
    #[error("the last instruction is no return")]
    NoReturn,
}

/// A checked program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    steps: Vec<Step>,
}

/// A checked instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    op: Op,
    raw: BpfInstruction,
}

/// A checked filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Frames must be shown to it with their VLAN tag.
    pub tags: bool,
    /// For frames with an Ethernet header; none: nothing matches.
    pub ethernet: Option<Program>,
    /// For frames that begin with their IP header; none: nothing matches.
    pub raw: Option<Program>,
}

impl Filter {
    /// Checks both programs.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(filter: &CaptureFilter) -> Result<Self, ProgramError> {
        let one = |code: &[BpfInstruction]| (!code.is_empty()).then(|| Program::check(code)).transpose();
        Ok(Self { tags: filter.tags, ethernet: one(&filter.ethernet)?, raw: one(&filter.raw)? })
    }
}

impl Program {
    /// Checks a program. All jumps lead forward, so whatever passes ends.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(code: &[BpfInstruction]) -> Result<Self, ProgramError> {
        if code.len() > MAX_FILTER_INSTRUCTIONS {
            return Err(ProgramError::TooLong(code.len()));
        }
        let steps = code
            .iter()
            .enumerate()
            .map(|(at, &raw)| {
                let op = Op::of(raw.code).ok_or(ProgramError::Code(at))?;
                check_operand(op, raw.k, at)?;
                Ok(Step { op, raw })
            })
            .collect::<Result<Vec<_>, _>>()?;
        if !matches!(steps.last(), Some(Step { op: Op::Return, .. })) {
            return Err(ProgramError::NoReturn);
        }
        check_ways(&steps)?;
        Ok(Self { steps })
    }

    /// How many instructions it has.
    #[must_use]
    pub fn length(&self) -> usize {
        self.steps.len()
    }

    /// How many bytes of a frame it can look at.
    #[must_use]
    pub fn reach(&self) -> u32 {
        // Whatever X may hold, at most, wherever it is used.
        let x = self.steps.iter().try_fold(0, |most: u32, step| match step.op {
            Op::XImmediate => Some(most.max(step.raw.k)),
            Op::XHeaderLength => Some(most.max(MAX_HEADER_LENGTH)),
            Op::XMemory | Op::XLength | Op::ToX => None,
            _ => Some(most),
        });
        let reach = self.steps.iter().try_fold(0, |most: u32, step| match step.op {
            Op::LoadAbsolute(_) | Op::XHeaderLength if step.raw.k >= FIRST_SPECIAL_OFFSET => Some(most),
            Op::LoadAbsolute(size) => Some(most.max(step.raw.k.saturating_add(size))),
            Op::XHeaderLength => Some(most.max(step.raw.k.saturating_add(1))),
            Op::LoadIndirect(size) => Some(most.max(x?.saturating_add(step.raw.k).saturating_add(size))),
            _ => Some(most),
        });
        reach.map_or(LONGEST_FRAME, |bytes| bytes.min(LONGEST_FRAME))
    }
}

fn check_operand(op: Op, k: u32, at: usize) -> Result<(), ProgramError> {
    match op {
        Op::LoadMemory | Op::XMemory | Op::Store | Op::StoreX if k >= MEMORY_WORDS => {
            Err(ProgramError::Memory(at))
        }
        Op::Alu(Alu::Divide | Alu::Remainder, Operand::K) if k == 0 => Err(ProgramError::Arithmetic(at)),
        Op::Alu(Alu::ShiftLeft | Alu::ShiftRight, Operand::K) if k >= u32::BITS => {
            Err(ProgramError::Arithmetic(at))
        }
        Op::LoadAbsolute(_) if k >= FIRST_SPECIAL_OFFSET && !ancillary::is_allowed(k) => {
            Err(ProgramError::Offset(at))
        }
        Op::LoadIndirect(_) | Op::XHeaderLength if k >= FIRST_SPECIAL_OFFSET => Err(ProgramError::Offset(at)),
        _ => Ok(()),
    }
}

/// Every jump stays inside, and no word of memory is read that was not written before on every way there.
fn check_ways(steps: &[Step]) -> Result<(), ProgramError> {
    const ALL: u16 = u16::MAX;
    let mut written_on_arrival = vec![ALL; steps.len()];
    let mut written: u16 = 0;
    for (at, step) in steps.iter().enumerate() {
        written &= written_on_arrival.get(at).copied().unwrap_or(0);
        let mut arrive = |skip: u32| {
            let place = (at + 1).checked_add(skip as usize).and_then(|to| written_on_arrival.get_mut(to));
            place.map(|mask| *mask &= written).ok_or(ProgramError::Jump(at))
        };
        match step.op {
            Op::Jump => {
                arrive(step.raw.k)?;
                written = ALL;
            }
            Op::JumpIf(..) => {
                arrive(step.raw.jt.into())?;
                arrive(step.raw.jf.into())?;
                written = ALL;
            }
            Op::Store | Op::StoreX => written |= 1 << step.raw.k,
            Op::LoadMemory | Op::XMemory if written & (1 << step.raw.k) == 0 => {
                return Err(ProgramError::Memory(at));
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
