//! A capture file at the speed at which it was captured: each packet comes when it is due.

use std::{
    thread,
    time::{Duration, Instant},
};

use super::{Hints, Next, Packet, PacketSource, SourceError};

/// How long it waits before it says that nothing came: a tick ends in time, and a stop is heard soon.
const PATIENCE: Duration = Duration::from_millis(50);

/// Gives the packets of another source when they are due. Its clock begins with the first packet.
#[derive(Debug)]
pub struct Paced<S> {
    source: S,
    /// When the first packet was given, and its own time.
    began: Option<(Instant, u64)>,
    waiting: Option<Waiting>,
    bytes: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Waiting {
    time: u64,
    length: u32,
    link: u16,
    hints: Hints,
}

impl<S: PacketSource> Paced<S> {
    /// Gives what `source` gives.
    #[must_use]
    pub const fn new(source: S) -> Self {
        Self { source, began: None, waiting: None, bytes: Vec::new() }
    }

    /// The file's time now, in nanoseconds since the Unix epoch.
    fn now(&mut self, first: u64) -> u64 {
        let (began, base) = *self.began.get_or_insert_with(|| (Instant::now(), first));
        base.saturating_add(u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX))
    }
}

impl<S: PacketSource> PacketSource for Paced<S> {
    fn next(&mut self) -> Result<Next<'_>, SourceError> {
        let waiting = match self.waiting {
            Some(waiting) => waiting,
            None => match self.source.next()? {
                Next::Packet(Packet { time, length, link, bytes, hints }) => {
                    self.bytes.clear();
                    self.bytes.extend_from_slice(bytes);
                    Waiting { time, length, link, hints }
                }
                Next::Idle { now } => return Ok(Next::Idle { now }),
                Next::End => return Ok(Next::End),
            },
        };
        let now = self.now(waiting.time);
        let left = Duration::from_nanos(waiting.time.saturating_sub(now));
        if left > PATIENCE {
            self.waiting = Some(waiting);
            thread::sleep(PATIENCE);
            return Ok(Next::Idle { now: self.now(waiting.time) });
        }
        thread::sleep(left);
        self.waiting = None;
        let Waiting { time, length, link, hints } = waiting;
        Ok(Next::Packet(Packet { time, length, link, bytes: &self.bytes, hints }))
    }

    fn stop(&mut self) {
        self.waiting = None;
        self.source.stop();
    }

    fn take_drops(&mut self) -> u64 {
        self.source.take_drops()
    }
}
