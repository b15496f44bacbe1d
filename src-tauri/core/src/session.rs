//! The session: what is being captured, and what follows from what happens to it.
//!
//! ```text
//! Idle --start--> Starting --opened--> Running --stop--> Stopping --closed--> Idle
//!                    | failed             | failed, peer gone
//!                    +------> Failed <----+          Failed --start, cause gone--> Starting
//! ```
//!
//! Pure: no clock, no I/O. [`Session::on`] says what changed and what to do; the controller does it.
//! A stop in Idle or Stopping is ignored; a start in Stopping is denied with a reason; whatever an old session still
//! says is ignored.

mod words;

use weir_protocol::Started;

use crate::{
    said::SaidId,
    view::{ErrorCode, SessionState, UserError},
};
pub use words::{Effect, Event, Retry, State, Step, Want};

/// Restarts within a minute after which Weir stops trying: something is wrong that waiting does not cure.
pub const MAX_RESTARTS: u32 = 5;
/// A capture that ran this long has proven itself; the count of restarts begins anew.
pub const HEALTHY_MS: u64 = 30_000;
/// First pause before a restart; doubled each time.
pub const FIRST_PAUSE_MS: u64 = 100;
/// Longest pause before a restart.
pub const LONGEST_PAUSE_MS: u64 = 5_000;

/// The machine.
#[derive(Clone, Debug)]
pub struct Session {
    state: State,
    /// Number of the newest launch.
    id: u64,
    restarts: u32,
}

impl Default for Session {
    fn default() -> Self {
        Self { state: State::Idle, id: 0, restarts: 0 }
    }
}

impl Session {
    /// The state.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Number of the newest launch; 0 before the first.
    #[must_use]
    pub const fn id(&self) -> u64 {
        self.id
    }

    /// The state without its data.
    #[must_use]
    pub const fn name(&self) -> SessionState {
        match self.state {
            State::Idle => SessionState::Idle,
            State::Starting { .. } => SessionState::Starting,
            State::Running { .. } => SessionState::Running,
            State::Stopping { .. } => SessionState::Stopping,
            State::Failed { .. } => SessionState::Failed,
        }
    }

    /// What is or was last wanted.
    #[must_use]
    pub const fn want(&self) -> Option<&Want> {
        match &self.state {
            State::Idle => None,
            State::Starting { want }
            | State::Running { want, .. }
            | State::Stopping { want }
            | State::Failed { want, .. } => Some(want),
        }
    }

    /// The interface that is captured has another name now; it is the same one.
    pub fn rename(&mut self, interface: &str) {
        match &mut self.state {
            State::Idle => {}
            State::Starting { want }
            | State::Running { want, .. }
            | State::Stopping { want }
            | State::Failed { want, .. } => interface.clone_into(&mut want.interface),
        }
    }

    /// Takes in an event at `now` (ms).
    pub fn on(&mut self, event: Event, now: u64) -> Step {
        match event {
            Event::Start(want) => self.on_start(want),
            Event::Stop => self.on_stop(),
            Event::CauseGone => self.on_cause_gone(),
            Event::Opened(id, facts) if id == self.id => self.on_opened(facts, now),
            Event::Failed(id, error) if id == self.id => self.on_failed(error, now),
            Event::PeerGone(id, error) if id == self.id => self.on_peer_gone(error, now),
            Event::Closed(id) if id == self.id => self.on_closed(),
            Event::Opened(..) | Event::Failed(..) | Event::PeerGone(..) | Event::Closed(..) => Step::Ignored,
        }
    }

    fn on_start(&mut self, want: Want) -> Step {
        match &self.state {
            State::Idle | State::Failed { .. } => {
                self.restarts = 0;
                let mut effects = vec![Effect::Clear];
                effects.extend(self.launch(want));
                Step::Changed(effects)
            }
            State::Starting { want: current } | State::Running { want: current, .. } => {
                if current.interface == want.interface {
                    Step::Ignored
                } else {
                    Step::Denied(SaidId::AlreadyCapturing)
                }
            }
            State::Stopping { .. } => Step::Denied(SaidId::StillStopping),
        }
    }

    fn on_stop(&mut self) -> Step {
        match self.state.clone() {
            State::Idle | State::Stopping { .. } => Step::Ignored,
            State::Failed { .. } => {
                self.state = State::Idle;
                Step::Changed(vec![])
            }
            State::Starting { want } | State::Running { want, .. } => {
                self.state = State::Stopping { want };
                Step::Changed(vec![Effect::AskToStop(self.id)])
            }
        }
    }

    fn on_opened(&mut self, facts: Started, now: u64) -> Step {
        let State::Starting { want } = &self.state else { return Step::Ignored };
        self.state = State::Running { want: want.clone(), since: now, facts };
        Step::Changed(vec![])
    }

    fn on_failed(&mut self, error: UserError, now: u64) -> Step {
        let retry = match error.code {
            ErrorCode::NoInterface | ErrorCode::InterfaceDown => Retry::Interface,
            ErrorCode::NotGranted | ErrorCode::NoCapability | ErrorCode::Missing => Retry::Permission,
            ErrorCode::SidecarGone | ErrorCode::SidecarBad => return self.on_peer_gone(error, now),
            ErrorCode::Nosuid
            | ErrorCode::NoNewPrivs
            | ErrorCode::Outdated
            | ErrorCode::NoConsent
            | ErrorCode::ExecBlocked
            | ErrorCode::Unsupported
            | ErrorCode::Version
            | ErrorCode::Busy
            | ErrorCode::NotACapture
            | ErrorCode::NoFile
            | ErrorCode::CutCapture
            | ErrorCode::BadSetting
            | ErrorCode::NoEpisode
            | ErrorCode::BadFilter
            | ErrorCode::BadQuery
            | ErrorCode::System => Retry::Never,
        };
        self.fail(error, retry)
    }

    fn on_peer_gone(&mut self, error: UserError, now: u64) -> Step {
        if let State::Running { since, .. } = self.state
            && now.saturating_sub(since) >= HEALTHY_MS
        {
            self.restarts = 0;
        }
        let retry = if self.restarts < MAX_RESTARTS {
            let pause = FIRST_PAUSE_MS << self.restarts;
            Retry::At(now + pause.min(LONGEST_PAUSE_MS))
        } else {
            Retry::Never
        };
        self.restarts += 1;
        self.fail(error, retry)
    }

    fn fail(&mut self, error: UserError, retry: Retry) -> Step {
        match self.state.clone() {
            State::Idle | State::Failed { .. } => Step::Ignored,
            State::Stopping { .. } => {
                self.state = State::Idle;
                Step::Changed(vec![Effect::Release(self.id)])
            }
            State::Starting { want } | State::Running { want, .. } => {
                self.state = State::Failed { want, error, retry };
                Step::Changed(vec![Effect::Release(self.id)])
            }
        }
    }

    fn on_closed(&mut self) -> Step {
        match self.state {
            State::Idle | State::Failed { .. } => Step::Ignored,
            State::Starting { .. } | State::Running { .. } | State::Stopping { .. } => {
                self.state = State::Idle;
                Step::Changed(vec![Effect::Release(self.id)])
            }
        }
    }

    fn on_cause_gone(&mut self) -> Step {
        let State::Failed { want, retry, .. } = self.state.clone() else { return Step::Ignored };
        if retry == Retry::Never { Step::Ignored } else { Step::Changed(self.launch(want)) }
    }

    fn launch(&mut self, want: Want) -> Vec<Effect> {
        self.id += 1;
        self.state = State::Starting { want: want.clone() };
        vec![Effect::Launch(self.id, want)]
    }
}

#[cfg(test)]
mod tests;
