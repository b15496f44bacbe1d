//! What detection is told, from frames through the whole pipeline: against counts made by hand, against a naive memory
//! of everything, and under traffic that means harm.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test ends where it fails"
)]

use std::{
    collections::{BTreeMap, HashSet},
    net::{IpAddr, Ipv4Addr},
    sync::atomic::AtomicBool,
};

use proptest::prelude::*;
use weir_lab::frame::{Ends, arp, flags, protocol};
use weir_protocol::{
    Direction, Disclosure, Event, Frame, Kind, Tick,
    limits::{MAX_EVIDENCE, MAX_FRAME_BYTES, MAX_OBSERVATIONS, MAX_SUSPECTS, MAX_VICTIMS, TICK_NANOS},
    observe::{Family, Observations, Probe, Scan, Server, Sweep, Victim},
};
use weir_sidecar::{
    aggregate::{Aggregate, Counted},
    capture::fake::{FakeSource, Step},
    decode::{Decoded, Vantage, decode_into},
    emit::{Gone, TickSink},
    pipeline::{self, Job, Pace},
};

const BASE: u64 = 1_700_000_000_000_000_000;
const MILLI: u64 = 1_000_000;
const SECOND: u64 = 1_000_000_000;

#[derive(Default)]
struct Kept(Vec<Tick>);

impl TickSink for Kept {
    fn put(&mut self, tick: Tick) -> Result<(), Gone> {
        assert!(tick.observations.len() <= MAX_OBSERVATIONS);
        self.0.push(tick);
        Ok(())
    }
}

fn ticks(pace: Pace, steps: Vec<Step>) -> Vec<Tick> {
    let job = Job { session: 1, pace, vantage: Vantage::File, disclosure: Disclosure::Counts, observe: true };
    let mut kept = Kept::default();
    pipeline::run(&job, &mut FakeSource::new(steps), &mut kept, &AtomicBool::new(false)).end.unwrap();
    kept.0
}

/// Frames and the milliseconds at which they come.
#[derive(Clone, Default)]
struct Story(Vec<(u64, Vec<u8>)>);

impl Story {
    fn at(&mut self, milli: u64, frame: Vec<u8>) -> &mut Self {
        self.0.push((milli, frame));
        self
    }

    fn steps(&self) -> Vec<Step> {
        let packet = |(milli, bytes): &(u64, Vec<u8>)| Step::Packet {
            time: BASE + milli * MILLI,
            bytes: bytes.clone(),
        };
        self.0.iter().map(packet).collect()
    }

    fn observed(&self) -> Vec<Observations> {
        ticks(Pace::File, self.steps()).into_iter().flat_map(|tick| tick.observations).collect()
    }

    /// A client opens a connection: SYN, SYN-ACK, ACK.
    fn handshake(&mut self, milli: u64, ends: Ends, (client, server): (u16, u16)) -> &mut Self {
        self.at(milli, ends.tcp((client, server), flags::SYN, &[]))
            .at(milli, ends.reversed().tcp((server, client), flags::SYN | flags::ACK, &[]))
            .at(milli, ends.tcp((client, server), flags::ACK, &[]))
    }
}

fn v4(host: u32) -> Ipv4Addr {
    Ipv4Addr::from(0x0a00_0000 + host)
}

fn ends(from: u32, to: u32) -> Ends {
    Ends::V4(v4(from), v4(to))
}

fn icmp(from: u32, to: u32, kind: u8, code: u8, id: u16, behind: &[u8]) -> Vec<u8> {
    let [high, low] = id.to_be_bytes();
    ends(from, to).frame(protocol::ICMP, &[&[kind, code, 0, 0, high, low, 0, 0][..], behind].concat())
}

/// "Port unreachable" about `frame`.
fn refusal(frame: &[u8], from: u32, to: u32) -> Vec<u8> {
    icmp(from, to, 3, 3, 0, &frame[14..])
}

fn victims(all: &[Observations], family: Family, host: u32) -> Vec<&Victim> {
    let is = |victim: &&Victim| victim.family == family && victim.address == IpAddr::from(v4(host));
    all.iter().flat_map(|one| &one.victims).filter(is).collect()
}

fn packets(victims: &[&Victim]) -> u64 {
    victims.iter().map(|victim| victim.count.packets).sum()
}

fn last_scan(all: &[Observations]) -> &Scan {
    all.iter().flat_map(|one| &one.scans).next_back().expect("a scan")
}

fn last_sweep(all: &[Observations]) -> &Sweep {
    all.iter().flat_map(|one| &one.sweeps).next_back().expect("a sweep")
}

fn servers(all: &[Observations]) -> Vec<&Server> {
    all.iter().flat_map(|one| &one.servers).collect()
}

#[test]
fn a_conversation_is_answered_whichever_way_it_begins() {
    let mut story = Story::default();
    story.handshake(0, ends(1, 2), (5000, 443));
    for number in 0..100 {
        story.at(10 + number, ends(2, 1).tcp((443, 5000), flags::ACK, b"data"));
        story.at(10 + number, ends(1, 2).tcp((5000, 443), flags::ACK, &[]));
        story.at(10 + number, ends(2, 1).udp((4433, 6000), b"data"));
        story.at(10 + number, ends(1, 2).udp((6000, 4433), b"data"));
    }
    let all = story.observed();
    let [tcp, udp, ..] = all[0].volumes;
    assert_eq!((tcp.packets, tcp.unsolicited), (203, 1), "the SYN");
    assert_eq!((udp.packets, udp.unsolicited), (200, 1), "the first packet");
    assert!(all[0].victims.is_empty() && all[0].scans.is_empty() && all[0].sweeps.is_empty());
    assert_eq!((all[0].reciprocity.flows, all[0].reciprocity.both_ways), (1, 1));
}

#[test]
fn a_syn_flood_shows_all_its_numbers() {
    let mut story = Story::default();
    for number in 0..400u32 {
        let ends = ends(1_000 + number, 1);
        let milli = u64::from(number) * 5;
        story.at(milli, ends.tcp((2000 + number as u16, 443), flags::SYN, &[]));
        if number % 100 == 7 {
            story.at(milli, ends.reversed().tcp((443, 2000 + number as u16), flags::SYN | flags::ACK, &[]));
            story.at(milli, ends.tcp((2000 + number as u16, 443), flags::ACK, &[]));
        }
        if number % 100 == 8 {
            story.at(milli, ends.reversed().tcp((443, 2000 + number as u16), flags::RST | flags::ACK, &[]));
        }
    }
    let all = story.observed();
    let syn = victims(&all, Family::Syn, 1);
    assert_eq!(packets(&syn), 400);
    assert_eq!(syn.iter().map(|victim| victim.answered).sum::<u64>(), 4, "completed handshakes");
    assert_eq!(syn.iter().map(|victim| victim.refused).sum::<u64>(), 4);
    let fourth = syn[3];
    assert_eq!(fourth.span, Some((BASE + 750 * MILLI, BASE + 995 * MILLI)));
    assert!(fourth.estimated);
    assert!((170..=230).contains(&fourth.sources_1s), "{fourth:?}");
    assert_eq!((fourth.ports_5s, fourth.ports[0].port, fourth.ports[0].packets), (1, 443, 200));
    assert!((340..=460).contains(&syn[7].sources_5s), "{:?}", syn[7]);
    assert!(syn[7].sources.iter().all(|source| source.packets <= 2), "no forged source has a share");
    assert_eq!(syn[0].sources_1s, 50, "exact below 64");
}

#[test]
fn floods_of_each_family_go_to_their_victim() {
    let mut story = Story::default();
    for number in 0..200u32 {
        let (milli, from) = (u64::from(number), 500 + number % 20);
        story.at(milli, ends(from, 2).udp((389, 7000), b"amplified"));
        story.at(milli, icmp(from, 3, 8, 0, number as u16, &[]));
        story.at(milli, ends(from, 4).tcp((80, number as u16), flags::SYN | flags::ACK, &[]));
        story.at(milli, ends(from, 5).gre(&[]));
        story.at(milli, refusal(&ends(5, 99).udp((1, 2), &[]), from, 6));
        let mut broadcast = arp(v4(from), v4(number));
        broadcast[..6].fill(0xff);
        story.at(milli, broadcast);
    }
    let all = story.observed();
    let total = |family, host| packets(&victims(&all, family, host));
    let first = |family, host| *victims(&all, family, host).first().unwrap();
    assert_eq!(total(Family::Udp, 2), 200);
    assert_eq!(first(Family::Udp, 2).reflected, 200);
    assert_eq!(first(Family::Udp, 2).source_ports[0].port, 389);
    assert_eq!(first(Family::Udp, 2).sources_5s, 20);
    assert_eq!((total(Family::Icmp, 3), first(Family::Icmp, 3).number), (200, 8));
    assert_eq!((total(Family::TcpStray, 4), first(Family::TcpStray, 4).reflected), (200, 200));
    assert_eq!((total(Family::OtherIp, 5), first(Family::OtherIp, 5).number), (200, 47));
    assert_eq!(total(Family::IcmpError, 6), 200, "about packets that nobody sent");
    let storm = all[0].victims.iter().find(|victim| victim.family == Family::Storm).unwrap();
    assert_eq!((storm.address, storm.count.packets), (Ipv4Addr::BROADCAST.into(), 200));
    assert_eq!(storm.sources_1s, 20);
    assert_eq!(all[0].volumes[3].unsolicited, 200, "GRE; nobody answers a broadcast");
}

#[test]
fn answered_pings_show_the_answers_and_do_not_hurt_who_sends_them() {
    let mut story = Story::default();
    for number in 0..200 {
        story.at(number, icmp(1, 2, 8, 0, 7, &[])).at(number, icmp(2, 1, 0, 0, 7, &[]));
    }
    let all = story.observed();
    let flood = victims(&all, Family::Icmp, 2);
    assert_eq!((packets(&flood), flood[0].answered), (200, 200));
    assert!(victims(&all, Family::Icmp, 1).is_empty());
}

#[test]
fn neighbour_discovery_is_no_flood_of_pings() {
    let there = Ends::V6("fe80::1".parse().unwrap(), "fe80::2".parse().unwrap());
    let mut story = Story::default();
    for number in 0..100 {
        story.at(number, there.frame(protocol::ICMPV6, &[135, 0, 0, 0, 0, 0, 0, 0]));
        story.at(number, there.reversed().frame(protocol::ICMPV6, &[136, 0, 0, 0, 0, 0, 0, 0]));
    }
    let all = story.observed();
    assert!(all.iter().all(|one| one.victims.is_empty()), "{:?}", all[0].victims);
    assert_eq!(all[0].volumes[2].unsolicited, 1);
}

#[test]
fn fragments_belong_to_their_first_part() {
    let datagram = vec![0; 4000];
    let mut asked = Story::default();
    asked.at(0, ends(1, 2).udp((5000, 53), b"?"));
    let mut forged = Story::default();
    for number in 0..100 {
        for story in [&mut asked, &mut forged] {
            for part in ends(2, 1).udp_in_two((53, 5000), number, &datagram) {
                story.at(1 + u64::from(number), part);
            }
        }
    }
    assert!(asked.observed().iter().all(|one| one.victims.is_empty()));
    let all = forged.observed();
    let victim = victims(&all, Family::Udp, 1)[0];
    assert_eq!((victim.count.packets, victim.reflected), (200, 200));
}

#[test]
fn a_port_scan_counts_what_failed_what_answered_and_what_refused() {
    let mut story = Story::default();
    for port in 1..=60u16 {
        let milli = u64::from(port) * 20;
        story.at(milli, ends(1, 2).tcp((4000, port), flags::SYN, &[]));
        let answer = match port {
            22 | 25 => flags::SYN | flags::ACK,
            30..=60 => flags::RST | flags::ACK,
            _ => continue,
        };
        story.at(milli, ends(2, 1).tcp((port, 4000), answer, &[]));
    }
    let all = story.observed();
    let scan = last_scan(&all);
    assert_eq!((scan.source, scan.target, scan.probe), (v4(1).into(), v4(2).into(), Probe::Syn));
    assert_eq!((scan.failed_10s, scan.answered_10s, scan.refused_10s), (58, 2, 31));
    assert_eq!((scan.failed_300s, scan.answered_300s, scan.traceroute_10s), (58, 2, 0));
    assert_eq!((scan.first / MILLI, scan.ports.len()), ((BASE + 20 * MILLI) / MILLI, MAX_EVIDENCE));
    assert_eq!(all.iter().flat_map(|one| &one.scans).map(|scan| scan.count.packets).sum::<u64>(), 60);
    assert!(all.iter().flat_map(|one| &one.scans).all(|scan| scan.source == v4(1)), "answers are no scan");
}

#[test]
fn odd_flags_and_udp_are_scans_and_icmp_tells_what_is_closed() {
    let mut story = Story::default();
    for port in 1..=40u16 {
        let milli = u64::from(port);
        story.at(milli, ends(1, 2).tcp((4000, port), flags::FIN | flags::PSH, &[]));
        story.at(milli, ends(2, 1).tcp((port, 4000), flags::RST | flags::ACK, &[]));
        let datagram = ends(3, 4).udp((4000, 33_400 + port), &[]);
        story.at(milli, datagram.clone()).at(milli, refusal(&datagram, 4, 3));
        let mut hop = ends(5, 6).udp((4000, 33_433 + port), &[]);
        hop[22] = 5;
        story.at(milli, hop);
    }
    let all = story.observed();
    let scans: BTreeMap<_, _> =
        all.iter().flat_map(|one| &one.scans).map(|scan| (scan.source, scan)).collect();
    let of = |host: u32| scans[&IpAddr::from(v4(host))];
    assert_eq!((of(1).probe, of(1).failed_10s, of(1).refused_10s), (Probe::OddFlags, 40, 40));
    assert_eq!(
        (of(3).probe, of(3).failed_10s, of(3).refused_10s, of(3).traceroute_10s),
        (Probe::Udp, 40, 40, 0)
    );
    assert_eq!((of(5).failed_10s, of(5).traceroute_10s), (40, 40));
    let udp = victims(&all, Family::Udp, 4);
    assert_eq!(udp.iter().map(|victim| victim.refused).sum::<u64>(), 40);
    assert!(all.iter().all(|one| one.victims.iter().all(|victim| victim.family != Family::IcmpError)));
}

#[test]
fn a_connection_seen_from_its_middle_is_no_scan() {
    let mut story = Story::default();
    for port in 0..60u16 {
        story.at(0, ends(1, 2).tcp((443, 40_000 + port), flags::ACK, b"data"));
        story.at(30, ends(2, 1).tcp((40_000 + port, 443), flags::ACK, &[]));
    }
    let all = story.observed();
    assert!(all.iter().all(|one| one.scans.is_empty()), "{:?}", all[0].scans);
}

#[test]
fn more_ports_and_hosts_than_are_known_one_by_one_are_estimated() {
    let mut story = Story::default();
    for number in 0..3_000u32 {
        story.at(u64::from(number), ends(1, 2).tcp((4000, number as u16), flags::SYN, &[]));
        story.at(u64::from(number), ends(3, 10_000 + number).udp((4000, 161), &[]));
    }
    story.at(9_000, ends(8, 9).udp((1, 1), &[]));
    let all = story.observed();
    let most = all.iter().flat_map(|one| &one.scans).map(|scan| scan.failed_10s).max().unwrap();
    assert!((2_400..=3_600).contains(&most), "{most}");
    let most = all.iter().flat_map(|one| &one.sweeps).map(|sweep| sweep.failed_10s).max().unwrap();
    assert!((2_200..=3_800).contains(&most), "{most}");
}

#[test]
fn of_ports_and_hosts_beyond_those_that_are_known_as_many_count_as_answered() {
    let mut story = Story::default();
    for number in 0..3_000u32 {
        let (milli, host) = (u64::from(number), ends(3, 10_000 + number));
        story.at(milli, ends(1, 2).tcp((4000, number as u16), flags::SYN, &[]));
        story.at(milli, host.udp((4000, 161), &[]));
        if number % 10 > 0 {
            story.at(milli, ends(2, 1).tcp((number as u16, 4000), flags::SYN | flags::ACK, &[]));
            story.at(milli, host.reversed().udp((161, 4000), &[]));
        }
    }
    story.at(9_000, ends(8, 9).udp((1, 1), &[]));
    let all = story.observed();
    let scan = all.iter().flat_map(|one| &one.scans).max_by_key(|scan| scan.answered_10s).unwrap();
    assert!((2_100..=3_300).contains(&scan.answered_10s) && scan.failed_10s < 400, "{scan:?}");
    let sweep = all.iter().flat_map(|one| &one.sweeps).max_by_key(|sweep| sweep.hosts_10s).unwrap();
    assert!(sweep.hosts_10s > 2_200 && sweep.failed_10s < 400, "{sweep:?}");
}

#[test]
fn what_a_victim_answers_is_told_and_a_reset_is_no_answer() {
    let mut story = Story::default();
    for number in 0..100u16 {
        let (milli, from) = (u64::from(number), ends(500 + u32::from(number), 2));
        story.at(milli, from.udp((5000, 53), b"who"));
        story.at(milli, from.tcp((5000, 80), flags::ACK, b"before"));
        let answer = if number < 60 { flags::ACK } else { flags::RST };
        story.at(milli + 1, from.reversed().tcp((80, 5000), answer, &[]));
        if number < 70 {
            story.at(milli + 1, from.reversed().udp((53, 5000), b"he"));
        }
    }
    let all = story.observed();
    let answered = |family| victims(&all, family, 2).iter().map(|victim| victim.answered).sum::<u64>();
    assert_eq!((answered(Family::Udp), answered(Family::TcpStray)), (70, 60));
}

#[test]
fn what_is_refused_again_and_again_stays_unsolicited_and_both_ways_are_seen() {
    let mut story = Story::default();
    for number in 0..400u32 {
        let server = ends(500 + number % 60, 2);
        story.at(u64::from(number), server.tcp((443, 7000), flags::SYN | flags::ACK, &[]));
        story.at(u64::from(number), server.reversed().tcp((7000, 443), flags::RST, &[]));
    }
    let all = story.observed();
    let strays = victims(&all, Family::TcpStray, 2);
    assert_eq!((packets(&strays), strays[0].answered), (400, 0));
    let last = all.last().unwrap().reciprocity;
    assert_eq!((last.flows, last.both_ways), (60, 60));
}

#[test]
fn mail_servers_are_told_though_they_answer() {
    let mut story = Story::default();
    for host in 0..40u32 {
        for port in [25, 587] {
            story.at(u64::from(host) * 50, ends(1, 100 + host).tcp((4000, port), flags::SYN, &[]));
            let answer = ends(100 + host, 1).tcp((port, 4000), flags::SYN | flags::ACK, &[]);
            story.at(u64::from(host) * 50 + 20, answer);
        }
    }
    let all = story.observed();
    let told: HashSet<_> = all.iter().flat_map(|one| &one.sweeps).map(|sweep| sweep.port).collect();
    assert_eq!(told, HashSet::from([25]));
    assert_eq!(last_sweep(&all).tried_10s, 40);
}

#[test]
fn a_sweep_that_is_over_before_it_is_known_to_have_failed_has_its_packets() {
    let mut story = Story::default();
    for host in 0..50u32 {
        story.at(u64::from(host), ends(1, 100 + host).tcp((4000, 445), flags::SYN, &[]));
    }
    story.at(3_000, ends(8, 9).udp((1, 1), &[]));
    let all = story.observed();
    let tries = all.iter().flat_map(|one| &one.sweeps).map(|sweep| sweep.count.packets).sum::<u64>();
    assert_eq!((tries, last_sweep(&all).failed_10s), (50, 50));
}

#[test]
fn a_sweep_waits_a_second_for_answers() {
    let mut story = Story::default();
    for host in 0..50u32 {
        story.at(u64::from(host), ends(1, 100 + host).tcp((4000, 445), flags::SYN, &[]));
        story.at(u64::from(host), icmp(2, 100 + host, 8, 0, 9, &[]));
        if host % 5 == 0 {
            story.at(800, ends(100 + host, 1).tcp((445, 4000), flags::SYN | flags::ACK, &[]));
            story.at(800, icmp(100 + host, 2, 0, 0, 9, &[]));
        }
    }
    let all = story.observed();
    for early in all.iter().filter(|one| one.start < BASE + SECOND).flat_map(|one| &one.sweeps) {
        assert_eq!(early.failed_10s, 0, "nobody can know yet");
    }
    let sweep = last_sweep(&all);
    assert_eq!(sweep.tried_10s, 50);
    assert_eq!((sweep.hosts_10s, sweep.failed_10s, sweep.hosts.len()), (50, 40, MAX_EVIDENCE));
    let kinds: HashSet<_> =
        all.iter().flat_map(|one| &one.sweeps).map(|sweep| (sweep.probe, sweep.port)).collect();
    assert_eq!(kinds, HashSet::from([(Probe::Syn, 445), (Probe::Echo, 0)]));
}

#[test]
fn servers_show_connections_and_their_own_silence() {
    let mut story = Story::default();
    for number in 0..60u16 {
        let ends = ends(1_000 + u32::from(number) % 10, 1);
        story.handshake(u64::from(number), ends, (3000 + number, 80));
        story.at(100, ends.tcp((3000 + number, 80), flags::ACK | flags::PSH, b"GET / HTTP/1.1\r\n"));
        match number {
            0..10 => story.at(200, ends.reversed().tcp((80, 3000 + number), flags::ACK, b"HTTP/1.1 200 OK")),
            10..15 => story.at(200, ends.tcp((3000 + number, 80), flags::FIN | flags::ACK, &[])),
            15..20 => story.at(200, ends.reversed().tcp((80, 3000 + number), flags::RST, &[])),
            _ => story.at(200, ends.reversed().tcp((80, 3000 + number), flags::ACK, &[])),
        };
    }
    story.at(7_000, ends(8, 9).udp((1, 1), &[])).at(7_300, ends(8, 9).udp((1, 1), &[]));
    let all = story.observed();
    let rows = servers(&all);
    assert_eq!(
        (rows[0].completed, rows[0].completed_10s, rows[0].clients_10s, rows[0].silent),
        (60, 60, 10, 0)
    );
    assert_eq!(rows[0].clients[0].packets, 6);
    let last = rows.last().unwrap();
    assert_eq!((last.silent, last.silent_since), (40, BASE + 20 * MILLI));
    assert_eq!(last.silent_last, BASE, "the slice of the last packet, seven seconds before");
    assert_eq!((last.address, last.port), (v4(1).into(), 80));
}

#[test]
fn one_way_capture_shows_in_reciprocity_and_a_flood_does_not_look_like_it() {
    let mut one_way = Story::default();
    for number in 0..80u16 {
        let ends = ends(1, 100);
        for milli in [0, 10, 20, 30] {
            one_way.at(milli, ends.tcp((3000 + number, 443), flags::ACK, b"data"));
        }
    }
    let all = one_way.observed();
    assert_eq!((all[0].reciprocity.flows, all[0].reciprocity.both_ways), (80, 0));
    let mut flood = Story::default();
    for number in 0..500u32 {
        flood.at(0, ends(1_000 + number, 1).tcp((4000, 80), flags::SYN, &[]));
        flood.at(0, ends(1_000 + number, 1).tcp((4001, 80), flags::ACK, &[]));
    }
    assert_eq!(flood.observed()[0].reciprocity.flows, 0);
}

#[test]
fn a_file_and_its_capture_give_the_same_observations() {
    let mut story = Story::default();
    // Few enough to be exact: estimates differ, because live hashes cannot be foretold.
    for number in 0..800u32 {
        let milli = u64::from(number) * 4;
        story.at(milli, ends(10 + number % 40, 1).tcp((4000, 80), flags::SYN, &[]));
        story.at(milli, ends(2, 1_000 + number % 30).udp((4000, 161), &[]));
        story.at(milli, ends(3, 4).tcp((4000, number as u16 % 50), flags::SYN, &[]));
    }
    let file = story.observed();
    let mut live = Vec::new();
    for step in story.steps() {
        let Step::Packet { time, .. } = step else { unreachable!() };
        live.push(Step::Idle(time));
        live.push(step);
    }
    live.push(Step::Idle(BASE + 3_250 * MILLI));
    live.push(Step::Idle(BASE + 4_800 * MILLI));
    let live: Vec<_> = ticks(Pace::Live, live).into_iter().flat_map(|tick| tick.observations).collect();
    assert_eq!(live.len(), 20);
    for (one, other) in live.iter().zip(&file) {
        assert_eq!(one, other);
    }
    assert!(file.iter().any(|one| !one.scans.is_empty()) && file.iter().any(|one| !one.sweeps.is_empty()));
}

#[test]
fn clocks_may_do_what_they_want() {
    let flood = |story: &mut Story, packets: u64, from: u64, step: u64| {
        for number in 0..packets {
            story.at(from + number * step, ends(1_000 + number as u32, 1).tcp((4000, 80), flags::SYN, &[]));
        }
    };
    let mut equal = Story::default();
    flood(&mut equal, 40, 5, 0);
    let all = equal.observed();
    assert_eq!((packets(&victims(&all, Family::Syn, 1)), all[0].start), (40, BASE));

    // 600 ms back: it counts for the current slot.
    let mut late = Story::default();
    late.at(1_000, ends(8, 9).udp((1, 1), &[]));
    flood(&mut late, 40, 400, 1);
    let all = late.observed();
    assert_eq!(packets(&victims(&all, Family::Syn, 1)), 40);
    assert_eq!(victims(&all, Family::Syn, 1)[0].span, Some((BASE + 400 * MILLI, BASE + 439 * MILLI)));
    assert!(all.is_sorted_by_key(|one| one.start));

    // An hour back: after a second it is the new time, and what comes then is seen.
    let mut set_back = Story::default();
    set_back.at(3_600_000, ends(8, 9).udp((1, 1), &[]));
    flood(&mut set_back, 160, 0, 25);
    let all = set_back.observed();
    assert_eq!(packets(&victims(&all, Family::Syn, 1)), 160);
    assert_eq!(
        all.last().unwrap().start / SECOND,
        (BASE + 3 * SECOND) / SECOND + 2,
        "settled after the last"
    );

    // A sleep of a minute: nothing of before is left.
    let mut sleep = Story::default();
    flood(&mut sleep, 40, 0, 1);
    flood(&mut sleep, 40, 60_000, 1);
    let all = sleep.observed();
    let after: Vec<_> = all.iter().filter(|one| one.start >= BASE + 60 * SECOND).cloned().collect();
    assert_eq!(packets(&victims(&after, Family::Syn, 1)), 40);
    assert_eq!(after[0].victims[0].flows_5s, 40);
    assert_eq!(
        all.iter().filter(|one| one.start < BASE + 60 * SECOND).count(),
        1,
        "a restart fills no pause"
    );
}

#[test]
fn an_idle_tick_is_small_and_the_fullest_fits_a_frame() {
    let mut idle = Story::default();
    idle.at(0, ends(1, 2).udp((5000, 53), b"?")).at(1, ends(2, 1).udp((53, 5000), b"!"));
    let first = ticks(Pace::File, idle.steps()).remove(0).observations.remove(0);
    let bytes = postcard::to_allocvec(&first).unwrap().len();
    assert!(bytes < 64, "{bytes}");

    let address: IpAddr = "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff".parse().unwrap();
    let peer = weir_protocol::observe::PeerCount { address, packets: u64::MAX };
    let port = weir_protocol::observe::PortCount { port: u16::MAX, packets: u64::MAX };
    let count = weir_protocol::Count { packets: u64::MAX, bytes: u64::MAX };
    let span = Some((u64::MAX, u64::MAX));
    let victim = Victim {
        family: Family::Storm,
        address,
        toward: Direction::Passing,
        count,
        span,
        answered: u64::MAX,
        reflected: u64::MAX,
        refused: u64::MAX,
        sources_1s: u32::MAX,
        sources_5s: u32::MAX,
        ports_5s: u32::MAX,
        flows_5s: u32::MAX,
        estimated: true,
        ports: vec![port; MAX_EVIDENCE],
        source_ports: vec![port; MAX_EVIDENCE],
        sources: vec![peer; MAX_EVIDENCE],
        number: 255,
    };
    let scan = Scan {
        source: address,
        target: address,
        probe: Probe::Echo,
        toward: Direction::Passing,
        count,
        span,
        failed_10s: u32::MAX,
        answered_10s: u32::MAX,
        failed_300s: u32::MAX,
        answered_300s: u32::MAX,
        refused_10s: u32::MAX,
        traceroute_10s: u32::MAX,
        first: u64::MAX,
        ports: vec![u16::MAX; MAX_EVIDENCE],
    };
    let sweep = Sweep {
        source: address,
        probe: Probe::Echo,
        port: u16::MAX,
        toward: Direction::Passing,
        count,
        span,
        tried_10s: u32::MAX,
        hosts_10s: u32::MAX,
        failed_10s: u32::MAX,
        hosts_300s: u32::MAX,
        failed_300s: u32::MAX,
        first: u64::MAX,
        hosts: vec![address; MAX_EVIDENCE],
    };
    let server = Server {
        address,
        port: u16::MAX,
        toward: Direction::Passing,
        completed: u64::MAX,
        completed_10s: u32::MAX,
        clients_10s: u32::MAX,
        silent: u32::MAX,
        silent_since: u64::MAX,
        silent_last: u64::MAX,
        clients: vec![peer; MAX_EVIDENCE],
    };
    let fullest = Observations {
        start: u64::MAX,
        victims: vec![victim; 7 * MAX_VICTIMS],
        scans: vec![scan; MAX_SUSPECTS],
        sweeps: vec![sweep; MAX_SUSPECTS],
        servers: vec![server; MAX_SUSPECTS],
        ..Observations::default()
    };
    let tick = Tick { observations: vec![fullest; MAX_OBSERVATIONS], ..Tick::default() };
    let bytes = Frame::encode(Kind::Event, 1, &Event::Tick(Box::new(tick))).unwrap().len();
    // A tick without observations may have 250 kB.
    assert!(bytes < MAX_FRAME_BYTES - 300_000, "{bytes}");
}

/// Bytes of this process that are in memory.
#[cfg(target_os = "linux")]
fn resident() -> u64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
    statm.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 4096
}

/// SYN, UDP, stray ACK, ping and fresh pairs from a new address each, so that every table is under pressure.
#[cfg(target_os = "linux")]
fn forged(number: u32) -> Vec<u8> {
    let from = number.wrapping_mul(2_654_435_761) | 1;
    let ends = Ends::V4(Ipv4Addr::from(from), v4(1 + number % 3_000 / 2_900 * (number % 97)));
    let port = (number >> 3) as u16;
    match number % 5 {
        0 => ends.tcp((port, 80), flags::SYN, &[]),
        1 => ends.udp((port, number as u16), &[]),
        2 => ends.tcp((port, number as u16), flags::ACK, &[]),
        3 => ends.tcp((port, 80), flags::SYN | flags::ACK, &[]),
        _ => ends.frame(protocol::ICMP, &[8, 0, 0, 0, 1, 1, 0, 0]),
    }
}

#[cfg(target_os = "linux")]
#[test]
fn ten_million_forged_sources_take_no_more_memory_than_a_few_and_hide_nobody() {
    // Frames are made once and their sources overwritten: building them is most of the work.
    const FRAMES: u32 = 50_000;
    let mut frames: Vec<Vec<u8>> = (0..FRAMES).map(forged).collect();
    let mut sums = Aggregate::new(Disclosure::Counts);
    let mut decoded = Decoded::default();
    let (mut early, mut most) = (0, 0);
    let before = resident();
    let mut seen_victim = 0;
    let mut add = |sums: &mut Aggregate, time: u64, frame: &[u8]| {
        let length = frame.len() as u32;
        decode_into(&mut decoded, 1, frame, length);
        sums.add(Counted {
            time,
            length,
            truncated: false,
            decoded: &decoded,
            direction: Direction::In,
            passed_over: false,
        });
    };
    let mut time = BASE;
    for number in 0..10_000_000u32 {
        let frame = &mut frames[(number % FRAMES) as usize];
        frame[26..30].copy_from_slice(&number.wrapping_mul(2_654_435_761).to_be_bytes());
        add(&mut sums, time, frame);
        time += 10_000;
        if number % 25_000 == 0 {
            sums.pass(time);
            let tick = sums.cut(1, 0);
            seen_victim += usize::from(tick.observations.iter().any(|one| {
                one.victims.iter().any(|victim| victim.family == Family::Syn && victim.address == v4(1))
            }));
        }
        if number == 1_000_000 {
            early = resident();
        }
        most = most.max(if number % 500_000 == 0 { resident() } else { 0 });
    }
    assert!(seen_victim > 300, "{seen_victim} of 400 ticks");
    assert!(most - before < 16 << 20, "{} bytes", most - before);
    assert!(
        most.saturating_sub(early) < 1 << 20,
        "it grew by {} bytes after the first million",
        most - early
    );

    // A new conversation in the midst of it is known as one.
    let there = ends(70_000, 70_001);
    for frame in [
        there.tcp((5000, 443), flags::SYN, &[]),
        there.reversed().tcp((443, 5000), flags::SYN | flags::ACK, &[]),
        there.tcp((5000, 443), flags::ACK, &[]),
    ] {
        for forged in &frames[..1_000] {
            add(&mut sums, time, forged);
        }
        add(&mut sums, time, &frame);
    }
    time += TICK_NANOS;
    sums.pass(time);
    sums.cut(1, 0);
    for _ in 0..20 {
        add(&mut sums, time, &there.reversed().tcp((443, 5000), flags::ACK, b"data"));
    }
    sums.pass(time + TICK_NANOS);
    let tick = sums.cut(1, 0);
    assert_eq!(tick.observations.last().unwrap().volumes[0].unsolicited, 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Random talk between few, against a memory that forgets nothing (less than a minute passes).
    #[test]
    fn volumes_and_victims_are_those_of_a_naive_memory(
        talk in proptest::collection::vec((0u64..60, 1u32..5, 1u32..5, 0u16..3, 0u16..3, 0u8..4), 1..400),
    ) {
        let mut story = Story::default();
        let mut seen = HashSet::new();
        let mut unsolicited = [0u64; 4];
        let mut naive: BTreeMap<(Family, u32), u64> = BTreeMap::new();
        let mut milli = 0;
        for (passed, from, to, sport, dport, what) in talk {
            if from == to {
                continue;
            }
            milli += passed;
            let (frame, class, family, flag) = match what {
                0 => (ends(from, to).tcp((sport, dport), flags::SYN, &[]), 0, Family::Syn, true),
                1 => (ends(from, to).tcp((sport, dport), flags::ACK, &[]), 0, Family::TcpStray, false),
                2 => (ends(from, to).udp((sport, dport), &[]), 1, Family::Udp, false),
                _ => (ends(from, to).gre(&[]), 3, Family::OtherIp, false),
            };
            let ports = if what == 3 { (0, 0) } else { (sport, dport) };
            let solicited = seen.contains(&(class, to, from, ports.1, ports.0));
            seen.insert((class, from, to, ports.0, ports.1));
            unsolicited[class] += u64::from(!solicited);
            if flag || !solicited {
                *naive.entry((family, to)).or_default() += 1;
            }
            story.at(milli, frame);
        }
        let all = story.observed();
        for (class, expected) in unsolicited.into_iter().enumerate() {
            prop_assert_eq!(all.iter().map(|one| one.volumes[class].unsolicited).sum::<u64>(), expected);
        }
        for one in &all {
            for victim in &one.victims {
                prop_assert!(victim.sources_1s <= victim.sources_5s && victim.sources_5s <= 4);
                prop_assert!(victim.ports_5s <= 3 && !victim.estimated);
            }
        }
        for ((family, host), expected) in naive {
            let told = packets(&victims(&all, family, host));
            // Below ten packets in five seconds nothing is told: never too much, and with enough at once all of it.
            prop_assert!(told <= expected, "{family:?} {host}: {told} of {expected}");
            if milli < 250 && expected >= 10 {
                prop_assert_eq!(told, expected);
            }
        }
    }
}
