//! `weir-sidecar`: captures live for the process that started it. Reads no environment, no files, and knows one word:
//! `--self-test` tries in the closed sandbox what must be impossible there, and says how it went.

use std::process::ExitCode;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    weir_sidecar::privilege::say_panics();
    match weir_sidecar::self_test::asked(std::env::args_os().skip(1)) {
        Some(what) => weir_sidecar::self_test::run(&what).into(),
        None => weir_sidecar::server::run().into(),
    }
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    // The order of start-up and the sandbox are written for Linux only so far; capturing without them is not an option.
    weir_sidecar::exit::Exit::NoPacketSockets.into()
}
