//! Open TCP connections in which the server has not sent a byte.
//!
//! As soon as it has, a connection is of no more interest here; so the table holds few, except under a slow attack.

use std::collections::{HashMap, hash_map::Entry};

use ahash::RandomState;

use super::keys::End;

/// As many as a machine with default limits could hold open, and more than any attack needs. 64 bytes each, but the
/// memory grows with use.
const CONNECTIONS: usize = 32_768;

/// Silence of a server from which on it counts: no server needs that long for a banner or the first answer.
const SILENCE_NANOS: u64 = 5_000_000_000;

/// Without a packet for so many slots a connection is gone: its flow is forgotten too.
const LIFE_SLOTS: u32 = 480;

/// The table.
#[derive(Debug)]
pub(super) struct Connections {
    /// By the hash of their flow.
    open: HashMap<u64, Connection, RandomState>,
    swept: u32,
    lost: u64,
}

#[derive(Clone, Copy, Debug)]
struct Connection {
    server: End,
    /// Nanoseconds since the Unix epoch.
    opened: u64,
    /// The slot of its last packet.
    last: u32,
}

impl Connections {
    pub(super) fn new(slot: u32) -> Self {
        Self { open: HashMap::with_hasher(RandomState::new()), swept: slot, lost: 0 }
    }

    /// A handshake with `server` was completed.
    pub(super) fn open(&mut self, flow: u64, server: End, time: u64, slot: u32) {
        let is_full = self.open.len() >= CONNECTIONS;
        match self.open.entry(flow) {
            Entry::Occupied(mut known) => {
                known.insert(Connection { server, opened: time, last: slot });
            }
            Entry::Vacant(_) if is_full => self.lost += 1,
            Entry::Vacant(free) => {
                free.insert(Connection { server, opened: time, last: slot });
            }
        }
    }

    /// A packet of a connection in which the server is still silent.
    pub(super) fn touch(&mut self, flow: u64, slot: u32) {
        if let Some(connection) = self.open.get_mut(&flow) {
            connection.last = slot;
        }
    }

    /// The server spoke, or the connection ended.
    pub(super) fn settle(&mut self, flow: u64) {
        self.open.remove(&flow);
    }

    /// Server, opening time and slot of the last packet of the connections whose server has been silent for long at
    /// `now`.
    pub(super) fn silent(&self, now: u64) -> impl Iterator<Item = (End, u64, u32)> {
        self.open
            .values()
            .filter(move |connection| now.saturating_sub(connection.opened) > SILENCE_NANOS)
            .map(|connection| (connection.server, connection.opened, connection.last))
    }

    /// Enters `slot`: drops what has been still for too long, once in a while.
    pub(super) fn pass(&mut self, slot: u32) {
        if slot - self.swept >= LIFE_SLOTS / 8 {
            self.swept = slot;
            self.open.retain(|_, connection| slot - connection.last < LIFE_SLOTS);
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self, slot: u32) {
        self.open.clear();
        self.swept = slot;
    }

    /// Connections that found no room, since the last call.
    pub(super) fn take_lost(&mut self) -> u64 {
        std::mem::take(&mut self.lost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: End = (std::net::IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)), 80);
    const SECOND: u64 = 1_000_000_000;

    #[test]
    fn a_connection_is_silent_after_five_seconds_until_the_server_speaks() {
        let mut connections = Connections::new(1000);
        connections.open(1, SERVER, 10 * SECOND, 1000);
        connections.open(2, SERVER, 12 * SECOND, 1008);
        assert_eq!(connections.silent(15 * SECOND).count(), 0);
        assert_eq!(connections.silent(16 * SECOND).collect::<Vec<_>>(), [(SERVER, 10 * SECOND, 1000)]);
        connections.settle(1);
        assert_eq!(connections.silent(20 * SECOND).collect::<Vec<_>>(), [(SERVER, 12 * SECOND, 1008)]);
    }

    #[test]
    fn what_is_still_is_dropped_and_what_finds_no_room_is_counted() {
        let mut connections = Connections::new(1000);
        for flow in 0..CONNECTIONS as u64 + 10 {
            connections.open(flow, SERVER, SECOND, 1000);
        }
        assert_eq!(connections.take_lost(), 10);
        connections.touch(5, 1400);
        connections.pass(1500);
        assert_eq!(connections.silent(100 * SECOND).count(), 1);
    }
}
