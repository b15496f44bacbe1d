//! `org.freedesktop.FileManager1`: remembers which files a program wanted to be shown.

use std::sync::mpsc::Sender;

use zbus::interface;

use super::Event;

pub(crate) struct FileManager(pub(crate) Sender<Event>);

#[interface(name = "org.freedesktop.FileManager1")]
impl FileManager {
    fn show_items(&self, uris: Vec<String>, _startup: &str) {
        // Nobody listens any more only when the program is ending.
        let _ = self.0.send(Event::Shown(uris));
    }
}
