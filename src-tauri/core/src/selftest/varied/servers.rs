//! Attacks on a server's connections with drawn pace and clients.

use super::{BEGIN, HOME, beside};
use crate::{
    detection::EpisodeKind,
    selftest::{
        Scene,
        frame::{ACK, tcp},
        script::{MS, S, Script},
    },
};

pub(super) const SCENES: [Scene; 2] = [
    Scene::attack("Connection flood", EpisodeKind::ConnectionFlood, 6_000, |s| {
        beside(s);
        let (rate, clients) = (s.rate(60, 400), s.between(1, 50));
        let clients: Vec<_> = (0..clients).map(|_| s.stranger()).collect();
        s.scattered(BEGIN, 6 * S, rate, |s, time, n| {
            let client = (s.one_of(&clients), 10_000 + n as u16);
            let answers = s.between(1, 6);
            s.fetch(time, client, (HOME, 80), answers);
        });
    }),
    Scene::attack("Slowloris", EpisodeKind::Slowloris, 9_000, |s: &mut Script| {
        beside(s);
        let (rate, number, clients) = (s.rate(30, 1_000), s.between(100, 500), s.between(1, 10));
        let clients: Vec<_> = (0..clients).map(|_| s.stranger()).collect();
        let pause = s.between(2, 10);
        s.scattered(BEGIN, number * S / rate, rate, |s, time, n| {
            let client = (s.one_of(&clients), 10_000 + n as u16);
            let now = s.open(time, client, (HOME, 80));
            for line in 0..3 {
                s.at(now + line * pause * S, tcp(client, (HOME, 80), ACK, 12));
                s.at(now + line * pause * S + MS, tcp((HOME, 80), client, ACK, 0));
            }
        });
    }),
];
