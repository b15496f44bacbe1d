use std::net::IpAddr;

use weir_protocol::{
    Class, Count, Direction, Header,
    limits::TICK_NANOS,
    observe::{Family, Reciprocity, Victim},
};

use super::*;
use crate::{
    detection::{Severity, Statistic},
    settings::{Mute, OwnFloor},
};

const START: u64 = 1_700_000_000_000_000_000;

fn address(last: u8) -> IpAddr {
    IpAddr::from([192, 0, 2, last])
}

/// `packets` of a family to a host in the slot, from ever new sources.
fn sent(family: Family, last: u8, packets: u64, start: u64) -> Victim {
    let distinct = u32::try_from(packets * 4).unwrap_or(u32::MAX);
    Victim {
        family,
        address: address(last),
        toward: Direction::In,
        count: Count { packets, bytes: packets * 60 },
        span: Some((start + 1_000, start + TICK_NANOS - 1_000)),
        answered: 0,
        reflected: 0,
        refused: 0,
        sources_1s: distinct,
        sources_5s: distinct.saturating_mul(5),
        ports_5s: 1,
        flows_5s: distinct.saturating_mul(5),
        estimated: true,
        ports: Vec::new(),
        source_ports: Vec::new(),
        sources: Vec::new(),
        number: 8,
    }
}

fn slot(start: u64, victims: Vec<Victim>) -> Observations {
    let flows = Reciprocity { flows: 60, both_ways: 58 };
    Observations { start, victims, reciprocity: flows, ..Observations::default() }
}

fn tick(seen: Observations) -> Tick {
    Tick { observations: vec![seen], ..Tick::default() }
}

/// Feeds slots from `from` (in slots) on, each with what `play` says.
fn feed(lookout: &mut Lookout, from: u64, slots: u64, play: impl Fn(u64) -> Vec<Victim>) {
    for n in from..from + slots {
        let start = START + n * TICK_NANOS;
        lookout.add(&tick(slot(start, play(start))), &Recent::default());
    }
}

fn syn(packets: u64) -> impl Fn(u64) -> Vec<Victim> {
    move |start| vec![sent(Family::Syn, 1, packets, start)]
}

fn quiet(_: u64) -> Vec<Victim> {
    Vec::new()
}

fn lookout() -> Lookout {
    Lookout::new(&DetectionSettings::default())
}

fn kinds(lookout: &Lookout) -> Vec<EpisodeKind> {
    lookout.episodes().iter().map(|episode| episode.kind).collect()
}

#[test]
fn an_attack_in_the_first_second_of_a_capture_is_found() {
    let mut lookout = lookout();
    feed(&mut lookout, 0, 2, syn(100));
    assert_eq!(kinds(&lookout), [EpisodeKind::SynFlood]);
    let episode = lookout.episodes().get(1).unwrap();
    assert_eq!(episode.start, START + 1_000);
    assert!(episode.detected <= START + 2 * TICK_NANOS);
}

#[test]
fn a_burst_of_honest_connections_at_the_end_of_a_slot_is_none() {
    let mut lookout = lookout();
    feed(&mut lookout, 0, 40, |start| {
        let n = (start - START) / TICK_NANOS;
        let mut burst = sent(Family::Syn, 1, if n.is_multiple_of(2) { 100 } else { 0 }, start);
        burst.answered = if n.is_multiple_of(2) { 0 } else { 100 };
        vec![burst]
    });
    assert_eq!(kinds(&lookout), []);
}

#[test]
fn two_attacks_at_once_are_two_episodes() {
    let mut lookout = lookout();
    feed(&mut lookout, 0, 8, |start| {
        vec![sent(Family::Syn, 1, 100, start), sent(Family::Icmp, 2, 100, start)]
    });
    let mut found = kinds(&lookout);
    found.sort_unstable();
    assert_eq!(found, [EpisodeKind::SynFlood, EpisodeKind::IcmpFlood]);
}

#[test]
fn ten_million_forged_sources_are_one_episode() {
    let mut lookout = lookout();
    feed(&mut lookout, 0, 40, |start| {
        let mut flood = sent(Family::Syn, 1, 250_000, start);
        (flood.sources_1s, flood.sources_5s) = (1_000_000, 5_000_000);
        vec![flood]
    });
    let episode = &lookout.episodes().open()[0];
    assert_eq!(lookout.episodes().iter().count(), 1);
    assert_eq!(episode.severity, Severity::Critical);
    // The slot that fired had none before it.
    assert_eq!(episode.count.packets, 40 * 250_000);
    assert!(episode.sentence().contains("from about 5,000,000 addresses"), "{}", episode.sentence());
}

#[test]
fn equal_times_and_small_steps_back_lose_nothing_and_a_large_one_begins_anew() {
    let mut lookout = lookout();
    for start in [0, 0, 1, 0, 1, 2] {
        let start = START + start * TICK_NANOS;
        lookout.add(&tick(slot(start, syn(100)(start))), &Recent::default());
    }
    assert_eq!(kinds(&lookout), [EpisodeKind::SynFlood]);
    let hour_ago = START - 3600 * NANOS;
    lookout.add(&tick(slot(hour_ago, Vec::new())), &Recent::default());
    assert_eq!(lookout.episodes().open().len(), 0);
    assert!(lookout.episodes().get(1).unwrap().end.is_some());
}

#[test]
fn a_suspend_ends_what_was_open_and_what_follows_is_judged_afresh() {
    let mut lookout = lookout();
    feed(&mut lookout, 0, 4, syn(100));
    assert_eq!(lookout.episodes().open().len(), 1);
    // 31 s later, one SYN more: the five seconds before the suspend do not count.
    feed(&mut lookout, 4 + 31 * 4, 1, syn(1));
    assert_eq!(lookout.episodes().open().len(), 0);
    assert_eq!(lookout.episodes().get(1).unwrap().end, Some(START + 4 * TICK_NANOS - 1_000));
}

#[test]
fn another_interface_forgets_what_was_learned_but_not_the_numbers_of_episodes() {
    let mut lookout = lookout();
    feed(&mut lookout, 0, 400, syn(14));
    assert_eq!(kinds(&lookout), [EpisodeKind::SynFlood]);
    lookout.clear();
    assert_eq!((kinds(&lookout), lookout.stored()), (Vec::new(), None));
    feed(&mut lookout, 0, 4, syn(100));
    assert_eq!(lookout.episodes().iter().next().unwrap().id, 2);
}

#[test]
fn in_a_one_way_capture_missing_replies_mean_nothing_and_that_is_said() {
    let one_way = |start| {
        let mut seen = slot(start, syn(100)(start));
        seen.victims.push(sent(Family::Icmp, 2, 100, start));
        seen.reciprocity = Reciprocity { flows: 60, both_ways: 3 };
        seen
    };
    let mut lookout = lookout();
    feed(&mut lookout, 0, 0, quiet);
    for n in 0..30 {
        let start = START + n * TICK_NANOS;
        let mut seen = one_way(start);
        if n < 24 {
            seen.victims.clear();
        }
        lookout.add(&tick(seen), &Recent::default());
    }
    assert!(lookout.is_one_way() && lookout.view().one_way);
    assert_eq!(kinds(&lookout), [EpisodeKind::IcmpFlood]);
    assert!(lookout.episodes().open()[0].sentence().contains("Replies are not seen"));
}

#[test]
fn a_rate_that_grows_by_two_percent_a_minute_is_still_found() {
    let mut lookout = lookout();
    let mut packets = 8.0_f64;
    let mut minutes = 0;
    while lookout.episodes().open().is_empty() && minutes < 600 {
        feed(&mut lookout, minutes * 240, 240, syn(packets as u64));
        packets *= 1.02;
        minutes += 1;
    }
    assert!(packets < 20.0 * 60.0 * 3.0 / 4.0, "found at {packets} packets in a slot after {minutes} min");
}

#[test]
fn packets_lost_shortly_before_or_during_an_alarm_are_said_with_it() {
    let mut lookout = lookout();
    let lost = Tick { kernel_drops: 77, ..tick(slot(START, Vec::new())) };
    lookout.add(&lost, &Recent::default());
    feed(&mut lookout, 1, 4, syn(100));
    assert!(lookout.episodes().open()[0].sentence().contains("77 packets were lost"));
}

#[test]
fn other_limits_can_be_tried_on_what_was_observed() {
    let mut lookout = lookout();
    feed(&mut lookout, 0, 8, syn(6));
    assert_eq!(kinds(&lookout), []);
    let floors = vec![OwnFloor { statistic: Statistic::SynPerSecond, floor: 20 }];
    let tried = DetectionSettings { floors, ..DetectionSettings::default() };
    let again = lookout.again(&tried);
    assert_eq!(kinds(&again), [EpisodeKind::SynFlood]);
    assert_eq!(again.stored(), lookout.stored());
    assert_eq!(kinds(&lookout), []);
}

#[test]
fn switched_off_it_judges_nothing_but_still_observes() {
    let mut lookout = Lookout::new(&DetectionSettings { on: false, ..DetectionSettings::default() });
    feed(&mut lookout, 0, 8, syn(500));
    assert_eq!(kinds(&lookout), []);
    assert_eq!(kinds(&lookout.again(&DetectionSettings::default())), [EpisodeKind::SynFlood]);
}

#[test]
fn the_store_of_observations_is_bounded_in_time_and_in_rows() {
    let mut observed = Observed::default();
    let many: Vec<Victim> = (0..56).map(|n| sent(Family::Udp, n, 1, START)).collect();
    for n in 0..3_000 {
        observed.add(&slot(START + n * TICK_NANOS, if n < 1_500 { many.clone() } else { Vec::new() }));
    }
    assert!(observed.iter().count() <= MAX_OBSERVED);
    for n in 3_000..4_000 {
        observed.add(&slot(START + n * TICK_NANOS, many.clone()));
    }
    let rows: usize = observed.iter().map(|seen| seen.victims.len()).sum();
    assert!(rows <= MAX_OBSERVED_ROWS && rows > MAX_OBSERVED_ROWS - 60, "{rows}");
}

#[test]
fn the_series_and_the_samples_are_of_the_episode() {
    let mut lookout = lookout();
    feed(&mut lookout, 0, 8, syn(2));
    let header = |last: u8, flags| Header {
        time: START + 10 * TICK_NANOS,
        length: 60,
        class: Class::Tcp,
        name: None,
        addresses: Some((address(9), address(last))),
        ports: Some((1, 443)),
        flags: Some(weir_protocol::TcpFlags(flags)),
        kind_code: None,
        vlan: None,
        fragment: false,
        direction: Direction::In,
    };
    let headers = vec![header(1, 0x02), header(1, 0x10), header(2, 0x02)];
    for n in 8..12 {
        let start = START + n * TICK_NANOS;
        let tick = Tick { headers: headers.clone(), ..tick(slot(start, syn(100)(start))) };
        let mut recent =
            crate::history::History::new(crate::history::Kind::Live, &crate::settings::Thresholds::DEFAULT);
        recent.add(&tick);
        lookout.add(&tick, &recent.recent);
    }
    let episode = &lookout.episodes().open()[0];
    let series = lookout.series(episode);
    assert_eq!(series.last_chunk::<3>(), Some(&[8, 8, 400]));
    assert!(!episode.headers.is_empty() && episode.headers.len() <= crate::episodes::MAX_HEADERS);
    assert!(episode.headers.iter().all(|header| *header == headers[0]));
}

#[test]
fn a_mute_is_shown_with_the_row() {
    let mutes = vec![Mute { id: 1, kind: None, network: Some("192.0.2.0/24".into()), until_ms: None }];
    let settings = DetectionSettings { mutes, ..DetectionSettings::default() };
    let mut lookout = Lookout::new(&settings);
    feed(&mut lookout, 0, 4, syn(100));
    let shown = crate::episodes::Shown { settings: lookout.settings(), hits: &[], now_ms: 0 };
    assert!(shown.row(&lookout.episodes().open()[0]).muted);
}
