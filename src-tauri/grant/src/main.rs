//! `weir-capture-grant grant|revoke|status [USER]`: who may run the capture program.
//!
//! Runs as root, through `pkexec` or `sudo`, so it trusts nothing that it is given: of the environment it reads
//! `PKEXEC_UID` alone, it runs no other program, it touches two fixed places ([`target`], [`grants`]), and follows no
//! symbolic link there. Under `pkexec` it serves only the account that asked.
#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "its answers are for a person at a terminal")]

#[cfg(target_os = "linux")]
mod account;
#[cfg(target_os = "linux")]
mod acl;
#[cfg(target_os = "linux")]
mod folder;
#[cfg(target_os = "linux")]
mod grants;
#[cfg(target_os = "linux")]
mod request;
#[cfg(target_os = "linux")]
mod target;
#[cfg(target_os = "linux")]
mod work;

use std::process::ExitCode;

/// The words were not understood.
#[cfg(target_os = "linux")]
const EXIT_USAGE: u8 = 2;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    use request::{Caller, Request};
    let caller = match Caller::find() {
        Ok(caller) => caller,
        Err(sentence) => return fail(&sentence, ExitCode::FAILURE),
    };
    let request = match Request::read(std::env::args_os().skip(1)) {
        Ok(request) => request,
        Err(sentence) => return fail(&sentence, EXIT_USAGE.into()),
    };
    match work::carry_out(&request, caller) {
        Ok(answer) => {
            println!("{}", answer.sentence);
            if answer.yes { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(sentence) => fail(&sentence, ExitCode::FAILURE),
    }
}

#[cfg(target_os = "linux")]
fn fail(sentence: &str, code: ExitCode) -> ExitCode {
    eprintln!("weir-capture-grant: {sentence}");
    code
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    eprintln!("weir-capture-grant: only Linux grants the permission to capture like this.");
    println!();
    ExitCode::FAILURE
}
