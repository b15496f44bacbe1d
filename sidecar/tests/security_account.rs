//! What another account, or another program of the same account, can do to an installed sidecar. Needs root, to stand
//! for each of them; says so elsewhere. The numbers are those of the threat model.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test ends where it fails; its reason for not running is read by people"
)]
#![cfg(target_os = "linux")]

#[path = "support/stage.rs"]
mod stage;
mod support;

use std::{
    fs,
    io::ErrorKind,
    os::unix::process::ExitStatusExt,
    process::{Command, Stdio},
};

use nix::{
    sys::{
        ptrace,
        resource::{Resource, getrlimit, setrlimit},
        signal::{Signal, kill},
    },
    unistd::Pid,
};
use stage::{GRANTED, STRANGER, Stage, as_granted_account};
use support::Sidecar;

fn root() -> bool {
    if !nix::unistd::geteuid().is_root() {
        println!("skipped, because standing for other accounts needs root");
    }
    nix::unistd::geteuid().is_root()
}

fn pid(child: &std::process::Child) -> Pid {
    Pid::from_raw(child.id().cast_signed())
}

#[test]
fn t01_an_account_without_a_grant_cannot_run_it() {
    if !root() {
        return;
    }
    let stage = Stage::new();
    let refused = stage.run_as(STRANGER, &stage.sidecar, &[]).unwrap_err();
    assert_eq!(refused.raw_os_error(), Some(libc::EACCES));
    // The granted one gets past the packet socket (77 would be: no permission) to the launch note, which is not there.
    assert_eq!(stage.run_as(GRANTED, &stage.sidecar, &[]).unwrap().status.code(), Some(80));
    // Nor can the stranger read it, to look for what it could break.
    assert_eq!(
        stage.run_as(STRANGER, "cat", &[stage.sidecar.to_str().unwrap()]).unwrap().status.code(),
        Some(1)
    );
}

#[test]
fn t06_no_library_of_the_caller_gets_into_it() {
    if !root() {
        return;
    }
    let stage = Stage::new();
    let source = stage.path("evil.c");
    let library = stage.path("evil.so");
    let mark = stage.path("mark");
    fs::create_dir(&mark).unwrap();
    std::os::unix::fs::chown(&mark, Some(GRANTED), Some(GRANTED)).unwrap();
    let code = format!(
        "#include <fcntl.h>\n__attribute__((constructor)) static void evil(void) {{ open(\"{}/loaded\", O_CREAT | O_RDWR, 0644); }}\n",
        mark.display()
    );
    fs::write(&source, code).unwrap();
    match Command::new("cc").args(["-shared", "-fPIC", "-o"]).args([&library, &source]).status() {
        Ok(status) => assert!(status.success()),
        Err(_) => return println!("skipped, because there is no C compiler to make a hostile library with"),
    }
    let loaded = || fs::remove_file(mark.join("loaded")).is_ok();
    let start = |program: &str| {
        let line = format!(
            "LD_PRELOAD={} LD_LIBRARY_PATH={} {program} </dev/null",
            library.display(),
            mark.display()
        );
        stage.run_as(GRANTED, "sh", &["-c", &format!("exec env {line}")]).unwrap().status.code()
    };
    let plain = stage.path("plain");
    fs::copy(&stage.sidecar, &plain).unwrap();
    // A copy has no capability: the library is loaded, and nothing can be captured.
    fs::set_permissions(&plain, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    assert_eq!(start(plain.to_str().unwrap()), Some(77));
    assert!(loaded(), "the library does not work, so that the next line would prove nothing");
    assert_eq!(start(stage.sidecar.to_str().unwrap()), Some(80));
    assert!(!loaded(), "a library of the caller runs inside of the sidecar");
}

#[test]
fn t07_no_program_of_the_same_account_gets_into_it() {
    if !as_granted_account("t07_no_program_of_the_same_account_gets_into_it") {
        return;
    }
    let control = &mut Command::new("sleep").arg("30").stdin(Stdio::null()).spawn().unwrap();
    let sidecar = Sidecar::capturing("lo");
    let attack = |pid: Pid| {
        let look =
            |name: &str| fs::read(format!("/proc/{pid}/{name}")).map(drop).map_err(|error| error.kind());
        let files = fs::read_dir(format!("/proc/{pid}/fd")).map(drop).map_err(|error| error.kind());
        let held = rustix::process::pidfd_open(
            rustix::process::Pid::from_raw(pid.as_raw()).unwrap(),
            rustix::process::PidfdFlags::empty(),
        );
        let taken = rustix::process::pidfd_getfd(held.unwrap(), 0, rustix::process::PidfdGetfdFlags::empty());
        let memory = fs::File::open(format!("/proc/{pid}/mem")).map(drop).map_err(|error| error.kind());
        let traced = ptrace::attach(pid).and_then(|()| ptrace::detach(pid, None).or(Ok(())));
        (look("environ"), look("maps"), look("auxv"), files, memory, taken.map(drop), traced)
    };
    let denied = Err(ErrorKind::PermissionDenied);
    let refused = attack(pid(&sidecar.child));
    assert_eq!(
        refused,
        (denied, denied, denied, denied, denied, Err(rustix::io::Errno::PERM), Err(nix::errno::Errno::EPERM))
    );
    // The same attacks on an ordinary program work, so it is not the attacks that are bad.
    let worked = attack(pid(control));
    control.kill().unwrap();
    control.wait().unwrap();
    assert_eq!(worked, (Ok(()), Ok(()), Ok(()), Ok(()), Ok(()), Ok(()), Ok(())));
    let line = fs::read(format!("/proc/{}/cmdline", sidecar.child.id())).unwrap();
    assert_eq!(line.iter().filter(|byte| **byte != 0).count(), 0, "its command line tells nothing");
}

#[test]
fn t08_the_sandbox_stops_everything_that_it_should() {
    if !as_granted_account("t08_the_sandbox_stops_everything_that_it_should") {
        return;
    }
    let done = Command::new(Sidecar::program()).arg("--self-test").env_clear().output().unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    assert_eq!(done.status.code(), Some(0), "{said}");
    let last = said.lines().last().unwrap();
    assert!(last.ends_with("stopped, 0 possible, 0 not tried"), "{last}");
    assert!(last.split(' ').next().unwrap().parse::<usize>().unwrap() > 50, "{last}");
    assert!(said.contains("ok    possible: count packets"), "{said}");
}

#[test]
fn t09_no_frame_can_be_sent_through_the_capture_socket() {
    if !as_granted_account("t09_no_frame_can_be_sent_through_the_capture_socket") {
        return;
    }
    let done = Command::new(Sidecar::program()).arg("--self-test").env_clear().output().unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    let lines: Vec<&str> = said.lines().filter(|line| line.contains("through the capture socket")).collect();
    assert_eq!(lines.len(), 5, "{said}");
    assert!(lines.iter().all(|line| line.starts_with("ok    stopped")), "{lines:?}");
}

#[test]
fn t19_neither_a_copy_nor_a_second_name_keeps_the_right() {
    if !root() {
        return;
    }
    let stage = Stage::new();
    let room = stage.path("room");
    fs::create_dir(&room).unwrap();
    std::os::unix::fs::chown(&room, Some(GRANTED), Some(GRANTED)).unwrap();
    let (from, copy, link) = (stage.sidecar.clone(), room.join("copy"), room.join("link"));
    let [from, copy, link] = [&from, &copy, &link].map(|path| path.to_str().unwrap());
    assert!(stage.run_as(GRANTED, "cp", &["--preserve=all", from, copy]).unwrap().status.success());
    assert_eq!(stage.run_as(GRANTED, copy, &[]).unwrap().status.code(), Some(77), "a copy may capture");
    if fs::read_to_string("/proc/sys/fs/protected_hardlinks").is_ok_and(|text| text.trim() == "1") {
        assert!(!stage.run_as(GRANTED, "ln", &[from, link]).unwrap().status.success());
        assert!(!fs::exists(link).unwrap());
    } else {
        println!("skipped, because fs.protected_hardlinks is off here: the part on hard links");
    }
}

#[test]
fn t23_it_leaves_no_image_of_its_memory() {
    if !as_granted_account("t23_it_leaves_no_image_of_its_memory") {
        return;
    }
    let (_, most) = getrlimit(Resource::RLIMIT_CORE).unwrap();
    setrlimit(Resource::RLIMIT_CORE, most, most).unwrap();
    let quit = |child: &mut std::process::Child| {
        // Ends a process with an image of it, and no handler of Rust's stands in between.
        kill(pid(child), Signal::SIGQUIT).unwrap();
        let status = child.wait().unwrap();
        assert_eq!(status.signal(), Some(libc::SIGQUIT));
        status.core_dumped()
    };
    if !quit(&mut Command::new("sleep").arg("30").stdin(Stdio::null()).spawn().unwrap()) {
        return println!("skipped, because this machine keeps no image of any process that dies");
    }
    assert!(!quit(&mut Sidecar::capturing("lo").child));
}
