//! `weir-replay [--counts] [--pace] [--filter PROGRAM]…`: a capture file on standard input, protocol frames on standard
//! output.
//!
//! `--counts` sends sums only, no packet headers. `--pace` keeps the speed at which it was captured. `--filter` gives
//! the filter program of one link type, as numbers.

use std::{ffi::OsString, fs::File, io, process::ExitCode};

use weir_protocol::Disclosure;
use weir_sidecar::{
    capture::sieve::Sieve,
    exit::Exit,
    privilege,
    replay::{How, Speed, replay},
};

fn main() -> ExitCode {
    privilege::say_panics();
    run().unwrap_or_else(|exit| exit).into()
}

fn run() -> Result<Exit, Exit> {
    let how = asked(std::env::args_os().skip(1)).ok_or(Exit::BadLaunch)?;
    privilege::prepare_replay()?;
    // Without the standard library's own buffers, which know lines and locks.
    let (input, output) = (own(io::stdin())?, own(io::stdout())?);
    privilege::drop_rights()?;
    privilege::close_sandbox(&privilege::Open { writable: &[raw(&output)] })?;
    Ok(replay(input, output, how).map_or(Exit::Connection, |()| Exit::Done))
}

/// What the words ask for; none when they make no sense.
fn asked(mut words: impl Iterator<Item = OsString>) -> Option<How> {
    let mut how = How { disclosure: Disclosure::Headers, speed: Speed::Full, sieve: Sieve::default() };
    while let Some(word) = words.next() {
        match word.to_str()? {
            "--counts" => how.disclosure = Disclosure::Counts,
            "--pace" => how.speed = Speed::Original,
            "--filter" => how.sieve.add(words.next()?.to_str()?).ok()?,
            _ => return None,
        }
    }
    Some(how)
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
