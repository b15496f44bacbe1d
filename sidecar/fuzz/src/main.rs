//! `weir-fuzz TARGET COUNT [NUMBER]`: so many hostile inputs; `weir-fuzz --write-corpus`: the seeds as files.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a tool for the terminal")]

use std::{fs, process::ExitCode};

use weir_fuzz::{Mutator, Target, run, seeds};

/// Files of each corpus: enough for every kind of seed, little enough to be looked at.
const FILES: usize = 24;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["--write-corpus"] => write_corpus(),
        [name, count] => fuzz(name, count, "1"),
        [name, count, number] => fuzz(name, count, number),
        _ => usage(),
    }
}

fn usage() -> ExitCode {
    let names: Vec<&str> = Target::ALL.iter().map(|target| target.name).collect();
    eprintln!("npm run fuzz -- TARGET COUNT [NUMBER]; targets: {}, all", names.join(", "));
    ExitCode::FAILURE
}

fn fuzz(name: &str, count: &str, number: &str) -> ExitCode {
    let (Ok(count), Ok(number)) = (count.parse(), number.parse()) else { return usage() };
    let chosen: Vec<Target> =
        Target::ALL.iter().copied().filter(|target| name == "all" || target.name == name).collect();
    if chosen.is_empty() {
        return usage();
    }
    for target in chosen {
        match run::many(target, count, number) {
            Ok(took) => println!(
                "{}: {count} inputs in {:.0} s, every property held",
                target.name,
                took.as_secs_f64()
            ),
            Err(input) => {
                let file = std::env::temp_dir().join(format!("weir-fuzz-{}.bin", target.name));
                let kept = fs::write(&file, &input).is_ok();
                let place =
                    if kept { file.display().to_string() } else { "nowhere: it could not be written".into() };
                eprintln!("{}: an input of {} bytes broke it; it is in {place}", target.name, input.len());
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

/// Seeds, evenly chosen, and as many changed ones.
fn write_corpus() -> ExitCode {
    for target in Target::ALL {
        let folder = run::corpus(target.name);
        let all = seeds(target.name);
        let step = all.len().div_ceil(FILES / 2).max(1);
        let mut inputs: Vec<Vec<u8>> = all.iter().step_by(step).cloned().collect();
        let mut mutator = Mutator::new(all, 1);
        let mut input = Vec::new();
        while inputs.len() < FILES {
            mutator.next(&mut input);
            inputs.push(input.clone());
        }
        let written = fs::create_dir_all(&folder).and_then(|()| {
            inputs
                .iter()
                .enumerate()
                .try_for_each(|(n, bytes)| fs::write(folder.join(format!("{n:02}")), bytes))
        });
        if let Err(error) = written {
            eprintln!("{}: {error}", folder.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
