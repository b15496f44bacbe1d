//! Pairs of a source and a target of which many ports were tried.

use weir_protocol::{
    limits::MAX_SUSPECTS,
    observe::{Probe, Scan},
};

use super::{
    Seen,
    firsts::Firsts,
    keys::{Host, Keys},
    scan::{ANSWERED, Key, REFUSED, Row, TRACEROUTE},
    sets::{Rank, Row as _, Sets},
    sketches::{Sketches, stamp},
    window::{FAST, SLOW},
};

/// Pairs: a browser makes some ten in ten seconds, a file-sharing program some hundreds.
const PAIRS: usize = 2_048;

/// Scans of more than 256 ports at one time.
const SKETCHES: u16 = 32;

/// Fewer failed ports are not told: every rule needs at least 20 in ten seconds or 40 in five minutes, and what a user
/// could wish for ends above what a browser with a dead server does.
const FLOOR_FAST: u32 = 5;
const FLOOR_SLOW: u32 = 10;

/// The table.
#[derive(Debug)]
pub(super) struct Scans {
    pairs: Sets<Row>,
    firsts: Firsts,
    sketches: Sketches,
}

/// Who tries whom, and how; the row of it has its [`Key`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'a> {
    pub(super) source: Host<'a>,
    pub(super) target: Host<'a>,
    pub(super) udp: bool,
}

impl Pair<'_> {
    const fn key(&self) -> Key {
        (*self.source.address, *self.target.address, self.udp)
    }

    fn is(&self, &(source, target, udp): &Key) -> bool {
        source == *self.source.address && target == *self.target.address && udp == self.udp
    }

    fn hash(&self, keys: &Keys) -> u64 {
        keys.mix(self.source.hash, self.target.hash, self.udp.into())
    }
}

/// A try of one port.
#[derive(Clone, Copy, Debug)]
pub(super) struct Try {
    pub(super) port: u16,
    pub(super) probe: Probe,
    pub(super) traceroute: bool,
}

impl Try {
    /// What is known of the port from the try alone.
    pub(super) const fn state(&self) -> u8 {
        if self.traceroute { TRACEROUTE } else { 0 }
    }
}

impl Scans {
    pub(super) fn new() -> Self {
        Self {
            pairs: Sets::new(PAIRS, SLOW),
            firsts: Firsts::new(SLOW),
            sketches: Sketches::new(SKETCHES, FAST as u8),
        }
    }

    /// A port is tried.
    pub(super) fn try_port(&mut self, pair: Pair<'_>, what: Try, seen: &Seen<'_>, slot: u32, keys: &Keys) {
        let hash = pair.hash(keys);
        if let Some((row, rank)) = self.pairs.get(hash, |row| pair.is(row.key())) {
            row.try_port(what, seen, slot, &mut self.sketches);
            *rank = Rank { weight: row.weight(), last: slot };
            return;
        }
        let Some(first) = self.firsts.meet(hash, what.port.into(), what.state(), seen, slot) else { return };
        let sketches = &mut self.sketches;
        let key = pair.key();
        let row = self.pairs.get_or_insert(key, hash, slot, |row| row.reuse(key, sketches));
        if let Some((row, rank)) = row {
            row.begin(&first, slot);
            row.try_port(what, seen, slot, &mut self.sketches);
            rank.weight = row.weight();
        }
    }

    /// `port` of the target answered.
    pub(super) fn answer(&mut self, pair: Pair<'_>, port: u16, keys: &Keys) {
        self.mark(pair, port, ANSWERED, keys);
    }

    /// `port` of the target refused.
    pub(super) fn refuse(&mut self, pair: Pair<'_>, port: u16, keys: &Keys) {
        self.mark(pair, port, REFUSED, keys);
    }

    fn mark(&mut self, pair: Pair<'_>, port: u16, state: u8, keys: &Keys) {
        let hash = pair.hash(keys);
        match self.pairs.get(hash, |row| pair.is(row.key())) {
            Some((row, rank)) => {
                row.mark(port, state);
                rank.weight = row.weight();
            }
            None => self.firsts.mark(hash, port.into(), state),
        }
    }

    /// The pairs with most failed ports.
    pub(super) fn observe(&mut self, slot: u32, start: u64) -> Vec<Scan> {
        let mut scans = Vec::new();
        for (row, rank) in self.pairs.notable(FLOOR_FAST, slot) {
            if rank.weight >= FLOOR_FAST {
                let scan = row.observe(slot, start, &self.sketches);
                rank.weight = row.weight();
                if scan.failed_10s >= FLOOR_FAST || scan.failed_300s >= FLOOR_SLOW {
                    scans.push(scan);
                }
            }
            row.pass();
        }
        scans.sort_by_key(|scan| {
            (std::cmp::Reverse((scan.failed_10s, scan.failed_300s)), scan.source, scan.target, scan.probe)
        });
        scans.truncate(MAX_SUSPECTS);
        scans
    }

    /// Enters `slot`, `slots` after the one before.
    pub(super) fn pass(&mut self, slot: u32, slots: u32) {
        self.sketches.pass(stamp(slot), slots);
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.pairs.clear(|row| row.release(&mut self.sketches));
        self.firsts.clear();
    }

    pub(super) fn take_replaced(&mut self) -> u64 {
        self.pairs.take_replaced()
    }
}
