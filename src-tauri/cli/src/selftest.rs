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

/// Drawn scenes: one line for each scene, and one for each play that went wrong.
pub(crate) fn vary(seeds: u64, json: bool) -> anyhow::Result<ExitCode> {
    let rows = match selftest::vary(&Programs::locate(), seeds) {
        Ok(rows) => rows,
        Err(error) => {
            crate::say(&error);
            return Ok(ExitCode::FAILURE);
        }
    };
    let ok = rows.iter().all(|(_, row)| row.ok);
    if json {
        println!("{}", serde_json::to_string(&rows)?);
    } else {
        let plays = usize::try_from(seeds).unwrap_or(1);
        println!("{:<46} {:<18} {:>11} {:>14}", "Scene", "Expected", "As expected", "At the latest");
        rows.chunks(plays).for_each(scene);
        let good = rows.iter().filter(|(_, row)| row.ok).count();
        println!("{good} of {} plays are as expected.", rows.len());
    }
    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn scene(plays: &[(u64, SelfTestRow)]) {
    let Some((_, first)) = plays.first() else { return };
    let good = plays.iter().filter(|(_, row)| row.ok).count();
    let latest = plays.iter().filter_map(|(_, row)| row.detected_after_ms.map(|ms| ms.get())).max();
    let latest = latest.map_or_else(String::new, |ms| format!("{ms} ms"));
    let expected = first.expected.map_or("nothing", |kind| kind.label());
    println!("{:<46} {expected:<18} {:>11} {latest:>14}", first.scene, format!("{good} of {}", plays.len()));
    for (seed, row) in plays.iter().filter(|(_, row)| !row.ok) {
        println!("  with numbers {seed}: {}", line(row));
    }
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
