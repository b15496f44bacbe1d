use weir_protocol::{
    Count, Direction, Slice, SourceCount, Tick,
    limits::TICK_NANOS,
    observe::{Family, Observations, PeerCount, Reciprocity, Victim},
};

use super::*;
use crate::{
    detection::{EpisodeKind, Severity},
    history::Recent,
    lookout::Lookout,
    settings::{DetectionSettings, Mute, Thresholds},
    tables::Lists,
    view::{ListedSource, SourceOrder, SourceQuery},
};

/// A whole step, in seconds.
const START: u64 = 1_700_000_000;

fn address(last: u8) -> IpAddr {
    IpAddr::from([192, 0, 2, last])
}

fn count(packets: u64) -> Count {
    Count { packets, bytes: packets * 60 }
}

/// In the second `at` after the start each of these addresses sends so many packets.
fn tick(at: u64, sent: &[(u8, u64)]) -> Tick {
    let none = Count::default();
    let source = |(last, packets): &(u8, u64)| SourceCount {
        address: address(*last),
        classes: [count(*packets), none, none, none],
    };
    let start = (START + at) * NANOS;
    let slice = Slice { start, span: Some((start, start + 1)), ..Slice::default() };
    Tick { slices: vec![slice], sources: sent.iter().map(source).collect(), ..Tick::default() }
}

/// A lookout that sees SYN floods against the first two addresses, the second one from address 3.
fn attacked(packets: [u64; 2]) -> Lookout {
    let mut lookout = Lookout::new(&DetectionSettings::default());
    for n in 0..8 {
        let start = START * NANOS + n * TICK_NANOS;
        let victim = |last: u8, packets: u64, sources: Vec<PeerCount>| Victim {
            family: Family::Syn,
            address: address(last),
            toward: Direction::In,
            count: count(packets),
            span: Some((start + 1_000, start + TICK_NANOS - 1_000)),
            answered: 0,
            reflected: 0,
            refused: 0,
            sources_1s: 1,
            sources_5s: 1,
            ports_5s: 1,
            flows_5s: u32::try_from(packets * 4).unwrap(),
            estimated: false,
            ports: Vec::new(),
            source_ports: Vec::new(),
            sources,
            number: 8,
        };
        let from = |last, packets| vec![PeerCount { address: address(last), packets }];
        let seen = Observations {
            start,
            victims: vec![
                victim(1, packets[0], from(3, packets[0])),
                victim(2, packets[1], from(3, packets[1])),
            ],
            reciprocity: Reciprocity { flows: 60, both_ways: 58 },
            ..Observations::default()
        };
        lookout.add(&Tick { observations: vec![seen], ..Tick::default() }, &Recent::default());
    }
    lookout
}

fn rows(history: &History, lookout: &Lookout, order: SourceOrder) -> Vec<ListedSource> {
    let query = SourceQuery {
        list: None,
        filter: Vec::new(),
        shown: [true; 4],
        search: String::new(),
        order,
        descending: true,
        offset: 0,
        count: 200,
    };
    let seen = Seen { history, lookout, now_ms: START * 1000 };
    Lists::default().sources(None, &seen).page(&query).unwrap().rows
}

fn quiet() -> Lookout {
    Lookout::new(&DetectionSettings::default())
}

#[test]
fn a_trend_has_each_finished_step_a_gap_is_none_and_so_is_the_time_before_the_first_packet() {
    let mut history = History::new(Kind::Live, &Thresholds::DEFAULT);
    for at in 0..60 {
        // Nothing is captured from second 20 to 29; address 2 comes later.
        if !(20..30).contains(&at) {
            history.add(&tick(at, if at < 40 { &[(1, 3)] } else { &[(1, 3), (2, 7)] }));
        }
    }
    // The step in progress.
    history.add(&tick(60, &[(1, 500)]));
    let rows = rows(&history, &quiet(), SourceOrder::Packets);
    let trend = |last: u8| {
        let row = rows.iter().find(|row| row.row.ip == address(last).to_string()).unwrap();
        assert_eq!(row.trend.len(), TREND_STEPS);
        row.trend[TREND_STEPS - 13..].to_vec()
    };
    let (a, b) = (Some(15), Some(35));
    assert_eq!(trend(1), [None, a, a, a, a, None, None, a, a, a, a, a, a]);
    assert_eq!(trend(2), [None, None, None, None, None, None, None, None, None, b, b, b, b]);
}

#[test]
fn in_a_file_a_pause_is_nothing_sent_and_its_last_step_is_finished() {
    let mut history = History::new(Kind::File, &Thresholds::DEFAULT);
    history.add(&tick(0, &[(1, 4)]));
    history.add(&tick(11, &[(1, 6)]));
    let rows = rows(&history, &quiet(), SourceOrder::Packets);
    assert_eq!(rows[0].trend[TREND_STEPS - 4..], [None, Some(4), Some(0), Some(6)]);
}

#[test]
fn beside_a_source_stands_the_worst_alert_that_is_open_with_it_and_which_end_it_is() {
    let mut history = History::new(Kind::Live, &Thresholds::DEFAULT);
    history.add(&tick(0, &[(1, 1), (2, 1), (3, 1), (4, 9)]));
    let mut lookout = attacked([100, 5000]);
    let listed = rows(&history, &lookout, SourceOrder::Alert);
    let marks: Vec<_> = listed
        .iter()
        .map(|row| (row.row.ip.as_str(), row.alert.map(|alert| (alert.kind, alert.severity, alert.victim))))
        .collect();
    let mark = |last: usize| marks.iter().find(|(ip, _)| *ip == format!("192.0.2.{last}")).unwrap().1;
    let (small, large) = (mark(1).unwrap(), mark(2).unwrap());
    assert_eq!((small.0, small.2, large.2), (EpisodeKind::SynFlood, true, true));
    assert!(small.1 < large.1, "{small:?} {large:?}");
    // It takes part in both.
    assert_eq!(mark(3), Some((EpisodeKind::SynFlood, large.1, false)));
    assert_eq!(mark(4), None);
    // The worst stand first, and who has none comes last.
    assert_eq!(marks[3].0, "192.0.2.4");
    assert!(marks[0].1.unwrap().1 > Severity::Low);
    // What is muted is not shown.
    let mute = Mute { id: 1, kind: Some(EpisodeKind::SynFlood), network: None, until_ms: None };
    lookout.set(&DetectionSettings { mutes: vec![mute], ..DetectionSettings::default() });
    assert!(rows(&history, &lookout, SourceOrder::Alert).iter().all(|row| row.alert.is_none()));
}
