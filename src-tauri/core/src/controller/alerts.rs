//! Which alerts are told when: at most three a minute, those that come together in one, none twice.

use std::collections::VecDeque;

use crate::view::{AttackRow, EpisodeRow, Severity};

/// Most alerts in a minute; a flood of alerts helps nobody. Those left out still show in the window.
const MAX_A_MINUTE: usize = 3;
/// Most alerts that wait to be told together; more are only counted.
const MAX_HELD: usize = 16;
/// A minute in ms.
const MINUTE_MS: u64 = 60_000;

/// Something to notify.
#[derive(Clone, Debug, PartialEq)]
pub enum Alert {
    /// A protocol rose above its fixed limit.
    Limit(AttackRow),
    /// An episode opened.
    Opened(Box<EpisodeRow>),
    /// An episode that was high or critical ended.
    Ended(Box<EpisodeRow>),
}

/// An alert and how many others it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The worst of them.
    pub alert: Alert,
    /// The others.
    pub more: u32,
}

impl Alert {
    /// How much it matters: an opened episode before a limit, a limit before an end.
    fn rank(&self) -> (u8, Severity) {
        match self {
            Self::Opened(row) => (2, row.severity),
            Self::Limit(_) => (1, Severity::Low),
            Self::Ended(row) => (0, row.severity),
        }
    }
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Alerts {
    times: VecDeque<u64>,
    held: Vec<Alert>,
    uncounted: u32,
}

impl Alerts {
    /// Something to tell as soon as it may be told.
    pub(super) fn offer(&mut self, alert: Alert) {
        if self.held.len() < MAX_HELD {
            self.held.push(alert);
        } else {
            self.uncounted = self.uncounted.saturating_add(1);
        }
    }

    /// What is to be told now (in ms), if anything.
    pub(super) fn due(&mut self, now: u64) -> Option<Told> {
        // A clock that went back must not silence alerts for longer than a minute.
        self.times.retain(|time| now.abs_diff(*time) < MINUTE_MS);
        if self.times.len() >= MAX_A_MINUTE {
            return None;
        }
        let worst = (0..self.held.len()).max_by_key(|place| self.held.get(*place).map(Alert::rank))?;
        let alert = self.held.swap_remove(worst);
        let more = u32::try_from(self.held.len()).unwrap_or(u32::MAX).saturating_add(self.uncounted);
        self.held.clear();
        self.uncounted = 0;
        self.times.push_back(now);
        Some(Told { alert, more })
    }

    /// A new capture: what waits is old news.
    pub(super) fn clear(&mut self) {
        self.held.clear();
        self.uncounted = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Protocol;

    fn limit(packets: u64) -> Alert {
        Alert::Limit(AttackRow {
            protocol: Protocol::Tcp,
            start_ms: 0.into(),
            interval_s: 5,
            packets: packets.into(),
            threshold: 1.into(),
            in_progress: true,
        })
    }

    #[test]
    fn three_a_minute_are_told_and_the_rest_together_afterwards() {
        let mut alerts = Alerts::default();
        let mut told = Vec::new();
        for second in 0..90 {
            alerts.offer(limit(second));
            told.extend(alerts.due(second * 1000).map(|told| (second, told.more)));
        }
        assert_eq!(told, [(0, 0), (1, 0), (2, 0), (60, 57), (61, 0), (62, 0)]);
    }

    #[test]
    fn what_comes_together_is_one_alert_with_the_number_of_others() {
        let mut alerts = Alerts::default();
        (0..MAX_HELD as u64 + 5).for_each(|n| alerts.offer(limit(n)));
        assert_eq!(alerts.due(0).map(|told| told.more), Some(MAX_HELD as u32 + 4));
        assert_eq!(alerts.due(1), None);
    }

    #[test]
    fn a_clock_that_goes_back_does_not_silence_alerts() {
        let mut alerts = Alerts::default();
        for now in [1_000_000, 1_000_001, 1_000_002] {
            alerts.offer(limit(now));
            assert!(alerts.due(now).is_some());
        }
        alerts.offer(limit(0));
        assert!(alerts.due(10_000).is_some());
    }
}
