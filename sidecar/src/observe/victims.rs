//! The busiest addresses of each family: 64 places each, given away by Space-Saving (Metwally et al. 2005).
//!
//! A newcomer takes the place of the lightest and inherits its weight, so that whoever gets more than 1/64 of the
//! packets of a family keeps its place though a sweep touches a million addresses. Only the weight is inherited; counts
//! are those of the address alone.

use weir_protocol::{
    limits::MAX_VICTIMS,
    observe::{Family, Victim},
};

use super::{
    keys::Host,
    sketches::{Sketches, Stamp, stamp},
    victim::{Hit, Row},
    window::LONG,
};

/// Places of a family.
const PLACES: usize = 64;

const FAMILIES: [Family; 7] = [
    Family::Syn,
    Family::TcpStray,
    Family::Udp,
    Family::Icmp,
    Family::IcmpError,
    Family::OtherIp,
    Family::Storm,
];

/// Fewer packets in five seconds are not told: every rule needs at least 10 a second, and an idle machine gets less.
const FLOOR: u32 = 10;

/// Weights lose a sixteenth every slot: half in about three seconds.
const FADE: u32 = 16;

/// Three for each victim that can be told, and some for those that come and go.
const SKETCHES: u16 = 192;

/// The table.
#[derive(Debug)]
pub(super) struct Victims {
    families: [Places; 7],
    sketches: Sketches,
    now: Stamp,
    replaced: u64,
}

#[derive(Debug)]
struct Places {
    /// For each value of six bits of a print: the places whose print has it, as a set of bits.
    marks: [u64; PLACES],
    /// Beside the rows, so that a search is short.
    prints: Vec<u32>,
    weights: Vec<u32>,
    rows: Vec<Row>,
}

impl Victims {
    pub(super) fn new(slot: u32) -> Self {
        Self {
            families: std::array::from_fn(|_| Places::new()),
            sketches: Sketches::new(SKETCHES, LONG),
            now: stamp(slot),
            replaced: 0,
        }
    }

    /// Counts a packet to `host`.
    pub(super) fn hit(&mut self, family: Family, host: Host<'_>, hit: &Hit<'_>) {
        let Some(places) = self.families.get_mut(family as usize) else { return };
        let place = match places.find(host) {
            Some(place) => place,
            None => {
                let (place, replaced) = places.admit(host, &mut self.sketches);
                self.replaced += u64::from(replaced);
                place
            }
        };
        if let Some(weight) = places.weights.get_mut(place) {
            *weight = weight.saturating_add(1);
        }
        if let Some(row) = places.rows.get_mut(place) {
            row.hit(hit, self.now, &mut self.sketches);
        }
    }

    /// `host` answered something that it was sent, or a handshake with it was completed.
    pub(super) fn answer(&mut self, family: Family, host: Host<'_>) {
        if let Some(row) = self.row(family, host) {
            row.answer();
        }
    }

    /// `host` refused something that it was sent.
    pub(super) fn refuse(&mut self, family: Family, host: Host<'_>) {
        if let Some(row) = self.row(family, host) {
            row.refuse();
        }
    }

    fn row(&mut self, family: Family, host: Host<'_>) -> Option<&mut Row> {
        let places = self.families.get_mut(family as usize)?;
        let place = places.find(host)?;
        places.rows.get_mut(place)
    }

    /// The busiest of each family.
    pub(super) fn observe(&self) -> Vec<Victim> {
        let mut victims = Vec::new();
        for (family, places) in FAMILIES.into_iter().zip(&self.families) {
            let mut rows: Vec<&Row> = places.rows.iter().filter(|row| row.packets() >= FLOOR).collect();
            rows.sort_by_key(|row| (std::cmp::Reverse(row.packets()), row.address));
            rows.truncate(MAX_VICTIMS);
            victims.extend(rows.into_iter().map(|row| row.observe(family, self.now, &self.sketches)));
        }
        victims
    }

    /// Enters `slot`, `slots` after the one before.
    pub(super) fn pass(&mut self, slot: u32, slots: u32) {
        if slots >= u32::from(LONG) {
            return self.clear(slot);
        }
        self.now = stamp(slot);
        self.sketches.pass(self.now, slots);
        for places in &mut self.families {
            for back in (0..slots).rev() {
                places.pass(slot - back, self.now);
            }
            places.drop_idle(&mut self.sketches);
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self, slot: u32) {
        self.now = stamp(slot);
        for places in &mut self.families {
            for row in &mut places.rows {
                row.clear(&mut self.sketches);
            }
            *places = Places::new();
        }
    }

    /// Addresses that took the place of another since the last call.
    pub(super) fn take_replaced(&mut self) -> u64 {
        std::mem::take(&mut self.replaced)
    }
}

impl Places {
    fn new() -> Self {
        Self { marks: [0; PLACES], prints: Vec::new(), weights: Vec::new(), rows: Vec::new() }
    }

    #[inline]
    fn find(&self, host: Host<'_>) -> Option<usize> {
        let print = print(host.hash);
        let mut marked = self.marks.get(mark(print)).copied().unwrap_or(0);
        while marked != 0 {
            let place = marked.trailing_zeros() as usize;
            if self.prints.get(place) == Some(&print)
                && self.rows.get(place).is_some_and(|row| row.address == *host.address)
            {
                return Some(place);
            }
            marked &= marked - 1;
        }
        None
    }

    /// A place for a newcomer, and whether another lost it.
    #[cold]
    fn admit(&mut self, host: Host<'_>, sketches: &mut Sketches) -> (usize, bool) {
        let (place, replaced) = if self.rows.len() < PLACES {
            self.rows.push(Row::new(host));
            self.prints.push(print(host.hash));
            self.weights.push(0);
            (self.rows.len() - 1, false)
        } else {
            let lightest = self.weights.iter().enumerate().min_by_key(|&(_, weight)| weight);
            let place = lightest.map_or(0, |(place, _)| place);
            if let (Some(row), Some(known)) = (self.rows.get_mut(place), self.prints.get_mut(place)) {
                row.reuse(host, sketches);
                let before = std::mem::replace(known, print(host.hash));
                if let Some(marks) = self.marks.get_mut(mark(before)) {
                    *marks &= !(1 << place);
                }
            }
            (place, true)
        };
        self.mark(place);
        (place, replaced)
    }

    fn mark(&mut self, place: usize) {
        if let Some(marks) = self.prints.get(place).and_then(|&print| self.marks.get_mut(mark(print))) {
            *marks |= 1 << place;
        }
    }

    fn pass(&mut self, slot: u32, now: Stamp) {
        for weight in &mut self.weights {
            *weight -= weight.div_ceil(FADE);
        }
        for row in &mut self.rows {
            row.pass(slot, now);
        }
    }

    fn drop_idle(&mut self, sketches: &mut Sketches) {
        let before = self.rows.len();
        let mut place = 0;
        while let Some(row) = self.rows.get_mut(place) {
            if row.is_idle() {
                row.clear(sketches);
                self.rows.swap_remove(place);
                self.prints.swap_remove(place);
                self.weights.swap_remove(place);
            } else {
                place += 1;
            }
        }
        if self.rows.len() < before {
            // Others took the places of those that went.
            self.marks = [0; PLACES];
            (0..self.rows.len()).for_each(|place| self.mark(place));
        }
    }
}

const fn mark(print: u32) -> usize {
    print as usize % PLACES
}

const fn print(hash: u64) -> u32 {
    (hash >> 32) as u32
}
