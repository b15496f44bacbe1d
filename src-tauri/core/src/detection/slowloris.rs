//! Slowloris and its kin: connections that are held open without ever getting so far that the server answers.
//!
//! Fires at 50 connections to one server port that have been open for more than 5 s without a byte of the server.
//! The numbers: a browser's spare connections are at most six to a server (HTTP/1.1) and are closed or used within
//! seconds; the tool opens 150 and more, because a thread-per-connection server has some hundred. That they are
//! opened at once is told within the first second as a connection flood, and the same episode gets this name as soon
//! as they have been silent for 5 s.

use weir_protocol::observe::Server;

use super::{
    kind::{EpisodeKind, Statistic},
    moment::Moment,
    reading::{Facts, Reading, Run, Subject},
};

/// See the module.
pub(super) fn judge(now: &Moment<'_>) -> Vec<Reading> {
    // When replies are not seen every server is silent.
    if now.one_way {
        return Vec::new();
    }
    let Some(newest) = now.window.newest() else { return Vec::new() };
    newest.servers.iter().filter_map(|server| read(now, server)).collect()
}

fn read(now: &Moment<'_>, server: &Server) -> Option<Reading> {
    let measure = now.measure(Statistic::SilentConnections, server.silent.into());
    if measure.level() < 0.25 {
        return None;
    }
    let start = now.window.start().unwrap_or_default();
    Some(Reading {
        kind: EpisodeKind::Slowloris,
        subject: Subject::Server(server.address, server.port),
        fires: measure.level() >= 1.0,
        measures: vec![measure],
        is_info: false,
        slot: weir_protocol::Count { packets: server.completed, bytes: 0 },
        second: server.silent.into(),
        run: Run {
            began: if server.silent_since == 0 { start } else { server.silent_since },
            ..Run::default()
        },
        // Connections stay open long after the last word of whoever holds them.
        last: Some(server.silent_last).filter(|last| *last > 0),
        facts: Facts {
            sources: server.clients.clone(),
            packets_5s: server.silent.into(),
            distinct_sources: server.clients_10s,
            answered: Some(0.0),
            toward: server.toward,
            ..Facts::default()
        },
    })
}
