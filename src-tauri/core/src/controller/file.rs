//! A capture file in place of a capture: `weir-replay` reads it, and what it holds is shown like what was captured.
//!
//! What was there before stays until the first packet of the file has come: a file that is no capture costs nothing.

use std::{
    borrow::Cow,
    fs::File,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::sync::mpsc;
use weir_protocol::{Event as Said, Tick};

use super::{Controller, Frontend};
use crate::{
    history::{History, Kind},
    names::shown,
    programs::Programs,
    said::SaidId,
    session::{Event, State},
    sidecar_client::{Speed, replay_while},
    view::{ErrorCode, Scope, SessionState, SessionView, UserError},
};

/// Ticks that may wait for the controller; the reader waits meanwhile.
const MAX_WAITING: usize = 16;

/// What a reader tells, and which file it reads.
#[derive(Debug)]
pub(super) struct FromReader {
    id: u64,
    message: Message,
}

#[derive(Debug)]
enum Message {
    Tick(Box<Tick>),
    End(Result<(), UserError>),
}

#[derive(Debug)]
struct Open {
    id: u64,
    name: String,
    reading: bool,
    /// Tells the reader to give up.
    stop: Arc<AtomicBool>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// The open file, if there is one, and the way from its reader.
#[derive(Debug)]
pub(super) struct Files {
    /// The history is this file's.
    shown: Option<Open>,
    /// This one takes its place with its first packet.
    coming: Option<Open>,
    last_id: u64,
    channel: (mpsc::Sender<FromReader>, mpsc::Receiver<FromReader>),
}

impl Default for Files {
    fn default() -> Self {
        Self { shown: None, coming: None, last_id: 0, channel: mpsc::channel(MAX_WAITING) }
    }
}

impl Files {
    /// The next thing that a reader tells.
    pub(super) async fn next(&mut self) -> Option<FromReader> {
        self.channel.1.recv().await
    }

    /// The file whose packets are shown.
    pub(super) fn shown(&self) -> Option<&str> {
        self.shown.as_ref().map(|open| open.name.as_str())
    }

    /// All of a file is shown, whatever stretch of a capture the user looks at.
    pub(super) fn scope(&self, scope: Scope) -> Scope {
        if self.shown().is_some() { Scope { range_s: 0, ..scope } } else { scope }
    }

    /// Forgets the files; their readers give up.
    pub(super) fn close(&mut self) {
        (self.shown, self.coming) = (None, None);
    }

    /// Changes what the window is told about the session, while a file is shown.
    pub(super) fn dress(&self, view: &mut SessionView, span: Option<(u64, u64)>) {
        let Some(open) = &self.shown else { return };
        let millis = |nanos: u64| (nanos / 1_000_000).into();
        view.file = Some(open.name.clone());
        view.state = if open.reading { SessionState::Running } else { SessionState::Idle };
        view.started_ms = span.map(|(first, _)| millis(first));
        view.ended_ms = span.filter(|_| !open.reading).map(|(_, last)| millis(last));
        view.engine = None;
    }

    fn read(&mut self, input: File, name: String, programs: Programs) {
        self.last_id += 1;
        let id = self.last_id;
        let stop = Arc::new(AtomicBool::new(false));
        let (told_to, to) = (Arc::clone(&stop), self.channel.0.clone());
        let reads = name.clone();
        tokio::task::spawn_blocking(move || {
            let tell = |message| to.blocking_send(FromReader { id, message }).is_ok();
            let end = replay_while(&programs, input, &reads, Speed::Full, |event| {
                let goes_on = !told_to.load(Ordering::Relaxed);
                match event {
                    Said::Tick(tick) => goes_on && tell(Message::Tick(tick)),
                    Said::Interfaces(_)
                    | Said::Started(_)
                    | Said::Busy { .. }
                    | Said::Stopped { .. }
                    | Said::Failed { .. } => goes_on,
                }
            });
            tell(Message::End(end.map(drop)));
        });
        self.coming = Some(Open { id, name, reading: true, stop });
    }
}

/// A desktop hands a path over as text, with U+FFFD in place of bytes that are none. Meant is the one file of that
/// folder whose name reads like that; when there is none, or there are several, nobody can tell.
fn meant(path: &Path) -> Option<Cow<'_, Path>> {
    if !path.to_str().is_some_and(|text| text.contains(char::REPLACEMENT_CHARACTER)) {
        return Some(Cow::Borrowed(path));
    }
    let name = path.file_name()?.to_str()?;
    let entries = std::fs::read_dir(path.parent()?).ok()?.flatten();
    let mut alike = entries.filter(|entry| entry.file_name().to_string_lossy() == name);
    let first = alike.next()?.path();
    alike.next().is_none().then_some(Cow::Owned(first))
}

/// Opens `path` for reading: a regular file only, since a pipe or a device might never end.
///
/// # Errors
/// In words.
pub(super) fn open(path: &Path) -> Result<(File, String), UserError> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let name = shown(&name.to_string_lossy());
    let cannot = |error: std::io::Error| {
        UserError::new(ErrorCode::NoFile, SaidId::FileMissing, &[("name", &name)])
            .with_detail(error.to_string())
    };
    let Some(path) = meant(path) else {
        return Err(UserError::new(ErrorCode::NoFile, SaidId::FileNameNotText, &[("name", &name)]));
    };
    // Asked first: opening a pipe would wait for its other end.
    if !std::fs::metadata(&path).map_err(cannot)?.is_file() {
        return Err(UserError::new(ErrorCode::NotACapture, SaidId::FileIsFolder, &[("name", &name)]));
    }
    Ok((File::open(&path).map_err(cannot)?, name))
}

impl<F: Frontend> Controller<F> {
    /// Reads a file in place of what is shown.
    pub(super) fn open_file(&mut self, input: File, name: String) -> Result<(), UserError> {
        match self.session.state() {
            State::Starting { .. } | State::Running { .. } | State::Stopping { .. } => {
                return Err(UserError::new(ErrorCode::Busy, SaidId::FileWhileCapturing, &[("name", &name)]));
            }
            State::Idle | State::Failed { .. } => {}
        }
        self.files.read(input, name, self.programs.clone());
        Ok(())
    }

    /// Stops the capture, or the reading of a file; what was read is kept.
    pub(super) fn stop(&mut self) {
        if self.files.coming.take().is_some() {
            return;
        }
        match self.files.shown.as_mut().filter(|open| open.reading) {
            Some(open) => open.stop.store(true, Ordering::Relaxed),
            None => drop(self.step(Event::Stop)),
        }
    }

    pub(super) fn on_file(&mut self, FromReader { id, message }: FromReader) {
        let is = |open: &Option<Open>| open.as_ref().is_some_and(|open| open.id == id);
        let (is_coming, is_shown) = (is(&self.files.coming), is(&self.files.shown));
        if !is_coming && !is_shown {
            return;
        }
        match message {
            Message::Tick(tick) => {
                if is_coming {
                    self.show_file();
                }
                self.history.add(&tick);
                self.lookout.add(&tick, &self.history.recent);
            }
            Message::End(Err(error)) if is_coming && error.code != ErrorCode::CutCapture => {
                self.files.coming = None;
                self.say(&error);
            }
            Message::End(end) => {
                // A capture without packets is one all the same.
                if is_coming {
                    self.show_file();
                }
                let Some(open) = &mut self.files.shown else { return };
                open.reading = false;
                // Told to stop, the reader ends in the middle.
                let told_to_stop = open.stop.load(Ordering::Relaxed);
                // Nothing of it comes any more: what was open has ended with the file.
                self.lookout.interrupt();
                if let Err(error) = end
                    && !told_to_stop
                {
                    self.say(&error);
                }
                self.tell();
            }
        }
    }

    /// From here on the history is that of the file that was coming.
    fn show_file(&mut self) {
        // A capture that waits for its cause to go must not begin under the file.
        self.step(Event::Stop);
        self.history = History::new(Kind::File, &self.settings.thresholds);
        self.lookout.clear();
        self.coverage.clear();
        self.status.clear();
        (self.started_ms, self.ended_ms, self.last_tick) = (None, None, None);
        self.counts_drops = false;
        self.files.shown = self.files.coming.take();
        self.tell();
    }

    fn say(&mut self, error: &UserError) {
        self.frontend.notice(&error.into());
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::{ffi::OsStr, io::Read, os::unix::ffi::OsStrExt};

    use super::*;

    #[test]
    fn a_name_that_is_no_text_is_found_by_how_it_reads_when_only_one_reads_so() {
        let folder = tempfile::tempdir().unwrap();
        let make = |name: &[u8]| std::fs::write(folder.path().join(OsStr::from_bytes(name)), name).unwrap();
        make(b"caf\xe9.pcap");
        make(b"cafe.pcap");
        let read = |name: &str| {
            let (mut file, shown) = open(&folder.path().join(name)).map_err(|error| error.said.id)?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            Ok((bytes, shown))
        };
        assert_eq!(read("caf\u{fffd}.pcap"), Ok((b"caf\xe9.pcap".to_vec(), r"caf\u{fffd}.pcap".into())));
        assert_eq!(read("\u{fffd}.pcap"), Err(SaidId::FileNameNotText));
        assert_eq!(read("gone.pcap"), Err(SaidId::FileMissing));
        make(b"caf\xe8.pcap");
        assert_eq!(read("caf\u{fffd}.pcap"), Err(SaidId::FileNameNotText), "two read so");
        assert_eq!(read("caf\u{fffd}/day.pcap"), Err(SaidId::FileNameNotText), "a folder of that name");
    }
}
