//! `weir-sidecar`: captures live for the process that started it. Takes no arguments, reads no environment, no files.

use std::process::ExitCode;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    weir_sidecar::privilege::say_panics();
    weir_sidecar::server::run().into()
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    // The order of start-up and the sandbox are written for Linux only so far; capturing without them is not an option.
    weir_sidecar::exit::Exit::NoPacketSockets.into()
}
