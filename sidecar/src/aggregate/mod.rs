//! The sums of the packets since the last tick.
//!
//! Owns every table, each bounded. Never reads a clock: packets bring their time, and the end of a tick is asked for.

mod distinct;
mod hints;
mod lightest;
pub mod merge;
mod place;
mod recent;
mod rows;
mod sources;
mod totals;
mod touched;

use recent::Recent;
pub use sources::{MAX_TRACKED_SOURCES, Sources};
use totals::Slices;
pub use totals::slot_of;
use weir_protocol::{Count, Direction, Disclosure, PROBLEM_COUNT, Problem, Tick, Totals};

use crate::{
    decode::{Decoded, Gist},
    observe::{Foreseen, Observer, Seen},
};

/// Sources are told at the end of a second: judged intervals are whole ones.
const SECOND: u64 = 1_000_000_000;

/// Quarters of a second behind the end of a file: an unanswered packet is one after a second without an answer.
const SETTLING_SLOTS: u64 = 6;

/// Packets that are looked at before the first of them is counted: as many reads of memory as a core has on its way.
pub const BATCH: usize = 16;

/// Adds up packets and cuts the sums into ticks.
#[derive(Debug)]
pub struct Aggregate {
    slices: Slices,
    sources: Sources,
    recent: Recent,
    problems: [u64; PROBLEM_COUNT],
    truncated: u64,
    kernel_drops: u64,
    all_kernel_drops: u64,
    /// None: nobody judges.
    observer: Option<Observer>,
}

/// A packet as it is counted.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// Nanoseconds since the Unix epoch.
    pub time: u64,
    /// Bytes on the wire.
    pub length: u32,
    /// Whether fewer bytes were captured.
    pub truncated: bool,
    /// What it is.
    pub decoded: &'a Decoded,
    /// Which way it went.
    pub direction: Direction,
    /// At least [`MAX_HEADERS`] packets follow in the same tick: its header will not be among the newest.
    pub passed_over: bool,
}

/// A packet at which a glance is enough.
#[derive(Clone, Copy, Debug)]
pub struct Glanced<'a> {
    /// As of [`Counted`].
    pub time: u64,
    /// As of [`Counted`].
    pub length: u32,
    /// As of [`Counted`].
    pub truncated: bool,
    /// What it is.
    pub gist: Gist,
    /// The frame of the gist: what its header is read from, should it be among the newest when the tick ends.
    pub frame: &'a [u8],
    /// The VLAN whose tag the kernel took out of the frame.
    pub vlan: Option<u16>,
    /// As of [`Counted`].
    pub direction: Direction,
    /// As of [`Counted`].
    pub passed_over: bool,
}

impl Aggregate {
    /// Empty sums of a new session.
    #[must_use]
    pub fn new(disclosure: Disclosure) -> Self {
        Self::with(disclosure, Some(Observer::live()))
    }

    /// Empty sums of a file, which give the same estimates each time.
    #[must_use]
    pub fn repeatable(disclosure: Disclosure) -> Self {
        Self::with(disclosure, Some(Observer::repeatable()))
    }

    /// Empty sums whose ticks carry no observations.
    #[must_use]
    pub fn unobserved(disclosure: Disclosure) -> Self {
        Self::with(disclosure, None)
    }

    fn with(disclosure: Disclosure, observer: Option<Observer>) -> Self {
        Self {
            slices: Slices::default(),
            sources: Sources::default(),
            recent: Recent::new(disclosure),
            problems: [0; PROBLEM_COUNT],
            truncated: 0,
            kernel_drops: 0,
            all_kernel_drops: 0,
            observer,
        }
    }

    /// Makes sure that the tick names the quarter of a second of `time`, even if no packet comes.
    pub fn open(&mut self, time: u64) {
        self.slices.open(time);
    }

    /// It is `time` now: quarters of a second before that are over, and what was observed in them goes into the tick.
    pub fn pass(&mut self, time: u64) {
        if let Some(observer) = &mut self.observer {
            observer.pass(time);
        }
    }

    /// There will be no more packets. With `settle`, what waits for an answer is waited for.
    pub fn finish(&mut self, settle: bool) {
        if let Some(observer) = &mut self.observer {
            observer.finish(if settle { SETTLING_SLOTS } else { 0 });
        }
    }

    /// Counts one packet. Call [`Self::cut`] before when it belongs to another quarter of a second.
    #[inline]
    pub fn add(&mut self, packet: Counted<'_>) {
        let Counted { time, length, decoded, direction, .. } = packet;
        self.add_sums(packet);
        if let Some(observer) = &mut self.observer {
            let foreseen = observer.foresee(decoded);
            observer.add(Seen { time, length, decoded, direction }, &foreseen);
        }
    }

    /// Counts packets of one quarter of a second. Most of the time goes into waiting for memory: what the first [`BATCH`]
    /// need is looked up before the first of them is counted, so that they wait together.
    pub fn add_batch<'a>(&mut self, packets: impl Iterator<Item = Counted<'a>> + Clone) {
        if let Some(observer) = &mut self.observer {
            let mut foreseen = [Foreseen::default(); BATCH];
            for (packet, foreseen) in packets.clone().zip(&mut foreseen) {
                *foreseen = observer.foresee(packet.decoded);
            }
            for (Counted { time, length, decoded, direction, .. }, foreseen) in packets.clone().zip(&foreseen)
            {
                observer.add(Seen { time, length, decoded, direction }, foreseen);
            }
        }
        for packet in packets.clone().take(BATCH) {
            self.add_sums(packet);
        }
        for packet in packets.skip(BATCH) {
            self.add(packet);
        }
    }

    #[inline]
    fn add_sums(&mut self, packet: Counted<'_>) {
        let Counted { time, length, truncated, decoded, direction, .. } = packet;
        let went_back = self.slices.add(time, length, (decoded.class, decoded.name), direction);
        if let (true, Some((source, _))) = (decoded.is_ip, &decoded.addresses) {
            self.sources.add(source, decoded.class, length);
        }
        self.recent.add_read(packet);
        if let Some(problem) = decoded.problem {
            self.note(problem);
        }
        self.note_oddities(truncated, went_back);
    }

    /// Counts one packet that nobody observes. As [`Self::add`] otherwise.
    #[inline]
    pub fn add_gist(&mut self, packet: Glanced<'_>) {
        let Glanced { time, length, truncated, gist, direction, .. } = packet;
        let went_back = self.slices.add(time, length, (gist.class, None), direction);
        self.sources.add(gist.source, gist.class, length);
        self.recent.add_unread(&packet);
        self.note_oddities(truncated, went_back);
    }

    #[inline]
    fn note_oddities(&mut self, truncated: bool, went_back: bool) {
        self.truncated += u64::from(truncated);
        if went_back {
            self.note(Problem::TimeWentBack);
        }
    }

    /// Notes packets that the kernel dropped.
    pub fn note_drops(&mut self, drops: u64) {
        self.kernel_drops += drops;
        self.all_kernel_drops += drops;
    }

    /// Ends the tick of the slice that began at `start`, because it is `next` now. As [`Self::cut`], but a few sources
    /// may wait for the end of their second.
    pub fn cut_before(&mut self, session: u64, elapsed: u64, start: u64, next: u64) -> Tick {
        let all = start / SECOND != next / SECOND || self.sources.are_many();
        self.cut_with(session, elapsed, all)
    }

    /// Ends the tick: hands out all sums and begins anew. Its `seq` is given when it is sent.
    pub fn cut(&mut self, session: u64, elapsed: u64) -> Tick {
        self.cut_with(session, elapsed, true)
    }

    fn cut_with(&mut self, session: u64, elapsed: u64, all: bool) -> Tick {
        let (headers, headers_skipped) = self.recent.cut();
        let (sources, other_sources) = if all { self.sources.cut() } else { Default::default() };
        Tick {
            session,
            seq: 0,
            elapsed,
            slices: self.slices.cut(),
            sources,
            other_sources,
            distinct_sources: self.sources.distinct(),
            headers,
            headers_skipped,
            kernel_drops: std::mem::take(&mut self.kernel_drops),
            merged: 0,
            truncated: std::mem::take(&mut self.truncated),
            problems: std::mem::take(&mut self.problems),
            observations: self.observer.as_mut().map(Observer::take).unwrap_or_default(),
        }
    }

    /// The sums of all ticks that were cut, and of what waits for the next cut.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let Count { packets, bytes } = self.slices.total();
        Totals { packets, bytes, kernel_drops: self.all_kernel_drops, ..Totals::default() }
    }

    fn note(&mut self, problem: Problem) {
        if let Some(count) = self.problems.get_mut(problem.index()) {
            *count += 1;
        }
    }
}
