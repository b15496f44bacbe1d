//! The sidecar against a hostile start and a hostile core. Needs root for packet sockets in a network of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test ends where it fails"
)]
#![cfg(target_os = "linux")]

mod support;

use std::{
    io::Write,
    os::fd::AsFd,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use nix::{
    fcntl::{FcntlArg, FdFlag, fcntl},
    sys::resource::{Resource, setrlimit},
};
use support::{Sidecar, inside_own_network, send_datagrams, start_on};

/// What its descriptors are, by number.
fn files(sidecar: &Sidecar) -> Vec<(i32, String)> {
    let folder = format!("/proc/{}/fd", sidecar.child.id());
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let number = path.file_name().unwrap().to_str().unwrap().parse().unwrap();
            (number, std::fs::read_link(&path).unwrap().to_string_lossy().into_owned())
        })
        .collect();
    files.sort_unstable();
    files
}

fn capture(mut sidecar: Sidecar) -> Sidecar {
    let index = sidecar.interface("lo").index;
    sidecar.command(weir_protocol::Command::Start(start_on(index)));
    assert!(matches!(sidecar.event(), Some(weir_protocol::Event::Started(_))));
    sidecar
}

#[test]
fn t11_no_descriptor_of_the_parent_comes_along() {
    if !inside_own_network("t11_no_descriptor_of_the_parent_comes_along") {
        return;
    }
    let secret = tempfile::NamedTempFile::new().unwrap();
    fcntl(secret.as_file().as_fd(), FcntlArg::F_SETFD(FdFlag::empty())).unwrap();
    let path = secret.path().to_str().unwrap();
    // Without the sidecar's own care it would come along.
    let through = Command::new("readlink")
        .args(["-f", &format!("/proc/self/fd/{}", number(&secret))])
        .output()
        .unwrap();
    assert!(String::from_utf8(through.stdout).unwrap().contains(path), "the descriptor was not inheritable");
    let sidecar = capture(Sidecar::welcomed());
    let files = files(&sidecar);
    assert!(files.iter().all(|(_, name)| !name.contains(path)), "{files:?}");
    // Beyond the standard ones: sockets and one pipe, nothing of the file system.
    let foreign =
        files.iter().filter(|(n, name)| *n > 2 && !name.starts_with("socket:") && !name.starts_with("pipe:"));
    assert_eq!(foreign.count(), 0, "{files:?}");
}

fn number(file: &tempfile::NamedTempFile) -> i32 {
    std::os::fd::AsRawFd::as_raw_fd(file.as_file())
}

#[test]
fn t12_closed_standard_files_do_not_become_sockets() {
    if !inside_own_network("t12_closed_standard_files_do_not_become_sockets") {
        return;
    }
    let mut shell = Command::new("sh");
    shell.args(["-c", "exec \"$0\" 1>&- 2>&-"]).arg(Sidecar::program());
    let sidecar = capture(Sidecar::start_by(&mut shell).welcome());
    let files = files(&sidecar);
    for standard in [1, 2] {
        assert!(files.contains(&(standard, "/dev/null".into())), "{files:?}");
    }
}

#[test]
fn t14_a_hostile_core_gets_an_end_and_nothing_else() {
    if !inside_own_network("t14_a_hostile_core_gets_an_end_and_nothing_else") {
        return;
    }
    let after = |bytes: &[u8]| {
        let mut sidecar = capture(Sidecar::welcomed());
        // It may be gone before the last byte is written.
        let _ = (&sidecar.stream).write_all(bytes);
        let (code, took) = sidecar.exit();
        assert!(took < Duration::from_secs(1), "{took:?}");
        code
    };
    const BROKEN: Option<i32> = Some(75);
    assert_eq!(after(&[0x17; 4096]), BROKEN, "garbage");
    assert_eq!(after(&[0; 4096]), BROKEN, "frames of no length");
    assert_eq!(after(&[0xff, 0xff, 0xff, 0x7f, 3, 0, 1, 0]), BROKEN, "a frame of 2 GiB");
    let flood: Vec<u8> = (0..200)
        .flat_map(|_| {
            weir_protocol::Frame::encode(
                weir_protocol::Kind::Command,
                1,
                &weir_protocol::Command::ListInterfaces,
            )
            .unwrap()
        })
        .collect();
    assert_eq!(after(&flood), BROKEN, "a flood of commands");
    let hello = weir_protocol::Frame::encode(
        weir_protocol::Kind::Welcome,
        1,
        &weir_protocol::Welcome { revision: 1 },
    );
    assert_eq!(after(&hello.unwrap()), BROKEN, "a frame of another kind");
}

#[test]
fn t14_a_slow_core_does_not_hold_the_capture_up() {
    if !inside_own_network("t14_a_slow_core_does_not_hold_the_capture_up") {
        return;
    }
    let mut sidecar = capture(Sidecar::welcomed());
    let stop = weir_protocol::Frame::encode(
        weir_protocol::Kind::Command,
        1,
        &weir_protocol::Command::Stop { session: support::SESSION },
    );
    let stop = stop.unwrap();
    let (first, last) = stop.split_at(stop.len() - 1);
    // One byte at a time, while packets come.
    for byte in first {
        (&sidecar.stream).write_all(&[*byte]).unwrap();
        send_datagrams(100, 10);
        std::thread::sleep(Duration::from_millis(20));
    }
    (&sidecar.stream).write_all(last).unwrap();
    let totals = sidecar.rest().totals.expect("Stopped");
    assert_eq!((totals.packets, totals.kernel_drops), (100 * first.len() as u64, 0));
}

#[test]
fn t16_without_descriptors_it_ends_with_a_reason() {
    const LIMIT: &str = "WEIR_TEST_FILES";
    if let Ok(limit) = std::env::var(LIMIT) {
        // In place of a shell: `ulimit -n` of some shells has a floor of its own.
        setrlimit(Resource::RLIMIT_NOFILE, limit.parse().unwrap(), limit.parse().unwrap()).unwrap();
        let error = std::os::unix::process::CommandExt::exec(&mut Command::new(Sidecar::program()));
        panic!("{error}");
    }
    if !inside_own_network("t16_without_descriptors_it_ends_with_a_reason") {
        return;
    }
    let mut codes = Vec::new();
    for limit in 4..=10 {
        let began = Instant::now();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "t16_without_descriptors_it_ends_with_a_reason", "--nocapture"])
            .env(LIMIT, limit.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // A launch note that leads nowhere: whoever reads it got past everything that needs a descriptor.
        let launch = weir_protocol::Launch { socket: "/nonexistent/weir".into(), nonce: support::NONCE };
        let note = weir_protocol::Frame::encode(weir_protocol::Kind::Launch, 0, &launch).unwrap();
        let _ = child.stdin.as_mut().unwrap().write_all(&note);
        codes.push(child.wait().unwrap().code());
        assert!(began.elapsed() < Duration::from_secs(5), "{limit} descriptors: it hangs");
    }
    // 78: not even the sandbox could be prepared. 79: no socket. 75: nobody answers at that path. Never a panic (70).
    assert!(codes.iter().all(|code| [Some(75), Some(78), Some(79)].contains(code)), "{codes:?}");
    assert_eq!(codes.last(), Some(&Some(75)), "{codes:?}");
}

#[test]
fn t16_a_caller_s_limits_are_lowered_and_never_raised() {
    if !inside_own_network("t16_a_caller_s_limits_are_lowered_and_never_raised") {
        return;
    }
    let sidecar = capture(Sidecar::welcomed());
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", sidecar.child.id())).unwrap();
    let of = |name: &str| {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        let mut numbers =
            line[name.len()..].split_whitespace().map(|word| word.parse::<u64>().unwrap_or(u64::MAX));
        (numbers.next().unwrap(), numbers.next().unwrap())
    };
    assert_eq!(of("Max core file size"), (0, 0));
    assert_eq!(of("Max file size"), (0, 0));
    assert_eq!(of("Max open files"), (64, 64));
    assert_eq!(of("Max data size"), (256 << 20, 256 << 20));
}
