//! Pairs of a source and a target of which many ports were tried.

use std::net::IpAddr;

use weir_protocol::{
    limits::MAX_SUSPECTS,
    observe::{Probe, Scan},
};

use super::{
    Seen,
    keys::Keys,
    scan::{Key, Row},
    sets::Sets,
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
    sketches: Sketches,
}

/// A try of one port.
#[derive(Clone, Copy, Debug)]
pub(super) struct Try {
    pub(super) source: IpAddr,
    pub(super) target: IpAddr,
    pub(super) port: u16,
    pub(super) probe: Probe,
    pub(super) traceroute: bool,
}

impl Scans {
    pub(super) fn new() -> Self {
        Self { pairs: Sets::new(PAIRS, SLOW), sketches: Sketches::new(SKETCHES, FAST as u8) }
    }

    /// A port is tried.
    pub(super) fn try_port(&mut self, what: &Try, hash: u64, seen: &Seen<'_>, slot: u32) {
        let key = (what.source, what.target, what.probe == Probe::Udp);
        let (row, gone) = self.pairs.get_or_insert(key, hash, slot);
        if let Some(row) = row {
            row.try_port(what.port, what.probe, what.traceroute, seen, slot, &mut self.sketches);
        }
        if let Some(mut gone) = gone {
            gone.release(&mut self.sketches);
        }
    }

    /// `port` of the target answered.
    pub(super) fn answer(&mut self, key: Key, port: u16, keys: &Keys) {
        if let Some(row) = self.pairs.get(key, hash(key, keys)) {
            row.answer(port);
        }
    }

    /// `port` of the target refused.
    pub(super) fn refuse(&mut self, key: Key, port: u16, keys: &Keys) {
        if let Some(row) = self.pairs.get(key, hash(key, keys)) {
            row.refuse(port);
        }
    }

    /// The pairs with most failed ports.
    pub(super) fn observe(&mut self, slot: u32, start: u64) -> Vec<Scan> {
        let mut scans = Vec::new();
        for row in self.pairs.rows() {
            if row.may_have(FLOOR_FAST as usize) {
                let scan = row.observe(slot, start, &self.sketches);
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
        for row in self.pairs.rows() {
            row.release(&mut self.sketches);
        }
        self.pairs.clear();
    }

    pub(super) fn take_replaced(&mut self) -> u64 {
        self.pairs.take_replaced()
    }
}

/// The hash of a pair.
pub(super) fn hash((source, target, udp): Key, keys: &Keys) -> u64 {
    keys.mix(keys.address(source), keys.address(target), udp.into())
}
