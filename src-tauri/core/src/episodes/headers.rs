//! Which packet headers are samples of an episode.

use weir_protocol::{Class, Header, TcpFlags, observe::Probe};

use crate::detection::{EpisodeKind, Subject};

/// Most sample headers of one episode: what a person looks through to believe it.
pub const MAX_HEADERS: usize = 20;

/// Whether a header is of an episode.
#[must_use]
pub(super) fn belongs(header: &Header, kind: EpisodeKind, subject: &Subject) -> bool {
    let ends = header.addresses;
    let is_to = |address| ends.is_some_and(|(_, destination)| destination == address);
    let is_from = |address| ends.is_some_and(|(source, _)| source == address);
    let to_port = |port| header.ports.is_some_and(|(_, destination)| destination == port);
    match *subject {
        // What has no IP destination counts for the broadcast address.
        Subject::Victim(address) if kind == EpisodeKind::Storm => {
            is_to(address) || (header.class == Class::Other && address.is_ipv4() && is_bare(header))
        }
        Subject::Victim(address) => is_to(address) && is_kind(header, kind),
        Subject::Pair(source, target) => is_from(source) && is_to(target),
        Subject::Sweep(source, probe, port) => {
            let probes = match probe {
                Probe::Echo => header.class == Class::Icmp,
                Probe::Udp => header.class == Class::Udp && to_port(port),
                Probe::Syn | Probe::OddFlags => header.class == Class::Tcp && to_port(port),
            };
            is_from(source) && probes
        }
        Subject::Server(address, port) => is_to(address) && to_port(port),
        Subject::Everything(class) => header.class == class,
    }
}

fn is_bare(header: &Header) -> bool {
    header.addresses.is_none() || header.name == Some(weir_protocol::ProtocolName::Arp)
}

fn is_kind(header: &Header, kind: EpisodeKind) -> bool {
    /// SYN and ACK of [`TcpFlags`].
    const SYN: u8 = 0x02;
    const ACK: u8 = 0x10;
    let flags = header.flags.map_or(0, |TcpFlags(flags)| flags);
    let opens = flags & (SYN | ACK) == SYN;
    match kind {
        EpisodeKind::SynFlood => header.class == Class::Tcp && opens,
        EpisodeKind::TcpFlagFlood => header.class == Class::Tcp && !opens,
        EpisodeKind::TcpReflection => header.class == Class::Tcp && flags & (SYN | ACK) == SYN | ACK,
        EpisodeKind::UdpFlood | EpisodeKind::UdpAmplification | EpisodeKind::Volume => {
            header.class == Class::Udp
        }
        EpisodeKind::IcmpFlood => header.class == Class::Icmp,
        EpisodeKind::OtherFlood => header.class == Class::Other,
        EpisodeKind::ConnectionFlood | EpisodeKind::Slowloris => header.class == Class::Tcp,
        EpisodeKind::Storm | EpisodeKind::PortScan | EpisodeKind::HostSweep => true,
    }
}
