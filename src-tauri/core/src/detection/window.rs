//! The newest five seconds of observations, slot by slot, and what was sent to whom in them.

use std::{
    collections::{BTreeMap, VecDeque},
    net::IpAddr,
};

use weir_protocol::{
    Count,
    limits::TICK_NANOS,
    observe::{Family, Observations, Victim},
};

use super::{reading::Run, slot_end};

/// Slots of 250 ms that are kept: five seconds, the longest window of a rule that sums.
pub(super) const SLOTS: usize = 20;
/// Slots in one second.
pub(super) const SECOND: usize = 4;
/// Most empty slots that are put in for a silence: 30 s. A longer one is a suspend or another network: the window
/// begins anew, what was learned stays.
pub const MAX_GAP_SLOTS: u64 = 120;

/// What came of new observations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arrival {
    /// They follow, after so many empty slots.
    Next(u64),
    /// They are the first, or the first after too long a silence or a step of the clock.
    Anew,
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Window {
    slots: VecDeque<Observations>,
}

/// What one victim was sent in a stretch of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub count: Count,
    pub answered: u64,
    pub reflected: u64,
    pub refused: u64,
}

impl Sums {
    fn add(&mut self, victim: &Victim) {
        self.count.add(victim.count);
        self.answered += victim.answered;
        self.reflected += victim.reflected;
        self.refused += victim.refused;
    }
}

/// One victim in the window.
#[derive(Clone, Debug)]
pub(super) struct Sent<'a> {
    /// Its newest observation: the distinct numbers and the lists.
    pub newest: &'a Victim,
    /// The last second.
    pub second: Sums,
    /// The last second, without the newest slot.
    pub settled: Sums,
    /// The last five seconds.
    pub five: Sums,
    /// The newest slot alone.
    pub slot: Count,
    /// The last packet in the newest slot.
    pub last: Option<u64>,
}

impl Window {
    /// How new observations that begin at `start` follow those that are here.
    #[must_use]
    pub(super) fn arrival(&self, start: u64) -> Arrival {
        let Some(newest) = self.start() else { return Arrival::Anew };
        if start > newest {
            let empty = ((start - newest) / TICK_NANOS).saturating_sub(1);
            return if empty <= MAX_GAP_SLOTS { Arrival::Next(empty) } else { Arrival::Anew };
        }
        // A clock that went back a little: the packets are the next ones all the same.
        if newest - start <= MAX_GAP_SLOTS * TICK_NANOS { Arrival::Next(0) } else { Arrival::Anew }
    }

    /// Puts the next slot in; the oldest goes. Its start is never before the slot in front of it.
    pub(super) fn push(&mut self, mut seen: Observations) {
        if let Some(newest) = self.start() {
            seen.start = seen.start.max(newest + TICK_NANOS);
        }
        if self.slots.len() == SLOTS {
            self.slots.pop_front();
        }
        self.slots.push_back(seen);
    }

    /// Puts an empty slot in.
    pub(super) fn push_empty(&mut self) {
        let start = self.start().unwrap_or_default() + TICK_NANOS;
        self.push(Observations { start, ..Observations::default() });
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.slots.clear();
    }

    /// The newest slot.
    #[must_use]
    pub(super) fn newest(&self) -> Option<&Observations> {
        self.slots.back()
    }

    /// The slots, newest first.
    pub(super) fn newest_first(&self) -> impl Iterator<Item = &Observations> {
        self.slots.iter().rev()
    }

    /// Start of the newest slot.
    #[must_use]
    pub(super) fn start(&self) -> Option<u64> {
        self.newest().map(|seen| seen.start)
    }

    /// Everyone that was sent something of a family within the window.
    #[must_use]
    pub(super) fn sent(&self, family: Family) -> BTreeMap<IpAddr, Sent<'_>> {
        let mut all: BTreeMap<IpAddr, Sent<'_>> = BTreeMap::new();
        for (age, seen) in self.newest_first().enumerate() {
            for victim in seen.victims.iter().filter(|victim| victim.family == family) {
                let sent = all.entry(victim.address).or_insert_with(|| Sent {
                    newest: victim,
                    second: Sums::default(),
                    settled: Sums::default(),
                    five: Sums::default(),
                    slot: Count::default(),
                    last: None,
                });
                sent.five.add(victim);
                if age < SECOND {
                    sent.second.add(victim);
                }
                if age == 0 {
                    sent.slot = victim.count;
                    sent.last = victim.span.map(|(_, last)| last);
                } else if age < SECOND {
                    sent.settled.add(victim);
                }
            }
        }
        all
    }

    /// What goes on now, from the first packet of the first slot of the run that leads to the newest one, in which
    /// `count` of a slot is at least `least`. Pauses of up to one second do not break the run, nor does the second that
    /// a host has to answer: a short sweep is told after it.
    pub(super) fn run<'a, F>(&'a self, least: u64, count: F) -> Option<Run>
    where
        F: Fn(&'a Observations) -> Option<(Count, Option<(u64, u64)>)>,
    {
        let (mut began, mut length) = (None, 0);
        let mut pause = 0;
        let counts: Vec<_> = self.newest_first().map(|seen| (seen.start, count(seen))).collect();
        for (age, (start, found)) in counts.iter().enumerate() {
            match found {
                Some((count, span)) if count.packets >= least.max(1) => {
                    began = Some(span.map_or(*start, |(first, _)| first));
                    (length, pause) = (age + 1, 0);
                }
                Some(_) | None => pause += 1,
            }
            if pause > SECOND + 1 {
                break;
            }
        }
        let mut run = Run { began: began?, ..Run::default() };
        let mut latest = VecDeque::new();
        for (age, (start, found)) in counts.iter().enumerate().take(length).rev() {
            let count = found.map(|(count, _)| count).unwrap_or_default();
            if age > 0 {
                run.before.add(count);
            }
            latest.push_back(count.packets);
            if latest.len() > SECOND {
                latest.pop_front();
            }
            let second: u64 = latest.iter().sum();
            if second > run.peak.0 {
                run.peak = (second, slot_end(*start));
            }
        }
        Some(run)
    }

    /// [`Self::run`] for a victim.
    #[must_use]
    pub(super) fn victim_run(&self, family: Family, address: IpAddr, least: u64) -> Option<Run> {
        self.run(least, |seen| {
            let found = seen.victims.iter().find(|v| v.family == family && v.address == address);
            found.map(|victim| (victim.count, victim.span))
        })
    }
}

#[cfg(test)]
mod tests;
