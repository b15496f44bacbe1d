//! One flow in eight bytes: 48 bits of its hash, which ways were seen in which generation, and how far its handshake is.

use super::flows::Step;

/// A flow; 0 is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry(pub(super) u64);

/// One of the two ways of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way(u64);

impl Way {
    pub(super) const fn of(forward: bool) -> Self {
        Self(if forward { FORWARD } else { BACKWARD })
    }

    pub(super) const fn other(self) -> Self {
        Self(self.0 ^ (FORWARD | BACKWARD))
    }
}

const FLAG_BITS: u32 = 16;

/// Seen in this generation.
const FORWARD: u64 = 1;
const BACKWARD: u64 = 1 << 1;
/// The same two of the generation before.
const BEFORE: u32 = 2;
const WAYS_SEEN: u64 = 0b1111;
/// The opener's packets go backward.
const OPENED_BACKWARD: u64 = 1 << 4;
/// The opener spoke again after an answer.
const CONFIRMED: u64 = 1 << 5;
const TCP: u64 = 1 << 6;
/// How far the handshake is.
const STATE: u64 = 0b11 << 7;
const SYN_SEEN: u64 = 1 << 7;
const ACCEPTED: u64 = 2 << 7;
const OPEN: u64 = 3 << 7;
/// Open, and the server has not sent a byte.
const SILENT: u64 = 1 << 9;
/// Segments other than SYN: counts to three.
const SEGMENT: u64 = 1 << 10;
const SEGMENTS: u64 = 0b11 << 10;
/// The only answer so far is RST: nobody asked for what goes on.
const REFUSED: u64 = 1 << 12;

pub(super) const FIN: u8 = 0x01;
pub(super) const SYN: u8 = 0x02;
pub(super) const RST: u8 = 0x04;
pub(super) const ACK: u8 = 0x10;

impl Entry {
    pub(super) const fn new(hash: u64, opener: Way) -> Self {
        let opened = if opener.0 == BACKWARD { OPENED_BACKWARD } else { 0 };
        Self(hash >> FLAG_BITS << FLAG_BITS | opened)
    }

    pub(super) const fn is(self, hash: u64) -> bool {
        (self.0 ^ hash) >> FLAG_BITS == 0 && !self.is_empty()
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 & WAYS_SEEN == 0
    }

    pub(super) const fn seen(self, way: Way) -> bool {
        self.0 & (way.0 | way.0 << BEFORE) != 0
    }

    pub(super) const fn is_confirmed(self) -> bool {
        self.0 & CONFIRMED != 0
    }

    /// Seen in this generation.
    pub(super) const fn is_current(self) -> bool {
        self.0 & (FORWARD | BACKWARD) != 0
    }

    pub(super) const fn both_ways(self) -> bool {
        let seen = self.0 | self.0 >> BEFORE;
        seen & FORWARD != 0 && seen & BACKWARD != 0
    }

    /// TCP with at least three segments other than SYN: more than a flood or a scan sends in one flow.
    pub(super) const fn is_conversing_tcp(self) -> bool {
        self.0 & TCP != 0 && self.0 & SEGMENTS == SEGMENTS && !self.is_empty()
    }

    /// One generation later; 0 when it was seen in neither.
    pub(super) const fn aged(self) -> Self {
        let seen = (self.0 << BEFORE) & WAYS_SEEN;
        Self(if seen == 0 { 0 } else { self.0 & !WAYS_SEEN | seen })
    }

    /// Notes a packet this way; for TCP its flags and how many bytes it carried.
    pub(super) fn see(&mut self, way: Way, tcp: Option<(u8, u32)>) -> Step {
        let is_reset = tcp.is_some_and(|(flags, _)| flags & RST != 0);
        if self.solicits(way) && self.opener() == way && !is_reset {
            self.0 |= CONFIRMED;
        }
        if self.opener() != way {
            if !is_reset {
                self.0 &= !REFUSED;
            } else if !self.seen(way) {
                self.0 |= REFUSED;
            }
        }
        self.0 |= way.0;
        tcp.map_or(Step::None, |(flags, payload)| self.step(way, flags, payload))
    }

    /// Whether a packet this way has been asked for: the other way was seen, and not with a RST alone.
    pub(super) fn solicits(self, way: Way) -> bool {
        self.seen(way.other()) && (self.0 & REFUSED == 0 || self.opener() != way)
    }

    fn opener(self) -> Way {
        Way::of(self.0 & OPENED_BACKWARD == 0)
    }

    fn step(&mut self, way: Way, flags: u8, payload: u32) -> Step {
        self.0 |= TCP;
        let from_opener = self.opener() == way;
        let was_silent = self.0 & SILENT != 0;
        if flags & (SYN | ACK) == SYN {
            // A port may be used again: the handshake begins anew, and so does the question who opened.
            self.0 &= !(STATE | SILENT | CONFIRMED | REFUSED | OPENED_BACKWARD);
            self.0 |= SYN_SEEN | if way.0 == BACKWARD { OPENED_BACKWARD } else { 0 };
            return if was_silent { Step::Settled } else { Step::None };
        }
        if self.0 & SEGMENTS != SEGMENTS {
            self.0 += SEGMENT;
        }
        let state = self.0 & STATE;
        if flags & RST != 0 {
            self.0 &= !(STATE | SILENT);
            return match () {
                () if state == SYN_SEEN && !from_opener => Step::Refused,
                () if was_silent => Step::Settled,
                () => Step::None,
            };
        }
        match state {
            SYN_SEEN if flags & SYN != 0 && !from_opener => {
                self.0 = self.0 & !STATE | ACCEPTED;
                Step::Accepted
            }
            ACCEPTED if flags & SYN == 0 && from_opener => {
                let ends = flags & FIN != 0;
                self.0 |= OPEN | if ends { 0 } else { SILENT };
                Step::Completed
            }
            _ if was_silent && (flags & FIN != 0 || (payload > 0 && !from_opener)) => {
                self.0 &= !SILENT;
                Step::Settled
            }
            _ if was_silent => Step::Waiting,
            _ => Step::None,
        }
    }
}
