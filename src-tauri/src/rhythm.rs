//! How often the window is told that the numbers have moved.
//!
//! The core speaks four times a second, and the window looks once a second at most. Each word to it is a script that
//! its web view compiles and keeps for a while, so it is told no more than it needs.

use std::time::{Duration, Instant};

use weir_core::view::Pulse;

/// A stream of packets, and silence, are told this often. A little less than a second: ticks come a little early or late.
const EVERY: Duration = Duration::from_millis(900);

#[derive(Debug)]
struct Told {
    at: Instant,
    pulse: Pulse,
    packets: u64,
}

/// What the window was told last.
#[derive(Debug, Default)]
pub(crate) struct Rhythm {
    told: Option<Told>,
    /// No packet had come between that and what was told before it.
    silent: bool,
}

impl Rhythm {
    /// Whether the window is to be told, when so many `packets` were counted: of states, alerts, and packets after
    /// silence at once.
    pub(crate) fn is_due(&mut self, pulse: Pulse, packets: u64, now: Instant) -> bool {
        let moved = self.told.as_ref().is_some_and(|told| told.packets != packets);
        let is_due = self.told.as_ref().is_none_or(|told| {
            told.pulse != pulse || (moved && self.silent) || now.duration_since(told.at) >= EVERY
        });
        if is_due {
            self.told = Some(Told { at: now, pulse, packets });
            self.silent = !moved;
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use weir_core::view::SessionState;

    use super::*;

    /// Which of these ticks, a quarter of a second apart, are told: (packets so far, alerts).
    fn told(ticks: &[(u64, u32)]) -> Vec<usize> {
        let (mut rhythm, began) = (Rhythm::default(), Instant::now());
        let is_due = |(place, &(packets, alert)): (usize, &(u64, u32))| {
            let pulse = Pulse { state: SessionState::Running, alert };
            let now = began + Duration::from_millis(250) * u32::try_from(place).unwrap();
            rhythm.is_due(pulse, packets, now).then_some(place)
        };
        ticks.iter().enumerate().filter_map(is_due).collect()
    }

    #[test]
    fn a_stream_and_silence_are_told_once_a_second() {
        let stream: Vec<_> = (1..=9).map(|packets| (packets, 0)).collect();
        assert_eq!(told(&stream), [0, 1, 5], "the first packets after nothing at once");
        assert_eq!(told(&[(0, 0); 9]), [0, 4, 8]);
    }

    #[test]
    fn a_packet_after_silence_and_an_alert_are_told_at_once() {
        assert_eq!(told(&[(0, 0), (0, 0), (7, 0), (7, 0)]), [0, 2]);
        assert_eq!(told(&[(0, 0), (5, 0), (9, 1), (12, 1)]), [0, 1, 2]);
    }

    #[test]
    fn a_state_is_told_at_once() {
        let (mut rhythm, now) = (Rhythm::default(), Instant::now());
        let mut is_due = |state| rhythm.is_due(Pulse { state, alert: 0 }, 0, now);
        assert!(is_due(SessionState::Starting));
        assert!(is_due(SessionState::Running));
        assert!(!is_due(SessionState::Running));
    }
}
