//! What the controller shows of itself.

use super::{Controller, Frontend, now_ms};
use crate::{
    report::{Origin, Report},
    session::{Retry, State},
    snapshot::Source,
    view::{SessionState, SessionView},
};

impl<F: Frontend> Controller<F> {
    pub(super) fn report(&self) -> Report {
        let origin = match self.files.shown() {
            Some(name) => Origin::File { name: name.to_owned() },
            None => Origin::Interface { name: self.interface.clone().unwrap_or_default() },
        };
        Report::new(origin, &self.history, &self.lookout, &self.settings.thresholds)
    }

    pub(super) fn source(&self) -> Source<'_> {
        Source {
            history: &self.history,
            lookout: &self.lookout,
            session: self.session_view(),
            thresholds: &self.settings.thresholds,
            last_tick: self.last_tick,
            counts_drops: self.counts_drops,
            coverage: self.coverage.seen().filter(|_| self.session.name() == SessionState::Running),
            now: now_ms(),
        }
    }

    pub(super) fn measure_coverage(&mut self) {
        let bytes = self.history.total().bytes;
        self.coverage.on_tick(now_ms(), bytes, self.interface.as_deref(), self.filter.is_some());
    }

    pub(super) fn session_view(&self) -> SessionView {
        let want = self.session.want();
        let (failure, waits) = match self.session.state() {
            State::Failed { error, retry, .. } => (Some(error.clone()), *retry != Retry::Never),
            State::Idle | State::Starting { .. } | State::Running { .. } | State::Stopping { .. } => {
                (None, false)
            }
        };
        let mut view = SessionView {
            state: self.session.name(),
            interface: want.map(|w| w.interface.clone()).or_else(|| self.interface.clone()),
            started_ms: self.started_ms.map(Into::into),
            ended_ms: self.ended_ms.map(Into::into),
            duration_s: want.and_then(|w| w.duration_s),
            failure,
            waits,
            buffer_bytes: self.buffer_bytes,
            engine: self.engine.map(str::to_owned),
            promiscuous: want.is_some_and(|w| w.promiscuous),
            filter: want.and_then(|w| w.filter.clone()).or_else(|| self.filter.clone()),
            file: None,
        };
        self.files.dress(&mut view, self.history.span);
        view
    }
}
