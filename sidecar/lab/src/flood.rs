//! A paced and bounded stream of packets.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::frame::{Ends, arp, flags, padded};
use crate::namespace::PREFIX;
use crate::random::Random;
use crate::send::{Sender, in_namespace};

/// Most packets of one flood: it must end by itself even when nobody watches.
pub const MAX_COUNT: u64 = 10_000_000;
/// Longest flood.
pub const MAX_DURATION: Duration = Duration::from_secs(120);
/// Most sources: their frames are built beforehand, a few hundred bytes each.
pub const MAX_SOURCES: u32 = 65_536;
/// At least so many different frames, so that ports and sizes vary even with one source.
const MIN_POOL: u32 = 4096;
/// Hosts that are real in a flood of forged addresses.
pub const REAL_HOSTS: u32 = 20;
const REAL_IN: u64 = 10;
/// Where the source address stands in a frame of IPv4 on Ethernet.
const SOURCE_AT: usize = 26;
/// How often frames are sent: often enough to look even in any chart, rarely enough to cost little.
const BEAT: Duration = Duration::from_millis(1);

/// What to send, and how fast.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Flood {
    pub packets_per_second: u32,
    pub count: u64,
    pub sources: u32,
    pub kind: FloodKind,
}

/// Which protocols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloodKind {
    /// A bit of everything: TCP, UDP, ICMP, ARP; a tenth of it IPv6.
    Mix,
    /// UDP only.
    Udp,
    /// TCP SYN only.
    Tcp,
    /// UDP: nine packets in ten from an address that never came before, the tenth from one of [`REAL_HOSTS`].
    Spoofed,
}

/// What was sent.
#[derive(Clone, Copy, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct FloodDone {
    pub sent: u64,
    pub bytes: u64,
    pub seconds: f64,
    /// Frames that the interface did not take.
    pub failed: u64,
}

impl Flood {
    /// Sends it from an interface of a lab's namespace, and from nowhere else.
    pub fn run(self, namespace: &str, interface: &str) -> io::Result<FloodDone> {
        self.refusal(namespace, interface).map_or_else(
            || in_namespace(namespace, || self.send(&mut Sender::open(interface)?)),
            |why| Err(io::Error::new(io::ErrorKind::InvalidInput, why)),
        )
    }

    fn refusal(self, namespace: &str, interface: &str) -> Option<String> {
        let seconds = self.count / u64::from(self.packets_per_second.max(1));
        if !namespace.starts_with(PREFIX) || namespace.contains('/') {
            Some(format!("{namespace} is not a namespace of a lab; their names begin with {PREFIX}"))
        } else if !["weir", "v"].iter().any(|start| interface.starts_with(start)) && interface != "lo" {
            Some(format!("{interface} is not an interface of a lab; their names begin with weir or v"))
        } else if self.count > MAX_COUNT {
            Some(format!("{} packets are too many; at most {MAX_COUNT}", self.count))
        } else if seconds > MAX_DURATION.as_secs() {
            Some(format!("that would take {seconds} s; at most {} s", MAX_DURATION.as_secs()))
        } else if self.sources == 0 || self.sources > MAX_SOURCES {
            Some(format!("{} sources; choose 1 to {MAX_SOURCES}", self.sources))
        } else {
            None
        }
    }

    fn send(self, sender: &mut Sender) -> io::Result<FloodDone> {
        let pool = self.pool();
        let begin = Instant::now();
        let mut done = FloodDone { sent: 0, bytes: 0, seconds: 0.0, failed: 0 };
        let mut frames = pool.iter().cycle();
        while done.sent + done.failed < self.count && begin.elapsed() < MAX_DURATION {
            while done.sent + done.failed < self.due(begin.elapsed()) {
                let Some(frame) = frames.next() else { return Err(io::Error::other("nothing to send")) };
                let number = done.sent + done.failed;
                let forged;
                let frame = if self.kind == FloodKind::Spoofed && !number.is_multiple_of(REAL_IN) {
                    forged = forge(frame, number);
                    &forged
                } else {
                    frame
                };
                // A full queue is not the end of a flood, but it must not be hidden either.
                match sender.send(frame) {
                    Ok(()) => {
                        done.sent += 1;
                        done.bytes += frame.len() as u64;
                    }
                    Err(_) => done.failed += 1,
                }
            }
            thread::sleep(BEAT);
        }
        done.seconds = begin.elapsed().as_secs_f64();
        Ok(done)
    }

    /// How many frames should be out after this time.
    fn due(self, elapsed: Duration) -> u64 {
        let due = elapsed.as_nanos() * u128::from(self.packets_per_second) / 1_000_000_000;
        u64::try_from(due).unwrap_or(u64::MAX).saturating_add(1).min(self.count)
    }

    fn pool(self) -> Vec<Vec<u8>> {
        if self.kind == FloodKind::Spoofed {
            // Each host in a row, so that the tenth packets take turns.
            let mut random = Random::new(1);
            let rounds = REAL_HOSTS * u32::try_from(REAL_IN).unwrap_or(1);
            let host = |n: u32| n / u32::try_from(REAL_IN).unwrap_or(1) % REAL_HOSTS;
            return (0..rounds).map(|n| self.kind.frame(host(n), &mut random)).collect();
        }
        let mut random = Random::new(u64::from(self.sources));
        // A multiple of the sources, so that all of them send equally often.
        let rounds = MIN_POOL.div_ceil(self.sources);
        (0..rounds * self.sources).map(|n| self.kind.frame(n % self.sources, &mut random)).collect()
    }
}

/// The same frame from an address that comes once in 2^32 packets, and from none of the real hosts' network.
fn forge(frame: &[u8], number: u64) -> Vec<u8> {
    let mut forged = frame.to_vec();
    // Odd, so a permutation of all numbers. 10/8 is left to the real ones.
    let mixed = (number as u32).wrapping_mul(2_654_435_761).to_be_bytes();
    let first = if mixed[0] == 10 { 11 } else { mixed[0] };
    if let Some(source) = forged.get_mut(SOURCE_AT..SOURCE_AT + 4) {
        source.copy_from_slice(&[first, mixed[1], mixed[2], mixed[3]]);
    }
    forged
}

impl FloodKind {
    fn frame(self, source: u32, random: &mut Random) -> Vec<u8> {
        let host = Ipv4Addr::new(10, 64, 0, 1).to_bits() + source;
        let v4 = Ends::V4(Ipv4Addr::from_bits(host), Ipv4Addr::new(10, 9, 0, 99));
        let ports = (random.port(), 443);
        let size = usize::try_from(random.below(1400)).unwrap_or(0);
        let frame = match (self, random.below(100)) {
            (Self::Tcp, _) => v4.tcp(ports, flags::SYN, &[]),
            (Self::Udp | Self::Spoofed, _) | (Self::Mix, 50..80) => v4.udp(ports, &random.bytes(size)),
            (Self::Mix, 0..50) => v4.tcp(ports, flags::ACK, &random.bytes(size)),
            (Self::Mix, 80..87) => v4.echo(ports.0, &[0; 56]),
            (Self::Mix, 87..90) => arp(Ipv4Addr::from_bits(host), Ipv4Addr::new(10, 9, 0, 99)),
            (Self::Mix, _) => {
                let prefix = Ipv6Addr::new(0xfd99, 0, 0, 0, 0, 0, 0, 0).to_bits();
                let host = Ipv6Addr::from_bits(prefix + u128::from(source) + 0x100);
                Ends::V6(host, Ipv6Addr::from_bits(prefix + 0x99)).tcp(ports, flags::ACK, &random.bytes(size))
            }
        };
        padded(frame)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOOD: Flood = Flood { packets_per_second: 1000, count: 5000, sources: 10, kind: FloodKind::Mix };

    #[test]
    fn it_refuses_what_is_not_the_lab_and_what_does_not_end() {
        let refused = |flood: Flood, namespace, interface| flood.refusal(namespace, interface).is_some();
        assert!(!refused(FLOOD, "weir-1-abcde-b", "weir1"));
        assert!(refused(FLOOD, "weir-1-abcde-b", "eth0"));
        assert!(refused(FLOOD, "default", "weir1"));
        assert!(refused(FLOOD, "weir-/../../1/ns/net", "weir1"));
        assert!(refused(
            Flood { count: MAX_COUNT + 1, packets_per_second: 1_000_000, ..FLOOD },
            "weir-1-b",
            "weir1"
        ));
        assert!(refused(Flood { count: 121_000, ..FLOOD }, "weir-1-b", "weir1"));
        assert!(refused(Flood { sources: 0, ..FLOOD }, "weir-1-b", "weir1"));
    }

    #[test]
    fn it_is_paced_evenly_and_ends_at_its_count() {
        assert_eq!(FLOOD.due(Duration::ZERO), 1);
        assert_eq!(FLOOD.due(Duration::from_millis(500)), 501);
        assert_eq!(FLOOD.due(Duration::from_secs(60)), 5000);
    }

    #[test]
    fn forged_addresses_come_once_and_real_hosts_take_turns() {
        let pool = Flood { kind: FloodKind::Spoofed, ..FLOOD }.pool();
        let frame = |n: u64| &pool[n as usize % pool.len()];
        let forged: std::collections::HashSet<_> =
            (0..20_000).map(|n| forge(frame(n), n)[SOURCE_AT..SOURCE_AT + 4].to_vec()).collect();
        assert!(forged.len() > 19_900 && forged.iter().all(|address| address[0] != 10));
        let real: std::collections::BTreeMap<_, u32> =
            (0..2000u64).step_by(10).fold(Default::default(), |mut all, n| {
                *all.entry(frame(n)[SOURCE_AT..SOURCE_AT + 4].to_vec()).or_default() += 1;
                all
            });
        assert_eq!((real.len(), real.values().all(|&count| count == 10)), (20, true));
    }

    #[test]
    fn every_source_sends_equally_often() {
        let pool = Flood { kind: FloodKind::Udp, ..FLOOD }.pool();
        let first = pool.iter().filter(|frame| frame[26..30] == [10, 64, 0, 1]).count();
        assert_eq!((pool.len(), first), (4100, 410));
    }
}
