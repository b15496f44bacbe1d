//! How long the ring may be left alone: each wake-up costs as much as some thousand packets.
//!
//! It is looked at when a tick is due, and before that when so much of it may be full that a stall behind it could
//! lose frames. To wake for each block would cost a third of all the rest at 300,000 packets a second.

use std::time::{Duration, Instant};

use weir_protocol::limits::TICK_NANOS;

use super::{LATENESS_NANOS, mapping::BLOCKS};

/// What may fill between two looks. Of frames of any size 250 ms at 300,000 packets a second fill at most 62 blocks,
/// so there is room for a stall of that length behind each look.
const FILL_BLOCKS: usize = BLOCKS / 5;

/// How fast the ring fills is judged anew after this time, and at once when more than [`FILL_BLOCKS`] came.
const JUDGE_AFTER: Duration = Duration::from_nanos(TICK_NANOS);

/// The time until the next look, by what came of late.
#[derive(Debug)]
pub(super) struct Nap {
    /// Blocks that were given back since `since`.
    blocks: usize,
    since: Instant,
    /// What [`fill_ms`] said last.
    fill_ms: u8,
}

impl Nap {
    /// Nothing came yet.
    pub(super) fn new() -> Self {
        Self { blocks: 0, since: Instant::now(), fill_ms: u8::MAX }
    }

    /// A block was given back to the kernel.
    pub(super) const fn note_block(&mut self) {
        self.blocks += 1;
    }

    /// Milliseconds, when it is `now` (ns since 1970).
    pub(super) fn ms(&mut self, now: u64) -> u8 {
        self.judge(self.since.elapsed());
        tick_ms(now).min(self.fill_ms)
    }

    fn judge(&mut self, elapsed: Duration) {
        if self.blocks > FILL_BLOCKS || elapsed >= JUDGE_AFTER {
            self.fill_ms = fill_ms(self.blocks, elapsed);
            (self.blocks, self.since) = (0, Instant::now());
        }
    }
}

/// Milliseconds until the tick that is due next is complete.
fn tick_ms(now: u64) -> u8 {
    let due = TICK_NANOS - now.saturating_sub(LATENESS_NANOS) % TICK_NANOS;
    // Up, or it would wake just before.
    u8::try_from(due.div_ceil(1_000_000)).unwrap_or(u8::MAX)
}

/// Milliseconds in which [`FILL_BLOCKS`] fill when `blocks` came in `elapsed`; never 0, which would be no wait at all.
fn fill_ms(blocks: usize, elapsed: Duration) -> u8 {
    let ms = elapsed.as_millis() * FILL_BLOCKS as u128 / (blocks as u128).max(1);
    u8::try_from(ms).unwrap_or(u8::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ring_is_looked_at_before_more_than_a_part_of_it_is_full() {
        let quarter = Duration::from_millis(250);
        assert_eq!(fill_ms(0, quarter), u8::MAX, "silence: until the tick is due");
        assert!(fill_ms(5, quarter) >= 250, "blocks that are handed over because of their age");
        assert_eq!(fill_ms(62, quarter), 64, "300,000 packets/s");
        assert_eq!(fill_ms(620, quarter), 6, "ten times that");
        assert_eq!(fill_ms(BLOCKS, Duration::from_millis(1)), 1, "never a loop without a wait");
    }

    #[test]
    fn a_quiet_ring_is_looked_at_when_the_tick_is_complete() {
        let complete = 1_700_000_000_000_000_000 + LATENESS_NANOS;
        assert_eq!(tick_ms(complete), 250, "it was complete just now");
        assert_eq!(tick_ms(complete - 500_000), 1, "in half a millisecond");
        assert_eq!(tick_ms(complete + 140_000_001), 110, "up, not down");
    }

    #[test]
    fn a_flood_that_begins_shortens_it_at_once() {
        let mut nap = Nap::new();
        for _ in 0..FILL_BLOCKS {
            nap.note_block();
        }
        nap.judge(Duration::from_millis(40));
        assert_eq!(nap.fill_ms, u8::MAX, "not more than may fill: at the end of the time");
        nap.note_block();
        nap.judge(Duration::from_millis(40));
        assert_eq!((nap.fill_ms, nap.blocks), (37, 0));
    }
}
