//! Is there a tray that shows our icon?

/// On Linux a tray is a program that owns the name `org.kde.StatusNotifierWatcher` on the session bus
/// (freedesktop.org, StatusNotifierItem); plain GNOME has none.
#[cfg(target_os = "linux")]
#[must_use]
pub fn has_host() -> bool {
    let ask = || -> zbus::Result<bool> {
        let bus = zbus::blocking::Connection::session()?;
        let names = zbus::blocking::fdo::DBusProxy::new(&bus)?;
        Ok(names.name_has_owner("org.kde.StatusNotifierWatcher".try_into()?)?)
    };
    // No bus, no tray.
    ask().unwrap_or(false)
}

/// Windows and macOS always have one.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub const fn has_host() -> bool {
    true
}
