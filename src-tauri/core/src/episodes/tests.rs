use proptest::prelude::*;
use weir_protocol::{Count, Direction, limits::TICK_NANOS, observe::PeerCount};

use super::*;
use crate::detection::{Attribution, Facts, Measure, Run, Severity, Statistic, Threshold, ThresholdOrigin};

const START: u64 = 1_700_000_000_000_000_000;
const S: u64 = 1_000_000_000;

fn address(number: u16) -> IpAddr {
    let [high, low] = number.to_be_bytes();
    IpAddr::from([198, 51, high, low])
}

/// A reading in slot `slot` that is `value` against a threshold of 100.
fn reading(kind: EpisodeKind, subject: Subject, slot: u64, value: u64) -> Reading {
    let start = START + slot * TICK_NANOS;
    let threshold = Threshold { value: 100, floor: 100, origin: ThresholdOrigin::Floor, baseline: None };
    Reading {
        kind,
        subject,
        measures: vec![Measure { statistic: Statistic::SynPerSecond, value, threshold }],
        fires: value >= 100,
        is_info: false,
        slot: Count { packets: value / 4, bytes: value * 15 },
        second: value,
        run: Run {
            began: start,
            before: Count { packets: value - value / 4, bytes: 0 },
            peak: (value, start + TICK_NANOS),
        },
        last: Some(start + 200_000_000),
        facts: Facts {
            sources: vec![PeerCount { address: address(9), packets: value }],
            packets_5s: value,
            distinct_sources: 1,
            ..Facts::default()
        },
    }
}

fn syn(slot: u64, value: u64) -> Reading {
    reading(EpisodeKind::SynFlood, Subject::Victim(address(1)), slot, value)
}

fn take(episodes: &mut Episodes, slot: u64, readings: Vec<Reading>) {
    episodes.take(&Verdict { start: START + slot * TICK_NANOS, readings }, &Around::default());
}

#[test]
fn an_episode_opens_goes_on_and_ends_with_its_last_packet() {
    let mut episodes = Episodes::default();
    take(&mut episodes, 0, vec![syn(0, 80)]);
    assert_eq!(episodes.open().len(), 0);
    for slot in 1..=8 {
        take(&mut episodes, slot, vec![syn(slot, 400)]);
    }
    let open = &episodes.open()[0];
    assert_eq!((open.start, open.detected), (START + TICK_NANOS, START + 2 * TICK_NANOS));
    assert_eq!(open.peak.0, 400);
    // Seven slots after the first, and the second before it.
    assert_eq!(open.count.packets, 400 + 7 * 100);
    let mut slot = 9;
    while !episodes.open().is_empty() {
        take(&mut episodes, slot, vec![syn(slot, 30)]);
        slot += 1;
    }
    assert_eq!(slot - 1, 8 + HOLD_NANOS / TICK_NANOS);
    let ended = episodes.iter().next().unwrap();
    assert_eq!(ended.end, Some(START + 8 * TICK_NANOS + 200_000_000));
    assert_eq!(ended.count.packets, 1100);
    assert_eq!(episodes.changes(), [Change::Opened(1), Change::Closed(1)]);
}

#[test]
fn the_same_again_within_half_a_minute_is_the_same_episode() {
    let mut episodes = Episodes::default();
    let slots = |seconds: u64| seconds * S / TICK_NANOS;
    take(&mut episodes, 0, vec![syn(0, 200)]);
    take(&mut episodes, slots(25), vec![syn(slots(25), 200)]);
    take(&mut episodes, slots(80), vec![syn(slots(80), 200)]);
    assert_eq!(episodes.iter().map(|episode| episode.id).collect::<Vec<_>>(), [2, 1]);
    let changes = episodes.changes();
    assert!(changes.contains(&Change::Reopened(1)) && changes.contains(&Change::Opened(2)), "{changes:?}");
}

#[test]
fn a_more_precise_name_takes_over_and_is_told() {
    let mut episodes = Episodes::default();
    let subject = Subject::Victim(address(1));
    take(&mut episodes, 0, vec![reading(EpisodeKind::UdpFlood, subject, 0, 200)]);
    take(&mut episodes, 1, vec![reading(EpisodeKind::UdpAmplification, subject, 1, 200)]);
    assert_eq!(episodes.open().len(), 1);
    assert_eq!(episodes.open()[0].kind, EpisodeKind::UdpAmplification);
    assert_eq!(episodes.changes().last(), Some(&Change::Worsened(1)));
}

#[test]
fn more_than_eight_victims_of_one_kind_are_counted_and_not_listed() {
    let mut episodes = Episodes::default();
    let many = |kind| (0..12).map(move |n| reading(kind, Subject::Victim(address(n)), 0, 200));
    let readings = many(EpisodeKind::SynFlood).chain(many(EpisodeKind::IcmpFlood)).collect();
    take(&mut episodes, 0, readings);
    assert_eq!(episodes.open().len(), 2 * MAX_OPEN);
    assert_eq!(episodes.more(), [(EpisodeKind::SynFlood, 4), (EpisodeKind::IcmpFlood, 4)]);
    take(&mut episodes, 50, Vec::new());
    assert_eq!(episodes.more(), []);
}

#[test]
fn the_allow_list_holds_for_sources_and_not_for_victims() {
    let mut episodes = Episodes::default();
    let scan = reading(EpisodeKind::PortScan, Subject::Pair(address(9), address(1)), 0, 200);
    let verdict = Verdict { start: START, readings: vec![scan, syn(0, 200)] };
    let allow = |text: &str| [text.parse().unwrap()];
    episodes.take(&verdict, &Around { allowed: &allow("198.51.0.9/32"), ..Around::default() });
    assert!(episodes.open().is_empty());
    episodes.take(&verdict, &Around { allowed: &allow("198.51.0.1/32"), ..Around::default() });
    assert_eq!(episodes.open().len(), 2);
}

#[test]
fn severity_follows_the_factor_above_the_threshold() {
    let cases = [
        (150, Severity::Low),
        (500, Severity::Medium),
        (5_000, Severity::High),
        (50_000, Severity::Critical),
    ];
    for (value, severity) in cases {
        let episode = Episode::new(1, &syn(0, value), START, &Around::default());
        assert_eq!(episode.severity, severity, "{value}");
    }
    let scan = |toward| {
        let mut scan = reading(EpisodeKind::PortScan, Subject::Pair(address(9), address(1)), 0, 50_000);
        scan.facts.toward = toward;
        Episode::new(1, &scan, START, &Around::default()).severity
    };
    assert_eq!((scan(Direction::In), scan(Direction::Out)), (Severity::Medium, Severity::High));
    let mut volume = reading(EpisodeKind::Volume, Subject::Victim(address(1)), 0, 50_000);
    volume.is_info = true;
    assert_eq!(Episode::new(1, &volume, START, &Around::default()).severity, Severity::Info);
}

#[test]
fn sources_are_told_apart_by_their_shares() {
    let with = |distinct: u32, packets: u64, top: u64| {
        let mut reading = syn(0, 200);
        reading.facts.distinct_sources = distinct;
        reading.facts.packets_5s = packets;
        reading.facts.sources = vec![PeerCount { address: address(9), packets: top }];
        Episode::new(1, &reading, START, &Around::default()).attribution
    };
    assert_eq!(with(900, 1000, 2), Attribution::Spoofed);
    assert_eq!(with(30, 1000, 950), Attribution::Single);
    assert_eq!(with(30, 1000, 200), Attribution::Few);
    assert_eq!(with(400, 1000, 200), Attribution::Few);
}

#[test]
fn a_lossy_window_and_a_one_way_capture_are_said_in_the_sentence() {
    let around = Around { dropped: 1_200, dropped_before: 4, one_way: true, allowed: &[] };
    let sentence = Episode::new(1, &syn(0, 200), START, &around).sentence();
    assert!(sentence.contains("1,204 packets were lost meanwhile"), "{sentence}");
    assert!(sentence.contains("Replies are not seen"), "{sentence}");
}

/// What may happen in a slot: so many victims from so many on, at such a value.
fn slots() -> impl Strategy<Value = Vec<(u16, u16, u64, u64)>> {
    prop::collection::vec((0_u16..2_000, 0_u16..24, 0_u64..400, 1_u64..200), 0..400)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_comes_the_store_stays_within_its_bounds(slots in slots()) {
        let mut episodes = Episodes::default();
        let mut slot = 0;
        let mut last_id = 0;
        for (first, count, value, step) in slots {
            slot += step;
            let kind = EpisodeKind::ALL[usize::from(first) % EpisodeKind::ALL.len()];
            let victims = first..first + count;
            let readings = victims.map(|n| reading(kind, Subject::Victim(address(n)), slot, value)).collect();
            take(&mut episodes, slot, readings);
            prop_assert!(episodes.iter().count() <= MAX_EPISODES);
            prop_assert!(episodes.more.len() <= MAX_MORE);
            for kind in EpisodeKind::ALL {
                let open = episodes.open().iter().filter(|e| e.kind.family() == kind.family()).count();
                prop_assert!(open <= MAX_OPEN);
            }
            for episode in episodes.iter() {
                prop_assert!(episode.start <= episode.detected);
                prop_assert!(episode.end.is_none_or(|end| end >= episode.start));
                prop_assert!(episode.headers.len() <= MAX_HEADERS);
                prop_assert!(episode.id <= episodes.next_id);
            }
            prop_assert!(episodes.next_id >= last_id);
            last_id = episodes.next_id;
        }
        prop_assert!(episodes.changes().len() <= MAX_CHANGES);
    }
}

#[test]
fn a_thousand_and_one_episodes_forget_the_oldest_and_say_so() {
    let mut episodes = Episodes::default();
    for n in 0..=1_000_u16 {
        let slot = u64::from(n) * 400;
        take(
            &mut episodes,
            slot,
            vec![reading(EpisodeKind::SynFlood, Subject::Victim(address(n)), slot, 200)],
        );
    }
    assert_eq!((episodes.iter().count(), episodes.forgotten()), (MAX_EPISODES, 1));
    assert!(episodes.get(1).is_none() && episodes.get(2).is_some());
}
