//! Turns good bytes into almost good ones: that is where readers break.

use weir_lab::Random;

/// Longest input: longer ones find nothing new, only later.
const MAX_BYTES: usize = 8192;

/// Values at the edges of lengths, counts and signs.
const EDGES: [u32; 12] =
    [0, 1, 7, 0x7f, 0xff, 0x100, 0x7fff, 0xffff, 0x10000, 0x7fff_ffff, 0xffff_fffe, 0xffff_ffff];

/// Makes inputs out of seeds; equal numbers give equal inputs.
#[derive(Debug)]
pub struct Mutator {
    random: Random,
    seeds: Vec<Vec<u8>>,
}

impl Mutator {
    /// Starts from these.
    #[must_use]
    pub const fn new(seeds: Vec<Vec<u8>>, number: u64) -> Self {
        Self { random: Random::new(number), seeds }
    }

    /// The next input, in place of the last.
    pub fn next(&mut self, input: &mut Vec<u8>) {
        input.clear();
        let seed = self.random.below(self.seeds.len().max(1) as u64) as usize;
        input.extend_from_slice(self.seeds.get(seed).map_or(&[], |seed| seed));
        // Mostly one or two changes: more, and nothing gets past the first check.
        for _ in 0..1 + self.random.below(4) * self.random.below(3) {
            self.change(input);
        }
        input.truncate(MAX_BYTES);
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let end = input.len() as u64;
        let at = self.random.below(end.max(1)) as usize;
        match self.random.below(8) {
            0 => {
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= 1 << self.random.below(8);
                }
            }
            1 => {
                if let Some(byte) = input.get_mut(at) {
                    *byte = self.random.next_u64() as u8;
                }
            }
            2 | 3 => self.put_edge(input, at),
            4 => input.truncate(at),
            5 => {
                // A piece is written twice.
                let length = (self.random.below(64) as usize).min(input.len().saturating_sub(at));
                let piece = input.get(at..at + length).map(<[u8]>::to_vec).unwrap_or_default();
                input.splice(at.min(input.len())..at.min(input.len()), piece);
            }
            6 => {
                // A piece is left out.
                let until = (at + self.random.below(32) as usize).min(input.len());
                input.drain(at.min(until)..until);
            }
            _ => {
                // The end is that of another seed.
                let other = self.random.below(self.seeds.len().max(1) as u64) as usize;
                let Some(other) = self.seeds.get(other) else { return };
                input.truncate(at);
                input.extend_from_slice(other.get(at.min(other.len())..).unwrap_or_default());
            }
        }
    }

    fn put_edge(&mut self, input: &mut [u8], at: usize) {
        let edge = self.random.pick(&EDGES).unwrap_or(0);
        let big_endian = self.random.below(2) == 0;
        let width = [1, 2, 4][self.random.below(3) as usize];
        let bytes = if big_endian { edge.to_be_bytes() } else { edge.to_le_bytes() };
        let bytes = if big_endian { &bytes[4 - width..] } else { &bytes[..width] };
        if let Some(place) = input.get_mut(at..at + width) {
            place.copy_from_slice(bytes);
        }
    }
}
