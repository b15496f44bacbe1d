//! What detection needs to know of the packets: who is sent what, and how much of it was answered.
//!
//! Owns every table, each bounded whatever the traffic. Never reads a clock and never judges: the floors here only
//! leave out what no rule could use. Time is that of the packets, in slots of 250 ms; each slot gives one observation.

mod clock;
mod connections;
mod entry;
mod firsts;
mod flows;
mod foreseen;
mod keys;
mod kind;
mod sample;
mod scan;
mod scans;
mod servers;
mod sets;
mod sketches;
mod span;
mod spread;
mod sweep;
mod sweeps;
mod tables;
mod top;
mod victim;
mod victims;
mod window;

use clock::{Clock, Passed};
use keys::Keys;
use tables::Tables;
use weir_protocol::{
    Direction,
    limits::{MAX_OBSERVATIONS, TICK_NANOS},
    observe::Observations,
};

use crate::decode::Decoded;

/// A packet as it is observed.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// Nanoseconds since the Unix epoch.
    pub time: u64,
    /// Bytes on the wire.
    pub length: u32,
    /// What it is.
    pub decoded: &'a Decoded,
    /// Which way it went.
    pub direction: Direction,
}

/// What [`Observer::foresee`] found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Foreseen(foreseen::Foreseen);

/// Observes packets.
#[derive(Debug)]
pub struct Observer {
    clock: Clock,
    tables: Tables,
    /// Of slots that are over, oldest first.
    ready: Vec<Observations>,
}

impl Observer {
    /// For a live capture: hashes that nobody can foretell.
    #[must_use]
    pub fn live() -> Self {
        Self::new(Keys::random())
    }

    /// For a file: the same estimates each time.
    #[must_use]
    pub fn repeatable() -> Self {
        Self::new(Keys::repeatable())
    }

    fn new(keys: Keys) -> Self {
        Self { clock: Clock::default(), tables: Tables::new(keys), ready: Vec::new() }
    }

    /// It is `time` now, though there may be no packet: slots before that are over.
    pub fn pass(&mut self, time: u64) {
        let before = self.clock.start();
        match (self.clock.see(time), before) {
            (Passed::Nothing, _) | (_, None) => {}
            (Passed::Slots(slots), Some(start)) => self.enter(start, slots),
            (Passed::Restart, Some(start)) => {
                self.close(start);
                self.tables.restart();
            }
        }
    }

    /// Looks up what observing a packet will need.
    #[inline]
    #[must_use]
    pub fn foresee(&self, decoded: &Decoded) -> Foreseen {
        Foreseen(self.tables.foresee(decoded))
    }

    /// Observes one packet, for which [`Self::foresee`] was called.
    #[inline]
    pub fn add(&mut self, seen: Seen<'_>, foreseen: &Foreseen) {
        self.pass(seen.time);
        self.tables.add(&seen, &foreseen.0);
    }

    /// The observations of slots that are over.
    pub fn take(&mut self) -> Vec<Observations> {
        std::mem::take(&mut self.ready)
    }

    /// Ends the current slot, and `quiet` more without a packet.
    pub fn finish(&mut self, quiet: u64) {
        if let Some(start) = self.clock.start() {
            self.pass(start.saturating_add((1 + quiet) * TICK_NANOS));
        }
    }

    /// Closes the slot that began at `start` and enters the one `slots` later; between them nothing happened.
    fn enter(&mut self, start: u64, slots: u64) {
        // A tick has room for so many. The core sees that time passed when the next one says its start.
        let told = slots.min(MAX_OBSERVATIONS as u64);
        for number in 0..told {
            self.close(start + number * TICK_NANOS);
            self.tables.pass(1);
        }
        self.tables.pass(slots - told);
    }

    fn close(&mut self, start: u64) {
        let observations = self.tables.close(start);
        self.ready.push(observations);
        let surplus = self.ready.len().saturating_sub(MAX_OBSERVATIONS);
        self.ready.drain(..surplus);
    }
}
