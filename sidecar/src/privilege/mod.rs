//! Giving up rights: what is done before anything else, before the first byte from outside, and before the first packet.
//!
//! ```text
//! prepare -> (open socket, list interfaces) -> drop_rights -> (dial, handshake, threads) -> close_sandbox -> (packets)
//! ```
//!
//! Fails closed: when rights cannot be given up, the program ends with [`Exit::Sandbox`] and reads nothing.

#[cfg(target_os = "linux")]
pub(crate) mod attempt;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
use linux as platform;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "macos")]
use macos as platform;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as platform;

use std::io::Write;

use crate::exit::Exit;

/// What stays possible in the closed sandbox, besides reading what is open already.
#[derive(Clone, Copy, Debug)]
pub struct Open<'a> {
    /// File descriptors that may be written to. Standard error may be too, for the last words of a panic.
    pub writable: &'a [i32],
}

/// First of all in the live program: no inherited files, no core dumps, no debugger, and no life without the parent.
///
/// # Errors
/// [`Exit::Sandbox`].
pub fn prepare() -> Result<(), Exit> {
    platform::prepare(true)
}

/// The same for the replay, which ends with its input and may outlive whoever started it.
///
/// # Errors
/// [`Exit::Sandbox`].
pub fn prepare_replay() -> Result<(), Exit> {
    platform::prepare(false)
}

/// Gives up every capability and the file system, for good. Before the first thread.
///
/// # Errors
/// [`Exit::Sandbox`].
pub fn drop_rights() -> Result<(), Exit> {
    platform::drop_rights()
}

/// Leaves only the system calls of counting packets, in all threads. After the last thread was started.
///
/// # Errors
/// [`Exit::Sandbox`].
pub fn close_sandbox(open: &Open<'_>) -> Result<(), Exit> {
    platform::close_sandbox(open)
}

/// One line to standard error and the end: the default hook would look for a backtrace, which the sandbox forbids.
pub fn say_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        let _ = writeln!(std::io::stderr(), "weir: defect at {place}");
        std::process::exit(Exit::Panicked.code().into());
    }));
}
