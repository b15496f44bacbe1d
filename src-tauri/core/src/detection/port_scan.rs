//! Port scan: one source tries many ports of one target, and most do not answer.
//!
//! Fires at 20 failed ports in 10 s, or 40 in 5 min for a slow one; a failed port gave no SYN-ACK (UDP: no reply),
//! and tries with flags that open no connection always count as failed.
//! Whether failures are the rule is a sequential test: Jung et al. (IEEE S&P 2004, "threshold random walk") expect
//! an honest source to succeed with .8 of its first contacts and a scanner with .2; each failure adds ln 4 to the
//! evidence, each success takes it away, and ln 99 (four more failures than successes) decides at an error of 1 %.
//! They count hosts; on one desktop ports are tried again and again by honest programs, so the number of ports
//! must be reached too: Zeek's default is 15 in 5 min, sfPortscan's about 20 in 60 s.
//! In ten hours of benign captures no pair had more than six failed ports in 5 min.
//! UDP to 33434 … 33534 with a small TTL is traceroute and does not count. Nor do datagrams and odd flags that go to
//! ports from 32768 on alone: those are ports of clients (RFC 6335, and Linux), and it is a server that answers late,
//! or whose questions are not seen.

use weir_protocol::observe::{Probe, Scan};

use super::{
    kind::{EpisodeKind, Statistic},
    moment::{Moment, share},
    reading::{Facts, Reading, Run, Subject, loudest_first},
};

/// Evidence of one failure, and what decides: ln(.8/.2) and ln(.99/.01).
const FAILURE: f64 = 1.386_294_361;
const DECISION: f64 = 4.595_119_850;

/// Where traceroute sends to.
const TRACEROUTE: std::ops::RangeInclusive<u16> = 33_434..=33_534;

/// Where clients begin.
const CLIENT_PORTS: u16 = 32_768;

/// A scan that began so long ago began with its first probe; an older pair, with what goes on now.
const RECENT_NANOS: u64 = 12_000_000_000;

fn is_search(failed: u32, answered: u32) -> bool {
    (f64::from(failed) - f64::from(answered)) * FAILURE >= DECISION
}

/// See the module.
pub(super) fn judge(now: &Moment<'_>) -> Vec<Reading> {
    // Without replies every port fails.
    if now.one_way {
        return Vec::new();
    }
    let Some(newest) = now.window.newest() else { return Vec::new() };
    newest.scans.iter().filter_map(|scan| read(now, scan)).collect()
}

fn read(now: &Moment<'_>, scan: &Scan) -> Option<Reading> {
    let failed = scan.failed_10s.saturating_sub(scan.traceroute_10s);
    let is_trace = scan.probe == Probe::Udp && scan.traceroute_10s > failed;
    let fast = now.measure(Statistic::ScanPorts10s, failed.into());
    // What is left of a traceroute in the longer window.
    let traced = scan.probe == Probe::Udp && scan.ports.iter().all(|port| TRACEROUTE.contains(port));
    let failed_300s = if traced { 0 } else { scan.failed_300s };
    let slow = now.measure(Statistic::ScanPorts300s, failed_300s.into());
    let replies = scan.probe != Probe::Syn && scan.ports.iter().all(|port| *port >= CLIENT_PORTS);
    let fast_fires = fast.level() >= 1.0 && is_search(failed, scan.answered_10s);
    let slow_fires = slow.level() >= 1.0 && is_search(failed_300s, scan.answered_300s);
    let measures = loudest_first(vec![fast, slow]);
    if measures.first().is_none_or(|first| first.level() < 0.25) || is_trace || replies {
        return None;
    }
    let now_ns = now.window.start().unwrap_or_default();
    let same = |other: &&Scan| other.source == scan.source && other.target == scan.target;
    let run = now.window.run(1, |seen| seen.scans.iter().find(same).map(|scan| (scan.count, scan.span)));
    let mut run = run.unwrap_or(Run { began: now_ns, ..Run::default() });
    if slow_fires && !fast_fires || now_ns.saturating_sub(scan.first) <= RECENT_NANOS {
        run.began = scan.first;
    }
    let second = now.window.newest_first().take(super::window::SECOND);
    let second = second.flat_map(|seen| seen.scans.iter().filter(same)).map(|scan| scan.count.packets).sum();
    let tried = u64::from(scan.failed_300s) + u64::from(scan.answered_300s);
    Some(Reading {
        kind: EpisodeKind::PortScan,
        subject: Subject::Pair(scan.source, scan.target),
        measures,
        // What is over is no news: after a flood of many ports its sources would be scanners for five minutes.
        fires: (fast_fires || slow_fires) && second > 0,
        is_info: false,
        slot: scan.count,
        second,
        run,
        last: scan.span.map(|(_, last)| last),
        facts: Facts {
            distinct_sources: 1,
            distinct_ports: scan.failed_10s.max(scan.failed_300s),
            ports: scan
                .ports
                .iter()
                .map(|port| weir_protocol::observe::PortCount { port: *port, packets: 0 })
                .collect(),
            answered: Some(share(scan.answered_300s.into(), tried)),
            probe: Some(scan.probe),
            refused: scan.refused_10s.into(),
            toward: scan.toward,
            ..Facts::default()
        },
    })
}
