//! Connection flood: very many completed connections to one server port. A load test looks the same.
//!
//! Fires at 250 completed handshakes in 10 s, from whomever; at a quarter of that on the port of a service where one
//! logs in, which is how somebody guesses passwords. Never above medium.
//! The numbers: benign captures had at most 28 in 10 s (one web page); 250 is what a load test or a tool that opens
//! hundreds at once reaches, within its first second. Nobody logs in six times a second; a guesser of FTP passwords
//! in a public capture connects 16 times a second.

use weir_protocol::observe::Server;

use super::{
    kind::{EpisodeKind, Statistic},
    moment::Moment,
    reading::{Facts, Reading, Run, Subject},
};

/// FTP, SSH, Telnet, POP3 and IMAP, both also over TLS, remote desktop, VNC.
pub(crate) const LOGIN: [u16; 9] = [21, 22, 23, 110, 143, 993, 995, 3389, 5900];
/// A login counts for so many connections.
const LOGIN_PARTS: u64 = 4;

/// See the module.
pub(super) fn judge(now: &Moment<'_>) -> Vec<Reading> {
    let Some(newest) = now.window.newest() else { return Vec::new() };
    newest.servers.iter().filter_map(|server| read(now, server)).collect()
}

fn read(now: &Moment<'_>, server: &Server) -> Option<Reading> {
    let mut measure = now.measure(Statistic::Connections10s, server.completed_10s.into());
    if LOGIN.contains(&server.port) {
        measure.threshold.value = measure.threshold.value.div_ceil(LOGIN_PARTS);
    }
    if measure.level() < 0.25 {
        return None;
    }
    let same = |other: &&Server| (other.address, other.port) == (server.address, server.port);
    // A tenth of the 10 s, and of that a quarter, in a slot.
    let least = measure.threshold.value / 160;
    let opened = |server: &Server| weir_protocol::Count { packets: server.completed, bytes: 0 };
    let run =
        now.window.run(least, |seen| seen.servers.iter().find(same).map(|server| (opened(server), None)));
    let start = now.window.start().unwrap_or_default();
    let second = now.window.newest_first().take(super::window::SECOND);
    let second = second.flat_map(|seen| seen.servers.iter().filter(same)).map(|s| s.completed).sum();
    Some(Reading {
        kind: EpisodeKind::ConnectionFlood,
        subject: Subject::Server(server.address, server.port),
        fires: measure.level() >= 1.0,
        measures: vec![measure],
        is_info: false,
        slot: opened(server),
        second,
        run: run.unwrap_or(Run { began: start, ..Run::default() }),
        last: (server.completed > 0).then_some(start),
        facts: Facts {
            sources: server.clients.clone(),
            packets_5s: server.completed_10s.into(),
            distinct_sources: server.clients_10s,
            answered: Some(1.0),
            toward: server.toward,
            ..Facts::default()
        },
    })
}
