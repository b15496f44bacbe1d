//! `weir-cli selftest`: the test scenes, and what was found in them.

use std::process::ExitCode;

use weir_core::{programs::Programs, selftest, view::SelfTestRow};

pub(crate) fn run(json: bool) -> anyhow::Result<ExitCode> {
    let result = match selftest::run(&Programs::locate()) {
        Ok(result) => result,
        Err(error) => {
            crate::say(&error);
            return Ok(ExitCode::FAILURE);
        }
    };
    if json {
        println!("{}", serde_json::to_string(&result)?);
    } else {
        println!("{:<4} {:<42} {:<18} {:<26} {:>8}", "", "Scene", "Expected", "Found", "After");
        result.scenes.iter().for_each(|row| println!("{}", line(row)));
        let good = result.scenes.iter().filter(|row| row.ok).count();
        println!("{good} of {} scenes are as expected.", result.scenes.len());
    }
    Ok(if result.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn line(row: &SelfTestRow) -> String {
    let expected = row.expected.map_or("nothing", |kind| kind.label());
    let mut found: Vec<&str> = row.found.iter().map(|kind| kind.label()).collect();
    found.dedup();
    let found = if found.is_empty() { "nothing".to_owned() } else { found.join(", ") };
    let after = row.detected_after_ms.map_or_else(String::new, |ms| format!("{} ms", ms.get()));
    let mark = if row.ok { "ok" } else { "BAD" };
    format!("{mark:<4} {:<42} {expected:<18} {found:<26} {after:>8}", row.scene)
}
