//! A sidecar that answered: commands out, events in.

use std::{collections::VecDeque, time::Duration};

use interprocess::local_socket::tokio::Stream;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    time::{Instant, sleep_until, timeout},
};
use weir_protocol::{Command, Event, Frame, FrameReader, Hello, Kind};

use super::launch::Running;
use crate::view::UserError;

/// A frame that began must end within this; an honest one is written at once.
const FRAME_TIMEOUT: Duration = Duration::from_secs(2);
/// Ticks come four times a second; a running sidecar that is silent for so long hangs.
const SILENCE_TIMEOUT: Duration = Duration::from_secs(10);
/// A command of some bytes must find room in the socket's buffer.
const SEND_TIMEOUT: Duration = Duration::from_secs(1);

/// What came from the sidecar.
#[derive(Debug)]
pub enum ClientEvent {
    /// It said something.
    Said(Event),
    /// It is gone, or spoke nonsense; nothing more will come.
    Gone(UserError),
}

/// One sidecar, connected.
#[derive(Debug)]
pub struct Client {
    child: Running,
    stream: Stream,
    frames: FrameReader,
    waiting: VecDeque<Event>,
    hello: Hello,
    revision: u16,
    /// When the frame in progress began.
    began: Option<Instant>,
    /// When something last came, while ticks are due.
    heard: Option<Instant>,
}

impl Client {
    pub(super) fn new(
        child: Running,
        stream: Stream,
        frames: FrameReader,
        hello: Hello,
        revision: u16,
    ) -> Self {
        Self { child, stream, frames, waiting: VecDeque::new(), hello, revision, began: None, heard: None }
    }

    /// Its build.
    #[must_use]
    pub fn build(&self) -> &str {
        &self.hello.build
    }

    /// Its process number.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.pid()
    }

    /// Sends a command.
    ///
    /// # Errors
    /// The sidecar is gone or does not read.
    pub async fn send(&mut self, command: Command) -> Result<(), UserError> {
        let bad = |detail: String| UserError::sidecar_bad().with_detail(detail);
        let bytes = Frame::encode(Kind::Command, self.revision, &command).map_err(|e| bad(e.to_string()))?;
        match timeout(SEND_TIMEOUT, (&self.stream).write_all(&bytes)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(bad(error.to_string())),
            Err(_) => Err(bad("it does not read its commands".into())),
        }
    }

    /// The next thing it says. Can be cancelled at any await without losing bytes.
    pub async fn next(&mut self) -> ClientEvent {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return ClientEvent::Said(event);
            }
            match self.decode() {
                Ok(true) => continue,
                Ok(false) => {}
                Err(detail) => return ClientEvent::Gone(UserError::sidecar_bad().with_detail(detail)),
            }
            if let Err(error) = self.read().await {
                return ClientEvent::Gone(error);
            }
        }
    }

    /// Lets it go: ends within half a second.
    pub async fn release(mut self) {
        let _ = self.send(Command::ShutDown).await;
        let last_words = self.child.end().await;
        if !last_words.is_empty() {
            tracing::warn!("weir-sidecar: {last_words}");
        }
    }

    /// Takes whole frames out of the buffer. True: there was one.
    fn decode(&mut self) -> Result<bool, String> {
        let Some(frame) = self.frames.next().map_err(|e| e.to_string())? else {
            if self.frames.is_between_frames() {
                self.began = None;
            } else if self.began.is_none() {
                self.began = Some(Instant::now());
            }
            return Ok(false);
        };
        self.began = None;
        if frame.kind != Kind::Event {
            return Err(format!("a {:?} frame came where an event was due", frame.kind));
        }
        let event: Event = frame.message().map_err(|e| e.to_string())?;
        match &event {
            Event::Started(_) | Event::Tick(_) => self.heard = Some(Instant::now()),
            Event::Stopped { .. } | Event::Failed { .. } => self.heard = None,
            Event::Interfaces(_) | Event::Busy { .. } => {}
        }
        self.waiting.push_back(event);
        Ok(true)
    }

    async fn read(&mut self) -> Result<(), UserError> {
        let far = Instant::now() + Duration::from_secs(3600);
        let cut = self.began.map_or(far, |began| began + FRAME_TIMEOUT);
        let silent = self.heard.map_or(far, |heard| heard + SILENCE_TIMEOUT);
        let mut chunk = [0; 16 * 1024];
        let mut reader = &self.stream;
        let read = tokio::select! {
            read = reader.read(&mut chunk) => read,
            () = sleep_until(cut) => {
                return Err(UserError::sidecar_bad().with_detail("it stopped in the middle of a frame"));
            }
            () = sleep_until(silent) => {
                return Err(UserError::sidecar_bad().with_detail("it said nothing for 10 s"));
            }
        };
        match read {
            Ok(0) => Err(UserError::sidecar_gone().with_detail(self.child.complaints())),
            Ok(read) => {
                self.frames.push(chunk.get(..read).unwrap_or_default());
                Ok(())
            }
            Err(error) => Err(UserError::sidecar_gone().with_detail(error.to_string())),
        }
    }
}
