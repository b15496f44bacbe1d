//! Port scans and host sweeps with drawn pace, order, ports and answers.

use std::net::Ipv4Addr;

use super::{BEGIN, HOME, beside};
use crate::{
    detection::EpisodeKind,
    selftest::{
        Scene,
        frame::{ACK, FIN, RST, SYN, XMAS, echo, error, tcp, udp},
        script::{MS, S, Script},
    },
};

pub(super) const SCENES: [Scene; 10] = [
    Scene::attack("Port scan with SYNs", EpisodeKind::PortScan, 2_000, |s| {
        beside(s);
        let rate = s.rate(30, 5_000);
        scan(s, rate, 1_000, SYN);
    }),
    Scene::attack("Port scan with SYNs, unhurried", EpisodeKind::PortScan, 10_000, |s| {
        beside(s);
        let rate = s.rate(3, 20);
        scan(s, rate, 100, SYN);
    }),
    Scene::attack("Port scan with odd flags", EpisodeKind::PortScan, 2_000, |s| {
        beside(s);
        let (rate, flags) = (s.rate(30, 5_000), s.one_of(&[0, FIN, XMAS, ACK, FIN | ACK]));
        scan(s, rate, 1_000, flags);
    }),
    Scene::attack("Port scan behind decoys", EpisodeKind::PortScan, 2_000, |s| {
        let (decoys, rate) = (s.between(2, 6), s.rate(100, 2_000));
        let decoys: Vec<Ipv4Addr> = (0..decoys).map(|_| s.stranger()).collect();
        let order = ports(s, 1_000);
        s.scattered(BEGIN, order.len() as u64 * S / rate, rate, |s, time, n| {
            let port = order.get(n as usize % order.len()).copied().unwrap_or(1);
            for (place, decoy) in (0..).zip(&decoys) {
                s.at(time + place * 20_000, tcp((*decoy, 40_000), (HOME, port), SYN, 0));
            }
        });
    }),
    Scene::attack("Port scan with UDP", EpisodeKind::PortScan, 4_000, |s| {
        beside(s);
        let (rate, order, source) = (s.rate(10, 1_000), ports(s, 300), s.stranger());
        s.scattered(BEGIN, order.len() as u64 * S / rate, rate, |s, time, n| {
            let port = order.get(n as usize % order.len()).copied().unwrap_or(1);
            let sent = udp((source, 41_000), (HOME, port), 0);
            if n % 20 == 0 {
                s.at(time + MS, error(&sent, HOME, source, 3, 3));
            }
            s.at(time, sent);
        });
    }),
    Scene::attack("Port scan from this machine", EpisodeKind::PortScan, 2_000, |s| {
        beside(s);
        let (rate, order) = (s.rate(30, 3_000), ports(s, 800));
        let target = Ipv4Addr::new(192, 168, 1, 77);
        s.scattered(BEGIN, order.len() as u64 * S / rate, rate, |s, time, n| {
            let port = order.get(n as usize % order.len()).copied().unwrap_or(1);
            s.at(time, tcp((HOME, 51_000), (target, port), SYN, 0));
            s.at(time + MS, tcp((target, port), (HOME, 51_000), RST | ACK, 0));
        });
    }),
    Scene::attack("Host sweep over TCP", EpisodeKind::HostSweep, 3_000, |s| {
        beside(s);
        let (rate, answers) = (s.rate(40, 2_000), s.between(0, 25));
        let port = s.one_of(&[21, 22, 23, 80, 135, 139, 445, 1_433, 3_306, 3_389, 5_900, 7_547, 8_080]);
        let wide = s.chance(50);
        s.scattered(BEGIN, 5 * S, rate, |s, time, n| {
            let host =
                if wide { s.stranger() } else { Ipv4Addr::new(10, 1, (n / 250) as u8, (n % 250) as u8 + 1) };
            let from = (HOME, s.port());
            s.at(time, tcp(from, (host, port), SYN, 0));
            if s.chance(answers) {
                s.at(time + 30 * MS, tcp((host, port), from, SYN | ACK, 0));
                s.at(time + 31 * MS, tcp(from, (host, port), RST, 0));
            } else if s.chance(30) {
                s.at(time + 30 * MS, tcp((host, port), from, RST | ACK, 0));
            }
        });
    }),
    Scene::attack("Host sweep over UDP", EpisodeKind::HostSweep, 3_000, |s| {
        beside(s);
        let (rate, port) = (s.rate(60, 2_000), s.one_of(&[53, 69, 123, 137, 161, 1_900, 5_060]));
        let source = s.stranger();
        s.scattered(BEGIN, 5 * S, rate, |s, time, n| {
            let host = Ipv4Addr::new(10, 2, (n / 250) as u8, (n % 250) as u8 + 1);
            s.at(time, udp((source, 40_100), (host, port), 60));
            if s.chance(5) {
                s.at(time + 30 * MS, udp((host, port), (source, 40_100), 90));
            }
        });
    }),
    Scene::attack("Spam to many mail servers", EpisodeKind::HostSweep, 12_000, |s| {
        beside(s);
        let (rate, answers) = (s.rate(5, 60), s.between(30, 98));
        s.scattered(BEGIN, 12 * S, rate, |s, time, _| {
            let (us, server) = ((HOME, s.port()), (s.stranger(), 25));
            if s.chance(answers) { s.fetch(time, us, server, 3) } else { s.at(time, tcp(us, server, SYN, 0)) }
        });
    }),
    Scene::attack("Ping sweep", EpisodeKind::HostSweep, 3_000, |s| {
        beside(s);
        let (rate, answers, shuffled) = (s.rate(20, 1_000), s.between(0, 60), s.chance(50));
        let scanner = if s.chance(50) { HOME } else { Ipv4Addr::new(192, 168, 1, 99) };
        let step = if shuffled { 89 } else { 1 };
        s.scattered(BEGIN, 254 * S / rate, rate, |s, time, n| {
            let host = Ipv4Addr::new(192, 168, 1, (n * step % 254) as u8 + 1);
            s.at(time, echo(scanner, host, 8, n as u16));
            if s.chance(answers) {
                s.at(time + 2 * MS, echo(host, scanner, 0, n as u16));
            }
        });
    }),
];

/// Ports in the order of their numbers or shuffled.
fn ports(s: &mut Script, number: u64) -> Vec<u16> {
    let mut ports: Vec<u16> = (1..=number as u16).collect();
    if s.chance(70) {
        for place in (1..ports.len()).rev() {
            let other = s.between(0, place as u64) as usize;
            ports.swap(place, other);
        }
    }
    ports
}

fn scan(s: &mut Script, rate: u64, number: u64, flags: u8) {
    let (order, source, closed) = (ports(s, number), s.stranger(), s.chance(50));
    let open = s.between(0, 8) as u16;
    s.scattered(BEGIN, number * S / rate, rate, |s, time, n| {
        let port = order.get(n as usize % order.len()).copied().unwrap_or(1);
        let (from, to) = ((source, 40_000), (HOME, port));
        s.at(time, tcp(from, to, flags, 0));
        if flags == SYN && port % 97 < open {
            s.at(time + MS, tcp(to, from, SYN | ACK, 0));
            s.at(time + 2 * MS, tcp(from, to, RST, 0));
        } else if closed {
            s.at(time + MS, tcp(to, from, RST | ACK, 0));
        }
    });
}
