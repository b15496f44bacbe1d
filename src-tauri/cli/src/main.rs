//! `weir-cli`: Weir without a window.
//!
//! Logic lives in the core; this reads arguments, prints, and chooses the exit code.
#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is the program that prints")]

mod arguments;
mod doctor;
mod interfaces;
mod output;
mod play;
mod report;
mod screen;
mod selftest;
mod watch;

use std::process::ExitCode;

use clap::Parser;
use weir_core::{controller::StartRequest, sidecar_client::Speed, view::UserError};

use arguments::{Arguments, Command};

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("WEIR_LOG").unwrap_or_else(|_| "error".into()),
        )
        .init();
    let result = match Arguments::parse().command {
        Command::Interfaces { json } => interfaces::run(json),
        Command::Watch { file: Some(file), pace, filter, json, .. } => {
            let speed = if pace { Speed::Original } else { Speed::Full };
            play::run(&file, &filter, speed, json)
        }
        Command::Watch { interface, duration, engine, filter, json, .. } => {
            let duration_s = duration.and_then(|d| u32::try_from(d.as_secs()).ok());
            let request =
                StartRequest { interface, duration_s, engine: Some(engine.into()), filter: Some(filter) };
            watch::run(request, json).await
        }
        Command::Selftest { json, varied: Some(seeds) } => selftest::vary(seeds, json),
        Command::Selftest { json, varied: None } => selftest::run(json),
        Command::Report { file, filter, json, names } => report::run(&file, &filter, json, names),
        Command::Doctor { interface, json } => doctor::run(interface.as_deref(), json).await,
    };
    result.unwrap_or_else(|failure| {
        eprintln!("{failure:#}");
        ExitCode::FAILURE
    })
}

/// Prints a core error the way the terminal shows it: the sentence, the cure, the command, the details.
fn say(error: &UserError) {
    eprintln!("weir-cli: {}", error.sentence);
    eprintln!("  {}", error.cure);
    if let Some(command) = &error.command {
        eprintln!("  $ {command}");
    }
    if let Some(detail) = &error.detail {
        eprintln!("  ({detail})");
    }
}
