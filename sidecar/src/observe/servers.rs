//! TCP servers by the connections that are opened to them.

use std::net::IpAddr;

use weir_protocol::{
    Direction,
    limits::{MAX_SUSPECTS, TICK_NANOS},
    observe::Server,
};

use super::{
    connections::Connections,
    keys::{End, Host, Keys},
    sets::{self, Rank, Sets},
    sketches::{Sketches, Stamp, stamp},
    spread::Spread,
    top::Top,
    victim::{Toward, peers},
    window::{FAST, FastSum},
};

/// Servers: a busy machine talks to some hundreds in ten seconds.
const SERVERS: usize = 512;

/// Servers with more than 64 clients at one time.
const SKETCHES: u16 = 16;

/// Fewer are not told: a rule needs 250 handshakes in ten seconds or 50 silent connections, and a browser makes six
/// connections to a server.
const FLOOR_COMPLETED: u32 = 25;
const FLOOR_SILENT: u32 = 5;

/// The table.
#[derive(Debug)]
pub(super) struct Servers {
    servers: Sets<Row>,
    sketches: Sketches,
}

#[derive(Debug)]
struct Row {
    key: End,
    completed: u64,
    recent: FastSum,
    clients: Spread,
    top: Top<IpAddr>,
    toward: Toward,
    silent: u32,
    silent_since: u64,
    silent_last: u64,
}

impl sets::Row for Row {
    type Key = End;

    fn new(key: End) -> Self {
        Self {
            key,
            completed: 0,
            recent: FastSum::default(),
            clients: Spread::default(),
            top: Top::default(),
            toward: Toward::default(),
            silent: 0,
            silent_since: 0,
            silent_last: 0,
        }
    }

    fn key(&self) -> &End {
        &self.key
    }
}

impl Servers {
    pub(super) fn new() -> Self {
        Self { servers: Sets::new(SERVERS, FAST), sketches: Sketches::new(SKETCHES, FAST as u8) }
    }

    /// A client completed a handshake.
    pub(super) fn complete(
        &mut self,
        server: End,
        client: Host<'_>,
        direction: Direction,
        slot: u32,
        keys: &Keys,
    ) {
        let now = stamp(slot);
        if let Some((row, rank)) = row(&mut self.servers, &mut self.sketches, server, slot, keys) {
            row.completed += 1;
            row.recent.add(slot);
            row.clients.insert(client.hash, now, &mut self.sketches);
            row.top.insert(*client.address, 1);
            row.toward.note(direction);
            *rank = Rank { weight: row.weight(), last: slot };
        }
    }

    /// The servers with most connections, or most silent ones.
    pub(super) fn observe(
        &mut self,
        connections: &Connections,
        slot: u32,
        start: u64,
        keys: &Keys,
    ) -> Vec<Server> {
        let now = stamp(slot);
        for (row, _) in self.servers.notable(0, slot) {
            (row.silent, row.silent_since, row.silent_last) = (0, 0, 0);
            row.recent.pass(slot);
            row.clients.pass(now, FAST as u8);
        }
        for (server, opened, last) in connections.silent(start) {
            if let Some((row, rank)) = row(&mut self.servers, &mut self.sketches, server, slot, keys) {
                row.silent += 1;
                row.silent_since = if row.silent_since == 0 { opened } else { row.silent_since.min(opened) };
                let quiet = u64::from(slot - last) * TICK_NANOS;
                row.silent_last = row.silent_last.max(start.saturating_sub(quiet));
                *rank = Rank { weight: row.weight(), last: slot };
            }
        }
        let mut servers = Vec::new();
        for (row, _) in self.servers.notable(0, slot) {
            if row.recent.sum() >= FLOOR_COMPLETED || row.silent >= FLOOR_SILENT {
                servers.push(row.observe(now, &self.sketches));
            }
            row.completed = 0;
            if slot.is_multiple_of(FAST / 2) {
                row.top.pass();
                row.toward.fade();
            }
        }
        servers
            .sort_by_key(|row| (std::cmp::Reverse(row.completed_10s.max(row.silent)), row.address, row.port));
        servers.truncate(MAX_SUSPECTS);
        servers
    }

    /// Enters `slot`, `slots` after the one before.
    pub(super) fn pass(&mut self, slot: u32, slots: u32) {
        self.sketches.pass(stamp(slot), slots);
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.servers.clear(|row| row.clients.clear(&mut self.sketches));
    }

    pub(super) fn take_replaced(&mut self) -> u64 {
        self.servers.take_replaced()
    }
}

/// The row of `server`, in a place of its own.
fn row<'a>(
    servers: &'a mut Sets<Row>,
    sketches: &mut Sketches,
    server: End,
    slot: u32,
    keys: &Keys,
) -> Option<(&'a mut Row, &'a mut Rank)> {
    servers.get_or_insert(server, hash(server, keys), slot, |row| {
        row.clients.clear(sketches);
        *row = sets::Row::new(server);
    })
}

impl Row {
    const fn weight(&self) -> u32 {
        self.recent.sum().saturating_add(self.silent)
    }

    fn observe(&self, now: Stamp, sketches: &Sketches) -> Server {
        let (address, port) = self.key;
        Server {
            address,
            port,
            toward: self.toward.most(),
            completed: self.completed,
            completed_10s: self.recent.sum(),
            clients_10s: self.clients.count(now, FAST as u8, sketches).count,
            silent: self.silent,
            silent_since: self.silent_since,
            silent_last: self.silent_last,
            clients: peers(&self.top, u64::MAX),
        }
    }
}

fn hash((address, port): End, keys: &Keys) -> u64 {
    keys.mix(keys.host(&address).hash, port.into(), 0)
}
