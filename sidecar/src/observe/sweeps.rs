//! Sources that try one port on many hosts.

use weir_protocol::{
    limits::MAX_SUSPECTS,
    observe::{Probe, Sweep},
};

use super::{
    Seen,
    firsts::Firsts,
    keys::{Host, Keys},
    sets::{Rank, Row as _, Sets},
    sketches::{Sketches, stamp},
    sweep::{ANSWERED, Key, Row},
    window::{FAST, MATURITY, SLOW},
};

/// Keys of source, kind and port: each program on a machine has one or two at a time.
const KEYS: usize = 1_024;

/// Sweeps of more than 256 hosts at one time.
const SKETCHES: u16 = 16;

/// Fewer failed hosts are not told: every rule needs at least 15 in ten seconds or 150 in five minutes.
const FLOOR_FAST: u32 = 5;
const FLOOR_SLOW: u32 = 30;
/// So many that have not answered are told before they have had their second: their packets are in no later slice.
const FLOOR_SOON: u32 = 15;
/// Fewer hosts are not told where all count, answered or not.
const FLOOR_ALL: u32 = 8;

/// Who tries what, and how; the row of it has its [`Key`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Way<'a> {
    pub(super) source: Host<'a>,
    pub(super) probe: Probe,
    pub(super) port: u16,
}

impl Way<'_> {
    const fn key(&self) -> Key {
        (*self.source.address, self.probe, self.port)
    }

    fn is(&self, &(source, probe, port): &Key) -> bool {
        source == *self.source.address && probe == self.probe && port == self.port
    }

    fn hash(&self, keys: &Keys) -> u64 {
        keys.mix(self.source.hash, self.probe as u64, self.port.into())
    }
}

/// The table.
#[derive(Debug)]
pub(super) struct Sweeps {
    keys: Sets<Row>,
    firsts: Firsts,
    sketches: Sketches,
}

impl Sweeps {
    pub(super) fn new() -> Self {
        Self {
            keys: Sets::new(KEYS, SLOW),
            firsts: Firsts::new(SLOW),
            sketches: Sketches::new(SKETCHES, (FAST + MATURITY) as u8),
        }
    }

    /// A host is tried.
    pub(super) fn try_host(&mut self, way: Way<'_>, host: Host<'_>, seen: &Seen<'_>, slot: u32, keys: &Keys) {
        let hash = way.hash(keys);
        if let Some((row, rank)) = self.keys.get(hash, |row| way.is(row.key())) {
            row.try_host(host, seen, slot, &mut self.sketches);
            *rank = Rank { weight: row.weight(), last: slot };
            return;
        }
        let print = (host.hash >> 32) as u32;
        let Some(first) = self.firsts.meet(hash, print, 0, seen, slot) else { return };
        let (key, sketches) = (way.key(), &mut self.sketches);
        let row = self.keys.get_or_insert(key, hash, slot, |row| row.reuse(key, sketches));
        if let Some((row, rank)) = row {
            row.begin(&first, slot);
            row.try_host(host, seen, slot, &mut self.sketches);
            rank.weight = row.weight();
        }
    }

    /// `host` answered.
    pub(super) fn answer(&mut self, way: Way<'_>, host: Host<'_>, keys: &Keys) {
        let hash = way.hash(keys);
        match self.keys.get(hash, |row| way.is(row.key())) {
            Some((row, rank)) => {
                row.answer(host.hash);
                rank.weight = row.weight();
            }
            None => self.firsts.mark(hash, (host.hash >> 32) as u32, ANSWERED),
        }
    }

    /// The keys with most failed hosts.
    pub(super) fn observe(&mut self, slot: u32, start: u64) -> Vec<Sweep> {
        let mut sweeps = Vec::new();
        for (row, rank) in self.keys.notable(FLOOR_FAST, slot) {
            if rank.weight >= FLOOR_FAST {
                let sweep = row.observe(slot, start, &self.sketches);
                rank.weight = row.weight();
                let all = sweep.tried_10s >= FLOOR_ALL || sweep.hosts_300s >= FLOOR_SLOW;
                let soon = rank.weight >= FLOOR_SOON && sweep.tried_10s >= FLOOR_SOON;
                if soon
                    || (row.counts_all() && all)
                    || sweep.failed_10s >= FLOOR_FAST
                    || sweep.failed_300s >= FLOOR_SLOW
                {
                    sweeps.push(sweep);
                }
            }
            row.pass();
        }
        sweeps.sort_by_key(|sweep| {
            (std::cmp::Reverse((sweep.failed_10s, sweep.failed_300s)), sweep.source, sweep.probe, sweep.port)
        });
        sweeps.truncate(MAX_SUSPECTS);
        sweeps
    }

    /// Enters `slot`, `slots` after the one before.
    pub(super) fn pass(&mut self, slot: u32, slots: u32) {
        self.sketches.pass(stamp(slot), slots);
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.keys.clear(|row| row.release(&mut self.sketches));
        self.firsts.clear();
    }

    pub(super) fn take_replaced(&mut self) -> u64 {
        self.keys.take_replaced()
    }
}
