//! `weir-sidecar`: captures live for the process that started it. Takes no arguments, reads no environment, no files.

use std::process::ExitCode;

#[cfg(unix)]
fn main() -> ExitCode {
    weir_sidecar::privilege::say_panics();
    weir_sidecar::server::run().into()
}

#[cfg(not(unix))]
fn main() -> ExitCode {
    // Live capture needs the platform's socket and sandbox code, which is written for Unix only so far.
    weir_sidecar::exit::Exit::NoPacketSockets.into()
}
