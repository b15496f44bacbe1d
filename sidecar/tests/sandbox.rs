//! What the closed sandbox forbids, each tried in a process of its own. Needs no rights.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test ends where it fails")]

use std::{
    fs::File,
    io::{Read, Write},
    os::{fd::AsRawFd, unix::process::ExitStatusExt},
    process::{Command, ExitStatus, Stdio},
};

use weir_sidecar::privilege::{Open, close_sandbox, drop_rights};

const ATTEMPT: &str = "WEIR_TEST_ATTEMPT";
const SURVIVED: i32 = 23;

/// In the child: closes the sandbox with only `allowed` writable, then tries `attempt`.
fn attempt(name: &str, allowed: &File, forbidden: &File) {
    let payload = [0u8; 1];
    drop_rights().unwrap();
    close_sandbox(&Open { writable: &[allowed.as_raw_fd()] }).unwrap();
    let (mut allowed, mut forbidden) = (allowed, forbidden);
    match name {
        "write" => drop(allowed.write(&payload)),
        "read" => drop(allowed.read(&mut [0])),
        "allocate" => drop(std::hint::black_box(vec![1u8; 64 << 20])),
        "write elsewhere" => drop(forbidden.write(&payload)),
        "open" => drop(File::open("/etc/passwd")),
        "socket" => drop(std::net::UdpSocket::bind("127.0.0.1:0")),
        "run" => drop(Command::new("/bin/true").spawn()),
        "thread" => drop(std::thread::Builder::new().spawn(|| {})),
        "directory" => drop(std::fs::create_dir("/tmp/weir-sandbox-test")),
        "code" => map_code(),
        "kill" => drop(nix::sys::signal::kill(nix::unistd::getppid(), None)),
        other => panic!("{other}"),
    }
    std::process::exit(SURVIVED);
}

/// Memory that could be run.
fn map_code() {
    let (size, rights) = (4096, libc::PROT_READ | libc::PROT_WRITE | libc::PROT_EXEC);
    let kind = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
    #[expect(unsafe_code, reason = "there is no safe call for it, which is the point")]
    // SAFETY: fresh anonymous memory that nobody uses.
    let _ = unsafe { libc::mmap(std::ptr::null_mut(), size, rights, kind, -1, 0) };
}

fn ends(name: &str) -> ExitStatus {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "the_sandbox_forbids_all_but_counting", "--nocapture"])
        .env(ATTEMPT, name)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap()
}

#[test]
fn the_sandbox_forbids_all_but_counting() {
    if let Some(name) = std::env::var_os(ATTEMPT) {
        let file = || File::options().read(true).write(true).open("/dev/null").unwrap();
        attempt(name.to_str().unwrap(), &file(), &file());
    }
    for name in ["write", "read", "allocate"] {
        assert_eq!(ends(name).code(), Some(SURVIVED), "{name} must go on");
    }
    for name in ["write elsewhere", "open", "socket", "run", "thread", "directory", "kill", "code"] {
        assert_eq!(ends(name).signal(), Some(libc::SIGSYS), "{name} must end the process");
    }
}
