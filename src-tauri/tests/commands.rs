//! Commands through Tauri's own message path, without a window: names, arguments, answers and errors as JavaScript
//! sees them.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use tauri::{
    Listener, Manager, WebviewWindow,
    ipc::{CallbackFn, InvokeBody},
    test::{INVOKE_KEY, MockRuntime, mock_builder, mock_context, noop_assets},
    webview::InvokeRequest,
};
use tauri_specta::Event;
use weir_app::{bindings, desktop::Desktop, events::PulseEvent, exports::Newest};
use weir_core::{
    controller::Controller,
    names::{Names, Places},
    programs::Programs,
    settings::SettingsFile,
    view::{Pulse, SessionState},
};

/// The app without a sidecar: what it says then is part of the test.
fn app(folder: &std::path::Path) -> (tauri::App<MockRuntime>, WebviewWindow<MockRuntime>) {
    let builder = bindings::builder::<MockRuntime>();
    let app = mock_builder()
        .invoke_handler(builder.invoke_handler())
        .plugin(tauri_plugin_notification::init())
        .build(mock_context(noop_assets()))
        .unwrap();
    builder.mount_events(&app);
    let nothing = folder.join("weir-sidecar");
    let programs = Programs { sidecar: nothing.clone(), replay: nothing, installed: false };
    let desktop = Desktop::new(app.handle().clone(), None);
    let file = SettingsFile::new(folder.join("settings.json"));
    let core =
        tauri::async_runtime::block_on(async { Controller::spawn(desktop, programs, Some(file)) }).unwrap();
    app.manage(core);
    app.manage(Newest::default());
    app.manage(Names::new(Places::new(folder.join("places"))));
    let window = tauri::WebviewWindowBuilder::new(&app, "main", Default::default()).build().unwrap();
    (app, window)
}

fn invoke(window: &WebviewWindow<MockRuntime>, command: &str, arguments: Value) -> Result<Value, Value> {
    let url = if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" };
    let request = InvokeRequest {
        cmd: command.into(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: url.parse().unwrap(),
        body: InvokeBody::Json(arguments),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.into(),
    };
    tauri::test::get_ipc_response(window, request).map(|body| body.deserialize().unwrap())
}

#[test]
fn a_snapshot_has_every_part_that_the_window_draws() {
    let folder = tempfile::tempdir().unwrap();
    let (_app, window) = app(folder.path());
    let scope = json!({ "scope": { "intervalS": 5, "rangeS": 300 }, "whole": false });
    let snapshot = invoke(&window, "get_snapshot", scope).unwrap();
    assert_eq!(snapshot["session"]["state"], "idle");
    assert_eq!(snapshot["protocols"].as_array().unwrap().len(), 5);
    assert_eq!(snapshot["quality"]["word"], "none");
    assert_eq!(snapshot["thresholds"]["tcp"]["perInterval"], 10_000);
}

#[test]
fn settings_are_checked_saved_and_given_back() {
    let folder = tempfile::tempdir().unwrap();
    let (_app, window) = app(folder.path());
    let mut settings = invoke(&window, "get_settings", json!({})).unwrap();
    settings["intervalS"] = json!(10);
    invoke(&window, "save_settings", json!({ "settings": settings })).unwrap();
    assert_eq!(invoke(&window, "get_settings", json!({})).unwrap()["intervalS"], 10);
    settings["intervalS"] = json!(7);
    let error = invoke(&window, "save_settings", json!({ "settings": settings })).unwrap_err();
    assert_eq!(error["code"], "bad-setting");
    assert_eq!(invoke(&window, "get_settings", json!({})).unwrap()["intervalS"], 10);
}

#[test]
fn a_start_on_an_unknown_interface_names_the_known_ones() {
    let folder = tempfile::tempdir().unwrap();
    let (_app, window) = app(folder.path());
    let error = invoke(&window, "start_capture", json!({ "name": "nope0", "durationS": null })).unwrap_err();
    assert_eq!(error["code"], "no-interface");
    assert!(error["cure"].as_str().unwrap().contains("lo"), "{error}");
}

#[test]
fn the_doctor_names_a_missing_capture_program_and_its_cure() {
    let folder = tempfile::tempdir().unwrap();
    let (_app, window) = app(folder.path());
    let report = invoke(&window, "run_doctor", json!({})).unwrap();
    assert_eq!((&report["ok"], &report["problem"]["code"]), (&json!(false), &json!("missing")));
    assert!(report["problem"]["command"].is_string());
}

#[test]
fn damaged_settings_are_said_once() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("settings.json"), "{ damaged").unwrap();
    let (_app, window) = app(folder.path());
    let notices = invoke(&window, "get_notices", json!({})).unwrap();
    assert!(notices[0]["sentence"].as_str().unwrap().contains("damaged"), "{notices}");
    assert_eq!(invoke(&window, "get_notices", json!({})).unwrap(), json!([]));
}

#[test]
fn a_pulse_reaches_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let (app, _window) = app(folder.path());
    let (heard, hears) = std::sync::mpsc::channel();
    PulseEvent::listen(app.handle(), move |event| heard.send(event.payload.0).unwrap());
    let pulse = Pulse { state: SessionState::Running, alert: 7 };
    PulseEvent(pulse).emit(app.handle()).unwrap();
    assert_eq!(hears.recv_timeout(std::time::Duration::from_secs(5)).unwrap(), pulse);
    app.unlisten(0);
}

#[test]
fn names_are_given_for_addresses_and_reasons_for_what_is_not_known() {
    let folder = tempfile::tempdir().unwrap();
    let (_app, window) = app(folder.path());
    let asked = json!({ "addresses": ["10.0.0.1", "<b>", "127.0.0.1", "2001:db8::1"] });
    let names = invoke(&window, "get_names", asked).unwrap();
    let found: Vec<_> =
        names.as_array().unwrap().iter().map(|row| (row["ip"].clone(), row["kind"].clone())).collect();
    let wanted = [("10.0.0.1", "private"), ("127.0.0.1", "own"), ("2001:db8::1", "documentation")];
    assert_eq!(found, wanted.map(|(ip, kind)| (json!(ip), json!(kind))));
    assert!(
        names.as_array().unwrap().iter().all(|row| row["pending"] == false),
        "nobody is asked by default"
    );
    let connection = json!({ "connection": {
        "transport": "tcp", "source": "192.0.2.1", "sourcePort": 1, "destination": "127.0.0.1", "destinationPort": 1
    } });
    let owners = invoke(&window, "get_owners", connection).unwrap();
    assert_eq!(
        (&owners["source"]["reason"], &owners["destination"]["reason"]),
        (&json!("elsewhere"), &json!("closed"))
    );
    let services = invoke(&window, "get_services", json!({})).unwrap();
    assert!(services.as_array().unwrap().iter().any(|row| row["port"] == 443 && row["name"] == "https"));
    let sources = invoke(&window, "get_data_sources", json!({})).unwrap();
    assert!(sources.as_array().unwrap().iter().any(|row| row["attribution"] == "IP Geolocation by DB-IP"));
}

#[test]
fn the_window_can_show_what_was_saved_and_name_no_path() {
    let folder = tempfile::tempdir().unwrap();
    let (_app, window) = app(folder.path());
    let refused = invoke(&window, "show_export", json!({ "path": "/etc/passwd" })).unwrap_err();
    assert_eq!(refused["said"]["id"], "exportNone");
}
