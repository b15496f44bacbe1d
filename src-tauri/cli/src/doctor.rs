//! `weir-cli doctor`: each finding with its cure; exit code 0 only if capture would work.

use std::process::ExitCode;

use weir_core::{doctor, programs::Programs, sidecar_client::Launcher, view::DoctorReport};

pub(crate) async fn run(interface: Option<&str>, json: bool) -> anyhow::Result<ExitCode> {
    let report = doctor::examine(&Launcher::new()?, &Programs::locate(), interface).await;
    if json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print(&report);
    }
    Ok(if report.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print(report: &DoctorReport) {
    for check in &report.checks {
        let mark = match check.ok {
            Some(true) => "ok  ",
            Some(false) => "FAIL",
            None => "–   ",
        };
        println!("{mark}  {}: {}", check.name, check.detail);
    }
    match &report.problem {
        None => println!("Capture works."),
        Some(problem) => {
            println!("{}\n{}", problem.sentence, problem.cure);
            if let Some(command) = &problem.command {
                println!("  $ {command}");
            }
        }
    }
}
