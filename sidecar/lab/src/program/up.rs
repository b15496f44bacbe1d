//! `weir-lab up`: a lab for as long as a command runs, or for as long as somebody holds stdin open.

use std::io;
use std::process::{Child, Command, ExitCode};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use nix::sys::signal::{SigSet, Signal, kill};
use nix::unistd::Pid;
use weir_lab::Lab;

use super::say;

enum Event {
    Signal(Signal),
    Ended(Option<i32>),
    InputClosed,
}

/// Makes the lab, and takes it down again at the end of the command, of stdin, or at a signal.
pub(crate) fn run(command: &[String]) -> io::Result<ExitCode> {
    let (events, next) = channel();
    // Before the lab exists: a signal must never end this program without taking the lab down.
    let signals = stopping_signals();
    signals.thread_block()?;
    wait_for_signals(signals, events.clone());

    let lab = Lab::new()?;
    let child = match command {
        [] => {
            say(&serde_json::to_string(&lab.info())?)?;
            wait_for_end_of_input(events);
            None
        }
        [program, arguments @ ..] => {
            let child = spawn(&lab, signals, program, arguments)?;
            let pid = Pid::from_raw(i32::try_from(child.id()).map_err(io::Error::other)?);
            wait_for(child, events);
            Some(pid)
        }
    };

    while let Ok(event) = next.recv() {
        match (event, child) {
            // The command may clean up; its end is what ends the lab.
            (Event::Signal(signal), Some(pid)) => kill(pid, signal)?,
            (Event::Signal(signal), None) => return Ok(code(128 + signal as i32)),
            (Event::Ended(status), _) => return Ok(code(status.unwrap_or(1))),
            (Event::InputClosed, _) => break,
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn spawn(lab: &Lab, signals: SigSet, program: &str, arguments: &[String]) -> io::Result<Child> {
    let info = lab.info();
    let mut command = Command::new(program);
    command.args(arguments).env("WEIR_LAB", serde_json::to_string(&info)?);
    command.env("WEIR_LAB_A", info.a).env("WEIR_LAB_B", info.b);
    command.env("WEIR_LAB_IFACE_A", info.iface_a).env("WEIR_LAB_IFACE_B", info.iface_b);
    // A child inherits blocked signals, and could not be interrupted.
    signals.thread_unblock()?;
    let child = command.spawn();
    signals.thread_block()?;
    child.map_err(|error| io::Error::other(format!("{program} did not start: {error}")))
}

fn stopping_signals() -> SigSet {
    [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP].into_iter().collect()
}

fn wait_for_signals(signals: SigSet, events: Sender<Event>) {
    thread::spawn(move || {
        while let Ok(signal) = signals.wait() {
            if events.send(Event::Signal(signal)).is_err() {
                return;
            }
        }
    });
}

fn wait_for(mut child: Child, events: Sender<Event>) {
    thread::spawn(move || {
        let status = child.wait().ok().and_then(|status| status.code());
        // Nobody listens any more only when the lab is gone already.
        let _ = events.send(Event::Ended(status));
    });
}

fn wait_for_end_of_input(events: Sender<Event>) {
    thread::spawn(move || {
        // An error is an end, too.
        let _ = io::copy(&mut io::stdin(), &mut io::sink());
        let _ = events.send(Event::InputClosed);
    });
}

fn code(status: i32) -> ExitCode {
    ExitCode::from(u8::try_from(status).unwrap_or(1))
}
