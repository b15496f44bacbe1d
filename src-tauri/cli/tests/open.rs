//! A capture file in place of a capture: the controller with the real `weir-replay`, against what the terminal program
//! reports of the same file.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use serde_json::Value;
use weir_core::{
    controller::{Controller, Frontend, Handle, Status, Told},
    programs::Programs,
    view::{ErrorCode, Notice, Scope, SessionState},
};
use weir_lab::{KnownSet, pcap::PcapWriter};

/// Keeps what it is told.
#[derive(Clone, Default)]
struct Ears {
    notices: Arc<Mutex<Vec<String>>>,
    alerts: Arc<Mutex<usize>>,
}

impl Frontend for Ears {
    fn status(&mut self, _: &Status) {}

    fn alert(&mut self, _: &Told) {
        *self.alerts.lock().unwrap() += 1;
    }

    fn notice(&mut self, notice: &Notice) {
        self.notices.lock().unwrap().push(notice.sentence.clone());
    }
}

fn start() -> (Handle, Ears) {
    let ears = Ears::default();
    let programs = Programs::locate();
    assert!(programs.replay.exists(), "weir-replay is not built: cargo build -p weir-sidecar");
    (Controller::spawn(ears.clone(), programs, None).unwrap(), ears)
}

/// The known set, `rounds` times over, one packet each 10 ms of a past day.
fn capture(folder: &Path, name: &str, rounds: usize) -> PathBuf {
    let path = folder.join(name);
    let mut writer = PcapWriter::new(std::fs::File::create(&path).unwrap()).unwrap();
    let known = KnownSet::new();
    let frames: Vec<_> = known.frames().collect();
    for (number, frame) in frames.iter().cycle().take(frames.len() * rounds).enumerate() {
        let at = Duration::from_secs(1_700_000_001) + Duration::from_millis(10 * number as u64);
        writer.write(at, frame).unwrap();
    }
    writer.finish().unwrap();
    path
}

async fn is_read(core: &Handle, name: &str) {
    let patience = Instant::now() + Duration::from_secs(20);
    while Instant::now() < patience {
        let session = core.status().await.unwrap().session;
        if session.file.as_deref() == Some(name) && session.state == SessionState::Idle {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{name} was not read in 20 s");
}

async fn says(ears: &Ears, word: &str) {
    for _ in 0..500 {
        if ears.notices.lock().unwrap().iter().any(|said| said.contains(word)) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("nothing was said of {word}: {:?}", ears.notices.lock().unwrap());
}

async fn report(core: &Handle) -> Value {
    serde_json::to_value(core.report().await.unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_opened_file_has_the_numbers_of_its_report() {
    let folder = tempfile::tempdir().unwrap();
    let path = capture(folder.path(), "some <b>.pcap", 9);
    let (core, ears) = start();
    core.open_file(path.clone()).await.unwrap();
    is_read(&core, "some <b>.pcap").await;

    let printed = Command::new(env!("CARGO_BIN_EXE_weir-cli"))
        .args(["report", path.to_str().unwrap(), "--json"])
        .env("XDG_CONFIG_HOME", folder.path())
        .output()
        .unwrap();
    let mut printed: Value = serde_json::from_slice(&printed.stdout).unwrap();
    printed["source"]["name"] = "some <b>.pcap".into();
    let opened = report(&core).await;
    assert_eq!(opened, printed);

    // The window's charts have every packet, too: the last interval is finished.
    let snapshot = core.snapshot(Scope { interval_s: 5, range_s: 0 }).await.unwrap();
    let drawn: u64 = snapshot.traffic.packets.iter().flatten().flatten().map(|count| count.get()).sum();
    assert_eq!(Value::from(drawn), opened["packets"]);
    assert_eq!(snapshot.session.started_ms.unwrap().get(), 1_700_000_001_000);
    assert_eq!(*ears.alerts.lock().unwrap(), 0, "a file calls nobody");
    core.shut_down().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_capture_is_refused_and_takes_nothing_away() {
    let folder = tempfile::tempdir().unwrap();
    let (core, ears) = start();
    core.open_file(capture(folder.path(), "good.pcap", 1)).await.unwrap();
    is_read(&core, "good.pcap").await;
    let before = report(&core).await;

    let text = folder.path().join("letter.txt");
    std::fs::write(&text, "Dear all, this is no capture.").unwrap();
    core.open_file(text).await.unwrap();
    says(&ears, "letter.txt").await;
    for (path, code) in [
        (folder.path().to_path_buf(), ErrorCode::NotACapture),
        ("/dev/zero".into(), ErrorCode::NotACapture),
        (folder.path().join("gone.pcap"), ErrorCode::NoFile),
    ] {
        assert_eq!(core.open_file(path.clone()).await.unwrap_err().code, code, "{}", path.display());
    }
    assert_eq!(report(&core).await, before);
    assert_eq!(core.status().await.unwrap().session.file.as_deref(), Some("good.pcap"));
    core.shut_down().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_file_that_is_cut_everything_before_the_cut_is_shown_and_the_cut_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = capture(folder.path(), "cut.pcap", 2);
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() - 3]).unwrap();
    let (core, ears) = start();
    core.open_file(path).await.unwrap();
    is_read(&core, "cut.pcap").await;
    says(&ears, "could not be read to its end").await;
    assert_eq!(report(&core).await["packets"], 2 * KnownSet::new().expected().packets - 1);
    core.shut_down().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_file_takes_the_place_of_the_first_and_stop_ends_the_reading() {
    let folder = tempfile::tempdir().unwrap();
    let (core, ears) = start();
    let long = capture(folder.path(), "long.pcap", 4_000);
    core.open_file(long.clone()).await.unwrap();
    core.open_file(capture(folder.path(), "short.pcap", 1)).await.unwrap();
    is_read(&core, "short.pcap").await;
    let known = KnownSet::new().expected().packets;
    assert_eq!(report(&core).await["packets"], known);

    core.open_file(long).await.unwrap();
    while core.status().await.unwrap().session.state != SessionState::Running {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    core.stop().await.unwrap();
    is_read(&core, "long.pcap").await;
    let read = report(&core).await["packets"].as_u64().unwrap();
    assert!(read > 0 && read < 4_000 * known, "{read} packets were read before the stop");
    assert_eq!(ears.notices.lock().unwrap().len(), 0);
    core.shut_down().await;
}
