//! Scenes with an attack, which begins 8 s after the scene; ordinary browsing goes on beside it.

use std::net::Ipv4Addr;

use super::{
    Scene,
    frame::{ACK, RST, SYN, XMAS, arp, echo, error, ip, tcp, udp},
    script::{MS, S, Script},
};
use crate::detection::EpisodeKind;

/// When the attack begins.
pub(super) const BEGIN: u64 = 8 * S;
/// Who is hit; also the one that browses.
const HOME: Ipv4Addr = Ipv4Addr::new(192, 168, 1, 5);
const SCANNER: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 66);
const LENGTH: u64 = 6 * S;

const fn scene(name: &'static str, kind: EpisodeKind, play: fn(&mut Script)) -> Scene {
    Scene { name, expected: Some(kind), within_ms: None, play }
}

/// All of them.
pub(super) const SCENES: [Scene; 20] = [
    scene("SYN flood, forged sources", EpisodeKind::SynFlood, |s| syn_flood(s, 1_000, true)),
    scene("SYN flood, 200/s over a download", EpisodeKind::SynFlood, |s| {
        super::benign::download(s, 4_000);
        syn_flood(s, 200, false);
    }),
    scene("SYN flood, 50/s", EpisodeKind::SynFlood, |s| syn_flood(s, 50, true)),
    scene("UDP flood, forged sources", EpisodeKind::UdpFlood, |s| udp_flood(s, 200, true)),
    scene("UDP flood, one source", EpisodeKind::UdpFlood, |s| udp_flood(s, 500, false)),
    scene("NTP amplification", EpisodeKind::UdpAmplification, |s| amplification(s, 123, 468)),
    scene("Amplification by a service without a name", EpisodeKind::UdpAmplification, |s| {
        amplification(s, 40_123, 1_100);
    }),
    scene("ICMP flood", EpisodeKind::IcmpFlood, |s| {
        s.every(BEGIN, LENGTH, 100, |s, time, n| s.at(time, echo(SCANNER, HOME, 8, n as u16)));
    }),
    scene("ACK flood", EpisodeKind::TcpFlagFlood, |s| stray(s, ACK)),
    scene("SYN-ACK reflection", EpisodeKind::TcpReflection, |s| stray(s, SYN | ACK)),
    scene("Flood of an unassigned protocol", EpisodeKind::OtherFlood, |s| {
        s.every(BEGIN, LENGTH, 600, |s, time, _| {
            let source = s.stranger();
            s.at(time, ip(source, HOME, 253, 64, &[0; 64]));
        });
    }),
    scene("ARP storm", EpisodeKind::Storm, |s| {
        s.every(BEGIN, LENGTH, 200, |s, time, n| {
            let source = Ipv4Addr::new(192, 168, 1, (n % 80) as u8 + 10);
            s.at(time, arp(source, Ipv4Addr::new(192, 168, 1, 1)));
        });
    }),
    scene("Port scan with SYNs", EpisodeKind::PortScan, |s| scan(s, 200, 1_000, SYN)),
    scene("Port scan with odd flags", EpisodeKind::PortScan, |s| scan(s, 200, 1_000, XMAS)),
    scene("Port scan, one port in three seconds", EpisodeKind::PortScan, |s| {
        for n in 0..60_u16 {
            probe(s, BEGIN + u64::from(n) * 3 * S, 20 + n * 3, SYN);
        }
    }),
    scene("Port scan with UDP", EpisodeKind::PortScan, |s| {
        s.every(BEGIN, LENGTH, 20, |s, time, n| {
            let tried = udp((SCANNER, 40_001), (HOME, 1_000 + n as u16 * 7), 0);
            let refused = error(&tried, HOME, SCANNER, 3, 3);
            s.at(time, tried);
            if n % 20 == 0 {
                s.at(time + MS, refused);
            }
        });
    }),
    scene("Host sweep over TCP", EpisodeKind::HostSweep, |s| {
        s.every(BEGIN, LENGTH, 40, |s, time, n| {
            let host = Ipv4Addr::new(10, 9, (n / 200) as u8, (n % 200) as u8 + 1);
            s.at(time, tcp((HOME, 50_000 + n as u16), (host, 445), SYN, 0));
        });
    }),
    scene("Ping sweep", EpisodeKind::HostSweep, |s| {
        s.every(BEGIN, LENGTH, 20, |s, time, n| {
            s.at(time, echo(SCANNER, Ipv4Addr::new(192, 168, 1, n as u8 + 20), 8, n as u16));
        });
    }),
    scene("Connection flood", EpisodeKind::ConnectionFlood, |s| {
        s.every(BEGIN, LENGTH, 100, |s, time, n| {
            let client = (Ipv4Addr::new(198, 51, 100, (n % 7) as u8 + 1), 20_000 + n as u16);
            s.fetch(time, client, (HOME, 80), 1);
        });
    }),
    scene("Slowloris", EpisodeKind::Slowloris, |s| {
        s.every(BEGIN, 2 * S, 60, |s, time, n| {
            let client = (SCANNER, 20_000 + n as u16);
            let now = s.open(time, client, (HOME, 80));
            for line in 0..10 {
                s.at(now + line * S, tcp(client, (HOME, 80), ACK, 12));
                s.at(now + line * S + MS, tcp((HOME, 80), client, ACK, 0));
            }
        });
    }),
];

fn syn_flood(s: &mut Script, rate: u64, forged: bool) {
    s.every(BEGIN, LENGTH, rate, |s, time, n| {
        let source = if forged { s.stranger() } else { SCANNER };
        let client = (source, 1_024 + n as u16);
        s.at(time, tcp(client, (HOME, 443), SYN, 0));
        if n % 4 == 0 {
            s.at(time + MS, tcp((HOME, 443), client, SYN | ACK, 0));
        }
    });
}

fn udp_flood(s: &mut Script, rate: u64, forged: bool) {
    s.every(BEGIN, LENGTH, rate, |s, time, n| {
        let source = if forged { s.stranger() } else { SCANNER };
        let port = if forged { s.port() } else { 20_000 + n as u16 };
        s.at(time, udp((source, port), (HOME, 9_999), 100));
    });
}

fn amplification(s: &mut Script, port: u16, length: usize) {
    let servers: Vec<Ipv4Addr> = (0..60).map(|_| s.stranger()).collect();
    s.every(BEGIN, LENGTH, 200, |s, time, n| {
        let server = servers.get(n as usize % servers.len()).copied().unwrap_or(SCANNER);
        s.at(time, udp((server, port), (HOME, 33_000), length));
    });
}

fn stray(s: &mut Script, flags: u8) {
    let servers: Vec<Ipv4Addr> = (0..200).map(|_| s.stranger()).collect();
    s.every(BEGIN, LENGTH, 100, |s, time, n| {
        let server = servers.get(n as usize % servers.len()).copied().unwrap_or(SCANNER);
        let port = s.port();
        s.at(time, tcp((server, 443), (HOME, port), flags, 0));
    });
}

fn scan(s: &mut Script, rate: u64, ports: u64, flags: u8) {
    s.every(BEGIN, ports * S / rate, rate, |s, time, n| probe(s, time, 1 + n as u16, flags));
}

/// One port tried; every tenth is refused, as closed ports behind no filter are.
fn probe(s: &mut Script, time: u64, port: u16, flags: u8) {
    s.at(time, tcp((SCANNER, 45_000), (HOME, port), flags, 0));
    if port.is_multiple_of(10) {
        s.at(time + MS, tcp((HOME, port), (SCANNER, 45_000), RST | ACK, 0));
    }
}
