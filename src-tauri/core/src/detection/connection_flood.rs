//! Connection flood: very many completed connections to one server port. A load test looks the same.
//!
//! Fires at 250 completed handshakes in 10 s, from whomever; never above medium.
//! The numbers: benign captures had at most 28 in 10 s (one web page); 250 is what a load test or a tool that opens
//! hundreds at once reaches, within its first second.

use weir_protocol::observe::Server;

use super::{
    kind::{EpisodeKind, Statistic},
    moment::Moment,
    reading::{Facts, Reading, Subject},
};

/// See the module.
pub(super) fn judge(now: &Moment<'_>) -> Vec<Reading> {
    let Some(newest) = now.window.newest() else { return Vec::new() };
    newest.servers.iter().filter_map(|server| read(now, server)).collect()
}

fn read(now: &Moment<'_>, server: &Server) -> Option<Reading> {
    let measure = now.measure(Statistic::Connections10s, server.completed_10s.into());
    if measure.level() < 0.25 {
        return None;
    }
    let same = |other: &&Server| (other.address, other.port) == (server.address, server.port);
    // A tenth of the 10 s, and of that a quarter, in a slot.
    let least = measure.threshold.value / 160;
    let began =
        now.window.began(least, |seen| seen.servers.iter().find(same).map(|server| (server.completed, None)));
    let second = now.window.newest_first().take(super::window::SECOND);
    let second = second.flat_map(|seen| seen.servers.iter().filter(same)).map(|s| s.completed).sum();
    Some(Reading {
        kind: EpisodeKind::ConnectionFlood,
        subject: Subject::Server(server.address, server.port),
        fires: measure.level() >= 1.0,
        measures: vec![measure],
        is_info: false,
        slot: weir_protocol::Count { packets: server.completed, bytes: 0 },
        second,
        began: began.or_else(|| now.window.start()).unwrap_or_default(),
        last: (server.completed > 0).then(|| now.window.start().unwrap_or_default()),
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
