//! `org.kde.StatusNotifierWatcher`: where a program announces its tray item.

use std::sync::mpsc::Sender;

use zbus::interface;
use zbus::message::Header;

use super::Event;
use super::menu::Item;

pub(crate) struct Watcher {
    events: Sender<Event>,
    registered: Vec<String>,
}

impl Watcher {
    pub(crate) const fn new(events: Sender<Event>) -> Self {
        Self { events, registered: Vec::new() }
    }
}

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    /// `service` is an object path of the caller, or a bus name with the usual path.
    fn register_status_notifier_item(&mut self, service: &str, #[zbus(header)] header: Header<'_>) {
        let Some(sender) = header.sender() else { return };
        let item = if service.starts_with('/') {
            Item { bus: sender.to_string(), path: service.to_owned() }
        } else {
            Item { bus: service.to_owned(), path: "/StatusNotifierItem".to_owned() }
        };
        self.registered.push(format!("{}{}", item.bus, item.path));
        // Nobody listens any more only when the program is ending.
        let _ = self.events.send(Event::Registered(item));
    }

    #[expect(clippy::unused_self, reason = "D-Bus asks an object")]
    const fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        self.registered.clone()
    }

    #[zbus(property)]
    #[expect(clippy::unused_self, reason = "D-Bus asks an object")]
    const fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    #[expect(clippy::unused_self, reason = "D-Bus asks an object")]
    const fn protocol_version(&self) -> i32 {
        0
    }
}
