//! `weir-replay [--counts] [--pace]`: a capture file on standard input, protocol frames on standard output.
//!
//! `--counts` sends sums only, no packet headers. `--pace` keeps the speed at which it was captured.

use std::{fs::File, io, process::ExitCode};

use weir_protocol::Disclosure;
use weir_sidecar::{
    exit::Exit,
    privilege,
    replay::{Speed, replay},
};

fn main() -> ExitCode {
    privilege::say_panics();
    run().unwrap_or_else(|exit| exit).into()
}

fn run() -> Result<Exit, Exit> {
    let asked = |option: &str| std::env::args_os().skip(1).any(|argument| argument == option);
    let speed = if asked("--pace") { Speed::Original } else { Speed::Full };
    let disclosure = if asked("--counts") { Disclosure::Counts } else { Disclosure::Headers };
    privilege::prepare_replay()?;
    // Without the standard library's own buffers, which know lines and locks.
    let (input, output) = (own(io::stdin())?, own(io::stdout())?);
    privilege::drop_rights()?;
    privilege::close_sandbox(&privilege::Open { writable: &[raw(&output)] })?;
    Ok(replay(input, output, disclosure, speed).map_or(Exit::Connection, |()| Exit::Done))
}

#[cfg(unix)]
fn own(stream: impl std::os::fd::AsFd) -> Result<File, Exit> {
    stream.as_fd().try_clone_to_owned().map(File::from).map_err(|_| Exit::Connection)
}

#[cfg(windows)]
fn own(stream: impl std::os::windows::io::AsHandle) -> Result<File, Exit> {
    stream.as_handle().try_clone_to_owned().map(File::from).map_err(|_| Exit::Connection)
}

#[cfg(unix)]
fn raw(file: &File) -> i32 {
    std::os::fd::AsRawFd::as_raw_fd(file)
}

#[cfg(windows)]
fn raw(_: &File) -> i32 {
    // The sandbox there has no list of handles.
    1
}
