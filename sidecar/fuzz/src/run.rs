//! Runs a target over many inputs and says what broke it.

use std::{
    fs,
    io::Write,
    panic::catch_unwind,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use flate2::{Compression, write::GzEncoder};

use crate::{Mutator, Target, seeds};

/// Longer than any honest input takes, on a slow machine: a hang.
const HANG: Duration = Duration::from_secs(5);

/// The folder of a target's corpus.
#[must_use]
pub fn corpus(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target)
}

/// The committed inputs of a target, by name.
///
/// # Errors
/// Those of the file system.
pub fn committed(target: &str) -> std::io::Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(corpus(target))? {
        let path = entry?.path();
        let bytes = fs::read(&path)?;
        found.push((path, bytes));
    }
    found.sort();
    Ok(found)
}

/// Tries `count` inputs made from the seeds and the corpus.
///
/// # Errors
/// The first input that broke a property or hung.
pub fn many(target: Target, count: u64, number: u64) -> Result<Duration, Vec<u8>> {
    let mut all = seeds(target.name);
    all.extend(committed(target.name).unwrap_or_default().into_iter().map(|(_, bytes)| bytes));
    let mut mutator = Mutator::new(all, number);
    let mut input = Vec::new();
    let began = Instant::now();
    for _ in 0..count {
        mutator.next(&mut input);
        let start = Instant::now();
        let held = catch_unwind(|| (target.check)(&input)).is_ok();
        if !held || start.elapsed() > HANG {
            return Err(input);
        }
    }
    Ok(began.elapsed())
}

/// `bytes` compressed, for seeds.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).and_then(|()| packer.finish()).unwrap_or_default()
}
