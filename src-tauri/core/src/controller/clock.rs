//! What the controller does by the clock: durations, deadlines, and looking whether a cause is gone.

use super::{Controller, Frontend};
use crate::{
    interfaces,
    said::SaidId,
    session::{Event, Retry, State, Want},
    view::Notice,
};

/// How often a missing interface or permission is looked for: found within two beats, at next to no cost.
const LOOK_EVERY_MS: u64 = 500;

/// A sidecar that was asked to stop has this long before it is let go.
const STOP_TIMEOUT_MS: u64 = 1_000;

impl<F: Frontend> Controller<F> {
    /// Looks at what only time can change.
    pub(super) fn on_beat(&mut self) {
        let now = now_ms();
        if let (State::Running { want, .. }, Some(started)) = (self.session.state(), self.started_ms)
            && want.duration_s.is_some_and(|s| now >= started + u64::from(s) * 1000)
        {
            self.step(Event::Stop);
        }
        if self.stop_asked.is_some_and(|asked| now >= asked + STOP_TIMEOUT_MS) {
            self.step(Event::Closed(self.session.id()));
        }
        if let State::Failed { want, retry, .. } = self.session.state()
            && self.is_cause_gone(want, *retry, now)
        {
            self.step(Event::CauseGone);
        }
        if now >= self.last_look + LOOK_EVERY_MS {
            self.last_look = now;
            self.look_at_name();
        }
        self.tell();
    }

    /// What is captured is an interface, not its name.
    fn look_at_name(&mut self) {
        let (State::Running { want, .. }, Some(index)) = (self.session.state(), self.index) else { return };
        let Some(name) = interfaces::renamed(&want.interface, index) else { return };
        let values = [("name", want.interface.as_str()), ("new", name.as_str())];
        let notice = Notice::new(SaidId::InterfaceRenamed, &values, false);
        self.session.rename(&name);
        self.interface = Some(name);
        self.frontend.notice(&notice);
    }

    fn is_cause_gone(&self, want: &Want, retry: Retry, now: u64) -> bool {
        let may_look = now >= self.last_look + LOOK_EVERY_MS;
        match retry {
            Retry::Never => false,
            Retry::At(time) => now >= time,
            Retry::Interface => {
                may_look && interfaces::find(&want.interface).is_some_and(|found| found.row.up)
            }
            Retry::Permission => may_look && crate::doctor::looks_permitted(&self.programs),
        }
    }
}

/// The wall clock in ms.
pub(super) fn now_ms() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(now.as_millis()).unwrap_or(u64::MAX)
}
