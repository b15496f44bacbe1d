//! Machines that serve, watch or collect, with drawn clients and pace. Nothing must be found.

use std::net::Ipv4Addr;

use super::{FROM, HOME, LENGTH, ROUTER, SERVER};
use crate::selftest::{
    Scene,
    frame::{ACK, RST, SYN, echo, ip, tcp, udp},
    script::{MS, S},
};

pub(super) const SCENES: [Scene; 13] = [
    Scene::quiet("Time server with many clients", |s| {
        let rate = s.rate(20, 250);
        s.scattered(FROM, LENGTH, rate, |s, time, _| {
            let client = (s.stranger(), s.port());
            s.ask(time, client, (HOME, 123));
        });
    }),
    Scene::quiet("Name server of an office", |s| {
        let rate = s.rate(50, 600);
        s.scattered(FROM, LENGTH, rate, |s, time, _| {
            let client = (Ipv4Addr::new(192, 168, 1, s.between(10, 120) as u8), s.port());
            s.ask(time, client, (HOME, 53));
        });
    }),
    Scene::quiet("Game server", |s| {
        for player in 0..s.between(8, 64) as u16 {
            let (client, us) = ((s.stranger(), 27_005), (HOME, 27_015));
            let (rate, start) = (s.rate(20, 60), FROM + u64::from(player) * 20 * MS);
            s.ask(start, client, us);
            s.scattered(start + 100 * MS, LENGTH, rate, |s, time, _| s.at(time, udp(client, us, 80)));
            s.scattered(start + 100 * MS, LENGTH, rate, |s, time, _| s.at(time, udp(us, client, 200)));
        }
    }),
    Scene::quiet("List of game servers", |s| {
        let (rate, answered) = (s.rate(50, 400), s.between(50, 90));
        s.scattered(FROM, 6 * S, rate, |s, time, _| {
            let (us, them) = ((HOME, 55_555), (s.stranger(), 27_015 + s.between(0, 5) as u16));
            s.at(time, udp(us, them, 25));
            if s.chance(answered) {
                s.at(time + 50 * MS, udp(them, us, 300));
            }
        });
    }),
    Scene::quiet("Monitoring by ping", |s| {
        let (hosts, step, dead) = (s.between(10, 60), s.between(1, 10), s.between(0, 3));
        for round in 0..20 / step {
            for host in 0..hosts {
                let (target, time) =
                    (Ipv4Addr::new(192, 168, 1, 100 + host as u8), FROM + round * step * S + host * 5 * MS);
                s.at(time, echo(HOME, target, 8, round as u16));
                if host >= dead {
                    s.at(time + 2 * MS, echo(target, HOME, 0, round as u16));
                }
            }
        }
    }),
    Scene::quiet("Health checks of a load balancer", |s| {
        let (ports, step) = (s.between(5, 40) as u16, s.between(2, 5));
        let down = s.between(0, 4) as u16;
        for round in 0..20 / step {
            for port in 0..ports {
                let (from, to) = ((ROUTER, s.port()), (HOME, 8_000 + port));
                let time = FROM + round * step * S + u64::from(port) * 3 * MS;
                s.at(time, tcp(from, to, SYN, 0));
                if port < down {
                    s.at(time + MS, tcp(to, from, RST | ACK, 0));
                } else {
                    s.at(time + MS, tcp(to, from, SYN | ACK, 0));
                    s.at(time + 2 * MS, tcp(from, to, ACK, 0));
                    s.at(time + 3 * MS, tcp(from, to, RST | ACK, 0));
                }
            }
        }
    }),
    Scene::quiet("Port knock", |s| {
        for knock in 0..s.between(3, 8) as u16 {
            let (from, to) = ((SERVER, 41_000), (HOME, 7_000 + knock * 991));
            s.at(FROM + u64::from(knock) * 200 * MS, tcp(from, to, SYN, 0));
        }
        s.fetch(FROM + 3 * S, (SERVER, 41_001), (HOME, 22), 50);
    }),
    Scene::quiet("Recorder of many cameras", |s| {
        for camera in 0..s.between(2, 20) as u16 {
            let (from, to) =
                ((Ipv4Addr::new(192, 168, 1, 40 + camera as u8), 5_004), (HOME, 50_000 + camera * 2));
            let rate = s.rate(100, 700);
            s.scattered(FROM, LENGTH, rate, |s, time, _| s.at(time, udp(from, to, 1_200)));
        }
    }),
    Scene::quiet("Collector of logs and flow records", |s| {
        let (rate, hosts) = (s.rate(50, 900), s.between(1, 80));
        let port = s.one_of(&[514, 162, 2_055, 6_343, 8_125, 12_201]);
        s.scattered(FROM, LENGTH, rate, |s, time, _| {
            let host = Ipv4Addr::new(192, 168, 1, s.between(10, 10 + hosts) as u8);
            s.at(time, udp((host, if port == 514 { 514 } else { 40_000 }), (HOME, port), 200));
        });
    }),
    Scene::quiet("Overlay network of containers", |s| {
        let (rate, flows, port) = (s.rate(500, 6_000), s.between(1, 40), s.one_of(&[4_789, 8_472, 6_081]));
        s.scattered(FROM, LENGTH, rate, |s, time, _| {
            let flow = 40_000 + s.between(0, flows) as u16;
            s.at(time, udp((ROUTER, flow), (HOME, port), 1_400));
            s.at(time + MS, udp((HOME, flow + 5_000), (ROUTER, port), 100));
        });
    }),
    Scene::quiet("Television to a group", |s| {
        let (rate, group) = (s.rate(300, 2_500), Ipv4Addr::new(239, 1, 1, s.between(1, 250) as u8));
        s.scattered(FROM, LENGTH, rate, |s, time, _| s.at(time, udp((ROUTER, 5_000), (group, 5_000), 1_316)));
    }),
    Scene::quiet("Tunnel", |s| {
        let (rate, protocol) = (s.rate(300, 4_000), s.one_of(&[4, 41, 47, 50, 132]));
        let back = s.chance(50);
        s.scattered(FROM, LENGTH, rate, |s, time, _| {
            s.at(time, ip(SERVER, HOME, protocol, 64, &[0; 600]));
            if back {
                s.at(time + MS, ip(HOME, SERVER, protocol, 64, &[0; 600]));
            }
        });
    }),
    Scene::quiet("Proxy and web server of a house", |s| {
        let rate = s.rate(2, 18);
        s.scattered(FROM, LENGTH, rate, |s, time, n| {
            let client = (Ipv4Addr::new(192, 168, 1, s.between(10, 30) as u8), 20_000 + n as u16);
            let answers = s.between(1, 40);
            s.fetch(time, client, (HOME, 3_128), answers);
        });
    }),
];
