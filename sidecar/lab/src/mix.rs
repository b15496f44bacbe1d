//! A long, colourful capture: everything that a decoder meets on a real network, in one deterministic file.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use crate::frame::{Ends, Fragment, arp, flags, padded, protocol, vlan};
use crate::random::Random;

/// When the capture begins: 14 November 2023, 22:13:20 UTC.
const BEGIN: Duration = Duration::from_secs(1_700_000_000);
/// Sources are drawn so that few send much and many send little, as on a real network.
const SOURCES: u32 = 200;
const PAYLOADS: [usize; 7] = [0, 10, 18, 100, 512, 1000, 1400];
const SERVICES: [u16; 4] = [80, 443, 22, 8080];

/// Says which capture: equal values give equal bytes, on every machine.
#[derive(Clone, Copy, Debug)]
pub struct Mix {
    /// How many frames.
    pub packets: u32,
    /// How long the capture is, in seconds.
    pub seconds: u32,
    /// Which of all such captures.
    pub seed: u64,
}

impl Mix {
    /// The frames with their times, evenly spread.
    pub fn frames(self) -> impl Iterator<Item = (Duration, Vec<u8>)> {
        let mut random = Random::new(self.seed);
        let step = Duration::from_secs(self.seconds.into()).checked_div(self.packets).unwrap_or_default();
        (0..self.packets).map(move |n| (BEGIN + step * n, frame(&mut random)))
    }
}

fn frame(random: &mut Random) -> Vec<u8> {
    let host = source(random);
    let v4 = Ends::V4(host_v4(host), Ipv4Addr::new(10, 9, 0, 2));
    let v6 = Ends::V6(host_v6(host), host_v6(2));
    let size = random.pick(&PAYLOADS).unwrap_or(0);
    let payload = random.bytes(size);
    let ports = (random.port(), random.pick(&SERVICES).unwrap_or(80));
    let frame = match random.below(100) {
        0..42 => v4.tcp(ports, tcp_flags(random), &payload),
        42..66 => v4.udp(ports, &payload),
        66..72 => v4.echo(ports.0, &payload),
        72..74 => v4.unreachable(),
        74..76 => {
            let [first, later] = v4.udp_in_two(ports, ports.0, &random.bytes(1000));
            if random.below(2) == 0 { first } else { later }
        }
        76..78 => v4.gre(&random.bytes(40)),
        78..80 => v4.tcp_with_ip_options(ports, flags::ACK, &payload),
        80..83 => arp(host_v4(host), Ipv4Addr::new(10, 9, 0, 2)),
        83..88 => v6.tcp(ports, tcp_flags(random), &payload),
        88..92 => v6.udp(ports, &payload),
        92..94 => v6.echo(ports.0, &payload),
        94 => v6.unreachable(),
        95 => v6.fragment(protocol::UDP, ports.0, Fragment { offset: 9, more: false }, &random.bytes(64)),
        96..98 => vlan(5, &v4.udp(ports, &payload)),
        98 => vlan(7, &vlan(5, &v6.tcp(ports, flags::ACK, &payload))),
        _ => v4.frame(protocol::ICMP, &random.bytes(4)),
    };
    padded(frame)
}

fn tcp_flags(random: &mut Random) -> u8 {
    random
        .pick(&[flags::SYN, flags::ACK, flags::PSH | flags::ACK, flags::FIN | flags::ACK])
        .unwrap_or(flags::ACK)
}

/// The smaller of two draws squared away from the end: host 1 is the busiest.
fn source(random: &mut Random) -> u32 {
    let draws = [random.below(SOURCES.into()), random.below(SOURCES.into()), random.below(SOURCES.into())];
    u32::try_from(draws.into_iter().min().unwrap_or(0)).unwrap_or(0) + 1
}

fn host_v4(host: u32) -> Ipv4Addr {
    Ipv4Addr::from_bits(Ipv4Addr::new(10, 64, 0, 0).to_bits() + host)
}

fn host_v6(host: u32) -> Ipv6Addr {
    Ipv6Addr::from_bits(Ipv6Addr::new(0xfd99, 0, 0, 0, 0, 0, 0, 0).to_bits() + u128::from(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIX: Mix = Mix { packets: 5000, seconds: 20, seed: 1 };

    #[test]
    fn a_seed_gives_the_same_capture_each_time_and_another_seed_another() {
        assert!(MIX.frames().eq(MIX.frames()));
        assert!(!MIX.frames().eq(Mix { seed: 2, ..MIX }.frames()));
    }

    #[test]
    fn it_lasts_as_long_as_asked() {
        let times: Vec<_> = MIX.frames().map(|(at, _)| at).collect();
        assert_eq!(times.len(), 5000);
        assert_eq!(times[4999] - times[0], Duration::from_millis(4 * 4999));
    }

    #[test]
    fn every_ethertype_is_in_it_and_no_frame_is_too_short_or_too_long() {
        let mut seen = std::collections::BTreeSet::new();
        for (_, frame) in MIX.frames() {
            assert!((60..=1522).contains(&frame.len()), "{} bytes", frame.len());
            seen.insert(u16::from_be_bytes([frame[12], frame[13]]));
        }
        assert_eq!(Vec::from_iter(seen), [0x0800, 0x0806, 0x8100, 0x86dd]);
    }
}
