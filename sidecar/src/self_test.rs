//! `weir-sidecar --self-test`: tries, in the closed sandbox, everything that must be impossible there.
//!
//! Each attempt is made by a process of its own, started and locked in exactly as for a capture; the sandbox must end
//! it with SIGSYS (seccomp(2), SECCOMP_RET_KILL_PROCESS). One process tries nothing and must live, so that a process
//! that dies of something else is not taken for a good sandbox.

use std::{
    ffi::OsString,
    fs::File,
    io::{self, Write},
    os::{
        fd::{AsRawFd, OwnedFd, RawFd},
        unix::process::ExitStatusExt,
    },
    process::{Command, ExitStatus, Stdio},
};

use crate::{
    capture::socket::PacketSocket,
    exit::Exit,
    live::spawn,
    privilege::{
        self,
        attempt::{ATTEMPTS, Attempt, On},
    },
};

const WORD: &str = "--self-test";
/// How a process ends that was not stopped.
const SURVIVED: u8 = 23;
/// How one ends that may not open a packet socket to try with.
const UNTRIED: u8 = 24;

/// What is to be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Everything, each in a process of its own.
    All,
    /// One attempt, by number; none: only what must stay possible.
    One(Option<usize>),
}

/// Understands the words behind the program's name. Others are ignored, as ever.
#[must_use]
pub fn asked(mut words: impl Iterator<Item = OsString>) -> Option<What> {
    if words.next()? != WORD {
        return None;
    }
    let Some(number) = words.next() else { return Some(What::All) };
    Some(What::One(number.to_str().and_then(|number| number.parse().ok())))
}

/// Tries it. The exit of [`What::All`] is [`Exit::Done`] only when nothing that must be impossible was possible.
#[must_use]
pub fn run(what: &What) -> Exit {
    match what {
        What::All => try_all().unwrap_or(Exit::Panicked),
        What::One(number) => {
            let attempt = number.and_then(|number| ATTEMPTS.get(number).copied());
            match try_one(attempt) {
                Ok(code) => std::process::exit(code.into()),
                Err(exit) => exit,
            }
        }
    }
}

fn try_all() -> io::Result<Exit> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "weir-sidecar {}: what its sandbox must stop, tried one by one",
        env!("CARGO_PKG_VERSION")
    )?;
    let lives = started(None)?;
    if lives.code() != Some(SURVIVED.into()) {
        writeln!(out, "FAIL  count packets and tell the sums: {}", words(lives))?;
        return Ok(Exit::Sandbox);
    }
    writeln!(out, "ok    possible: count packets and tell the sums")?;
    let (mut stopped, mut untried) = (0, 0);
    for (number, attempt) in ATTEMPTS.iter().enumerate() {
        let status = started(Some(number))?;
        let mark = if status.signal() == Some(libc::SIGSYS) {
            stopped += 1;
            "ok    stopped"
        } else if status.code() == Some(UNTRIED.into()) {
            untried += 1;
            "-     not tried, for want of the permission to capture"
        } else {
            "FAIL  possible"
        };
        writeln!(out, "{mark}: {}", attempt.name)?;
    }
    let failed = ATTEMPTS.len() - stopped - untried;
    writeln!(out, "{stopped} stopped, {failed} possible, {untried} not tried")?;
    Ok(if failed == 0 { Exit::Done } else { Exit::Sandbox })
}

/// Runs this program again for one attempt: the file's capability and all.
fn started(number: Option<usize>) -> io::Result<ExitStatus> {
    Command::new("/proc/self/exe")
        .arg(WORD)
        .arg(number.map_or_else(|| "none".to_owned(), |number| number.to_string()))
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .output()
        .map(|output| output.status)
}

fn words(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(78), _) => "this system cannot close the sandbox, so nothing would be captured".to_owned(),
        (Some(code), _) => format!("it ended with {code}"),
        (None, Some(signal)) => format!("it was killed by signal {signal}"),
        (None, None) => "it ended".to_owned(),
    }
}

/// In a process of its own, in the order of a capture. The connection is standard output here.
fn try_one(attempt: Option<Attempt>) -> Result<u8, Exit> {
    privilege::prepare()?;
    let socket = PacketSocket::open().ok().map(PacketSocket::into_fd);
    privilege::drop_rights()?;
    let other = File::from(OwnedFd::from(io::pipe().map_err(|_| Exit::Connection)?.1));
    let (held, wait) = std::sync::mpsc::channel::<()>();
    // Another thread, as in a capture: the sandbox must close around both.
    spawn("second", move || {
        let _ = wait.recv();
    })?;
    let connection = io::stdout().as_raw_fd();
    privilege::close_sandbox(&privilege::Open { writable: &[connection] })?;
    let code = tried(attempt, socket.as_ref().map(AsRawFd::as_raw_fd), other.as_raw_fd());
    drop(held);
    Ok(code)
}

fn tried(attempt: Option<Attempt>, capture: Option<RawFd>, other: RawFd) -> u8 {
    let Some(attempt) = attempt else {
        let sums = vec![7_u8; 1 << 20];
        let mut connection = io::stdout();
        let told = connection.write_all(sums.get(..64).unwrap_or_default()).and_then(|()| connection.flush());
        return if told.is_ok() { SURVIVED } else { 0 };
    };
    let Some(capture) = capture.or((attempt.on != On::Capture).then_some(-1)) else { return UNTRIED };
    attempt.make(capture, other);
    SURVIVED
}
