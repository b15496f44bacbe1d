//! The newest packet headers of a tick, as far as they may be shown.

use std::collections::VecDeque;

use weir_protocol::{Disclosure, Header, limits::MAX_HEADERS};

#[derive(Debug)]
pub(super) struct Recent {
    disclosure: Disclosure,
    headers: VecDeque<Header>,
    skipped: u64,
}

impl Recent {
    pub(super) fn new(disclosure: Disclosure) -> Self {
        Self { disclosure, headers: VecDeque::with_capacity(MAX_HEADERS), skipped: 0 }
    }

    pub(super) fn add(&mut self, header: impl FnOnce() -> Header) {
        match self.disclosure {
            Disclosure::Counts => self.skipped += 1,
            Disclosure::Headers => {
                if self.headers.len() >= MAX_HEADERS {
                    self.headers.pop_front();
                    self.skipped += 1;
                }
                self.headers.push_back(header());
            }
        }
    }

    /// The headers, oldest first, and how many more there were.
    pub(super) fn cut(&mut self) -> (Vec<Header>, u64) {
        (self.headers.drain(..).collect(), std::mem::take(&mut self.skipped))
    }
}
