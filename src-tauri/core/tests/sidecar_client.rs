//! The core against sidecars that are old, false, broken or dead: a real process and a real socket each time.
//!
//! The false sidecar is this test program itself, started again through a script; see `fake_sidecar`.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    io::{Read, Write},
    os::unix::{fs::PermissionsExt, net::UnixStream},
    path::Path,
    time::{Duration, Instant},
};

use weir_core::{
    controller::{Controller, Frontend, Handle, StartRequest, Status},
    programs::Programs,
    sidecar_client::{self, Launcher},
    view::{ErrorCode, Notice, Scope, SessionState, UserError},
};
use weir_protocol::{
    Command, Event, Frame, FrameReader, Hello, Kind, Launch, Slice, Started, Tick, Totals, Version,
    limits::{MAX_COMMAND_BYTES, TICK_NANOS},
};

/// Makes an executable that is a sidecar of the given behaviour.
fn sidecar(folder: &Path, behaviour: &str) -> Programs {
    let path = folder.join("weir-sidecar");
    let this = std::env::current_exe().unwrap();
    let script = format!(
        "#!/bin/sh\nFAKE_SIDECAR={behaviour} exec {} --exact fake_sidecar --nocapture\n",
        this.display()
    );
    std::fs::write(&path, script).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    Programs { replay: path.clone(), sidecar: path, installed: false }
}

/// Not a test: the false sidecar's main, when the script above started it.
#[test]
fn fake_sidecar() {
    let Ok(behaviour) = std::env::var("FAKE_SIDECAR") else { return };
    match behaviour.as_str() {
        "exits-77" => std::process::exit(77),
        "exits-79" => std::process::exit(79),
        "silent" => std::thread::sleep(Duration::from_secs(20)),
        _ => {}
    }
    let mut frames = FrameReader::new(MAX_COMMAND_BYTES);
    let launch: Launch = read_frame(&mut std::io::stdin(), &mut frames).message().unwrap();
    if behaviour == "hangs-up" {
        return drop(UnixStream::connect(launch.socket).unwrap());
    }
    if behaviour == "impostor" {
        // Another process of the same user dials in first. It speaks perfectly.
        let dialer = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "fake_dialer", "--nocapture"])
            .env("FAKE_DIALER", &launch.socket)
            .env("FAKE_NONCE", launch.nonce.iter().map(|b| format!("{b:02x}")).collect::<String>())
            .status();
        drop(dialer);
        std::thread::sleep(Duration::from_secs(20));
    }
    if let Some(result) = behaviour.strip_prefix("stranger:") {
        let socket = Path::new(&launch.socket);
        let mut tried = try_as_stranger(socket);
        // As if the folder and the socket had been opened to everybody by mistake.
        let open = |path: &Path, mode| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        open(socket.parent().unwrap(), 0o755);
        open(socket, 0o666);
        tried += &try_as_stranger(socket);
        std::fs::write(result, tried).unwrap();
        std::thread::sleep(Duration::from_secs(20));
    }
    let mut socket = UnixStream::connect(&launch.socket).unwrap();
    let mut hello = Hello { version: Version::OURS, nonce: launch.nonce, build: "test".into() };
    match behaviour.as_str() {
        "older" => hello.version.epoch -= 1,
        "newer" => hello.version.epoch += 1,
        "wrong-nonce" => hello.nonce[0] ^= 1,
        "garbage" => socket.write_all(&[0x17; 4096]).unwrap(),
        "oversize" => socket.write_all(&[0xff, 0xff, 0xff, 0x7f, 1, 0, 0, 0]).unwrap(),
        "slow" => {
            socket.write_all(&[200, 0, 0, 0, 1]).unwrap();
            std::thread::sleep(Duration::from_secs(20));
        }
        _ => {}
    }
    socket.write_all(&Frame::encode_raw(Kind::Hello, 0, &hello.to_bytes()).unwrap()).unwrap();
    let mut frames = FrameReader::new(MAX_COMMAND_BYTES);
    if read_frame(&mut socket, &mut frames).kind != Kind::Welcome {
        std::process::exit(76);
    }
    serve(&behaviour, socket, frames);
}

/// Not a test: a process that dials a sidecar's socket in its place.
#[test]
fn fake_dialer() {
    let Ok(path) = std::env::var("FAKE_DIALER") else { return };
    let hex = std::env::var("FAKE_NONCE").unwrap();
    let mut nonce = [0; 32];
    for (place, byte) in nonce.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[place * 2..place * 2 + 2], 16).unwrap();
    }
    let hello = Hello { version: Version::OURS, nonce, build: "impostor".into() };
    let mut socket = UnixStream::connect(path).unwrap();
    socket.write_all(&Frame::encode_raw(Kind::Hello, 0, &hello.to_bytes()).unwrap()).unwrap();
    let mut rest = Vec::new();
    let _ = socket.read_to_end(&mut rest);
}

/// What an account with nothing but its own number gets from the socket.
fn try_as_stranger(socket: &Path) -> String {
    use std::os::unix::process::CommandExt;
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    // The target folder may lie where others may not look.
    let copy = folder.path().join("stranger");
    std::fs::copy(std::env::current_exe().unwrap(), &copy).unwrap();
    let done = std::process::Command::new(copy)
        .args(["--exact", "fake_stranger", "--nocapture"])
        .env("FAKE_STRANGER", socket)
        .uid(47002)
        .gid(47002)
        .output()
        .unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    let said = said.split("stranger: ").nth(1).and_then(|rest| rest.lines().next()).unwrap_or(&said);
    format!("{said}\n")
}

/// Not a test: another account at the socket.
#[test]
fn fake_stranger() {
    let Ok(path) = std::env::var("FAKE_STRANGER") else { return };
    let mut socket = match UnixStream::connect(path) {
        Ok(socket) => socket,
        Err(error) => return println!("stranger: {:?}", error.kind()),
    };
    let hello = Hello { version: Version::OURS, nonce: [0; 32], build: "stranger".into() };
    let _ = socket.write_all(&Frame::encode_raw(Kind::Hello, 0, &hello.to_bytes()).unwrap());
    let mut heard = Vec::new();
    let _ = socket.read_to_end(&mut heard);
    println!("stranger: connected and heard {} bytes", heard.len());
}

/// Ticks with 10 TCP packets each, four a second.
fn serve(behaviour: &str, mut socket: UnixStream, mut frames: FrameReader) {
    let say = |mut socket: &UnixStream, event: Event| {
        socket.write_all(&Frame::encode(Kind::Event, 1, &event).unwrap()).unwrap();
    };
    let mut session = None;
    let mut seq = 0;
    loop {
        socket
            .set_read_timeout(Some(Duration::from_millis(if session.is_some() { 250 } else { 10_000 })))
            .unwrap();
        let mut chunk = [0; 512];
        match socket.read(&mut chunk) {
            Ok(0) => return,
            Ok(read) => frames.push(&chunk[..read]),
            Err(_) => {}
        }
        while let Some(frame) = frames.next().unwrap() {
            match frame.message().unwrap() {
                Command::Start(start) => {
                    let id = start.session;
                    session = Some(id);
                    let facts = Started {
                        session: id,
                        link_type: 1,
                        buffer_bytes: 1,
                        counts_drops: true,
                        engine: weir_protocol::Engine::Ring,
                    };
                    say(&socket, Event::Started(facts));
                }
                Command::Stop { session } => {
                    say(&socket, Event::Stopped { session, totals: Totals::default() });
                }
                Command::ListInterfaces => say(&socket, Event::Interfaces(vec![])),
                Command::ShutDown => return,
            }
        }
        if let Some(session) = session {
            let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
            let start = u64::try_from(now.as_nanos()).unwrap() / TICK_NANOS * TICK_NANOS;
            let mut slice = Slice { start, ..Slice::default() };
            slice.classes[0].inbound.packets = 10;
            let tick = Tick { session, seq, slices: vec![slice], ..Tick::default() };
            say(&socket, Event::Tick(Box::new(tick)));
            seq += 1;
            if behaviour == "dies" && seq == 3 {
                std::process::abort();
            }
            if behaviour == "talks-nonsense" && seq == 3 {
                socket.write_all(&Frame::encode_raw(Kind::Event, 1, &[0xff; 64]).unwrap()).unwrap();
            }
        }
    }
}

fn read_frame(stream: &mut impl Read, frames: &mut FrameReader) -> Frame {
    let mut byte = [0];
    loop {
        if let Some(frame) = frames.next().unwrap() {
            return frame;
        }
        stream.read_exact(&mut byte).unwrap();
        frames.push(&byte);
    }
}

async fn error_of(behaviour: &str) -> UserError {
    let folder = tempfile::tempdir().unwrap();
    let programs = sidecar(folder.path(), behaviour);
    let began = Instant::now();
    let error = sidecar_client::open(&Launcher::new().unwrap(), &programs).await.map(drop).unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(8), "{behaviour} took {:?}", began.elapsed());
    error
}

#[tokio::test(flavor = "multi_thread")]
async fn t13_each_way_to_be_no_sidecar_has_its_error() {
    let cases = [
        ("exits-77", ErrorCode::NoCapability),
        ("exits-79", ErrorCode::Unsupported),
        ("older", ErrorCode::Version),
        ("newer", ErrorCode::Version),
        ("wrong-nonce", ErrorCode::SidecarBad),
        ("garbage", ErrorCode::SidecarBad),
        ("oversize", ErrorCode::SidecarBad),
        ("hangs-up", ErrorCode::SidecarBad),
        ("silent", ErrorCode::SidecarBad),
        ("slow", ErrorCode::SidecarBad),
    ];
    for (behaviour, code) in cases {
        let error = error_of(behaviour).await;
        // Root holds every permission: exit code 77 then means that a container forbids it.
        let root = nix::unistd::geteuid().is_root();
        let code = if behaviour == "exits-77" && root { ErrorCode::ExecBlocked } else { code };
        assert_eq!(error.code, code, "{behaviour}: {error:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn t05_another_process_of_the_same_user_is_refused_though_it_knows_the_nonce() {
    let error = error_of("impostor").await;
    assert_eq!(error.code, ErrorCode::SidecarBad);
    assert_eq!(error.detail.as_deref(), Some("Another program answered in place of the capture program."));
}

#[tokio::test(flavor = "multi_thread")]
async fn t02_another_account_cannot_connect_and_where_it_can_it_hears_nothing() {
    if !nix::unistd::geteuid().is_root() {
        return println!("skipped, because standing for another account needs root");
    }
    let folder = tempfile::tempdir().unwrap();
    let result = folder.path().join("result");
    let error = error_of(&format!("stranger:{}", result.display())).await;
    let tried = std::fs::read_to_string(&result).unwrap();
    assert_eq!(tried, "PermissionDenied\nconnected and heard 0 bytes\n");
    assert_eq!(error.code, ErrorCode::SidecarBad);
    assert_eq!(error.detail.as_deref(), Some("Another program answered in place of the capture program."));
}

#[tokio::test(flavor = "multi_thread")]
async fn t16_without_descriptors_the_core_says_so_and_recovers() {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    const ALONE: &str = "WEIR_TEST_ALONE";
    if std::env::var_os(ALONE).is_none() {
        // The limit is the whole process's, and other tests run in this one.
        let done = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "t16_without_descriptors_the_core_says_so_and_recovers", "--nocapture"])
            .env(ALONE, "1")
            .output()
            .unwrap();
        let said =
            format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        assert!(done.status.success() && !said.contains("panicked"), "{said}");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let core = Controller::spawn(Silent, sidecar(folder.path(), "honest"), None).unwrap();
    let (soft, hard) = getrlimit(Resource::RLIMIT_NOFILE).unwrap();
    let open = std::fs::read_dir("/proc/self/fd").unwrap().count();
    // One more than are open now, which is not enough for a socket, a pipe and a child.
    setrlimit(Resource::RLIMIT_NOFILE, open as u64, hard).unwrap();
    let refused = match core.start(start()).await {
        Err(error) => error,
        Ok(()) => wait_for(&core, "failure", |s| s.session.state == SessionState::Failed)
            .await
            .session
            .failure
            .unwrap(),
    };
    assert!(!refused.sentence.is_empty() && !refused.cure.is_empty(), "{refused:?}");
    setrlimit(Resource::RLIMIT_NOFILE, soft, hard).unwrap();
    core.stop().await.unwrap();
    core.start(start()).await.unwrap();
    wait_for(&core, "packets", |s| s.packets >= 30).await;
    core.shut_down().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_is_missing_or_may_not_be_run_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weir-sidecar");
    let programs = Programs { sidecar: path.clone(), replay: path.clone(), installed: false };
    let launcher = Launcher::new().unwrap();
    let missing = sidecar_client::open(&launcher, &programs).await.map(drop).unwrap_err();
    assert_eq!(missing.code, ErrorCode::Missing);
    std::fs::write(&path, "").unwrap();
    let refused = sidecar_client::open(&launcher, &programs).await.map(drop).unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotGranted);
}

struct Silent;

impl Frontend for Silent {
    fn status(&mut self, _: &Status) {}
    fn alert(&mut self, _: &weir_core::controller::Told) {}
    fn notice(&mut self, _: &Notice) {}
}

async fn wait_for(core: &Handle, what: &str, check: impl Fn(&Status) -> bool) -> Status {
    let deadline = Instant::now() + Duration::from_secs(15);
    loop {
        let status = core.status().await.unwrap();
        if check(&status) {
            return status;
        }
        assert!(Instant::now() < deadline, "{what} never came: {status:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn start() -> StartRequest {
    StartRequest { interface: Some("lo".into()), duration_s: None, ..StartRequest::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_capture_starts_counts_and_stops() {
    let folder = tempfile::tempdir().unwrap();
    let core = Controller::spawn(Silent, sidecar(folder.path(), "honest"), None).unwrap();
    core.start(start()).await.unwrap();
    wait_for(&core, "packets", |s| s.packets >= 30).await;
    // A second start of the same is ignored; of another interface it is refused with a reason.
    core.start(start()).await.unwrap();
    let unknown = core
        .start(StartRequest { interface: Some("nope0".into()), duration_s: None, ..StartRequest::default() })
        .await
        .unwrap_err();
    assert_eq!(unknown.code, ErrorCode::NoInterface);
    assert!(unknown.cure.contains("lo"), "{unknown:?}");
    core.stop().await.unwrap();
    let stopped = wait_for(&core, "idle", |s| s.session.state == SessionState::Idle).await;
    let snapshot = core.snapshot(Scope { interval_s: 1, range_s: 60 }).await.unwrap();
    assert_eq!(snapshot.totals.packets.get(), stopped.packets);
    assert_eq!(snapshot.protocols[0].packets.get(), stopped.packets);
    core.shut_down().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chosen_duration_ends_the_capture() {
    let folder = tempfile::tempdir().unwrap();
    let core = Controller::spawn(Silent, sidecar(folder.path(), "honest"), None).unwrap();
    core.start(StartRequest { duration_s: Some(1), ..start() }).await.unwrap();
    wait_for(&core, "running", |s| s.session.state == SessionState::Running).await;
    let began = Instant::now();
    wait_for(&core, "idle", |s| s.session.state == SessionState::Idle).await;
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    core.shut_down().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn t15_a_sidecar_that_dies_is_started_again_and_nothing_counted_is_lost() {
    for behaviour in ["dies", "talks-nonsense"] {
        let folder = tempfile::tempdir().unwrap();
        let core = Controller::spawn(Silent, sidecar(folder.path(), behaviour), None).unwrap();
        core.start(start()).await.unwrap();
        let failed = wait_for(&core, "failure", |s| s.session.state == SessionState::Failed).await;
        assert!(failed.session.waits, "{failed:?}");
        let began = Instant::now();
        wait_for(&core, "the next sidecar", |s| s.session.state == SessionState::Running).await;
        assert!(began.elapsed() < Duration::from_millis(1500), "{:?} without a capture", began.elapsed());
        // Three ticks of the first sidecar, and at least one of the second.
        wait_for(&core, "restart", |s| s.packets >= 40).await;
        core.stop().await.unwrap();
        core.shut_down().await;
    }
}
