//! Packets in, ticks out: source, decoder and sums in a row, on one thread.
//!
//! A tick ends when time enters the next quarter of a second: live with or without packets, in a file with the next
//! packet. So a file gives the ticks that its capture gave. Waits for nothing but the source and, from a file, the sink.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Instant,
};

use weir_protocol::{
    Direction, Disclosure, Totals,
    limits::{MAX_HEADERS, TICK_NANOS},
};

use crate::{
    aggregate::{Aggregate, BATCH, Counted, Glanced, slot_of},
    capture::{Hints, Next, Packet, PacketSource, SourceError},
    decode::{Decoded, Gist, Vantage, decode_into},
    emit::{Gone, TickSink},
};

/// An idle source that is so far behind the newest packet is not late: the clock was set.
const BEHIND: u64 = 4 * TICK_NANOS;

/// When a tick ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// With the quarter of a second, by the clock: packets come when they happen.
    Live,
    /// With the quarter of a second, by the packets: they come as fast as they can be read.
    File,
}

/// What is to be measured.
#[derive(Clone, Debug)]
pub struct Job {
    /// The core's number for it.
    pub session: u64,
    /// When ticks end.
    pub pace: Pace,
    /// Where packets are seen from.
    pub vantage: Vantage,
    /// What may be shown of them.
    pub disclosure: Disclosure,
    /// Whether to observe what detection judges.
    pub observe: bool,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The sums of all ticks that were put out.
    pub totals: Totals,
    /// The source's error, or that nobody reads on; `Ok` at its end.
    pub end: Result<(), End>,
}

/// Why it ended early.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The source broke.
    Source(SourceError),
    /// Nobody reads the ticks.
    Gone,
}

impl From<Gone> for End {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

/// Runs until the source ends or breaks, or `stop` is set and the source has given what it still had.
pub fn run<S: PacketSource, K: TickSink>(
    job: &Job,
    source: &mut S,
    sink: &mut K,
    stop: &AtomicBool,
) -> Outcome {
    let mut run = Run {
        job,
        sums: match (job.observe, job.pace) {
            (false, _) => Aggregate::unobserved(job.disclosure),
            (true, Pace::Live) => Aggregate::new(job.disclosure),
            (true, Pace::File) => Aggregate::repeatable(job.disclosure),
        },
        sink,
        batch: std::array::from_fn(|_| Held::default()),
        held: 0,
        began: Instant::now(),
        slot: None,
        has_packets: false,
    };
    let end = run.until_the_end(source, stop);
    Outcome { totals: run.sums.totals(), end }
}

/// A packet that is decoded and not counted.
#[derive(Default)]
struct Held {
    facts: Facts,
    decoded: Decoded,
}

/// What is known of it beside what it is.
#[derive(Clone, Copy, Default)]
struct Facts {
    time: u64,
    length: u32,
    truncated: bool,
    direction: Direction,
    passed_over: bool,
}

impl Facts {
    #[inline]
    const fn of(self, decoded: &Decoded) -> Counted<'_> {
        let Self { time, length, truncated, direction, passed_over } = self;
        Counted { time, length, truncated, decoded, direction, passed_over }
    }
}

struct Run<'a, K> {
    job: &'a Job,
    batch: [Held; BATCH],
    /// So many of them.
    held: usize,
    sums: Aggregate,
    sink: &'a mut K,
    began: Instant,
    /// The quarter of a second that a live tick is about.
    slot: Option<u64>,
    has_packets: bool,
}

impl<K: TickSink> Run<'_, K> {
    fn until_the_end<S: PacketSource>(&mut self, source: &mut S, stop: &AtomicBool) -> Result<(), End> {
        loop {
            if stop.load(Ordering::Relaxed) {
                source.stop();
            }
            let due = match source.next() {
                Ok(Next::Packet(packet)) => {
                    let mut cut = self.take(&packet);
                    if matches!(cut, Ok(false)) {
                        source.each(|packet| {
                            cut = self.take(packet);
                            matches!(cut, Ok(false))
                        });
                    }
                    // A packet that ends a tick belongs to the next; the drops so far to this one, as near as can be told.
                    cut?
                }
                // An idle source vouches for time a little in the past: packets of a later tick may be here already.
                Ok(Next::Idle { now }) if self.slot.is_some_and(|slot| now < slot && slot - now < BEHIND) => {
                    false
                }
                Ok(Next::Idle { now }) => self.reach(now)?,
                Ok(Next::End) => {
                    self.put_last(source.take_drops())?;
                    return Ok(());
                }
                Err(error) => {
                    self.put_last(source.take_drops())?;
                    return Err(End::Source(error));
                }
            };
            if due {
                self.sums.note_drops(source.take_drops());
            }
        }
    }

    /// Holds a packet, and says whether it ended a tick.
    #[inline]
    fn take(&mut self, packet: &Packet<'_>) -> Result<bool, Gone> {
        let cut = self.reach(packet.time)?;
        if !self.glance(packet) {
            self.hold(packet);
        }
        Ok(cut)
    }

    /// It is `time`. Puts the tick out when that lies in another quarter of a second, and says whether it did: limits
    /// look at each, so a file gives the ticks that its capture gave.
    #[inline]
    fn reach(&mut self, time: u64) -> Result<bool, Gone> {
        if self.is_in_this_tick(time) { Ok(false) } else { self.change_to(time) }
    }

    #[inline]
    fn is_in_this_tick(&self, time: u64) -> bool {
        self.slot.is_some_and(|slot| time.wrapping_sub(slot) < TICK_NANOS)
    }

    #[cold]
    fn change_to(&mut self, time: u64) -> Result<bool, Gone> {
        let cut = self.slot.is_some();
        self.count();
        if cut {
            self.sums.pass(time);
            self.put(0, Some(time))?;
        }
        self.slot = Some(slot_of(time));
        if self.job.pace == Pace::Live {
            // A tick without packets says "silence"; no tick would say nothing.
            self.sums.open(time);
        }
        Ok(cut)
    }

    /// Counts a packet if a glance at it is enough: nobody observes it.
    #[inline]
    fn glance(&mut self, packet: &Packet<'_>) -> bool {
        let Packet { time, length, link, bytes, hints } = *packet;
        if self.job.observe {
            return false;
        }
        let direction = hints.direction.or_else(|| self.job.vantage.direction_at_a_glance(bytes));
        let (Some(gist), Some(direction)) = (Gist::of(link, bytes, length), direction) else { return false };
        self.has_packets = true;
        self.sums.add_gist(Glanced {
            time,
            length,
            truncated: packet.is_cut(),
            gist,
            frame: bytes,
            vlan: hints.vlan_id(),
            direction,
            passed_over: self.is_passed_over(hints),
        });
        true
    }

    #[inline]
    fn is_passed_over(&self, Hints { followers, .. }: Hints) -> bool {
        followers.reach(MAX_HEADERS, |time| self.is_in_this_tick(time))
    }

    /// Decodes a packet; it is counted with the others of its batch.
    fn hold(&mut self, packet: &Packet<'_>) {
        if self.held == BATCH {
            self.count();
        }
        let passed_over = self.is_passed_over(packet.hints);
        let Some(held) = self.batch.get_mut(self.held) else { return };
        let decoded = &mut held.decoded;
        decode_into(decoded, packet.link, packet.bytes, packet.length);
        if let Some(outermost) = packet.hints.vlan_id() {
            decoded.vlan = Some(outermost);
        }
        let facts = Facts {
            time: packet.time,
            length: packet.length,
            truncated: packet.is_cut(),
            direction: packet.hints.direction.unwrap_or_else(|| self.job.vantage.direction(decoded)),
            passed_over,
        };
        self.has_packets = true;
        if self.job.observe {
            held.facts = facts;
            self.held += 1;
        } else {
            // The sums alone need so little memory that it is there already; and facts that were just written, to be
            // read back at once in other pieces, would cost more than the wait for it.
            self.sums.add(facts.of(decoded));
        }
    }

    /// Counts the packets that are held.
    fn count(&mut self) {
        let batch = self.batch.get(..self.held).unwrap_or_default();
        self.sums.add_batch(batch.iter().map(|held| held.facts.of(&held.decoded)));
        self.held = 0;
    }

    fn put_last(&mut self, drops: u64) -> Result<(), Gone> {
        self.count();
        self.sums.finish(self.job.pace == Pace::File);
        if self.has_packets || self.slot.is_some() || drops > 0 { self.put(drops, None) } else { Ok(()) }
    }

    /// Puts the tick out; `next` is the time that ended it, or none at the end of all.
    fn put(&mut self, drops: u64, next: Option<u64>) -> Result<(), Gone> {
        let elapsed = match self.job.pace {
            Pace::Live => u64::try_from(self.began.elapsed().as_nanos()).unwrap_or(u64::MAX),
            Pace::File => 0,
        };
        self.sums.note_drops(drops);
        let session = self.job.session;
        let tick = match (self.slot, next) {
            (Some(start), Some(next)) => self.sums.cut_before(session, elapsed, start, next),
            _ => self.sums.cut(session, elapsed),
        };
        self.has_packets = false;
        self.sink.put(tick)
    }
}
