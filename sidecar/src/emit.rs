//! What waits for the socket. The capture thread puts ticks in and never waits; the writer thread takes them out.
//!
//! While nothing waits and the socket has room, the capture thread hands a tick to it without waking the writer: that
//! would cost more than all the rest of the tick.
//! At most [`MAX_WAITING_TICKS`] ticks wait. When the reader is slower than that, the newest tick is merged into the
//! last one that waits: sums stay exact, only their resolution in time suffers, and it is counted.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use weir_protocol::{Event, Frame, Kind, Tick, Totals};

use crate::aggregate::merge::merge;

/// One on its way to the socket's buffer and one behind it: more would only be older news.
pub const MAX_WAITING_TICKS: usize = 2;

/// Answers that wait. The core asks for one thing at a time; who asks for this many without reading is not the core.
pub const MAX_WAITING_ANSWERS: usize = 32;

/// Takes ticks.
pub trait TickSink {
    /// Takes the next tick, or says that nobody wants any more.
    ///
    /// # Errors
    /// When the other side is gone.
    fn put(&mut self, tick: Tick) -> Result<(), Gone>;
}

/// Nobody reads what we say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the reader is gone")]
pub struct Gone;

/// Takes what it has room for.
pub trait Pipe: Send {
    /// Takes the first of `bytes`, never waits, and says how many.
    fn offer(&mut self, bytes: &[u8]) -> usize;
}

/// What the writer is to write.
#[derive(Debug, PartialEq)]
pub enum Out {
    /// An event.
    Event(Event),
    /// The end of a frame whose beginning the pipe took.
    Rest(Vec<u8>),
}

/// The events that wait.
#[derive(Default)]
pub struct Outbox {
    waiting: Mutex<Waiting>,
    news: Condvar,
}

#[derive(Default)]
struct Waiting {
    events: VecDeque<Event>,
    /// Comes before all events.
    rest: Vec<u8>,
    /// The writer has something that it may not have written yet.
    writing: bool,
    merged: u64,
    next_seq: u64,
    finished: bool,
    straight: Option<Straight>,
}

/// The way past the writer.
struct Straight {
    pipe: Box<dyn Pipe>,
    /// Of the protocol.
    version: u16,
    /// Kept for the next frame; as large as the largest so far.
    room: Vec<u8>,
}

impl Outbox {
    /// With a way past the writer, for frames of protocol revision `version`.
    pub fn with_pipe(pipe: impl Pipe + 'static, version: u16) -> Self {
        let straight = Some(Straight { pipe: Box::new(pipe), version, room: Vec::new() });
        Self { waiting: Mutex::new(Waiting { straight, ..Waiting::default() }), news: Condvar::new() }
    }

    /// Puts an answer behind what waits already.
    ///
    /// # Errors
    /// When too many answers wait.
    pub fn answer(&self, event: Event) -> Result<(), Gone> {
        let mut waiting = self.lock();
        if waiting.events.len() >= MAX_WAITING_ANSWERS {
            return Err(Gone);
        }
        waiting.events.push_back(event);
        drop(waiting);
        self.news.notify_one();
        Ok(())
    }

    /// Puts a tick in, or merges it into the last one. Never waits for the reader.
    pub fn put_tick(&self, tick: Tick) {
        let mut waiting = self.lock();
        let tick = match waiting.put_straight(Box::new(tick)) {
            Ok(true) => return,
            Ok(false) => return self.news.notify_one(),
            Err(tick) => tick,
        };
        let ticks = waiting.events.iter().filter(|event| matches!(event, Event::Tick(_))).count();
        let last = waiting.events.iter_mut().rev().find_map(|event| match event {
            Event::Tick(tick) => Some(tick),
            Event::Interfaces(_)
            | Event::Started(_)
            | Event::Stopped { .. }
            | Event::Failed { .. }
            | Event::Busy { .. } => None,
        });
        match last.filter(|_| ticks >= MAX_WAITING_TICKS) {
            Some(last) => {
                merge(last, *tick);
                waiting.merged += 1;
            }
            None => waiting.events.push_back(Event::Tick(tick)),
        }
        drop(waiting);
        self.news.notify_one();
    }

    /// Puts the last event in: [`Event::Stopped`], completed by the number of merged ticks.
    pub fn stopped(&self, session: u64, totals: Totals) {
        let mut waiting = self.lock();
        let totals = Totals { merged_ticks: waiting.merged, ..totals };
        waiting.events.push_back(Event::Stopped { session, totals });
        waiting.finished = true;
        drop(waiting);
        self.news.notify_one();
    }

    /// Puts the last event in.
    pub fn failed(&self, failure: Event) {
        let mut waiting = self.lock();
        waiting.events.push_back(failure);
        waiting.finished = true;
        drop(waiting);
        self.news.notify_one();
    }

    /// Whether [`Self::take`] would not wait for something to write.
    pub fn is_waiting(&self) -> bool {
        !self.lock().is_empty()
    }

    /// What is to be written next; waits for it. `None` after the last. What was taken before counts as written.
    pub fn take(&self) -> Option<Out> {
        let mut waiting = self.lock();
        waiting.writing = false;
        let mut waiting = self
            .news
            .wait_while(waiting, |waiting| waiting.is_empty() && !waiting.finished)
            .unwrap_or_else(PoisonError::into_inner);
        waiting.writing = true;
        if !waiting.rest.is_empty() {
            return Some(Out::Rest(std::mem::take(&mut waiting.rest)));
        }
        let mut event = waiting.events.pop_front()?;
        if let Event::Tick(tick) = &mut event {
            // Numbered here, so that merged ticks leave no hole.
            tick.seq = waiting.next_seq;
            waiting.next_seq += 1;
        }
        Some(Out::Event(event))
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn is_empty(&self) -> bool {
        self.rest.is_empty() && self.events.is_empty()
    }

    /// Gives a tick to the pipe: whether it has taken all of it; otherwise its rest waits for the writer. The tick comes
    /// back when others are before it.
    fn put_straight(&mut self, mut tick: Box<Tick>) -> Result<bool, Box<Tick>> {
        let is_first = self.is_empty() && !self.writing && !self.finished;
        let Some(Straight { pipe, version, room }) = self.straight.as_mut().filter(|_| is_first) else {
            return Err(tick);
        };
        tick.seq = self.next_seq;
        let event = Event::Tick(tick);
        let Ok(length) = Frame::encode_into(room, Kind::Event, *version, &event) else {
            // Never seen: a tick is bounded. Nothing can follow it.
            self.finished = true;
            return Ok(false);
        };
        self.next_seq += 1;
        let frame = room.get(..length).unwrap_or_default();
        let taken = pipe.offer(frame);
        self.rest = frame.get(taken..).unwrap_or_default().to_vec();
        Ok(self.rest.is_empty())
    }
}

impl TickSink for &Outbox {
    fn put(&mut self, tick: Tick) -> Result<(), Gone> {
        self.put_tick(tick);
        Ok(())
    }
}
