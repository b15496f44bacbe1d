//! Desktop notifications: their words, and what a click does.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tauri::{AppHandle, Runtime};
use tauri_plugin_notification::NotificationExt;
use weir_core::{
    controller::{Alert, Told},
    language::{Locale, Phrase},
    view::{AttackRow, EpisodeRow, Protocol},
};

#[cfg(target_os = "linux")]
use crate::speech;

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
pub(crate) fn words(told: &Told, locale: &Locale) -> (String, String) {
    let (title, mut body) = match &told.alert {
        Alert::Limit(hit) => above(hit, locale),
        Alert::Opened(row) => {
            let title = on(Phrase::Opened, Phrase::OpenedOn, row, locale);
            (title, row.in_words(locale))
        }
        Alert::Ended(row) => {
            let end = row.end_ms.map_or(0, |end| end.get());
            let seconds = locale.number(end.saturating_sub(row.start_ms.get()).div_ceil(1000));
            let peak = locale.number(row.peak_per_s.get());
            let title = on(Phrase::Ended, Phrase::EndedOn, row, locale);
            (title, locale.say(Phrase::EndedAfter, &[("seconds", &seconds), ("peak", &peak)]))
        }
    };
    if told.more > 0 {
        body += &locale.say(Phrase::AndMore, &[("n", &locale.number(told.more.into()))]);
    }
    (title, body)
}

/// A protocol is above its fixed limit: that, and by how much.
pub(crate) fn above(hit: &AttackRow, locale: &Locale) -> (String, String) {
    let (title, body) = match hit.protocol {
        Protocol::Other => (Phrase::AboveOther, Phrase::AboveByOther),
        Protocol::Tcp | Protocol::Udp | Protocol::Icmp | Protocol::Arp => (Phrase::Above, Phrase::AboveBy),
    };
    let [packets, seconds, limit] =
        [hit.packets.get(), hit.interval_s.into(), hit.threshold.get()].map(|number| locale.number(number));
    let values =
        [("protocol", hit.protocol.name()), ("packets", &packets), ("seconds", &seconds), ("limit", &limit)];
    (locale.say(title, &values), locale.say(body, &values))
}

/// With whom it is against, where that is one.
fn on(alone: Phrase, on: Phrase, row: &EpisodeRow, locale: &Locale) -> String {
    let common = [("severity", locale.severity(row.severity)), ("kind", locale.kind(row.kind))];
    match &row.victim {
        Some(victim) => locale.say(on, &[&common[..], &[("victim", victim)]].concat()),
        None => locale.say(alone, &common),
    }
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
    notification
        .appname("Weir")
        .summary(title)
        .body(body)
        .action("default", &speech::locale(app).say(Phrase::Open, &[]));
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
mod tests;
