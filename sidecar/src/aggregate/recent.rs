//! The newest packet headers of a tick, as far as they may be shown.

use weir_protocol::{Disclosure, Header, limits::MAX_HEADERS};

#[derive(Debug)]
pub(super) struct Recent {
    disclosure: Disclosure,
    /// Once full, a ring.
    headers: Vec<Header>,
    /// The oldest header of a full ring: the next to be overwritten.
    oldest: usize,
    skipped: u64,
}

impl Recent {
    pub(super) fn new(disclosure: Disclosure) -> Self {
        Self { disclosure, headers: Vec::with_capacity(MAX_HEADERS), oldest: 0, skipped: 0 }
    }

    pub(super) fn add(&mut self, passed_over: bool, header: impl FnOnce() -> Header) {
        match self.disclosure {
            Disclosure::Counts => self.skipped += 1,
            Disclosure::Headers if passed_over => self.skipped += 1,
            Disclosure::Headers if self.headers.len() < MAX_HEADERS => self.headers.push(header()),
            Disclosure::Headers => {
                if let Some(place) = self.headers.get_mut(self.oldest) {
                    *place = header();
                }
                self.oldest = (self.oldest + 1) % MAX_HEADERS;
                self.skipped += 1;
            }
        }
    }

    /// A header that is not kept.
    pub(super) const fn skip(&mut self) {
        self.skipped += 1;
    }

    /// The headers, oldest first, and how many more there were.
    pub(super) fn cut(&mut self) -> (Vec<Header>, u64) {
        self.headers.rotate_left(self.oldest);
        self.oldest = 0;
        (self.headers.drain(..).collect(), std::mem::take(&mut self.skipped))
    }
}
