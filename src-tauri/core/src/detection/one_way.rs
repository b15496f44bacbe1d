//! Whether only one way of the conversations is seen: a mirror port, a tap, or asymmetric routing.
//!
//! Then everything looks unanswered, and the rules that live of answers are off. Fewer than 10 % of at least 50 TCP
//! flows with packets both ways, for 5 s without a break, make it so; 20 % end it, so that it does not flicker.
//! The numbers: an ordinary capture has both ways in nearly all of its flows. Only flows with data or several
//! acknowledgements count, so that SYN floods and scans do not; that it must last keeps short bursts out.

use weir_protocol::observe::Observations;

/// Fewest flows to judge by.
const MIN_FLOWS: u32 = 50;
/// Percent of flows with both ways: below, it is one-way; from there on, it is not any more.
const BELOW: u32 = 10;
const FROM: u32 = 20;
/// Slots that it must last: 5 s.
const LASTS: u32 = 20;

/// See the module.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OneWay {
    holds: bool,
    lasts: u32,
}

impl OneWay {
    /// Takes in a slot.
    pub(super) const fn add(&mut self, seen: &Observations) {
        let reciprocity = seen.reciprocity;
        if reciprocity.flows < MIN_FLOWS {
            return;
        }
        let percent = reciprocity.both_ways.saturating_mul(100) / reciprocity.flows;
        if percent >= FROM {
            self.holds = false;
        }
        if percent < BELOW {
            self.lasts = self.lasts.saturating_add(1);
            self.holds = self.holds || self.lasts >= LASTS;
        } else {
            self.lasts = 0;
        }
    }

    /// It is so.
    #[must_use]
    pub(super) const fn holds(&self) -> bool {
        self.holds
    }
}
