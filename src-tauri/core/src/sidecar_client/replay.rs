//! A capture file through `weir-replay`: the file is its standard input, frames come from its standard output.
//!
//! No socket is needed: both pipes are anonymous and ours.

use std::{
    fs::File,
    io::{ErrorKind, Read},
    process::{Command, Stdio},
};

use weir_protocol::{Event, FailureKind, FrameReader, Hello, Kind, Totals, Version, limits::MAX_FRAME_BYTES};

use crate::{
    filter::FileFilter,
    programs::Programs,
    said::SaidId,
    view::{ErrorCode, UserError},
};

/// How fast a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speed {
    /// As fast as it can.
    Full,
    /// As it was captured.
    Original,
}

/// How a file is read.
#[derive(Clone, Copy, Debug)]
pub struct How<'a> {
    /// How fast.
    pub speed: Speed,
    /// Which of its packets; none: all.
    pub filter: Option<&'a FileFilter>,
}

impl From<Speed> for How<'_> {
    fn from(speed: Speed) -> Self {
        Self { speed, filter: None }
    }
}

/// Reads the capture in `input` to its end and hands over each event. Blocks; call it from a thread of its own.
///
/// # Errors
/// In words, with `name` for the file. [`ErrorCode::CutCapture`] comes after everything before the cut was handed
/// over.
pub fn replay<'a>(
    programs: &Programs,
    input: File,
    name: &str,
    how: impl Into<How<'a>>,
    mut on_event: impl FnMut(Event),
) -> Result<Totals, UserError> {
    replay_while(programs, input, name, how, |event| {
        on_event(event);
        true
    })
}

/// The same, until `on_event` says false: then the reading ends as one that was cut.
///
/// # Errors
/// As [`replay`].
pub fn replay_while<'a>(
    programs: &Programs,
    input: File,
    name: &str,
    how: impl Into<How<'a>>,
    mut on_event: impl FnMut(Event) -> bool,
) -> Result<Totals, UserError> {
    let How { speed, filter } = how.into();
    let mut child = Command::new(&programs.replay)
        .args((speed == Speed::Original).then_some("--pace"))
        .args(filter.into_iter().flat_map(FileFilter::words))
        .env_clear()
        .stdin(input)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| {
            if error.kind() == ErrorKind::NotFound {
                missing(programs.installed)
            } else {
                UserError::sidecar_bad()
            }
            .with_detail(error.to_string())
        })?;
    let result = child.stdout.take().map_or_else(
        || Err(UserError::sidecar_bad()),
        |stdout| read_events(stdout, programs, name, &mut on_event),
    );
    let _ = child.kill();
    let _ = child.wait();
    result
}

fn missing(installed: bool) -> UserError {
    let id = if installed { SaidId::ReaderMissingInstalled } else { SaidId::ReaderMissingBuilt };
    UserError::new(ErrorCode::Missing, id, &[])
}

fn unfilterable(name: &str) -> UserError {
    UserError::new(ErrorCode::BadFilter, SaidId::CaptureFilterNotInFile, &[("name", name)])
}

fn read_events(
    mut stdout: impl Read,
    programs: &Programs,
    name: &str,
    on_event: &mut impl FnMut(Event) -> bool,
) -> Result<Totals, UserError> {
    let bad = |detail: String| UserError::sidecar_bad().with_detail(detail);
    let mut frames = FrameReader::new(MAX_FRAME_BYTES);
    let mut chunk = vec![0; 64 * 1024];
    loop {
        while let Some(frame) = frames.next().map_err(|e| bad(e.to_string()))? {
            if frame.kind == Kind::Hello {
                let hello = Hello::from_bytes(&frame.payload).map_err(|e| bad(e.to_string()))?;
                Version::OURS
                    .agree(hello.version)
                    .map_err(|refusal| UserError::from_refusal(refusal, programs.installed))?;
                continue;
            }
            let event: Event = frame.message().map_err(|e| bad(e.to_string()))?;
            match event {
                Event::Stopped { totals, .. } => return Ok(totals),
                Event::Failed { kind: FailureKind::BadFilter, detail, .. } => {
                    return Err(unfilterable(name).with_detail(detail));
                }
                Event::Failed { kind, detail, .. } => {
                    return Err(UserError::from_failure(kind, &detail, name, programs.installed));
                }
                Event::Interfaces(_) | Event::Started(_) | Event::Tick(_) | Event::Busy { .. } => {
                    if !on_event(event) {
                        return Err(UserError::from_failure(
                            FailureKind::CutCapture,
                            "the reading was stopped",
                            name,
                            programs.installed,
                        ));
                    }
                }
            }
        }
        match stdout.read(&mut chunk) {
            Ok(0) => {
                return Err(UserError::from_failure(
                    FailureKind::System,
                    "weir-replay ended without a word",
                    name,
                    programs.installed,
                ));
            }
            Ok(read) => frames.push(chunk.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(bad(error.to_string())),
        }
    }
}
