//! What the tray shows in each state. Pure.

use weir_core::{
    controller::{LastAlert, Status},
    view::{AttackRow, SessionState},
};

use crate::desktop::protocol_name;

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
    pub fn quiet(is_on: bool) -> Self {
        let label = if is_on { "Notify again" } else { "Pause notifications for 1 hour" };
        Self::new(Action::Quiet, label)
    }

    fn disabled(action: Action, label: impl Into<String>) -> Self {
        Self { enabled: false, ..Self::new(action, label) }
    }
}

/// All of the tray that changes.
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
}

impl Look {
    /// Nothing is captured.
    #[must_use]
    pub fn stopped(interface: Option<&str>) -> Self {
        let start =
            interface.map_or_else(|| "Start capture".into(), |name| format!("Start capture on {name}"));
        Self {
            icon: Icon::Idle,
            tooltip: "Weir – stopped".into(),
            status: Entry::disabled(Action::None, "Stopped"),
            capture: Entry::new(Action::Capture, start),
            alert: no_alert(),
        }
    }
}

/// What the tray shows for a status.
#[must_use]
pub fn look(status: &Status) -> Look {
    let interface = status.session.interface.as_deref();
    let look = match status.session.state {
        SessionState::Idle => Look::stopped(interface),
        SessionState::Starting => busy("Starting…"),
        SessionState::Stopping => busy("Stopping…"),
        SessionState::Running => running(status),
        SessionState::Failed => {
            let sentence = status
                .session
                .failure
                .as_ref()
                .map_or("Capture failed.", |failure| failure.sentence.as_str());
            let next = if status.session.waits { "Stop waiting" } else { "Try again" };
            Look {
                icon: Icon::Failed,
                tooltip: format!("Weir – {sentence}"),
                status: Entry::disabled(Action::None, sentence),
                capture: Entry::new(Action::Capture, next),
                alert: no_alert(),
            }
        }
    };
    match &status.last_alert {
        Some(last) => Look { alert: Entry::new(Action::Alert, last_alert(last)), ..look },
        None => look,
    }
}

fn no_alert() -> Entry {
    Entry::disabled(Action::Alert, "No alert yet")
}

fn last_alert(last: &LastAlert) -> String {
    format!("Last alert: {} {}", last.kind.label(), weir_core::report::clock(last.at_ms))
}

fn busy(word: &str) -> Look {
    Look {
        icon: Icon::Idle,
        tooltip: format!("Weir – {word}"),
        status: Entry::disabled(Action::None, word),
        capture: Entry::disabled(Action::Capture, word),
        alert: no_alert(),
    }
}

fn running(status: &Status) -> Look {
    if let Some(file) = &status.session.file {
        return reading(file);
    }
    let rate = format!("{} packets/s, {}", grouped(status.packets_per_s), bit_rate(status.bits_per_s));
    let text = match (status.worst, &status.alert) {
        (Some(worst), _) => Some(open_text(status.open, worst.label())),
        (None, Some(hit)) => Some(alert_text(hit)),
        (None, None) => None,
    };
    let (icon, line) =
        text.map_or((Icon::Running, rate.clone()), |text| (Icon::Alert, format!("{text} – {rate}")));
    Look {
        icon,
        tooltip: format!("Weir – {line}"),
        status: Entry::disabled(Action::None, line),
        capture: Entry::new(Action::Capture, "Stop capture"),
        alert: no_alert(),
    }
}

fn reading(file: &str) -> Look {
    let line = format!("Reading {file}");
    Look {
        icon: Icon::Idle,
        tooltip: format!("Weir – {line}"),
        status: Entry::disabled(Action::None, line),
        capture: Entry::new(Action::Capture, "Stop reading"),
        alert: no_alert(),
    }
}

fn open_text(open: u32, worst: &str) -> String {
    if open == 1 {
        format!("1 open alert: {worst}")
    } else {
        format!("{open} open alerts: {worst} and others")
    }
}

fn alert_text(alert: &AttackRow) -> String {
    format!("{} above its limit", protocol_name(alert.protocol))
}

/// 2134 as `2,134`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Powers of 1000, as links are sold.
fn bit_rate(bits: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "shown with one digit")]
    let bits = bits as f64;
    for (unit, size) in [("Gbit/s", 1e9), ("Mbit/s", 1e6), ("kbit/s", 1e3)] {
        if bits >= size {
            return format!("{:.1} {unit}", bits / size);
        }
    }
    format!("{bits:.0} bit/s")
}

#[cfg(test)]
mod tests;
