//! Which program has a connection, and why that is not known where it is not.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    num::NonZeroUsize,
    time::{Duration, Instant},
};

use lru::LruCache;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    services::Transport,
    sockets::{self, Program, Socket},
};

/// The socket tables are read at most so often, and only when somebody asks.
const REFRESH: Duration = Duration::from_secs(2);
/// Peers whose programs are remembered after the connection ended.
const MAX_PEERS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1_023);
/// Programs that are remembered for one peer; the rest is left out.
pub(super) const MAX_PROGRAMS: usize = 4;
/// Sockets beyond this are not searched; a desktop has some hundred.
const MAX_SOCKETS: usize = 65_536;

/// A packet's two ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct Connection {
    pub transport: Transport,
    pub source: String,
    pub source_port: u16,
    pub destination: String,
    pub destination_port: u16,
}

/// The program at one end of a connection, or why it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Owner {
    /// Its name, as it calls itself.
    pub program: Option<String>,
    /// Its process number.
    pub pid: Option<u32>,
    /// Why there is no program.
    pub reason: Option<OwnerReason>,
    /// With [`OwnerReason::OtherUser`]: whose it is.
    pub user: Option<String>,
}

/// Why a program is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum OwnerReason {
    /// That end is another machine's.
    Elsewhere,
    /// No program has such a socket now: it was closed, or the system itself answers.
    Closed,
    /// Another user's, and this user may not look into others' programs.
    OtherUser,
    /// The user does not want programs looked up.
    Off,
    /// The packets come from a file: who had the connection then cannot be known now.
    File,
    /// The system does not tell.
    Unsupported,
}

impl Owner {
    pub(super) fn unknown(reason: OwnerReason) -> Self {
        Self { reason: Some(reason), ..Self::default() }
    }
}

/// Both ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Owners {
    /// Of the sending end.
    pub source: Owner,
    /// Of the receiving end.
    pub destination: Owner,
}

impl Owners {
    pub(super) fn unknown(reason: OwnerReason) -> Self {
        Self { source: Owner::unknown(reason), destination: Owner::unknown(reason) }
    }
}

/// The sockets as they were a moment ago, and which programs talked with whom.
#[derive(Debug)]
pub(super) struct Register {
    /// By local port.
    sockets: HashMap<u16, Vec<Socket>>,
    read: Option<Instant>,
    works: bool,
    peers: LruCache<IpAddr, Vec<String>>,
}

impl Default for Register {
    fn default() -> Self {
        Self { sockets: HashMap::new(), read: None, works: true, peers: LruCache::new(MAX_PEERS) }
    }
}

impl Register {
    /// Reads the tables again if they are old. Blocks for some milliseconds.
    pub(super) fn refresh(&mut self) {
        if self.read.is_some_and(|read| read.elapsed() < REFRESH) {
            return;
        }
        self.read = Some(Instant::now());
        match sockets::read() {
            Ok(sockets) => self.fill(sockets),
            Err(error) => {
                tracing::debug!("no socket table: {error}");
                self.works = false;
            }
        }
    }

    fn fill(&mut self, sockets: Vec<Socket>) {
        self.works = true;
        self.sockets.clear();
        for socket in sockets.into_iter().take(MAX_SOCKETS) {
            if let (Some(remote), Some(Program { name, .. })) = (socket.remote, &socket.program) {
                let programs = self.peers.get_or_insert_mut(remote.ip(), Vec::new);
                if programs.len() < MAX_PROGRAMS && !programs.contains(name) {
                    programs.push(name.clone());
                }
            }
            self.sockets.entry(socket.local.port()).or_default().push(socket);
        }
    }

    /// Programs that have or lately had a connection with `peer`.
    pub(super) fn programs(&mut self, peer: IpAddr) -> Vec<String> {
        self.peers.get(&peer.to_canonical()).cloned().unwrap_or_default()
    }

    /// The program that holds the `local` end.
    pub(super) fn owner(&self, transport: Transport, local: SocketAddr, remote: SocketAddr) -> Owner {
        if !self.works {
            return Owner::unknown(OwnerReason::Unsupported);
        }
        let candidates = self.sockets.get(&local.port()).map(Vec::as_slice).unwrap_or_default();
        let best = candidates
            .iter()
            .map(|socket| (socket.fits(transport, local, remote), socket))
            .filter(|(fit, _)| *fit > 0)
            // Of two that fit alike the one whose program is known.
            .max_by_key(|(fit, socket)| (*fit, socket.program.is_some()));
        match best {
            None => Owner::unknown(OwnerReason::Closed),
            Some((_, Socket { program: Some(program), .. })) => {
                Owner { program: Some(program.name.clone()), pid: Some(program.pid), ..Owner::default() }
            }
            Some((_, socket)) => foreign(socket.user),
        }
    }
}

/// A socket whose program cannot be seen: another user's, or nobody's any more (in TIME_WAIT the kernel alone has it).
fn foreign(user: Option<u32>) -> Owner {
    match user.filter(|user| *user != own_user()) {
        Some(user) => Owner { user: Some(user_name(user)), ..Owner::unknown(OwnerReason::OtherUser) },
        None => Owner::unknown(OwnerReason::Closed),
    }
}

#[cfg(unix)]
fn own_user() -> u32 {
    nix::unistd::geteuid().as_raw()
}

#[cfg(not(unix))]
fn own_user() -> u32 {
    u32::MAX
}

fn user_name(user: u32) -> String {
    #[cfg(unix)]
    if let Ok(Some(found)) = nix::unistd::User::from_uid(user.into()) {
        return super::text::shown(&found.name);
    }
    user.to_string()
}

#[cfg(test)]
mod tests;
