//! Scenes of ordinary traffic, in which nothing must be found.

use std::net::Ipv4Addr;

use super::{
    Scene,
    frame::{ACK, RST, SYN, arp, error, ip, tcp, udp, udp_ttl},
    script::{MS, S, Script},
};

const HOME: Ipv4Addr = Ipv4Addr::new(192, 168, 1, 5);
const ROUTER: Ipv4Addr = Ipv4Addr::new(192, 168, 1, 1);
const SERVER: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 10);

const fn scene(name: &'static str, play: fn(&mut Script)) -> Scene {
    Scene::quiet(name, play)
}

/// All of them.
pub(super) const SCENES: [Scene; 9] = [
    scene("Speed test", |s| {
        for stream in 0..8 {
            bulk(s, 4 * S, 8 * S, (HOME, 50_000 + stream), (SERVER, 8_080), 1_000);
        }
        for stream in 0..8 {
            bulk(s, 13 * S, 8 * S, (SERVER, 8_080), (HOME, 51_000 + stream), 800);
        }
    }),
    scene("Video call", video_call),
    scene("Torrent", torrent),
    scene("Backup", |s| bulk(s, 4 * S, 20 * S, (SERVER, 445), (HOME, 52_000), 5_000)),
    scene("Quiet office", office),
    scene("A hundred connections at once", |s| {
        for n in 0..100 {
            s.fetch(6 * S + 240 * MS, (HOME, 53_000 + n), (SERVER, 443), 4);
        }
    }),
    scene("Traceroute over UDP", |s| {
        for n in 0..90_u16 {
            let hop = Ipv4Addr::new(10, 0, 0, (n / 3) as u8 + 1);
            let ttl = (n / 3) as u8 + 1;
            let tried = udp_ttl((HOME, 40_000), (SERVER, 33_434 + n), ttl, 32);
            let answer = error(&tried, hop, HOME, 11, 0);
            s.at(5 * S + u64::from(n) * 30 * MS, tried);
            s.at(5 * S + u64::from(n) * 30 * MS + 20 * MS, answer);
        }
    }),
    scene("Tunnel that comes back another way", |s| {
        s.every(4 * S, 15 * S, 900, |s, time, _| s.at(time, ip(SERVER, HOME, 47, 64, &[0; 600])));
    }),
    scene("Camera that nobody answers", |s| {
        s.every(4 * S, 15 * S, 700, |s, time, _| {
            s.at(time, udp((Ipv4Addr::new(192, 168, 1, 40), 5_004), (HOME, 50_004), 1_200));
        });
    }),
];

/// A download at so many segments a second.
pub(super) fn download(s: &mut Script, rate: u64) {
    bulk(s, 2 * S, 18 * S, (SERVER, 443), (HOME, 52_001), rate);
}

/// Full segments one way and an acknowledgement for every second one.
fn bulk(
    s: &mut Script,
    from: u64,
    length: u64,
    sender: super::frame::End,
    receiver: super::frame::End,
    rate: u64,
) {
    s.open(from, receiver, sender);
    s.every(from + 50 * MS, length, rate, |s, time, n| {
        s.at(time, tcp(sender, receiver, ACK, 1_400));
        if n % 2 == 1 {
            s.at(time + 1_000, tcp(receiver, sender, ACK, 0));
        }
    });
}

fn video_call(s: &mut Script) {
    let (us, them) = ((HOME, 50_010), (SERVER, 3_478));
    for n in 0..6 {
        s.ask(3 * S + n * 100 * MS, us, them);
    }
    s.every(4 * S, 15 * S, 350, |s, time, _| s.at(time, udp(them, us, 1_000)));
    s.every(4 * S, 15 * S, 250, |s, time, _| s.at(time, udp(us, them, 900)));
}

/// Many strangers on many ports, of whom half answer; and peers that are gone.
fn torrent(s: &mut Script) {
    s.every(3 * S, 18 * S, 30, |s, time, n| {
        let peer = (s.stranger(), s.port());
        s.at(time, udp((HOME, 51_413), peer, 100));
        if n % 2 == 0 {
            s.at(time + 60 * MS, udp(peer, (HOME, 51_413), 300));
        }
    });
    s.every(3 * S, 18 * S, 8, |s, time, n| {
        let (us, peer) = ((HOME, 54_000 + n as u16), (s.stranger(), s.port()));
        match n % 3 {
            0 => s.fetch(time, us, peer, 40),
            1 => s.at(time, tcp(us, peer, SYN, 0)),
            _ => {
                s.at(time, tcp(us, peer, SYN, 0));
                s.at(time + 80 * MS, tcp(peer, us, RST | ACK, 0));
            }
        }
    });
}

/// Names, times, neighbours, announcements and a page now and then.
pub(super) fn office(s: &mut Script) {
    s.every(0, 20 * S, 2, |s, time, n| s.ask(time, (HOME, 40_000 + n as u16), (ROUTER, 53)));
    s.every(S, 19 * S, 1, |s, time, n| s.fetch(time, (HOME, 41_000 + n as u16), (SERVER, 443), 25));
    s.every(0, 20 * S, 3, |s, time, n| {
        let neighbour = Ipv4Addr::new(192, 168, 1, (n % 12) as u8 + 20);
        s.at(time, arp(neighbour, ROUTER));
        s.at(time + 3 * MS, udp((neighbour, 5_353), (Ipv4Addr::new(224, 0, 0, 251), 5_353), 80));
    });
    s.ask(7 * S, (HOME, 123), (SERVER, 123));
}
