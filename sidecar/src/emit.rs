//! What waits for the socket. The capture thread puts ticks in and never waits; the writer thread takes them out.
//!
//! At most [`MAX_WAITING_TICKS`] ticks wait. When the reader is slower than that, the newest tick is merged into the
//! last one that waits: sums stay exact, only their resolution in time suffers, and it is counted.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use weir_protocol::{Event, Tick, Totals};

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

/// The events that wait.
#[derive(Debug, Default)]
pub struct Outbox {
    waiting: Mutex<Waiting>,
    news: Condvar,
}

#[derive(Debug, Default)]
struct Waiting {
    events: VecDeque<Event>,
    merged: u64,
    next_seq: u64,
    finished: bool,
}

impl Outbox {
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
                merge(last, tick);
                waiting.merged += 1;
            }
            None => waiting.events.push_back(Event::Tick(Box::new(tick))),
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

    /// The next event; waits for one. `None` after the last.
    pub fn take(&self) -> Option<Event> {
        let waiting = self.lock();
        let mut waiting = self
            .news
            .wait_while(waiting, |waiting| waiting.events.is_empty() && !waiting.finished)
            .unwrap_or_else(PoisonError::into_inner);
        let mut event = waiting.events.pop_front()?;
        if let Event::Tick(tick) = &mut event {
            // Numbered here, so that merged ticks leave no hole.
            tick.seq = waiting.next_seq;
            waiting.next_seq += 1;
        }
        Some(event)
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TickSink for &Outbox {
    fn put(&mut self, tick: Tick) -> Result<(), Gone> {
        self.put_tick(tick);
        Ok(())
    }
}
