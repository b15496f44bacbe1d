//! `weir-lab tray-host`: the part of a desktop that Weir talks to, for a test that clicks in it.
//!
//! Prints `ready`, then `item BUS PATH` for each tray item that registers. Reads one command a line and answers
//! with one line: `menu` (JSON), `click LABEL-PREFIX`, `prop NAME` (JSON), `notifications` (JSON), `files` (from now
//! on there is a file manager), `shown` (JSON: what it was asked to show).

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use zbus::blocking::{Connection, connection};

use super::say;
use files::FileManager;
use menu::Item;
use notifications::{Notification, Notifications};
use watcher::Watcher;

mod files;
mod menu;
mod notifications;
mod watcher;

enum Event {
    Registered(Item),
    Notified(Notification),
    Shown(Vec<String>),
    Line(String),
    InputClosed,
}

/// Serves until stdin is closed.
pub(crate) fn run() -> io::Result<()> {
    let (events, next) = channel();
    let bus = serve(&events).map_err(io::Error::other)?;
    say("ready")?;
    read_lines(events);
    Desktop { bus, item: None, notifications: Vec::new(), shown: Vec::new() }.obey(&next)
}

struct Desktop {
    bus: Connection,
    /// The newest: when the program is started again, the old item is of no interest.
    item: Option<Item>,
    notifications: Vec<Notification>,
    shown: Vec<String>,
}

impl Desktop {
    fn obey(mut self, next: &Receiver<Event>) -> io::Result<()> {
        while let Ok(event) = next.recv() {
            match event {
                Event::Registered(item) => {
                    say(&format!("item {} {}", item.bus, item.path))?;
                    self.item = Some(item);
                }
                Event::Notified(notification) => self.notifications.push(notification),
                Event::Shown(uris) => self.shown.extend(uris),
                Event::Line(line) => {
                    say(&self.answer(line.trim()).unwrap_or_else(|error| format!("error {error}")))?;
                }
                Event::InputClosed => break,
            }
        }
        Ok(())
    }

    fn answer(&self, line: &str) -> zbus::Result<String> {
        let (command, argument) = line.split_once(' ').unwrap_or((line, ""));
        let item = || self.item.as_ref().ok_or_else(|| failure("no tray item has registered yet"));
        match command {
            "menu" => json(&item()?.menu(&self.bus)?),
            "click" => item()?.click(&self.bus, argument).map(|()| "ok".to_owned()),
            "prop" => item()?.property(&self.bus, argument),
            "notifications" => json(&self.notifications),
            "files" => self.bus.request_name("org.freedesktop.FileManager1").map(|()| "ok".to_owned()),
            "shown" => json(&self.shown),
            _ => Err(failure(&format!(
                "unknown: {command}; there are menu, click, prop, notifications, files, shown"
            ))),
        }
    }
}

fn serve(events: &Sender<Event>) -> zbus::Result<Connection> {
    connection::Builder::session()?
        .serve_at("/StatusNotifierWatcher", Watcher::new(events.clone()))?
        .serve_at("/org/freedesktop/Notifications", Notifications::new(events.clone()))?
        .serve_at("/org/freedesktop/FileManager1", FileManager(events.clone()))?
        .name("org.kde.StatusNotifierWatcher")?
        .name("org.freedesktop.Notifications")?
        .build()
}

fn read_lines(events: Sender<Event>) {
    thread::spawn(move || {
        for line in io::stdin().lines().map_while(Result::ok) {
            if events.send(Event::Line(line)).is_err() {
                return;
            }
        }
        // Nobody listens any more only when the program is ending already.
        let _ = events.send(Event::InputClosed);
    });
}

fn json(value: &impl serde::Serialize) -> zbus::Result<String> {
    serde_json::to_string(value).map_err(|error| failure(&error.to_string()))
}

fn failure(sentence: &str) -> zbus::Error {
    zbus::Error::Failure(sentence.to_owned())
}
