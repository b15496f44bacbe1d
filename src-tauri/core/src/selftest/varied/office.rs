//! What a desktop does on an ordinary day, with drawn pace, peers and losses. Nothing must be found.

use std::net::Ipv4Addr;

use super::{FROM, HOME, LENGTH, ROUTER, SERVER};
use crate::selftest::{
    Scene,
    frame::{ACK, RST, SYN, arp, echo, tcp, udp},
    script::{MS, S, Script},
};

pub(super) const SCENES: [Scene; 13] = [
    Scene::quiet("Video call", video_call),
    Scene::quiet("Torrent", torrent),
    Scene::quiet("Pages from many servers", page),
    Scene::quiet("Backup", |s| {
        let (streams, rate) = (s.between(1, 4) as u16, s.rate(500, 8_000));
        for stream in 0..streams {
            let ends = ((HOME, 52_000 + stream), (ROUTER, 445));
            s.open(FROM, ends.0, ends.1);
            super::going_on(s, ends, FROM + 100 * MS, LENGTH, rate / u64::from(streams));
        }
    }),
    Scene::quiet("Speed test", |s| {
        let streams = s.between(4, 32) as u16;
        let rate = s.rate(2_000, 12_000) / u64::from(streams);
        for stream in 0..streams {
            let (us, them) = ((HOME, 50_000 + stream), (SERVER, 8_080));
            let down = s.chance(50);
            let start = FROM + s.between(0, 200) * MS;
            s.open(start, us, them);
            super::going_on(s, if down { (them, us) } else { (us, them) }, start + 100 * MS, 8 * S, rate);
        }
    }),
    Scene::quiet("Office full of names", |s| {
        let (rate, lost, late) = (s.rate(20, 250), s.between(0, 8), s.between(0, 8));
        let resolvers = [ROUTER, Ipv4Addr::new(9, 9, 9, 9)];
        s.scattered(FROM, LENGTH, rate, |s, time, _| {
            let (us, them) = ((HOME, s.port()), (s.one_of(&resolvers), 53));
            s.at(time, udp(us, them, 40));
            if !s.chance(lost) {
                let wait = if s.chance(late) { 3 * S } else { 12 * MS };
                s.at(time + wait, udp(them, us, 140));
            }
        });
    }),
    Scene::quiet("Crawler that asks for hundreds of names at once", |s| {
        for burst in 0..4 {
            for n in 0..s.between(200, 700) {
                let (us, them) = ((HOME, s.port()), (ROUTER, 53));
                let time = FROM + burst * 4 * S + n * MS;
                s.at(time, udp(us, them, 40));
                s.at(time + 8 * MS, udp(them, us, 140));
            }
        }
    }),
    Scene::quiet("Announcements on a full network", |s| {
        let (hosts, rate) = (s.between(10, 60), s.rate(5, 45));
        let groups = [
            (Ipv4Addr::new(224, 0, 0, 251), 5_353),
            (Ipv4Addr::new(239, 255, 255, 250), 1_900),
            (Ipv4Addr::new(224, 0, 0, 252), 5_355),
        ];
        s.scattered(FROM, LENGTH, rate, |s, time, _| {
            let host = Ipv4Addr::new(192, 168, 1, s.between(10, 10 + hosts) as u8);
            let group = s.one_of(&groups);
            s.at(time, udp((host, group.1), group, 120));
            s.at(time + MS, arp(host, ROUTER));
        });
    }),
    Scene::quiet("Hundreds of small files over FTP", |s| {
        let (us, files) = ((HOME, 45_000), s.rate(5, 20));
        s.open(FROM, us, (SERVER, 21));
        s.scattered(FROM + S, LENGTH + 40 * S, files, |s, time, n| {
            s.at(time, tcp(us, (SERVER, 21), ACK, 12));
            s.at(time + MS, tcp((SERVER, 21), us, ACK, 60));
            let data = 20_000 + s.between(0, 20_000) as u16;
            s.fetch(time + 3 * MS, (HOME, 40_000 + (n % 20_000) as u16), (SERVER, data), 4);
        });
    }),
    Scene::quiet("Private network", |s| {
        let (rate, back) = (s.rate(500, 4_000), s.rate(200, 2_000));
        let (us, them) = ((HOME, 51_820), (SERVER, 51_820));
        s.ask(FROM, us, them);
        s.scattered(FROM + S, LENGTH, rate, |s, time, _| s.at(time, udp(them, us, 1_420)));
        s.scattered(FROM + S, LENGTH, back, |s, time, _| s.at(time, udp(us, them, 120)));
    }),
    Scene::quiet("Server that does not answer any more", |s| {
        let (rate, refused, target) = (s.rate(1, 8), s.chance(50), s.stranger());
        s.scattered(FROM, LENGTH, rate, |s, time, _| {
            let (us, them) = ((HOME, s.port()), (target, 5_432));
            for again in [0, 1, 3] {
                s.at(time + again * S, tcp(us, them, SYN, 0));
                if refused {
                    s.at(time + again * S + MS, tcp(them, us, RST | ACK, 0));
                    break;
                }
            }
        });
    }),
    Scene::quiet("Many connections that were open before", |s| {
        for peer in 0..s.between(50, 400) as u16 {
            let (us, them) = ((HOME, 20_000 + peer), (s.stranger(), 443));
            let (rate, start) = (s.rate(1, 30), s.between(0, 1_000) * MS);
            super::going_on(s, (them, us), start, LENGTH, rate);
        }
    }),
    Scene::quiet("Ping of a path and of a server", |s| {
        let (hops, rate) = (s.between(4, 20) as u8, s.rate(1, 2));
        s.every(FROM, LENGTH, rate, |s, time, n| {
            for hop in 1..=hops {
                let asked = echo(HOME, SERVER, 8, n as u16);
                let answer = crate::selftest::frame::error(&asked, Ipv4Addr::new(10, 0, 0, hop), HOME, 11, 0);
                s.at(time + u64::from(hop) * MS, asked);
                s.at(time + u64::from(hop) * 3 * MS, answer);
            }
            s.at(time, echo(HOME, ROUTER, 8, n as u16));
            s.at(time + MS, echo(ROUTER, HOME, 0, n as u16));
        });
    }),
];

/// Sound and picture both ways, and a shared screen that goes one way.
pub(super) fn video_call(s: &mut Script) {
    let flows = s.between(1, 6) as u16;
    for flow in 0..flows {
        let (us, them) = ((HOME, 50_010 + flow), (SERVER, s.one_of(&[3_478, 3_479, 8_801, 19_305])));
        for n in 0..6 {
            s.ask(FROM + n * 100 * MS, us, them);
        }
        let (down, up) = (s.rate(50, 900), s.rate(30, 700));
        s.scattered(FROM + S, LENGTH, down, |s, time, _| s.at(time, udp(them, us, 1_000)));
        s.scattered(FROM + S, LENGTH, up, |s, time, _| s.at(time, udp(us, them, 900)));
    }
}

/// Strangers by the hundred, of whom many are gone; and strangers who still look for us.
pub(super) fn torrent(s: &mut Script) {
    let (asked, answered) = (s.rate(15, 80), s.between(25, 80));
    s.scattered(FROM, LENGTH, asked, |s, time, _| {
        let port = if s.chance(15) { 6_881 } else { s.port() };
        let peer = (s.stranger(), port);
        s.at(time, udp((HOME, 51_413), peer, 100));
        if s.chance(answered) {
            s.at(time + 60 * MS, udp(peer, (HOME, 51_413), 300));
        }
    });
    let (tried, gone) = (s.rate(3, 20), s.between(30, 80));
    s.scattered(FROM, LENGTH, tried, |s, time, n| {
        let port = s.one_of(&[6_881, 51_413, 0, 0, 0]);
        let port = if port == 0 { s.port() } else { port };
        let (us, peer) = ((HOME, 54_000 + n as u16), (s.stranger(), port));
        match s.chance(gone) {
            false => s.fetch(time, us, peer, 40),
            true => {
                s.at(time, tcp(us, peer, SYN, 0));
                if s.chance(40) {
                    s.at(time + 80 * MS, tcp(peer, us, RST | ACK, 0));
                } else {
                    s.at(time + S, tcp(us, peer, SYN, 0));
                }
            }
        }
    });
    let (callers, closed) = (s.rate(2, 15), s.chance(30));
    s.scattered(FROM, LENGTH, callers, |s, time, _| {
        let peer = (s.stranger(), s.port());
        if closed {
            s.at(time, tcp(peer, (HOME, 51_413), SYN, 0));
        } else {
            s.fetch(time, peer, (HOME, 51_413), 3);
        }
        s.at(time + MS, udp(peer, (HOME, 51_413), 100));
    });
}

/// Pages whose parts come from many servers, over TCP and QUIC.
pub(super) fn page(s: &mut Script) {
    for page in 0..s.between(3, 8) {
        let start = FROM + page * 2 * S + s.between(0, 900) * MS;
        for _ in 0..s.between(6, 25) {
            let (server, begin) = (s.stranger(), start + s.between(0, 400) * MS);
            let asker = (HOME, s.port());
            s.ask(begin, asker, (ROUTER, 53));
            if s.chance(40) {
                let (us, them) = ((HOME, s.port()), (server, 443));
                let answers = s.between(5, 120);
                s.ask(begin + 20 * MS, us, them);
                for n in 0..answers {
                    s.at(begin + 40 * MS + n * MS, udp(them, us, 1_200));
                }
                s.at(begin + 50 * MS, udp(us, them, 60));
                continue;
            }
            for _ in 0..s.between(1, 6) {
                let (us, answers) = ((HOME, s.port()), s.between(1, 60));
                s.fetch(begin + 20 * MS, us, (server, 443), answers);
            }
        }
    }
}
