use std::net::Ipv4Addr;

use weir_protocol::{Count, Direction, SourceCount};

use super::*;
use crate::{
    history::{History, Kind},
    settings::Thresholds,
};

fn address(number: u32) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from(0x0a00_0000 + number))
}

fn from(number: u32, packets: u64) -> SourceCount {
    let count = Count { packets, bytes: packets * 60 };
    SourceCount {
        address: address(number),
        classes: [count, Count::default(), Count::default(), Count::default()],
    }
}

fn header(source: u32, destination: u32, port: u16) -> Header {
    Header {
        time: 0,
        length: 60,
        class: Class::Tcp,
        name: None,
        addresses: Some((address(source), address(destination))),
        ports: Some((50_000, port)),
        flags: None,
        kind_code: None,
        vlan: None,
        fragment: false,
        direction: Direction::In,
    }
}

fn tick(second: u64, sources: Vec<SourceCount>, headers: Vec<Header>) -> Tick {
    let slice = weir_protocol::Slice { start: second * NANOS, ..Default::default() };
    Tick { slices: vec![slice], sources, headers, ..Tick::default() }
}

fn history() -> History {
    History::new(Kind::Live, &Thresholds::DEFAULT)
}

#[test]
fn a_course_adds_up_over_any_whole_steps_and_keeps_an_hour() {
    let mut history = history();
    for second in 0..4000 {
        history.add(&tick(second, vec![from(1, 2)], vec![]));
    }
    let profile = history.profiles.get(&address(1)).unwrap();
    assert_eq!((profile.sum(3000, 5), profile.sum(3000, 60), profile.sum(3990, 100)), (10, 120, 20));
    // 4000 s less an hour are forgotten, and with them nothing else.
    assert_eq!((profile.sum(0, 400), profile.sum(0, 4000)), (0, 7200));
    assert_eq!((profile.since, history.sources.get(&address(1)).unwrap().total().packets), (0, 8000));
}

#[test]
fn a_flood_of_forged_addresses_takes_no_talker_its_profile() {
    let mut history = history();
    for second in 0..60_u32 {
        let mut sources: Vec<_> = (0..4000).map(|n| from(100_000 + second * 4000 + n, 1)).collect();
        sources.push(from(1, 3));
        history.add(&tick(second.into(), sources, vec![header(1, 2, 443)]));
        assert!(history.profiles.map.len() <= MAX_PROFILES);
    }
    let profile = history.profiles.get(&address(1)).unwrap();
    assert_eq!((profile.sum(0, 60), profile.headers), (180, 60));
}

#[test]
fn the_most_frequent_peers_are_found_and_estimates_are_never_too_low() {
    let mut history = history();
    let mut sent = std::collections::HashMap::new();
    for round in 0..400_u32 {
        // Every second packet goes to one of four; the rest to a hundred others.
        let to = if round % 2 == 0 { round / 2 % 4 } else { 100 + round / 2 % 100 };
        *sent.entry(address(to)).or_insert(0_u64) += 1;
        history.add(&tick(1, vec![from(1, 1)], vec![header(1, to, 443)]));
    }
    let profile = history.profiles.get(&address(1)).unwrap();
    let ranked = profile.peers.ranked();
    let top: std::collections::HashSet<_> = ranked.iter().take(4).map(|peer| peer.key).collect();
    assert_eq!(top, (0..4).map(address).collect());
    for peer in &ranked {
        let real = sent[&peer.key];
        assert!(peer.count >= real && peer.count - peer.error <= real, "{peer:?}: {real}");
    }
    assert_eq!(ranked.iter().map(|peer| peer.count).sum::<u64>(), 400);
    let https = Counted { key: (Class::Tcp as u8, 443), count: 400, error: 0 };
    assert_eq!((profile.headers, profile.to_ports.ranked()), (400, vec![https]));
}

#[test]
fn what_came_from_headers_is_forgotten_and_the_course_is_not() {
    let mut history = history();
    let arp = Header { name: Some(ProtocolName::Arp), class: Class::Other, ports: None, ..header(1, 9, 0) };
    history.add(&tick(10, vec![from(1, 5)], vec![header(1, 2, 443), arp]));
    // What is not counted for a source is not read for it either.
    assert_eq!(history.profiles.get(&address(1)).unwrap().headers, 1);
    history.profiles.forget_headers();
    let profile = history.profiles.get(&address(1)).unwrap();
    assert_eq!((profile.headers, profile.peers.ranked().len(), profile.to_ports.ranked().len()), (0, 0, 0));
    assert_eq!((profile.sum(10, 5), profile.since), (5, 10 * NANOS));
}
