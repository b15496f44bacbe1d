//! A place in the table of sources.

use super::MAX_TRACKED_SOURCES;

/// Where a row is, and of which family its address: the two are looked at together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place(u16);

impl Place {
    const FOUR: u16 = 1 << 15;
    /// No row: there are far fewer.
    pub(super) const NOWHERE: Self = Self(u16::MAX);

    pub(super) const fn new(row: u32, is_four: bool) -> Self {
        Self(if is_four { row as u16 | Self::FOUR } else { row as u16 })
    }

    pub(super) const fn row(self) -> u32 {
        (self.0 & !Self::FOUR) as u32
    }

    pub(super) const fn is_four(self) -> bool {
        self.0 & Self::FOUR != 0
    }
}

const _: () =
    assert!(MAX_TRACKED_SOURCES < Place::NOWHERE.row() as usize, "rows and families fit in 16 bits");
