//! Desktop notifications: their words, and what a click does.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tauri::{AppHandle, Runtime};
use tauri_plugin_notification::NotificationExt;
use weir_core::controller::{Alert, Told};

use crate::desktop::protocol_name;

/// Notifications whose click is waited for, each by a thread: three come in a minute, and a desktop closes them
/// within seconds or keeps some in its list.
#[cfg(target_os = "linux")]
const MAX_WAITING: usize = 8;

/// How long notifications are paused from the tray.
const PAUSE: Duration = Duration::from_secs(3_600);

/// Until when no notification is shown; the window and the tray go on as ever.
#[derive(Clone, Debug, Default)]
pub(crate) struct Quiet(Arc<Mutex<Option<Instant>>>);

impl Quiet {
    /// Begins a pause, or ends it.
    pub(crate) fn toggle(&self) {
        let next = if self.is_on() { None } else { Instant::now().checked_add(PAUSE) };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = next;
    }

    /// A pause goes on.
    pub(crate) fn is_on(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|end| Instant::now() < end)
    }
}

/// Title and text of an alert.
#[must_use]
pub(crate) fn words(told: &Told) -> (String, String) {
    let (title, mut body) = match &told.alert {
        Alert::Limit(hit) => {
            let name = protocol_name(hit.protocol);
            let (packets, limit) = (hit.packets.get(), hit.threshold.get());
            (
                format!("{name} above its limit"),
                format!("{packets} {name} packets in {} s; the limit is {limit}.", hit.interval_s),
            )
        }
        Alert::Opened(row) => {
            let on = row.victim.as_ref().map_or_else(String::new, |victim| format!(" on {victim}"));
            (format!("{}: {}{on}", row.severity.label(), row.kind.label()), row.sentence.clone())
        }
        Alert::Ended(row) => {
            let on = row.victim.as_ref().map_or_else(String::new, |victim| format!(" on {victim}"));
            let end = row.end_ms.map_or(0, |end| end.get());
            let seconds = end.saturating_sub(row.start_ms.get()).div_ceil(1000);
            (
                format!("Ended: {}{on}", row.kind.label()),
                format!("{seconds} s, at most {} packets/s.", row.peak_per_s.get()),
            )
        }
    };
    if told.more > 0 {
        body.push_str(&format!(" And {} more.", told.more));
    }
    (title, body)
}

/// The episode that a click opens.
#[must_use]
pub(crate) fn episode(told: &Told) -> Option<u32> {
    match &told.alert {
        Alert::Opened(row) | Alert::Ended(row) => Some(row.id),
        Alert::Limit(_) => None,
    }
}

/// Shows a notification; without a notification service the log has it.
pub(crate) fn show<R: Runtime>(app: &AppHandle<R>, title: &str, body: &str) {
    if let Err(error) = app.notification().builder().title(title).body(body).show() {
        tracing::info!("no notification service ({error}): {title}: {body}");
    }
}

/// Shows a notification whose click opens the card of an episode.
#[cfg(target_os = "linux")]
pub(crate) fn show_episode<R: Runtime>(app: &AppHandle<R>, title: &str, body: &str, id: u32) {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static WAITING: AtomicUsize = AtomicUsize::new(0);
    if WAITING.fetch_add(1, Ordering::Relaxed) >= MAX_WAITING {
        WAITING.fetch_sub(1, Ordering::Relaxed);
        return show(app, title, body);
    }
    let mut notification = notify_rust::Notification::new();
    notification.appname("Weir").summary(title).body(body).action("default", "Show");
    let app = app.clone();
    std::thread::spawn(move || {
        match notification.show() {
            Ok(shown) => shown.wait_for_action(|action| {
                if action == "default" {
                    crate::window::show_episode(&app, id);
                }
            }),
            Err(error) => tracing::info!("no notification service ({error}): {}", notification.summary),
        }
        WAITING.fetch_sub(1, Ordering::Relaxed);
    });
}

/// Shows a notification; a click on it is not told here.
#[cfg(not(target_os = "linux"))]
pub(crate) fn show_episode<R: Runtime>(app: &AppHandle<R>, title: &str, body: &str, _id: u32) {
    show(app, title, body);
}

#[cfg(test)]
mod tests {
    use weir_core::view::{
        AttackRow, Attribution, EpisodeKind, EpisodeRow, Happening, Protocol, Senders, Severity,
    };

    use super::*;

    fn row() -> Box<EpisodeRow> {
        Box::new(EpisodeRow {
            id: 7,
            kind: EpisodeKind::SynFlood,
            severity: Severity::High,
            protocol: Protocol::Tcp,
            victim: Some("192.168.1.5".into()),
            port: Some(443),
            source: None,
            attribution: Attribution::Spoofed,
            start_ms: 1_000.into(),
            detected_ms: 1_250.into(),
            end_ms: Some(49_000.into()),
            peak_per_s: 8_500.into(),
            packets: 100_000.into(),
            bytes: 6_000_000.into(),
            sentence: "1,842 SYNs/s to 192.168.1.5:443.".into(),
            muted: false,
            false_alarm: None,
            happening: Happening::SynFlood { unanswered: 99 },
            senders: Senders::default(),
            dropped: 0.into(),
            one_way: false,
            hits: 0,
        })
    }

    #[test]
    fn an_alert_says_how_bad_what_and_on_whom_and_what_else_came() {
        let told = Told { alert: Alert::Opened(row()), more: 2 };
        let (title, body) = words(&told);
        assert_eq!(title, "High: SYN flood on 192.168.1.5");
        assert_eq!(body, "1,842 SYNs/s to 192.168.1.5:443. And 2 more.");
        assert_eq!(episode(&told), Some(7));
    }

    #[test]
    fn a_pause_is_begun_and_ended() {
        let quiet = Quiet::default();
        let seen: Vec<bool> = (0..3)
            .map(|_| {
                let on = quiet.is_on();
                quiet.toggle();
                on
            })
            .collect();
        assert_eq!(seen, [false, true, false]);
    }

    #[test]
    fn an_end_says_how_long_and_how_much() {
        let (title, body) = words(&Told { alert: Alert::Ended(row()), more: 0 });
        assert_eq!(title, "Ended: SYN flood on 192.168.1.5");
        assert_eq!(body, "48 s, at most 8500 packets/s.");
    }

    #[test]
    fn a_limit_opens_no_card() {
        let hit = AttackRow {
            protocol: Protocol::Icmp,
            start_ms: 0.into(),
            interval_s: 5,
            packets: 900.into(),
            threshold: 500.into(),
            in_progress: true,
        };
        let told = Told { alert: Alert::Limit(hit), more: 0 };
        assert_eq!(episode(&told), None);
        assert_eq!(words(&told).1, "900 ICMP packets in 5 s; the limit is 500.");
    }
}
