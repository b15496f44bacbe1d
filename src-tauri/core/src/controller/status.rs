//! What the frontend is told without asking: the pulse, the tray's status, notices, alerts and episodes.

use super::{
    Controller,
    alerts::{Alert, Alerts, Told},
    now_ms,
};
use crate::{
    episodes::{Change, Episode},
    lookout::is_alarm,
    report::EpisodeReport,
    settings::Language,
    view::{AttackRow, EpisodeKind, Notice, Pulse, SessionState, SessionView, Severity},
};

/// What the tray shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// For the window.
    pub pulse: Pulse,
    /// As in [`Snapshot`](crate::view::Snapshot).
    pub seq: u64,
    /// Packets counted so far.
    pub packets: u64,
    /// The session.
    pub session: SessionView,
    /// The chosen language.
    pub language: Language,
    /// Packets in the last full second.
    pub packets_per_s: u64,
    /// Bits in the last full second.
    pub bits_per_s: u64,
    /// The newest interval above a limit, if it is in progress or just over.
    pub alert: Option<AttackRow>,
    /// Open episodes that are neither information nor muted.
    pub open: u32,
    /// The kind of the worst of them.
    pub worst: Option<EpisodeKind>,
    /// The newest alarm of this capture.
    pub last_alert: Option<LastAlert>,
}

/// The newest alarm of a capture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastAlert {
    /// Its episode.
    pub id: u32,
    /// What it was.
    pub kind: EpisodeKind,
    /// When it was found, in ms.
    pub at_ms: u64,
}

/// The edge of the core: a window with a tray, or a terminal. Called from the controller's loop: it must not block.
pub trait Frontend: Send + 'static {
    /// Something changed: four times a second while a capture runs, and at each change of the session.
    fn status(&mut self, status: &Status);
    /// Something to notify; at most three a minute.
    fn alert(&mut self, alert: &Told);
    /// An episode opened, became worse, or ended; each is told.
    fn episode(&mut self, _change: Change, _episode: &EpisodeReport) {}
    /// Something to tell the user once.
    fn notice(&mut self, notice: &Notice);
}

/// What was told already.
#[derive(Debug, Default)]
pub(super) struct Known {
    status: Option<Status>,
    /// The newest hit of each protocol that was told.
    hits: Vec<AttackRow>,
    alerts: Alerts,
    last: Option<LastAlert>,
}

impl Known {
    /// A new capture.
    pub(super) fn clear(&mut self) {
        self.hits.clear();
        self.alerts.clear();
        self.last = None;
    }
}

impl<F: super::Frontend> Controller<F> {
    /// Tells the frontend what it does not know yet.
    pub(super) fn tell(&mut self) {
        self.tell_episodes();
        let status = self.status();
        if self.status.status.as_ref() != Some(&status) {
            self.frontend.status(&status);
            self.status.status = Some(status);
        }
        self.offer_hits();
        if let Some(told) = self.status.alerts.due(now_ms()) {
            self.frontend.alert(&told);
        }
    }

    pub(super) fn status(&self) -> Status {
        let source = self.source();
        let rate = source.rate();
        let session = self.session_view();
        let running = session.state == SessionState::Running;
        let open: Vec<&Episode> = self.lookout.episodes().open().iter().filter(|e| self.is_loud(e)).collect();
        let worst = open.iter().max_by_key(|episode| episode.severity).map(|episode| episode.kind);
        Status {
            pulse: Pulse { state: session.state, alert: self.status.last.as_ref().map_or(0, |last| last.id) },
            seq: self.history.seq,
            packets: self.history.total().packets,
            alert: self.recent_hits().last().copied().filter(|_| running && session.file.is_none()),
            open: u32::try_from(open.len()).unwrap_or(u32::MAX),
            worst,
            last_alert: self.status.last.clone(),
            session,
            language: self.settings.language,
            packets_per_s: rate.packets_per_s.get(),
            bits_per_s: rate.bits_per_s.get(),
        }
    }

    /// Whether an episode may turn the tray red and be notified.
    fn is_loud(&self, episode: &Episode) -> bool {
        // What a file holds is over: it is shown, and nobody is called.
        self.files.shown().is_none()
            && is_alarm(episode)
            && episode.false_alarm.is_none()
            && !self.settings.detection.is_muted(episode.kind, &episode.addresses(), now_ms())
    }

    fn tell_episodes(&mut self) {
        for change in self.lookout.changes() {
            let Some(episode) = self.lookout.episodes().get(change.id()) else { continue };
            let report = EpisodeReport::new(episode);
            let loud = self.is_loud(episode);
            let row = loud.then(|| self.source().row(episode));
            match (change, row) {
                (Change::Opened(id), Some(row)) => {
                    let at_ms = row.detected_ms.get();
                    self.status.last = Some(LastAlert { id, kind: row.kind, at_ms });
                    self.status.alerts.offer(Alert::Opened(Box::new(row)));
                }
                (Change::Closed(_), Some(row)) if row.severity >= Severity::High => {
                    self.status.alerts.offer(Alert::Ended(Box::new(row)));
                }
                _ => {}
            }
            self.frontend.episode(change, &report);
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

    /// A rise above a fixed limit, unless an episode of the same protocol says the same with more words.
    fn offer_hits(&mut self) {
        if self.files.shown().is_some() {
            return;
        }
        for hit in self.recent_hits() {
            let known = self.status.hits.iter().position(|told| told.protocol == hit.protocol);
            // The same rise goes on as long as interval follows interval.
            let length = u64::from(hit.interval_s) * 1000;
            let goes_on = known.and_then(|place| self.status.hits.get(place)).is_some_and(|told| {
                hit.start_ms.get() <= told.start_ms.get() + length
                    && hit.start_ms.get() + length >= told.start_ms.get()
            });
            match known.and_then(|place| self.status.hits.get_mut(place)) {
                Some(told) => *told = hit,
                None => self.status.hits.push(hit),
            }
            let told_better = self
                .lookout
                .episodes()
                .open()
                .iter()
                .any(|episode| is_alarm(episode) && crate::episodes::protocol(episode) == hit.protocol);
            if !goes_on && !told_better {
                self.status.alerts.offer(Alert::Limit(hit));
            }
        }
    }
}
