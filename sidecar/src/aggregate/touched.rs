//! Which rows have counted something since they were told.

use super::MAX_TRACKED_SOURCES;

const WORDS: usize = MAX_TRACKED_SOURCES.div_ceil(u64::BITS as usize);

/// A set of rows, which remembers in which order they came. A bit each: the rows' own sums would say it too, but a
/// processor that has just written one of the sums makes whoever reads all of them wait.
#[derive(Debug)]
pub(super) struct Touched {
    bits: Box<[u64; WORDS]>,
    order: Vec<u32>,
}

impl Default for Touched {
    fn default() -> Self {
        Self { bits: Box::new([0; WORDS]), order: Vec::new() }
    }
}

impl Touched {
    /// Puts a row in, which is less than [`MAX_TRACKED_SOURCES`].
    #[inline]
    pub(super) fn insert(&mut self, row: u32) {
        let bit = 1 << (row % u64::BITS);
        if let Some(bits) = self.bits.get_mut((row / u64::BITS) as usize)
            && *bits & bit == 0
        {
            *bits |= bit;
            self.append(row);
        }
    }

    #[cold]
    fn append(&mut self, row: u32) {
        self.order.push(row);
    }

    pub(super) const fn len(&self) -> usize {
        self.order.len()
    }

    /// All rows; none are left.
    pub(super) fn take(&mut self) -> Vec<u32> {
        self.bits.fill(0);
        std::mem::take(&mut self.order)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_in_it_once_until_it_is_taken() {
        let last = MAX_TRACKED_SOURCES as u32 - 1;
        let mut touched = Touched::default();
        [5, last, 5, 0, 64, last, 0].into_iter().for_each(|row| touched.insert(row));
        assert_eq!((touched.len(), touched.take()), (4, vec![5, last, 0, 64]));
        assert_eq!((touched.len(), touched.take()), (0, vec![]));
        touched.insert(5);
        assert_eq!(touched.take(), [5]);
    }
}
