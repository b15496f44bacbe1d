//! What the frontend is told without asking: the pulse, the tray's status, notices and alerts.

use super::{Controller, now_ms};
use crate::view::{AttackRow, Notice, Pulse, SessionState, SessionView};

/// Most alerts in a minute; a flood of alerts helps nobody. Those left out still show in the window.
const MAX_ALERTS_A_MINUTE: usize = 3;

/// What the tray shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// For the window.
    pub pulse: Pulse,
    /// The session.
    pub session: SessionView,
    /// Packets in the last full second.
    pub packets_per_s: u64,
    /// Bits in the last full second.
    pub bits_per_s: u64,
    /// The newest interval above a limit, if it is in progress or just over.
    pub alert: Option<AttackRow>,
}

/// The edge of the core: a window with a tray, or a terminal. Called from the controller's loop: it must not block.
pub trait Frontend: Send + 'static {
    /// Something changed: four times a second while a capture runs, and at each change of the session.
    fn status(&mut self, status: &Status);
    /// A protocol rose above its limit; at most three a minute.
    fn alert(&mut self, alert: &AttackRow);
    /// Something to tell the user once.
    fn notice(&mut self, notice: &Notice);
}

/// What was told already.
#[derive(Debug, Default)]
pub(super) struct Told {
    status: Option<Status>,
    /// The newest hit of each protocol that was told, in ms.
    alerts: Vec<AttackRow>,
    /// When alerts were told.
    times: Vec<u64>,
}

impl<F: super::Frontend> Controller<F> {
    /// Tells the frontend what it does not know yet.
    pub(super) fn tell(&mut self) {
        let status = self.status();
        if self.status.status.as_ref() != Some(&status) {
            self.frontend.status(&status);
            self.status.status = Some(status);
        }
        self.tell_alerts();
    }

    pub(super) fn status(&self) -> Status {
        let source = self.source();
        let rate = source.rate();
        let session = self.session_view();
        Status {
            pulse: Pulse {
                seq: self.history.seq.into(),
                state: session.state,
                packets: self.history.total().packets.into(),
            },
            alert: self.recent_hits().last().copied().filter(|_| session.state == SessionState::Running),
            session,
            packets_per_s: rate.packets_per_s.get(),
            bits_per_s: rate.bits_per_s.get(),
        }
    }

    /// Hits in the interval in progress and the one before.
    fn recent_hits(&self) -> Vec<AttackRow> {
        let length = u64::from(self.settings.thresholds.interval_s);
        let latest = self.history.latest() / crate::history::NANOS;
        let from = self.history.intervals.start_of(latest).saturating_sub(length);
        let mut hits = self.source().attacks(from);
        hits.retain(|hit| hit.start_ms.get() >= from * 1000);
        hits
    }

    fn tell_alerts(&mut self) {
        let now = now_ms();
        self.status.times.retain(|time| now < time + 60_000);
        for hit in self.recent_hits() {
            let known = self.status.alerts.iter().position(|told| told.protocol == hit.protocol);
            // The same rise goes on as long as interval follows interval.
            let length = u64::from(hit.interval_s) * 1000;
            let goes_on = known.and_then(|place| self.status.alerts.get(place)).is_some_and(|told| {
                hit.start_ms.get() <= told.start_ms.get() + length
                    && hit.start_ms.get() + length >= told.start_ms.get()
            });
            match known.and_then(|place| self.status.alerts.get_mut(place)) {
                Some(told) => *told = hit,
                None => self.status.alerts.push(hit),
            }
            if !goes_on && self.status.times.len() < MAX_ALERTS_A_MINUTE {
                self.status.times.push(now);
                self.frontend.alert(&hit);
            }
        }
    }
}
