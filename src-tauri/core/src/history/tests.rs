use std::net::{IpAddr, Ipv4Addr};

use proptest::prelude::*;
use weir_protocol::{Directed, SourceCount, limits::TICK_NANOS};

use super::*;
use crate::settings::SourceWindow;

fn count(packets: u64) -> Count {
    Count { packets, bytes: packets * 100 }
}

fn slice(start: u64, tcp: u64) -> Slice {
    let mut slice = Slice { start, span: (tcp > 0).then_some((start + 1, start + 2)), ..Slice::default() };
    slice.classes[0] = Directed { inbound: count(tcp), ..Directed::default() };
    slice
}

fn address(number: u32) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from(0x0a00_0000 + number))
}

fn from(number: u32, tcp: u64) -> SourceCount {
    SourceCount { address: address(number), classes: [count(tcp), count(0), count(0), count(0)] }
}

fn tick(start: u64, tcp: u64, sources: Vec<SourceCount>) -> Tick {
    let distinct_sources = sources.len() as u64;
    Tick { slices: vec![slice(start, tcp)], sources, distinct_sources, ..Tick::default() }
}

fn history() -> History {
    History::new(Kind::Live, &Thresholds::CLASSIC)
}

#[test]
fn seconds_and_intervals_are_sums_of_their_slices() {
    let mut history = history();
    for quarter in 0..40 {
        history.add(&tick(1_000 * NANOS + quarter * TICK_NANOS, 3, vec![]));
    }
    assert_eq!(history.total().packets, 120);
    assert_eq!(history.seconds.get(1_003).unwrap().packets[0], 12);
    let intervals: Vec<_> = history.intervals.since(0).collect();
    assert_eq!(intervals, [(1_000, [60, 0, 0, 0]), (1_005, [60, 0, 0, 0])]);
    assert_eq!(history.latest(), 1_010 * NANOS);
}

#[test]
fn arp_is_taken_out_of_other_for_the_charts_but_not_for_the_limits() {
    let mut slice = slice(0, 0);
    slice.classes[3] = Directed { passing: count(5), ..Directed::default() };
    slice.names = vec![NamedCount { name: ProtocolName::Arp, count: count(2) }];
    let mut history = history();
    history.add(&Tick { slices: vec![slice], ..Tick::default() });
    let second = history.seconds.get(0).unwrap();
    assert_eq!(second.packets, [0, 0, 0, 2, 3]);
    assert_eq!(second.classes(), [0, 0, 0, 5]);
}

#[test]
fn a_slice_that_comes_late_still_counts_in_its_own_interval() {
    let mut history = history();
    history.add(&tick(1_000 * NANOS, 1, vec![]));
    history.add(&tick(990 * NANOS, 7, vec![]));
    assert_eq!(history.seconds.get(990).unwrap().packets[0], 7);
    assert_eq!(history.intervals.since(0).next(), Some((990, [7, 0, 0, 0])));
    assert_eq!(history.latest(), 1_000 * NANOS + TICK_NANOS);
}

#[test]
fn a_leap_of_the_clock_begins_the_ring_anew_and_loses_no_sum() {
    let mut history = history();
    history.add(&tick(1_000 * NANOS, 1, vec![]));
    history.add(&tick(4_294_967_000 * NANOS, 1, vec![]));
    history.add(&tick(1_001 * NANOS, 1, vec![]));
    assert_eq!(history.total().packets, 3);
    assert_eq!(history.seconds.iter().count(), 1);
    assert_eq!(history.intervals.since(0).count(), 2);
}

#[test]
fn the_ring_holds_four_hours() {
    let mut history = history();
    for second in 0..(MAX_SECONDS as u64 + 50) {
        history.add(&tick(second * NANOS, 1, vec![]));
    }
    assert_eq!(history.seconds.iter().count(), MAX_SECONDS);
    assert_eq!(history.seconds.first(), Some(50));
}

#[test]
fn a_source_is_judged_by_its_capture_or_by_its_busiest_interval() {
    let mut history = history();
    for second in [0, 1, 5, 6, 7, 10] {
        history.add(&tick(second * NANOS, 10, vec![from(1, 10)]));
    }
    let source = history.sources.ranked(1)[0].1.clone();
    assert_eq!(source.judged(Class::Tcp, SourceWindow::Capture), 60);
    assert_eq!(source.judged(Class::Tcp, SourceWindow::Interval), 30);
    // The limit of the capture is 50: the sixth tick crossed it.
    assert_eq!(source.first_over[0], Some(10 * NANOS));
}

#[test]
fn new_limits_judge_what_was_counted_before() {
    let mut history = history();
    for second in 0..20 {
        history.add(&tick(second * NANOS, 2, vec![from(1, 2)]));
    }
    assert_eq!(history.sources.ranked(1)[0].1.first_over[0], None);
    let mut thresholds = Thresholds { interval_s: 10, ..Thresholds::CLASSIC };
    thresholds.tcp.per_source = 30;
    history.set_thresholds(&thresholds);
    assert_eq!(history.intervals.since(0).collect::<Vec<_>>(), [(0, [20, 0, 0, 0]), (10, [20, 0, 0, 0])]);
    assert!(history.sources.ranked(1)[0].1.first_over[0].is_some());
}

#[test]
fn a_flood_of_new_sources_pushes_no_real_talker_out_and_loses_no_packet() {
    let mut history = history();
    let mut sent = 0;
    for round in 0..200_u32 {
        // The flood comes first, 1,000 new addresses a tick; ten real hosts send 5 packets each.
        let mut sources: Vec<_> = (0..1000).map(|n| from(1_000_000 + round * 1000 + n, 1)).collect();
        sources.extend((0..10).map(|n| from(n, 5)));
        let packets = sources.iter().map(|s| s.classes[0].packets).sum();
        sent += packets;
        history.add(&tick(u64::from(round) * NANOS, packets, sources));
    }
    let ranked = history.sources.ranked(MAX_SOURCES);
    let top: Vec<_> = ranked.iter().take(10).map(|(ip, sums)| (**ip, sums.total().packets)).collect();
    assert_eq!(top, (0..10).map(|n| (address(n), 1000)).collect::<Vec<_>>());
    let kept: u64 = ranked.iter().map(|(_, sums)| sums.total().packets).sum();
    let others: u64 = history.sources.others().iter().map(|c| c.packets).sum();
    assert_eq!(kept + others, sent);
    assert!(ranked.len() <= MAX_SOURCES);
    assert!(history.sources.room() <= MAX_SOURCES, "no room for more than that is kept");
    assert_eq!(history.sources.ranked(3)[..], ranked[..3], "a short list is the beginning of the long one");
    assert!(!history.sources.is_exact());
}

#[test]
fn the_newest_headers_are_kept_and_numbered() {
    let header = weir_protocol::Header {
        time: 0,
        length: 60,
        class: Class::Other,
        name: None,
        addresses: None,
        ports: None,
        flags: None,
        kind_code: None,
        vlan: None,
        fragment: false,
        direction: weir_protocol::Direction::In,
    };
    let mut history = history();
    for _ in 0..30 {
        history.add(&Tick { headers: vec![header.clone(); 200], ..Tick::default() });
    }
    let ids: Vec<u64> = history.recent.newest().map(|(id, _)| *id).collect();
    assert_eq!((ids.len(), ids[0], ids[MAX_RECENT - 1]), (MAX_RECENT, 5999, 1000));
}

proptest! {
    /// Whatever the order of the slices: totals, intervals and sources add up to what was sent.
    #[test]
    fn sums_add_up(slices in proptest::collection::vec((0_u64..100_000, 0_u64..50, 0_u32..9), 1..200)) {
        let mut history = history();
        let mut sent = 0;
        for (quarter, packets, source) in slices {
            history.add(&tick(quarter * TICK_NANOS, packets, vec![from(source, packets)]));
            sent += packets;
        }
        let intervals: u64 = history.intervals.since(0).map(|(_, classes)| classes[0]).sum();
        let sources: u64 = history.sources.iter().map(|(_, sums)| sums.total().packets).sum();
        prop_assert_eq!((history.total().packets, intervals, sources), (sent, sent, sent));
    }
}
