//! Packet time, cut into slots of 250 ms that never run backwards, whatever the timestamps do.

use weir_protocol::limits::TICK_NANOS;

/// Longer without a packet or a timer, and what was counted before says nothing of what comes: the machine slept, or
/// the file has a hole.
const GAP_NANOS: u64 = 30_000_000_000;

/// Timestamps of one capture may be out of order by a little (several queues, several interfaces in a file).
/// More, for as long again and without one packet in order: the clock was set back.
const STEP_BACK_NANOS: u64 = 1_000_000_000;

/// What a timestamp means for the windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Passed {
    /// It belongs to the current slot, or is late and counts for it.
    Nothing,
    /// So many slots began.
    Slots(u64),
    /// Time is a new one: windows begin anew.
    Restart,
}

/// The current slot.
#[derive(Debug, Default)]
pub(super) struct Clock {
    start: Option<u64>,
    /// The earliest time that was too far back, since time was last in order.
    back: Option<u64>,
}

impl Clock {
    /// Start of the current slot, nanoseconds since the Unix epoch; none before the first packet.
    pub(super) const fn start(&self) -> Option<u64> {
        self.start
    }

    /// Looks at a timestamp and enters its slot.
    pub(super) fn see(&mut self, time: u64) -> Passed {
        let Some(start) = self.start else {
            return self.restart(time);
        };
        if time >= start {
            self.back = None;
            let since = time - start;
            // Nearly always; and no division then.
            if since < TICK_NANOS {
                return Passed::Nothing;
            }
            if since > GAP_NANOS {
                return self.restart(time);
            }
            let slots = since / TICK_NANOS;
            self.start = Some(start + slots * TICK_NANOS);
            return Passed::Slots(slots);
        }
        if start - time <= STEP_BACK_NANOS {
            return Passed::Nothing;
        }
        let since = self.back.map_or(time, |back| back.min(time));
        self.back = Some(since);
        if time - since >= STEP_BACK_NANOS { self.restart(time) } else { Passed::Nothing }
    }

    fn restart(&mut self, time: u64) -> Passed {
        self.start = Some(time - time % TICK_NANOS);
        self.back = None;
        Passed::Restart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: u64 = 1_000_000_000;

    #[test]
    fn time_goes_forward_slot_by_slot() {
        let mut clock = Clock::default();
        assert_eq!(clock.see(100 * SECOND + 1), Passed::Restart);
        assert_eq!(clock.start(), Some(100 * SECOND));
        assert_eq!(clock.see(100 * SECOND + 1), Passed::Nothing, "equal times");
        assert_eq!(clock.see(100 * SECOND + TICK_NANOS), Passed::Slots(1));
        assert_eq!(clock.see(130 * SECOND), Passed::Slots(119));
        assert_eq!(clock.see(161 * SECOND), Passed::Restart, "a gap");
    }

    #[test]
    fn late_packets_count_for_now_and_a_set_clock_is_followed_after_a_second() {
        let mut clock = Clock::default();
        clock.see(100 * SECOND);
        assert_eq!(clock.see(99 * SECOND), Passed::Nothing);
        assert_eq!(clock.see(50 * SECOND), Passed::Nothing);
        assert_eq!(clock.see(50 * SECOND + SECOND / 2), Passed::Nothing);
        assert_eq!(clock.see(51 * SECOND), Passed::Restart);
        assert_eq!(clock.start(), Some(51 * SECOND));
    }

    #[test]
    fn two_clocks_in_one_file_do_not_restart_each_other() {
        let mut clock = Clock::default();
        clock.see(100 * SECOND);
        for step in 1..200 {
            assert_ne!(clock.see(100 * SECOND + step * TICK_NANOS), Passed::Restart);
            assert_eq!(clock.see(90 * SECOND + step * TICK_NANOS), Passed::Nothing);
        }
    }

    #[test]
    fn the_ends_of_time_are_times() {
        let mut clock = Clock::default();
        for time in [u64::MAX, 0, u64::MAX, 1, 2 * SECOND, u64::MAX - 1, 0] {
            clock.see(time);
        }
    }
}
