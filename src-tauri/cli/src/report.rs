//! `weir-cli report`: a capture file through the unprivileged replay program.

use std::{fs::File, io::IsTerminal, os::fd::AsFd, process::ExitCode};

use anyhow::Context;
use weir_core::{
    filter::FileFilter,
    history::{History, Kind},
    lookout::Lookout,
    names::Places,
    programs::Programs,
    report::{Origin, Report},
    settings::{SettingsFile, default_path},
    sidecar_client::{How, Speed, replay},
    view::ErrorCode,
};
use weir_protocol::Event;

pub(crate) fn run(name: &str, filter: &str, json: bool, names: bool) -> anyhow::Result<ExitCode> {
    let input = open(name)?;
    let filter = match FileFilter::compile(filter) {
        Ok(filter) => filter,
        Err(error) => {
            crate::say(&error);
            return Ok(ExitCode::FAILURE);
        }
    };
    let how = How { speed: Speed::Full, filter: filter.as_ref() };
    let (settings, notice) = SettingsFile::new(default_path()).load();
    notice.iter().for_each(|notice| eprintln!("weir-cli: {}", notice.sentence));
    let mut history = History::new(Kind::File, &settings.thresholds);
    let mut lookout = Lookout::brief(&settings.detection);
    let end = replay(&Programs::locate(), input, name, how, |event| {
        if let Event::Tick(tick) = event {
            history.add(&tick);
            lookout.add(&tick, &history.recent);
        }
    });
    // What came before a cut is reported all the same; then the cut is said, and the exit code tells it.
    let cut = match end {
        Ok(_) => None,
        Err(error) if error.code == ErrorCode::CutCapture => Some(error),
        Err(error) => {
            crate::say(&error);
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut report =
        Report::new(Origin::File { name: name.into() }, &history, &lookout, &settings.thresholds);
    if names {
        let places = Places::locate();
        say_missing(&places);
        report.add_places(|address| places.of(address));
    }
    if json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        print!("{}", report.to_text());
    }
    Ok(cut.map_or(ExitCode::SUCCESS, |error| {
        crate::say(&error);
        ExitCode::FAILURE
    }))
}

/// Names that are missing are said, not passed over.
fn say_missing(places: &Places) {
    let (countries, networks) = places.are_there();
    for what in [(!countries).then_some("countries"), (!networks).then_some("networks")].into_iter().flatten()
    {
        eprintln!(
            "weir-cli: the data on {what} is missing; reinstall Weir, or in its source run: npm run setup"
        );
    }
}

/// A file, or standard input for `-`.
pub(crate) fn open(name: &str) -> anyhow::Result<File> {
    if name == "-" {
        let stdin = std::io::stdin();
        anyhow::ensure!(
            !stdin.is_terminal(),
            "weir-cli: standard input is a terminal; pipe a capture into it."
        );
        return Ok(File::from(stdin.as_fd().try_clone_to_owned()?));
    }
    let file = File::open(name).with_context(|| format!("weir-cli: {name} cannot be opened"))?;
    anyhow::ensure!(!file.metadata()?.is_dir(), "weir-cli: {name} is a folder; give it a capture file.");
    Ok(file)
}
