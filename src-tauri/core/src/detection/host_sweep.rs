//! Host sweep: one source tries one port, or ping, on many hosts, and most do not answer.
//!
//! Fires when within 10 s 30 hosts did not answer on a TCP port, 50 on a UDP port or 15 to ping, and those are at
//! least 60 % of the tried ones; or 150 hosts in 5 min and at least 80 %. A host has one second to answer.
//! Ping to 15 hosts of one network counts from four on that do not answer, if those are a fifth of them: on a local
//! network many answer, and a program that watches a network pings machines that are nearly all there.
//! Mail servers count whether they answer or not: a desktop hands its mail to one or two, a spam program to hundreds.
//! The numbers: Zeek counts 25 failed hosts in 5 min, portscan2 5 in 60 s, both for servers. A desktop's honest
//! worst cases are peer-to-peer programs, which try many strangers: on many ports (so no key of one port gets far),
//! except for old ones such as Gnutella with one known port; and a browser whose HTTPS or QUIC is filtered. Their
//! ports must reach five times and twice the number: the benign captures have up to 48 hosts in 10 s on Gnutella's
//! port, and 18 on any other. A program that pings its servers in many networks is none.

use std::net::IpAddr;

use weir_protocol::observe::{Probe, Sweep};

use super::{
    kind::{EpisodeKind, Statistic},
    moment::{Moment, share},
    reading::{Facts, Reading, Run, Subject, loudest_first},
};

/// Failed hosts of all tried ones: in 10 s, in 300 s.
const MIN_FAILED: f64 = 0.6;
const MIN_FAILED_SLOW: f64 = 0.8;
/// The same for pings in one network, and the least number of hosts.
const MIN_FAILED_NEAR: f64 = 0.2;
const MIN_ABSENT: u32 = 4;
/// Fewest hosts by which a network is told.
const MIN_NEIGHBOURS: usize = 4;
/// See [`super::port_scan`].
const RECENT_NANOS: u64 = 12_000_000_000;

/// SMTP between servers.
const MAIL: u16 = 25;
/// Ports of browsers, and how many times the threshold they must reach.
const WEB: [u16; 1] = [443];
const WEB_FACTOR: u64 = 2;
const PEER_FACTOR: u64 = 5;

/// Ports of programs that try many strangers by design: IPFS, eDonkey, Gnutella, BitTorrent, Bitcoin and its kin,
/// lists of game servers, Ethereum.
const PEER_TO_PEER: [u16; 19] = [
    4001, 4662, 4672, 6346, 6347, 6881, 6882, 6889, 8333, 9333, 18080, 27015, 27016, 27017, 27018, 27019,
    27020, 30303, 51413,
];

/// See the module.
pub(super) fn judge(now: &Moment<'_>) -> Vec<Reading> {
    if now.one_way {
        return Vec::new();
    }
    let Some(newest) = now.window.newest() else { return Vec::new() };
    newest.sweeps.iter().filter_map(|sweep| read(now, sweep)).collect()
}

fn read(now: &Moment<'_>, sweep: &Sweep) -> Option<Reading> {
    let statistic = match sweep.probe {
        Probe::Syn | Probe::OddFlags => Statistic::SweepTcp10s,
        Probe::Udp => Statistic::SweepUdp10s,
        Probe::Echo => Statistic::SweepEcho10s,
    };
    let failed = share(sweep.failed_10s.into(), sweep.hosts_10s.into());
    let neighbours = sweep.probe == Probe::Echo
        && is_one_network(&sweep.hosts)
        && sweep.failed_10s >= MIN_ABSENT
        && failed >= MIN_FAILED_NEAR;
    let mail = sweep.probe == Probe::Syn && sweep.port == MAIL;
    let tried = if neighbours || mail { sweep.tried_10s } else { sweep.failed_10s };
    let tried_300s = if mail { sweep.hosts_300s } else { sweep.failed_300s };
    let mut fast = now.measure(statistic, tried.into());
    let mut slow = now.measure(Statistic::SweepHosts300s, tried_300s.into());
    let factor = match sweep.port {
        port if PEER_TO_PEER.contains(&port) => PEER_FACTOR,
        port if WEB.contains(&port) => WEB_FACTOR,
        _ => 1,
    };
    fast.threshold.value *= factor;
    slow.threshold.value *= factor;
    let fast_fires = fast.level() >= 1.0 && (failed >= MIN_FAILED || neighbours || mail);
    let failed_slow = share(sweep.failed_300s.into(), sweep.hosts_300s.into());
    let slow_fires = slow.level() >= 1.0 && (failed_slow >= MIN_FAILED_SLOW || mail);
    let measures = loudest_first(vec![fast, slow]);
    if measures.first().is_none_or(|first| first.level() < 0.25) {
        return None;
    }
    let now_ns = now.window.start().unwrap_or_default();
    let same =
        |other: &&Sweep| (other.source, other.probe, other.port) == (sweep.source, sweep.probe, sweep.port);
    let run = now.window.run(1, |seen| seen.sweeps.iter().find(same).map(|sweep| (sweep.count, sweep.span)));
    let mut run = run.unwrap_or(Run { began: now_ns, ..Run::default() });
    if slow_fires && !fast_fires || now_ns.saturating_sub(sweep.first) <= RECENT_NANOS {
        run.began = sweep.first;
    }
    let second = now.window.newest_first().take(super::window::SECOND);
    let second =
        second.flat_map(|seen| seen.sweeps.iter().filter(same)).map(|sweep| sweep.count.packets).sum();
    let answered = sweep.hosts_300s.saturating_sub(sweep.failed_300s);
    Some(Reading {
        kind: EpisodeKind::HostSweep,
        subject: Subject::Sweep(sweep.source, sweep.probe, sweep.port),
        measures,
        fires: fast_fires || slow_fires,
        is_info: false,
        slot: sweep.count,
        second,
        run,
        last: sweep.span.map(|(_, last)| last),
        facts: Facts {
            distinct_sources: 1,
            distinct_hosts: sweep.tried_10s.max(sweep.hosts_300s),
            hosts: sweep.hosts.clone(),
            answered: Some(share(answered.into(), sweep.hosts_300s.into())),
            probe: Some(sweep.probe),
            toward: sweep.toward,
            ..Facts::default()
        },
    })
}

/// Whether three quarters of some hosts are in one /24 (IPv6: /112).
fn is_one_network(hosts: &[IpAddr]) -> bool {
    let network = |host: &IpAddr| match host {
        IpAddr::V4(v4) => u128::from(v4.to_bits() >> 8),
        IpAddr::V6(v6) => v6.to_bits() >> 16,
    };
    let most = hosts.iter().map(|one| hosts.iter().filter(|host| network(host) == network(one)).count());
    hosts.len() >= MIN_NEIGHBOURS && most.max().unwrap_or(0) * 4 >= hosts.len() * 3
}
