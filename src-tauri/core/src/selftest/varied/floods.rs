//! Floods with drawn rates, sources, ports and sizes.

use std::net::Ipv4Addr;

use super::{ATTACK, BEGIN, HOME, beside};
use crate::{
    detection::EpisodeKind,
    selftest::{
        Scene,
        frame::{ACK, FIN, RST, SYN, arp, echo, fragment, ip, tcp, udp},
        script::{MS, S, Script},
    },
};

/// A flood at the lowest rate that must be found is found within 2 s.
const fn scene(name: &'static str, kind: EpisodeKind, play: fn(&mut Script)) -> Scene {
    Scene::attack(name, kind, 2_000, play)
}

pub(super) const SCENES: [Scene; 21] = [
    Scene::attack("SYN flood, weak", EpisodeKind::SynFlood, 4_000, |s| syn(s, 50, 90)),
    scene("SYN flood", EpisodeKind::SynFlood, |s| syn(s, 90, 3_000)),
    scene("SYN flood over 500 Mbit/s", EpisodeKind::SynFlood, |s| {
        heavy_download(s);
        forged_syns(s, 200, 200);
    }),
    scene("SYN-ACK reflection", EpisodeKind::TcpReflection, |s| {
        let rate = s.rate(100, 2_000);
        reflection(s, rate);
    }),
    scene("SYN-ACK reflection over 500 Mbit/s", EpisodeKind::TcpReflection, |s| {
        heavy_download(s);
        reflection(s, 100);
    }),
    scene("TCP flag flood", EpisodeKind::TcpFlagFlood, |s| {
        beside(s);
        let rate = s.rate(100, 2_000);
        let flags = s.one_of(&[ACK, ACK | 8, RST, RST | ACK, FIN | ACK, FIN, 0x20, 0]);
        let (bots, ports) = (s.one_of(&[1, 20, 0]), s.one_of(&[1, 2]));
        let bots = strangers(s, bots);
        s.scattered(BEGIN, ATTACK, rate, |s, time, n| {
            let source = one_or_any(s, &bots);
            let port = 80 + (n % ports) as u16;
            let from = (source, s.port());
            s.at(time, tcp(from, (HOME, port), flags, 0));
            if n % 3 == 0 && flags & RST == 0 {
                s.at(time + MS, tcp((HOME, port), from, RST, 0));
            }
        });
    }),
    scene("ICMP flood", EpisodeKind::IcmpFlood, |s| {
        let rate = s.rate(100, 3_000);
        icmp(s, rate);
    }),
    scene("ICMP flood over 500 Mbit/s", EpisodeKind::IcmpFlood, |s| {
        heavy_download(s);
        icmp(s, 100);
    }),
    scene("ICMP to everybody", EpisodeKind::IcmpFlood, |s| {
        let rate = s.rate(120, 1_000);
        s.scattered(BEGIN, ATTACK, rate, |s, time, n| {
            s.at(time, echo(HOME, Ipv4Addr::new(192, 168, 1, 255), 8, n as u16));
        });
    }),
    scene("UDP flood, forged sources", EpisodeKind::UdpFlood, |s| {
        beside(s);
        let rate = s.rate(200, 3_000);
        forged_udp(s, rate);
    }),
    scene("UDP flood of a botnet on all ports", EpisodeKind::UdpFlood, |s| {
        beside(s);
        let (rate, bots, size) = (s.rate(600, 3_000), s.rate(20, 300), s.between(0, 1_400) as usize);
        let bots = strangers(s, bots);
        s.scattered(BEGIN, ATTACK, rate, |s, time, _| {
            let from = (s.one_of(&bots), s.port());
            let to = s.between(1, 65_535) as u16;
            s.at(time, udp(from, (HOME, to), size));
        });
    }),
    scene("ACK flood of a botnet on all ports", EpisodeKind::TcpFlagFlood, |s| {
        beside(s);
        let (rate, bots) = (s.rate(200, 3_000), s.rate(20, 2_000));
        let bots = strangers(s, bots);
        s.scattered(BEGIN, ATTACK, rate, |s, time, _| {
            let from = (s.one_of(&bots), s.port());
            let to = s.between(1, 65_535) as u16;
            s.at(time, tcp(from, (HOME, to), ACK, 0));
        });
    }),
    scene("UDP flood over 500 Mbit/s", EpisodeKind::UdpFlood, |s| {
        heavy_download(s);
        forged_udp(s, 200);
    }),
    scene("UDP flood, one source, ever new ports", EpisodeKind::UdpFlood, |s| {
        beside(s);
        let (rate, size, target) = (s.rate(500, 3_000), s.between(0, 1_400) as usize, s.port());
        let source = s.stranger();
        s.scattered(BEGIN, ATTACK, rate, |s, time, n| {
            s.at(time, udp((source, 1_024 + n as u16), (HOME, target), size));
        });
    }),
    scene("UDP flood, one flow that is refused", EpisodeKind::UdpFlood, |s| {
        beside(s);
        let (rate, size, target) = (s.rate(500, 3_000), s.between(0, 1_400) as usize, s.port());
        let from = (s.stranger(), s.port());
        s.scattered(BEGIN, ATTACK, rate, |s, time, n| {
            let sent = udp(from, (HOME, target), size);
            // Linux refuses six at once, and then one a second.
            if n < 6 || n % rate == 0 {
                s.at(time + MS, crate::selftest::frame::error(&sent, HOME, from.0, 3, 3));
            }
            s.at(time, sent);
        });
    }),
    scene("UDP flood, one flow of small datagrams", EpisodeKind::UdpFlood, |s| {
        beside(s);
        let (rate, size, target) = (s.rate(500, 3_000), s.between(0, 60) as usize, s.port());
        let from = (s.stranger(), s.port());
        s.scattered(BEGIN, ATTACK, rate, |s, time, _| s.at(time, udp(from, (HOME, target), size)));
    }),
    scene("UDP amplification", EpisodeKind::UdpAmplification, |s| {
        beside(s);
        let rate = s.rate(200, 3_000);
        amplification(s, rate);
    }),
    scene("UDP amplification over 500 Mbit/s", EpisodeKind::UdpAmplification, |s| {
        heavy_download(s);
        amplification(s, 200);
    }),
    scene("UDP amplification in fragments", EpisodeKind::UdpAmplification, |s| {
        beside(s);
        let (rate, servers) = (s.rate(100, 1_000), s.rate(5, 3_000));
        let (servers, port) = (strangers(s, servers), s.one_of(&[53, 389, 11_211, 19]));
        s.scattered(BEGIN, ATTACK, rate, |s, time, _| {
            let server = s.one_of(&servers);
            let target = s.port();
            s.at(time, udp((server, port), (HOME, target), 1_464));
            for part in 1..=2 {
                s.at(time + part * 12_000, fragment(server, HOME, 17, part as u16 * 1_472, 1_400));
            }
        });
    }),
    scene("Flood of another protocol", EpisodeKind::OtherFlood, |s| {
        beside(s);
        let (rate, protocol) = (s.rate(450, 2_000), s.one_of(&[2, 61, 99, 143, 253, 254, 255]));
        let bots = s.one_of(&[1, 30, 0]);
        let bots = strangers(s, bots);
        s.scattered(BEGIN, ATTACK, rate, |s, time, _| {
            let source = one_or_any(s, &bots);
            s.at(time, ip(source, HOME, protocol, 64, &[0; 64]));
        });
    }),
    scene("Broadcast storm", EpisodeKind::Storm, |s| {
        beside(s);
        let (rate, hosts) = (s.rate(150, 1_500), s.between(60, 200));
        s.scattered(BEGIN, ATTACK, rate, |s, time, _| {
            let host = Ipv4Addr::new(192, 168, 1, s.between(10, 10 + hosts) as u8);
            let everybody = Ipv4Addr::BROADCAST;
            match s.between(0, 3) {
                0 => s.at(time, udp((host, 137), (everybody, 137), 50)),
                _ => s.at(time, arp(host, Ipv4Addr::new(192, 168, 1, 1))),
            }
        });
    }),
];

/// Some addresses; none: whoever asks draws a new one each time.
fn strangers(s: &mut Script, number: u64) -> Vec<Ipv4Addr> {
    (0..number).map(|_| s.stranger()).collect()
}

fn one_or_any(s: &mut Script, known: &[Ipv4Addr]) -> Ipv4Addr {
    if known.is_empty() { s.stranger() } else { s.one_of(known) }
}

/// Segments of 1,448 bytes of payload as 500 Mbit/s has them, for 6 s around the begin of the attack.
fn heavy_download(s: &mut Script) {
    let ends = ((Ipv4Addr::new(203, 0, 113, 20), 443), (HOME, 52_900));
    s.open(6 * S, ends.1, ends.0);
    super::going_on(s, ends, 6 * S + 100 * MS, 6 * S, 42_000);
}

fn syn(s: &mut Script, low: u64, high: u64) {
    beside(s);
    forged_syns(s, low, high);
}

/// SYNs of one source, of a botnet, or of forged sources; refused, answered or neither.
fn forged_syns(s: &mut Script, low: u64, high: u64) {
    let (rate, bots) = (s.rate(low, high), s.one_of(&[1, 8, 100, 0, 0]));
    let bots = strangers(s, bots);
    let (ports, answer, fixed) = (s.one_of(&[1, 1, 3]), s.between(0, 2), s.chance(20));
    s.scattered(BEGIN, ATTACK, rate, |s, time, n| {
        let from = (one_or_any(s, &bots), if fixed { 2_000 + (n % 40) as u16 } else { s.port() });
        let to = (HOME, 80 + (n % ports) as u16);
        s.at(time, tcp(from, to, SYN, 0));
        match answer {
            1 => s.at(time + MS, tcp(to, from, SYN | ACK, 0)),
            2 => s.at(time + MS, tcp(to, from, RST | ACK, 0)),
            _ => {}
        }
    });
}

fn reflection(s: &mut Script, rate: u64) {
    let servers = s.rate(10, 2_000);
    let (servers, port, target) = (strangers(s, servers), s.one_of(&[80, 443, 22, 53, 179]), s.port());
    let (one_target, refused) = (s.chance(50), s.chance(50));
    s.scattered(BEGIN, ATTACK, rate, |s, time, _| {
        let from = (s.one_of(&servers), port);
        let to = (HOME, if one_target { target } else { s.port() });
        s.at(time, tcp(from, to, SYN | ACK, 0));
        if refused {
            s.at(time + MS, tcp(to, from, RST, 0));
        }
    });
}

fn icmp(s: &mut Script, rate: u64) {
    let (bots, size, answered) = (s.one_of(&[1, 5, 0]), s.between(0, 1), s.chance(70));
    let (bots, kind) = (strangers(s, bots), if s.chance(80) { 8 } else { 0 });
    s.scattered(BEGIN, ATTACK, rate, |s, time, n| {
        let source = one_or_any(s, &bots);
        s.at(time, echo(source, HOME, kind, n as u16));
        if size == 1 {
            s.at(time, fragment(source, HOME, 1, 1_480, 600));
        }
        if answered && kind == 8 {
            s.at(time + MS, echo(HOME, source, 0, n as u16));
        }
    });
}

fn forged_udp(s: &mut Script, rate: u64) {
    let (size, fixed) = (s.between(0, 1_400) as usize, s.chance(50));
    let target = s.one_of(&[53, 80, 123, 443, 5_060, 27_015, 50_123]);
    s.scattered(BEGIN, ATTACK, rate, |s, time, _| {
        let from = (s.stranger(), s.port());
        let to = if fixed { target } else { s.port() };
        s.at(time, udp(from, (HOME, to), size));
    });
}

/// Answers of listed services, and of one that nobody listed.
fn amplification(s: &mut Script, rate: u64) {
    const PORTS: [u16; 16] =
        [17, 19, 53, 111, 123, 137, 161, 389, 1_434, 1_900, 3_283, 3_702, 5_683, 11_211, 37_810, 40_321];
    let port = s.one_of(&PORTS);
    let (least, size) = (if port == 40_321 { 15 } else { 4 }, s.between(60, 1_450) as usize);
    let servers = s.rate(least, 4_000);
    let (servers, target, one_target) = (strangers(s, servers), s.port(), s.chance(60) || port == 40_321);
    s.scattered(BEGIN, ATTACK, rate, |s, time, _| {
        let to = if one_target { target } else { s.port() };
        let server = s.one_of(&servers);
        s.at(time, udp((server, port), (HOME, to), size));
    });
}
