//! The tray host against a tray item that is as simple as one can be.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use serde_json::{Value as Json, json};
use zbus::blocking::{Connection, connection};
use zbus::interface;
use zbus::zvariant::{ObjectPath, Structure, Value};

/// A menu item on the bus: its number, its properties, its children.
type Node = (i32, HashMap<&'static str, Value<'static>>, Vec<Value<'static>>);

struct FakeItem;

#[interface(name = "org.kde.StatusNotifierItem")]
impl FakeItem {
    #[zbus(property)]
    fn menu(&self) -> ObjectPath<'static> {
        ObjectPath::from_static_str_unchecked("/menu")
    }

    #[zbus(property)]
    fn title(&self) -> &'static str {
        "fake"
    }
}

struct FakeMenu(Sender<i32>);

#[interface(name = "com.canonical.dbusmenu")]
impl FakeMenu {
    fn about_to_show(&self, _id: i32) -> bool {
        false
    }

    fn get_layout(&self, _parent: i32, _depth: i32, _properties: Vec<String>) -> (u32, Node) {
        let entry = |id: i32, label: &'static str, enabled: bool| {
            let properties =
                HashMap::from([("label", Value::from(label)), ("enabled", Value::from(enabled))]);
            Value::from(Structure::from((id, properties, Vec::<Value<'static>>::new())))
        };
        let entries = vec![entry(2, "2,134 packets/s", false), entry(3, "_Start capture on br__lan", true)];
        (1, (0, HashMap::new(), entries))
    }

    fn event(&self, id: i32, kind: &str, _data: Value<'_>, _time: u32) {
        if kind == "clicked" {
            self.0.send(id).unwrap();
        }
    }
}

#[test]
fn a_tray_item_is_found_read_and_clicked() {
    let Some(bus) = Bus::start() else {
        println!("skipped, because dbus-daemon is not installed");
        return;
    };
    let mut host = Host::start(&bus.address);
    assert_eq!(host.line(), "ready");
    assert_eq!(host.ask("menu"), "error no tray item has registered yet");

    let (clicks, clicked) = channel();
    let item = connection::Builder::address(bus.address.as_str())
        .and_then(|builder| builder.serve_at("/item", FakeItem))
        .and_then(|builder| builder.serve_at("/menu", FakeMenu(clicks)))
        .and_then(connection::Builder::build)
        .unwrap();
    register(&item);
    assert_eq!(host.line(), format!("item {} /item", item.unique_name().unwrap()));

    let menu: Json = serde_json::from_str(&host.ask("menu")).unwrap();
    assert_eq!(
        menu,
        json!([
            {"id": 2, "label": "2,134 packets/s", "enabled": false},
            {"id": 3, "label": "Start capture on br_lan", "enabled": true},
        ])
    );
    assert_eq!(host.ask("click Start capture"), "ok");
    assert_eq!(clicked.recv_timeout(Duration::from_secs(5)).unwrap(), 3);
    assert_eq!(host.ask("click 2,134"), "error \"2,134 packets/s\" is disabled");
    assert_eq!(host.ask("prop Title"), "\"fake\"");

    notify(&item);
    let notifications: Json = serde_json::from_str(&host.ask("notifications")).unwrap();
    assert_eq!(
        notifications,
        json!([{"app": "Weir", "summary": "Hello", "body": "world", "actions": ["quit"]}])
    );
}

fn register(item: &Connection) {
    let watcher = "org.kde.StatusNotifierWatcher";
    let method = "RegisterStatusNotifierItem";
    item.call_method(Some(watcher), "/StatusNotifierWatcher", Some(watcher), method, &"/item").unwrap();
}

fn notify(item: &Connection) {
    let service = "org.freedesktop.Notifications";
    let hints = HashMap::<&str, Value<'_>>::new();
    let notice = ("Weir", 0_u32, "", "Hello", "world", vec!["quit"], hints, -1_i32);
    item.call_method(Some(service), "/org/freedesktop/Notifications", Some(service), "Notify", &notice)
        .unwrap();
}

/// A message bus of our own; ended with its value.
struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    fn start() -> Option<Self> {
        let socket = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("bus-{}", std::process::id()));
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address"])
            .arg(format!("--address=unix:path={}", socket.display()))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Some(Self { daemon, address: address.trim().to_owned() })
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

/// The program under test; ended with its value.
struct Host {
    program: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Host {
    fn start(address: &str) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_weir-lab"))
            .arg("tray-host")
            .env("DBUS_SESSION_BUS_ADDRESS", address)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (program.stdin.take().unwrap(), program.stdout.take().unwrap());
        Self { program, input, output: BufReader::new(output) }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    fn ask(&mut self, command: &str) -> String {
        writeln!(self.input, "{command}").unwrap();
        self.line()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
