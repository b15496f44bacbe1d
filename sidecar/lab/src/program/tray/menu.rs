//! A tray item and its menu, as `com.canonical.dbusmenu` tells them.

use std::collections::HashMap;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;
use zbus::blocking::{Connection, Proxy};
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Structure, Value};

use super::failure;

/// Where a tray item lives.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) bus: String,
    pub(crate) path: String,
}

/// One line of a menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Entry {
    id: i32,
    label: String,
    enabled: bool,
}

/// One node of the menu on the bus: its number, its properties, its children (each such a node again).
type Node = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

impl Item {
    /// All entries with a label, submenus too, from top to bottom.
    pub(crate) fn menu(&self, bus: &Connection) -> zbus::Result<Vec<Entry>> {
        let menu = self.menu_proxy(bus)?;
        // Some programs fill a menu only when it is about to be shown.
        let _: bool = menu.call("AboutToShow", &(0_i32,))?;
        let (_revision, root): (u32, Node) = menu.call("GetLayout", &(0_i32, -1_i32, Vec::<&str>::new()))?;
        let mut entries = Vec::new();
        collect(root, &mut entries)?;
        Ok(entries)
    }

    /// Clicks the entry whose label begins like that.
    pub(crate) fn click(&self, bus: &Connection, label: &str) -> zbus::Result<()> {
        let entries = self.menu(bus)?;
        let entry = entries.iter().find(|entry| !label.is_empty() && entry.label.starts_with(label));
        let entry = entry.ok_or_else(|| failure(&format!("no entry begins with {label:?}")))?;
        if !entry.enabled {
            return Err(failure(&format!("{:?} is disabled", entry.label)));
        }
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs());
        let time = u32::try_from(now).unwrap_or(0);
        self.menu_proxy(bus)?.call("Event", &(entry.id, "clicked", Value::I32(0), time))
    }

    /// A property such as `IconName`, `Title` or `Status`, as JSON.
    pub(crate) fn property(&self, bus: &Connection, name: &str) -> zbus::Result<String> {
        let value: OwnedValue = self.proxy(bus)?.get_property(name)?;
        let json = match String::try_from(value.try_clone()?) {
            Ok(text) => serde_json::json!(text),
            Err(_) => bool::try_from(value.try_clone()?)
                .map_or_else(|_| serde_json::json!(value.to_string()), |is| serde_json::json!(is)),
        };
        Ok(json.to_string())
    }

    fn proxy<'a>(&'a self, bus: &Connection) -> zbus::Result<Proxy<'a>> {
        // Properties change without the signals that a cache would need.
        zbus::blocking::proxy::Builder::new(bus)
            .destination(self.bus.as_str())?
            .path(self.path.as_str())?
            .interface("org.kde.StatusNotifierItem")?
            .cache_properties(zbus::proxy::CacheProperties::No)
            .build()
    }

    fn menu_proxy(&self, bus: &Connection) -> zbus::Result<Proxy<'static>> {
        let path: OwnedObjectPath = self.proxy(bus)?.get_property("Menu")?;
        Proxy::new_owned(bus.clone(), self.bus.clone(), path, "com.canonical.dbusmenu")
    }
}

fn collect((id, properties, children): Node, entries: &mut Vec<Entry>) -> zbus::Result<()> {
    if let Some(Value::Str(label)) = properties.get("label").map(|value| &**value) {
        let enabled = !matches!(properties.get("enabled").map(|value| &**value), Some(Value::Bool(false)));
        entries.push(Entry { id, label: without_mnemonic(label), enabled });
    }
    for child in children {
        collect(Structure::try_from(child)?.try_into()?, entries)?;
    }
    Ok(())
}

/// `_Start` marks the S as the key for it; `__` is an underscore.
fn without_mnemonic(label: &str) -> String {
    label.replace("__", "\0").replace('_', "").replace('\0', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mnemonic_is_not_part_of_a_label() {
        assert_eq!(without_mnemonic("_Start capture on br__lan"), "Start capture on br_lan");
    }
}
