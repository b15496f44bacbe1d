//! What the tray shows in each state. Pure.

use weir_core::{
    controller::{LastAlert, Status},
    language::{Locale, Phrase},
    view::SessionState,
};

use crate::notify;

/// The icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Icon {
    Idle,
    Running,
    Alert,
    Failed,
}

/// What a click on a menu item does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing: a line of text.
    None,
    /// Start or stop.
    Capture,
    /// Show the card of the last alert.
    Alert,
    /// Pause notifications, or no longer.
    Quiet,
    /// Show the window.
    Show,
    /// Quit.
    Quit,
}

impl Action {
    /// Its name in a menu event.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::None => "status",
            Self::Capture => "capture",
            Self::Alert => "alert",
            Self::Quiet => "quiet",
            Self::Show => "show",
            Self::Quit => "quit",
        }
    }

    /// The action of that name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::None, Self::Capture, Self::Alert, Self::Quiet, Self::Show, Self::Quit]
            .into_iter()
            .find(|action| action.id() == id)
    }
}

/// A menu item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it does.
    pub action: Action,
    /// Its text.
    pub label: String,
    /// It can be clicked.
    pub enabled: bool,
}

impl Entry {
    /// An item that can be clicked.
    #[must_use]
    pub fn new(action: Action, label: impl Into<String>) -> Self {
        Self { action, label: label.into(), enabled: true }
    }

    /// The item that pauses notifications, or ends the pause.
    #[must_use]
    pub fn quiet(is_on: bool, locale: &Locale) -> Self {
        let phrase = if is_on { Phrase::Resume } else { Phrase::Pause };
        Self::new(Action::Quiet, locale.say(phrase, &[]))
    }

    fn disabled(action: Action, label: impl Into<String>) -> Self {
        Self { enabled: false, ..Self::new(action, label) }
    }
}

/// All of the tray that a status or the language changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The icon.
    pub icon: Icon,
    /// When the pointer rests on it.
    pub tooltip: String,
    /// The first line of the menu.
    pub status: Entry,
    /// Start or stop.
    pub capture: Entry,
    /// The last alert.
    pub alert: Entry,
    /// The way to the window.
    pub show: Entry,
    /// The end.
    pub quit: Entry,
}

impl Look {
    /// Nothing is captured.
    #[must_use]
    pub fn stopped(interface: Option<&str>, locale: &Locale) -> Self {
        let start = interface.map_or_else(
            || locale.say(Phrase::Start, &[]),
            |name| locale.say(Phrase::StartOn, &[("name", name)]),
        );
        let line = locale.say(Phrase::Stopped, &[]);
        Self::new(Icon::Idle, line, Entry::new(Action::Capture, start), locale)
    }

    fn new(icon: Icon, line: String, capture: Entry, locale: &Locale) -> Self {
        Self {
            icon,
            tooltip: locale.say(Phrase::Titled, &[("line", &line)]),
            status: Entry::disabled(Action::None, line),
            capture,
            alert: Entry::disabled(Action::Alert, locale.say(Phrase::NoAlert, &[])),
            show: Entry::new(Action::Show, locale.say(Phrase::Show, &[])),
            quit: Entry::new(Action::Quit, locale.say(Phrase::Quit, &[])),
        }
    }
}

/// What the tray shows for a status.
#[must_use]
pub fn look(status: &Status, locale: &Locale) -> Look {
    let look = match status.session.state {
        SessionState::Idle => Look::stopped(status.session.interface.as_deref(), locale),
        SessionState::Starting => busy(Phrase::Starting, locale),
        SessionState::Stopping => busy(Phrase::Stopping, locale),
        SessionState::Running => running(status, locale),
        SessionState::Failed => {
            let failure = status.session.failure.as_ref();
            let sentence = failure
                .map_or_else(|| locale.say(Phrase::CaptureFailed, &[]), |failure| locale.trouble(failure).0);
            let next = if status.session.waits { Phrase::StopWaiting } else { Phrase::TryAgain };
            let next = Entry::new(Action::Capture, locale.say(next, &[]));
            Look::new(Icon::Failed, sentence, next, locale)
        }
    };
    match &status.last_alert {
        Some(last) => Look { alert: Entry::new(Action::Alert, last_alert(last, locale)), ..look },
        None => look,
    }
}

fn last_alert(last: &LastAlert, locale: &Locale) -> String {
    let time = weir_core::report::clock(last.at_ms);
    locale.say(Phrase::LastAlert, &[("kind", locale.kind(last.kind)), ("time", &time)])
}

fn busy(phrase: Phrase, locale: &Locale) -> Look {
    let word = locale.say(phrase, &[]);
    Look::new(Icon::Idle, word.clone(), Entry::disabled(Action::Capture, word), locale)
}

fn running(status: &Status, locale: &Locale) -> Look {
    let stop = |phrase| Entry::new(Action::Capture, locale.say(phrase, &[]));
    if let Some(file) = &status.session.file {
        let line = locale.say(Phrase::Reading, &[("file", file)]);
        return Look::new(Icon::Idle, line, stop(Phrase::StopReading), locale);
    }
    let (packets, bits) = (locale.number(status.packets_per_s), locale.bit_rate(status.bits_per_s));
    let rate = locale.say(Phrase::Rate, &[("packets", &packets), ("bits", &bits)]);
    let what = match (status.worst, &status.alert) {
        (Some(worst), _) => Some(open_text(status.open, locale.kind(worst), locale)),
        (None, Some(hit)) => Some(notify::above(hit, locale).0),
        (None, None) => None,
    };
    let (icon, line) = match what {
        Some(what) => (Icon::Alert, locale.say(Phrase::WithRate, &[("what", &what), ("rate", &rate)])),
        None => (Icon::Running, rate),
    };
    Look::new(icon, line, stop(Phrase::Stop), locale)
}

fn open_text(open: u32, worst: &str, locale: &Locale) -> String {
    let phrase = if open == 1 { Phrase::OneOpen } else { Phrase::ManyOpen };
    let n = locale.number(open.into());
    let values = [("n", n.as_str()), ("kind", worst)];
    locale.say(phrase, &values)
}

#[cfg(test)]
mod tests;
