//! The terminal program as its user runs it: a real process, real files, exit codes and sentences.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
    time::Duration,
};

use serde_json::Value;
use weir_lab::{KnownSet, pcap::PcapWriter};

fn cli(folder: &Path, arguments: &[&str]) -> Output {
    // Settings of the person who runs the tests must not decide them.
    Command::new(env!("CARGO_BIN_EXE_weir-cli"))
        .args(arguments)
        .env("XDG_CONFIG_HOME", folder)
        .env("HOME", folder)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(output: &Output) -> Value {
    assert!(output.status.success(), "{}", stderr(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The known set as a file: one packet each 10 ms from a whole interval on.
fn known_file(folder: &Path) -> String {
    let path = folder.join("known.pcap");
    let mut writer = PcapWriter::new(std::fs::File::create(&path).unwrap()).unwrap();
    for (number, frame) in KnownSet::new().frames().enumerate() {
        let at = Duration::from_secs(1_700_000_000) + Duration::from_millis(10 * number as u64);
        writer.write(at, frame).unwrap();
    }
    writer.finish().unwrap();
    path.to_string_lossy().into_owned()
}

#[test]
fn the_report_of_a_known_file_has_every_number_that_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = known_file(folder.path());
    let report = json(&cli(folder.path(), &["report", &file, "--json"]));
    let expected = KnownSet::new().expected();
    assert_eq!((&report["packets"], &report["bytes"]), (&expected.packets.into(), &expected.bytes.into()));
    let of = |name: &str| expected.protocols[name];
    let other = of("other").packets + of("arp").packets;
    for (name, packets) in [
        ("tcp", of("tcp").packets),
        ("udp", of("udp").packets),
        ("icmp", of("icmp").packets),
        ("other", other),
    ] {
        assert_eq!(report["protocols"][name]["packets"], packets, "{name}");
    }
    assert_eq!(report["names"]["ARP"]["packets"], of("arp").packets);
    let sources = report["sources"].as_array().unwrap();
    assert_eq!(sources.len(), expected.sources.len());
    for wanted in &expected.sources {
        let found = sources.iter().find(|row| row["ip"] == wanted.ip.as_str()).unwrap();
        let numbers =
            ["packets", "bytes", "tcp", "udp", "icmp", "other"].map(|name| found[name].as_u64().unwrap());
        let wanted = [wanted.packets, wanted.bytes, wanted.tcp, wanted.udp, wanted.icmp, wanted.other];
        assert_eq!(numbers, wanted, "{}", found["ip"]);
    }
    let counted: u64 = report["intervals"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|interval| ["tcp", "udp", "icmp", "other"].map(|name| interval[name].as_u64().unwrap()))
        .sum();
    assert_eq!(counted, expected.packets);
    assert_eq!((&report["schema"], &report["first"]), (&1.into(), &1_700_000_000.0.into()));
    assert_eq!(report["source"]["kind"], "file");
}

#[test]
fn standard_input_gives_the_same_report_as_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = known_file(folder.path());
    let by_name = json(&cli(folder.path(), &["report", &file, "--json"]));
    let mut child = Command::new(env!("CARGO_BIN_EXE_weir-cli"))
        .args(["report", "-", "--json"])
        .env("XDG_CONFIG_HOME", folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&std::fs::read(&file).unwrap()).unwrap();
    let mut by_pipe = json(&child.wait_with_output().unwrap());
    assert_eq!(by_pipe["source"]["name"], "-");
    by_pipe["source"] = by_name["source"].clone();
    assert_eq!(by_pipe, by_name);
}

#[test]
fn files_that_are_no_captures_are_refused_with_a_cure() {
    let folder = tempfile::tempdir().unwrap();
    let make = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_string_lossy().into_owned()
    };
    let cases = [
        (make("empty", b""), "not a capture file"),
        (make("text", b"this is no capture, however long it may be made to look"), "not a capture file"),
        (folder.path().join("missing").to_string_lossy().into_owned(), "cannot be opened"),
        (folder.path().to_string_lossy().into_owned(), "is a folder"),
    ];
    for (file, sentence) in cases {
        let output = cli(folder.path(), &["report", &file]);
        assert_eq!(output.status.code(), Some(1), "{file}");
        assert!(stderr(&output).contains(sentence), "{file}: {}", stderr(&output));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_file_that_was_cut_is_reported_up_to_the_cut() {
    let folder = tempfile::tempdir().unwrap();
    let file = known_file(folder.path());
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() - 20]).unwrap();
    let output = cli(folder.path(), &["report", &file, "--json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("could not be read to its end"), "{}", stderr(&output));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["packets"], KnownSet::new().expected().packets - 1);
}

#[test]
fn a_capture_filter_chooses_what_of_a_file_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let file = known_file(folder.path());
    let all = json(&cli(folder.path(), &["report", &file, "--json"]));
    for class in ["tcp", "udp"] {
        let filter = class;
        let report = json(&cli(folder.path(), &["report", "--filter", filter, &file, "--json"]));
        assert!(report["packets"].as_u64() > Some(0), "{filter}");
        assert!(report["packets"].as_u64() < all["packets"].as_u64(), "{filter}");
        assert_eq!(report["packets"], report["protocols"][class]["packets"], "{filter}");
    }
    let watched = cli(folder.path(), &["watch", "--file", &file, "--filter", "arp", "--json"]);
    let last: Value =
        serde_json::from_slice(watched.stdout.split(|&b| b == b'\n').rfind(|line| !line.is_empty()).unwrap())
            .unwrap();
    assert_eq!(last["report"]["packets"], all["names"]["ARP"]["packets"]);
    let bad = cli(folder.path(), &["report", "--filter", "tcp and and udp", &file]);
    assert!(!bad.status.success());
    assert!(stderr(&bad).contains("syntax error at 'and' (character 9)"), "{}", stderr(&bad));
}

#[test]
fn a_file_can_be_watched_at_its_own_speed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("slow.pcap").to_string_lossy().into_owned();
    let mut writer = PcapWriter::new(Vec::new()).unwrap();
    for second in 0..3 {
        writer.write(Duration::from_secs(1_700_000_000 + second), &[0; 60]).unwrap();
    }
    std::fs::write(&file, writer.finish().unwrap()).unwrap();
    let lines = |arguments: &[&str]| -> Vec<Value> {
        let output = cli(folder.path(), arguments);
        assert!(output.status.success(), "{}", stderr(&output));
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let paced = lines(&["watch", "--file", &file, "--pace", "--json"]);
    assert!(paced.len() >= 2 && paced[0]["tick"]["packets"].as_u64() < Some(3), "{paced:?}");
    let full = lines(&["watch", "--file", &file, "--json"]);
    assert_eq!(paced.last().unwrap(), full.last().unwrap(), "the same report");
    assert_eq!(full.last().unwrap()["report"]["packets"], 3);
    let refused = cli(folder.path(), &["watch", "--file", &file, "-i", "lo"]);
    assert!(!refused.status.success());
}

#[test]
fn an_unknown_interface_is_refused_with_the_known_ones() {
    let folder = tempfile::tempdir().unwrap();
    let output = cli(folder.path(), &["watch", "-i", "nope0", "--duration", "1s"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("no interface named nope0") && said.contains("lo"), "{said}");
}

#[test]
fn the_interfaces_are_listed_with_one_default() {
    let folder = tempfile::tempdir().unwrap();
    let list = json(&cli(folder.path(), &["interfaces", "--json"]));
    let rows = list.as_array().unwrap();
    assert!(rows.iter().any(|row| row["kind"] == "loopback"));
    assert_eq!(rows.iter().filter(|row| row["isDefault"] == true).count(), 1);
}

#[test]
fn the_doctor_says_yes_only_with_exit_code_zero() {
    let folder = tempfile::tempdir().unwrap();
    let output = cli(folder.path(), &["doctor", "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.success(), report["ok"] == true);
    assert!(!report["checks"].as_array().unwrap().is_empty());
    let missing = Command::new(env!("CARGO_BIN_EXE_weir-cli"))
        .arg("doctor")
        .env("WEIR_SIDECAR", folder.path().join("none"))
        .output()
        .unwrap();
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stdout).contains("is not there"));
}

#[test]
fn damaged_settings_are_kept_aside_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = known_file(folder.path());
    std::fs::create_dir(folder.path().join("weir")).unwrap();
    std::fs::write(folder.path().join("weir/settings.json"), "{ damaged").unwrap();
    let output = cli(folder.path(), &["report", &file]);
    assert!(output.status.success());
    assert!(stderr(&output).contains("settings file was damaged"), "{}", stderr(&output));
    assert!(folder.path().join("weir/settings.damaged-1.json").exists());
}

#[test]
fn scenes_with_drawn_numbers_are_told_apart_too() {
    let folder = tempfile::tempdir().unwrap();
    let plays = json(&cli(folder.path(), &["selftest", "--varied", "2", "--json"]));
    let plays = plays.as_array().unwrap();
    let bad: Vec<_> = plays.iter().filter(|play| play[1]["ok"] != true).collect();
    assert!(bad.is_empty(), "{bad:#?}");
    let quiet = plays.iter().filter(|play| play[1]["expected"].is_null()).count();
    assert!(quiet >= 40 && plays.len() - quiet >= 60, "{quiet} of {}", plays.len());
}

#[test]
fn the_selftest_finds_every_attack_scene_and_nothing_in_ordinary_traffic() {
    let folder = tempfile::tempdir().unwrap();
    let result = json(&cli(folder.path(), &["selftest", "--json"]));
    assert_eq!(result["ok"], true);
    let scenes = result["scenes"].as_array().unwrap();
    let quiet = scenes.iter().filter(|row| row["expected"].is_null()).count();
    assert!(quiet >= 5 && scenes.len() - quiet >= 12, "{}", scenes.len());
    let mut kinds: Vec<&str> = scenes.iter().filter_map(|row| row["expected"].as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), 12, "each kind but volume has a scene: {kinds:?}");
    for row in scenes.iter().filter(|row| !row["expected"].is_null()) {
        let after = row["detectedAfterMs"].as_u64().unwrap();
        // 50 SYNs a second need 3 s, 100 connections a second as long; a port in three seconds needs two minutes,
        // silence five seconds.
        let slow =
            ["SYN flood, 50/s", "Connection flood", "Port scan, one port in three seconds", "Slowloris"];
        let scene = row["scene"].as_str().unwrap();
        assert!(after <= 2_000 || slow.contains(&scene), "{scene}: {after} ms");
    }
}
