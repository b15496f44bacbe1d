//! First tries: who has tried one port of one target, or one host, and no second.
//!
//! Most pairs stay at that, and all of those that a flood of forged addresses brings. So they get no row of a table,
//! only a note in a place that the next one overwrites; a second, different try makes a row of both.

use super::Seen;

/// Notes of 32 bytes; 128 KiB.
const PLACES: usize = 4_096;

/// A first try.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct First {
    /// Nanoseconds since the Unix epoch; 0: nothing is noted here.
    pub(super) time: u64,
    print: u32,
    /// Which port, or which host.
    pub(super) value: u32,
    /// The slots in which it was made and last repeated.
    pub(super) began: u32,
    pub(super) slot: u32,
    /// Bytes on the wire.
    pub(super) length: u32,
    /// What the table knows of it.
    pub(super) state: u8,
}

/// The notes.
#[derive(Debug)]
pub(super) struct Firsts {
    notes: Vec<First>,
    /// A note is forgotten after so many slots.
    life: u32,
}

impl Firsts {
    pub(super) fn new(life: u32) -> Self {
        Self { notes: vec![First::default(); PLACES], life }
    }

    /// Notes a try; gives back the first one if it was another.
    pub(super) fn meet(
        &mut self,
        hash: u64,
        value: u32,
        state: u8,
        seen: &Seen<'_>,
        slot: u32,
    ) -> Option<First> {
        let life = self.life;
        let note = self.note(hash)?;
        let first = First {
            time: seen.time.max(1),
            print: print(hash),
            value,
            began: slot,
            slot,
            length: seen.length,
            state,
        };
        let is_known = note.print == first.print && note.time != 0 && slot - note.slot < life;
        if !is_known {
            *note = first;
            return None;
        }
        if note.value == value {
            note.slot = slot;
            return None;
        }
        Some(std::mem::take(note))
    }

    /// Adds to the state of a first try.
    pub(super) fn mark(&mut self, hash: u64, value: u32, state: u8) {
        if let Some(note) = self.note(hash).filter(|note| note.print == print(hash) && note.value == value) {
            note.state |= state;
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.notes.fill(First::default());
    }

    fn note(&mut self, hash: u64) -> Option<&mut First> {
        self.notes.get_mut(hash as usize % PLACES)
    }
}

const fn print(hash: u64) -> u32 {
    (hash >> 32) as u32
}
