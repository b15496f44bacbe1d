//! `org.freedesktop.Notifications`: remembers what a program wanted to say.

use std::collections::HashMap;
use std::sync::mpsc::Sender;

use serde::Serialize;
use zbus::interface;
use zbus::zvariant::Value;

use super::Event;

/// One notification, with its buttons.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Notification {
    app: String,
    summary: String,
    body: String,
    actions: Vec<String>,
}

pub(crate) struct Notifications {
    events: Sender<Event>,
    last: u32,
}

impl Notifications {
    pub(crate) const fn new(events: Sender<Event>) -> Self {
        Self { events, last: 0 }
    }
}

#[interface(name = "org.freedesktop.Notifications")]
impl Notifications {
    #[expect(clippy::too_many_arguments, reason = "the desktop's specification says so")]
    fn notify(
        &mut self,
        app: String,
        replaces: u32,
        _icon: &str,
        summary: String,
        body: String,
        actions: Vec<String>,
        _hints: HashMap<String, Value<'_>>,
        _expires: i32,
    ) -> u32 {
        // Nobody listens any more only when the program is ending.
        let _ = self.events.send(Event::Notified(Notification { app, summary, body, actions }));
        if replaces == 0 {
            self.last += 1;
            self.last
        } else {
            replaces
        }
    }

    #[expect(clippy::unused_self, reason = "D-Bus asks an object")]
    const fn close_notification(&self, _id: u32) {}

    #[expect(clippy::unused_self, reason = "D-Bus asks an object")]
    fn get_capabilities(&self) -> Vec<&'static str> {
        vec!["body", "actions"]
    }

    #[expect(clippy::unused_self, reason = "D-Bus asks an object")]
    const fn get_server_information(&self) -> (&'static str, &'static str, &'static str, &'static str) {
        ("weir-lab", "Weir", env!("CARGO_PKG_VERSION"), "1.2")
    }
}
