//! The sockets of this machine and the programs that hold them, as far as this user may see.

use std::net::{IpAddr, SocketAddr};

use super::services::Transport;

/// A program that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Program {
    pub(super) pid: u32,
    pub(super) name: String,
}

/// One socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Socket {
    pub(super) transport: Transport,
    pub(super) local: SocketAddr,
    /// None: it listens, or talks to anybody.
    pub(super) remote: Option<SocketAddr>,
    /// Number of the user who owns it, where the system says.
    pub(super) user: Option<u32>,
    /// None: it is another user's, whose programs this user may not look into.
    pub(super) program: Option<Program>,
}

impl Socket {
    /// How well it fits a connection: 0 not at all, 3 exactly.
    pub(super) fn fits(&self, transport: Transport, local: SocketAddr, remote: SocketAddr) -> u8 {
        let same_address = self.local.ip() == local.ip();
        let any_address = self.local.ip().is_unspecified();
        if self.transport != transport || self.local.port() != local.port() || !(same_address || any_address)
        {
            return 0;
        }
        match self.remote {
            Some(own) if own == remote => 3,
            Some(_) => 0,
            None if same_address => 2,
            None => 1,
        }
    }
}

/// Compares IPv4 addresses as such, however a socket writes them.
fn plain(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}

/// None: nobody, which a table writes as the unspecified address or port 0.
fn peer(address: SocketAddr) -> Option<SocketAddr> {
    let address = plain(address);
    let nobody: fn(IpAddr) -> bool = |ip| ip.is_unspecified();
    (!nobody(address.ip()) && address.port() != 0).then_some(address)
}

/// All sockets of TCP and UDP, now. Reads some hundred small files: a matter of milliseconds.
///
/// # Errors
/// Those of the operating system.
pub(super) fn read() -> std::io::Result<Vec<Socket>> {
    system::read()
}

#[cfg(target_os = "linux")]
mod system {
    use std::{collections::HashMap, io};

    use procfs::process::{FDTarget, all_processes};

    use super::{Program, Socket, Transport, peer, plain};
    use crate::names::text::shown;

    /// The kernel's socket tables (proc_net(5)) and the descriptors of every process that this user may look into.
    pub(super) fn read() -> io::Result<Vec<Socket>> {
        let programs = programs()?;
        let mut sockets = Vec::new();
        let mut add = |transport, local, remote, user, inode| {
            sockets.push(Socket {
                transport,
                local: plain(local),
                remote: peer(remote),
                user: Some(user),
                program: programs.get(&inode).cloned(),
            });
        };
        // A table that is not there (IPv6 off) is empty.
        for table in [procfs::net::tcp(), procfs::net::tcp6()] {
            for row in table.unwrap_or_default() {
                add(Transport::Tcp, row.local_address, row.remote_address, row.uid, row.inode);
            }
        }
        for table in [procfs::net::udp(), procfs::net::udp6()] {
            for row in table.unwrap_or_default() {
                add(Transport::Udp, row.local_address, row.remote_address, row.uid, row.inode);
            }
        }
        Ok(sockets)
    }

    /// Who holds which socket, by the socket's inode. Processes that end meanwhile, or are others', are left out.
    fn programs() -> io::Result<HashMap<u64, Program>> {
        let mut found = HashMap::new();
        for process in all_processes().map_err(io::Error::other)?.flatten() {
            let Ok(descriptors) = process.fd() else { continue };
            let mut program = None;
            for descriptor in descriptors.flatten() {
                let FDTarget::Socket(inode) = descriptor.target else { continue };
                let known = program.get_or_insert_with(|| Program {
                    pid: process.pid().unsigned_abs(),
                    // A program may call itself what it likes.
                    name: process.stat().map(|stat| shown(&stat.comm)).unwrap_or_default(),
                });
                found.entry(inode).or_insert_with(|| known.clone());
            }
        }
        Ok(found)
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::io;

    use super::{Program, Socket, Transport, plain};
    use crate::names::text::shown;

    /// These systems tell the local end only.
    pub(super) fn read() -> io::Result<Vec<Socket>> {
        let all = listeners::get_all().map_err(|error| io::Error::other(error.to_string()))?;
        let sockets = all.into_iter().map(|found| Socket {
            transport: match found.protocol {
                listeners::Protocol::TCP => Transport::Tcp,
                listeners::Protocol::UDP => Transport::Udp,
            },
            local: plain(found.socket),
            remote: None,
            user: None,
            program: Some(Program { pid: found.process.pid, name: shown(&found.process.name) }),
        });
        Ok(sockets.collect())
    }
}
