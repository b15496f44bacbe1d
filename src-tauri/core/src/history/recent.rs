//! The newest packet headers.

use std::collections::VecDeque;

use weir_protocol::Header;

/// A screen shows some dozens; this is what a search can look through. At 120 bytes a header, 0.6 MB.
pub const MAX_RECENT: usize = 5000;

/// The newest headers, each with a number that counts up.
#[derive(Debug, Default)]
pub struct Recent {
    headers: VecDeque<(u64, Header)>,
    next: u64,
}

impl Recent {
    pub(super) fn add(&mut self, headers: &[Header]) {
        // All at once: memory grows with use, and doubling would end far above what is needed.
        self.headers.reserve_exact(MAX_RECENT - self.headers.len());
        for header in headers {
            if self.headers.len() == MAX_RECENT {
                self.headers.pop_front();
            }
            self.headers.push_back((self.next, header.clone()));
            self.next += 1;
        }
    }

    /// Newest first.
    pub fn newest(&self) -> impl Iterator<Item = &(u64, Header)> {
        self.headers.iter().rev()
    }

    /// The number of the next one.
    #[must_use]
    pub const fn next(&self) -> u64 {
        self.next
    }

    /// Forgets them all: the user lowered the disclosure level.
    pub fn clear(&mut self) {
        self.headers.clear();
    }
}
