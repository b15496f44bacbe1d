use weir_protocol::{
    Class, Count, Directed, Direction, Header, NamedCount, Slice, SourceCount, Tick, limits::TICK_NANOS,
};

use super::*;
use crate::{
    settings::{DetectionSettings, Thresholds},
    view::{QualityWord, SessionState},
};

mod quality;
mod series;

static NOTHING_FOUND: std::sync::LazyLock<Lookout> =
    std::sync::LazyLock::new(|| Lookout::new(&DetectionSettings::default()));

const START: u64 = 1_700_000_040; // a whole minute
const FIVE_S: Scope = Scope { interval_s: 5, range_s: 300 };

fn count(packets: u64) -> Count {
    Count { packets, bytes: packets * 100 }
}

fn tick(start: u64, tcp: u64, udp: u64) -> Tick {
    let mut slice = Slice { start, ..Slice::default() };
    slice.classes[0] = Directed { inbound: count(tcp), ..Directed::default() };
    slice.classes[1] = Directed { outbound: count(udp), ..Directed::default() };
    Tick { slices: vec![slice], ..Tick::default() }
}

/// Four ticks a second with `tcp` and `udp` packets each.
fn add_seconds(history: &mut History, from: u64, seconds: u64, tcp: u64, udp: u64) {
    for quarter in 0..seconds * 4 {
        history.add(&tick((START + from) * NANOS + quarter * TICK_NANOS, tcp, udp));
    }
}

fn live() -> History {
    History::new(Kind::Live, &Thresholds::DEFAULT)
}

/// A running session, seen when the last tick has just come.
fn source<'a>(history: &'a History, thresholds: &'a Thresholds) -> Source<'a> {
    let now = history.latest() / 1_000_000;
    let session = SessionView { state: SessionState::Running, ..SessionView::default() };
    let lookout = &NOTHING_FOUND;
    Source {
        history,
        lookout,
        session,
        thresholds,
        last_tick: Some(now),
        counts_drops: true,
        coverage: None,
        now,
    }
}

fn snap(history: &History, scope: Scope) -> Snapshot {
    source(history, &Thresholds::DEFAULT).snapshot(scope)
}

fn numbers(points: &[Option<Whole>]) -> Vec<Option<u64>> {
    points.iter().map(|point| point.map(Whole::get)).collect()
}

#[test]
fn only_finished_intervals_are_points_and_the_one_in_progress_is_now() {
    let mut history = live();
    add_seconds(&mut history, 0, 12, 3, 1);
    let traffic = snap(&history, FIVE_S).traffic;
    assert_eq!(numbers(&traffic.packets[0]), [Some(60), Some(60)]);
    assert_eq!(numbers(&traffic.packets[1]), [Some(20), Some(20)]);
    assert_eq!(
        traffic.starts_ms.iter().map(|s| s.get()).collect::<Vec<_>>(),
        [START * 1000, (START + 5) * 1000]
    );
    assert_eq!(traffic.now.iter().map(|n| n.get()).collect::<Vec<_>>(), [24, 8, 0, 0, 0]);
}

#[test]
fn another_interval_cuts_the_same_packets_anew() {
    let mut history = live();
    add_seconds(&mut history, 0, 30, 3, 0);
    for (interval_s, points) in [(1, 30), (5, 6), (10, 3), (30, 1)] {
        let traffic = snap(&history, Scope { interval_s, range_s: 300 }).traffic;
        assert_eq!(traffic.packets[0].len(), points, "{interval_s} s");
        let sum: u64 = numbers(&traffic.packets[0]).into_iter().flatten().sum();
        assert_eq!(sum, 360, "{interval_s} s");
    }
}

#[test]
fn a_stretch_without_ticks_is_a_gap_in_both_series_and_in_the_quality() {
    let mut history = live();
    add_seconds(&mut history, 0, 10, 3, 0);
    add_seconds(&mut history, 25, 10, 3, 0);
    let snapshot = snap(&history, FIVE_S);
    assert_eq!(
        numbers(&snapshot.traffic.packets[0]),
        [Some(60), Some(60), None, None, None, Some(60), Some(60)]
    );
    let gap = ((START + 10) * 1000, (START + 25) * 1000);
    assert_eq!(snapshot.traffic.gaps_ms, [(gap.0.into(), gap.1.into())]);
    assert_eq!(numbers(&snapshot.pps.inbound)[10..25], [None; 15]);
    let quality = snapshot.quality;
    assert_eq!((quality.word, quality.gaps, quality.gap_s.get()), (QualityWord::Partial, 1, 15));
}

#[test]
fn an_interruption_is_a_gap_however_short() {
    let mut history = live();
    add_seconds(&mut history, 0, 5, 3, 0);
    history.interrupt();
    history.add(&tick((START + 5) * NANOS + TICK_NANOS, 1, 0));
    let snapshot = snap(&history, FIVE_S);
    let gap = ((START + 5) * 1000, (START + 5) * 1000 + 250);
    assert_eq!(snapshot.traffic.gaps_ms, [(gap.0.into(), gap.1.into())]);
    assert_eq!((snapshot.quality.gaps, snapshot.quality.gap_s.get()), (1, 1));
    assert_eq!(snapshot.quality.word, QualityWord::Partial);
}

#[test]
fn silence_that_an_interruption_explains_is_counted_once() {
    let mut history = live();
    add_seconds(&mut history, 0, 5, 3, 0);
    history.interrupt();
    add_seconds(&mut history, 20, 5, 3, 0);
    assert_eq!((snap(&history, FIVE_S).quality.gaps, snap(&history, FIVE_S).quality.gap_s.get()), (1, 15));
}

#[test]
fn ticks_without_packets_are_zero_and_no_gap() {
    let mut history = live();
    add_seconds(&mut history, 0, 10, 0, 0);
    let snapshot = snap(&history, FIVE_S);
    assert_eq!(numbers(&snapshot.traffic.packets[0]), [Some(0), Some(0)]);
    assert_eq!((snapshot.quality.gaps, snapshot.quality.word), (0, QualityWord::Complete));
}

#[test]
fn in_a_file_a_pause_is_quiet_and_no_gap() {
    let mut history = History::new(Kind::File, &Thresholds::DEFAULT);
    history.add(&tick(START * NANOS, 4, 0));
    history.add(&tick((START + 20) * NANOS, 4, 0));
    let snapshot = snap(&history, FIVE_S);
    assert_eq!(numbers(&snapshot.traffic.packets[0]), [Some(4), Some(0), Some(0), Some(0)]);
    assert_eq!(snapshot.quality.gaps, 0);
}

#[test]
fn a_constant_rate_is_a_straight_line_at_every_length_of_capture() {
    for seconds in [10, 299, 301, 1_000, 3_601] {
        let mut history = live();
        add_seconds(&mut history, 3, seconds, 25, 0);
        let pps = snap(&history, Scope { interval_s: 1, range_s: 0 }).pps;
        assert!(pps.starts_ms.len() as u64 <= MAX_PPS_POINTS, "{seconds}");
        // The first point may begin before the capture did.
        assert!(
            numbers(&pps.inbound).iter().skip(1).all(|p| *p == Some(100)),
            "{seconds}: {:?}",
            pps.inbound
        );
    }
}

#[test]
fn a_gap_is_no_zero_in_a_mean() {
    let mut history = live();
    add_seconds(&mut history, 0, 303, 25, 0);
    add_seconds(&mut history, 322, 578, 25, 0);
    let pps = snap(&history, Scope { interval_s: 1, range_s: 0 }).pps;
    assert!(pps.step_s > 1, "one point is several seconds, and the gap begins and ends within one");
    assert!(numbers(&pps.inbound).contains(&None));
    assert!(numbers(&pps.inbound).iter().flatten().all(|mean| *mean == 100), "{:?}", pps.inbound);
}

#[test]
fn the_range_is_cut_to_720_points_and_says_so() {
    let mut history = live();
    add_seconds(&mut history, 0, 800, 1, 0);
    let traffic = snap(&history, Scope { interval_s: 1, range_s: 0 }).traffic;
    assert_eq!((traffic.starts_ms.len(), traffic.cut), (720, true));
    assert_eq!(traffic.starts_ms[719].get(), (START + 799) * 1000);
    let traffic = snap(&history, FIVE_S).traffic;
    assert_eq!((traffic.starts_ms.len(), traffic.cut), (60, false));
}

#[test]
fn the_rate_is_that_of_the_last_full_second_and_zero_when_stopped() {
    let mut history = live();
    add_seconds(&mut history, 0, 5, 10, 5);
    let mut source = source(&history, &Thresholds::DEFAULT);
    assert_eq!((source.rate().packets_per_s.get(), source.rate().bits_per_s.get()), (60, 48_000));
    source.session.state = SessionState::Idle;
    assert_eq!(source.rate().packets_per_s.get(), 0);
}

#[test]
fn three_seconds_without_a_tick_are_stale_while_running_and_not_when_stopped() {
    let mut history = live();
    add_seconds(&mut history, 0, 5, 1, 0);
    let mut source = source(&history, &Thresholds::DEFAULT);
    source.now += STALE_MS;
    assert_eq!(source.snapshot(FIVE_S).quality.word, QualityWord::Stale);
    source.session.state = SessionState::Idle;
    assert_eq!(source.snapshot(FIVE_S).quality.word, QualityWord::Complete);
}

#[test]
fn an_interval_in_progress_shows_as_soon_as_it_is_above_its_limit() {
    let mut history = live();
    add_seconds(&mut history, 0, 5, 10, 0);
    add_seconds(&mut history, 5, 2, 1_500, 0);
    let attacks = snap(&history, FIVE_S).attacks;
    assert_eq!(attacks.len(), 1);
    let hit = attacks[0];
    assert_eq!(
        (hit.start_ms.get(), hit.packets.get(), hit.threshold.get()),
        ((START + 5) * 1000, 12_000, 10_000)
    );
    assert!(hit.in_progress);
}

#[test]
fn rows_of_the_source_table_and_the_others_add_up_to_everything() {
    let mut history = live();
    let sources: Vec<_> = (1..=800_u32)
        .map(|n| SourceCount {
            address: std::net::Ipv4Addr::from(n).into(),
            classes: [count(u64::from(n)), count(1), count(0), count(0)],
        })
        .collect();
    history.add(&Tick { sources, distinct_sources: 800, ..tick(START * NANOS, 320_400, 800) });
    let table = snap(&history, FIVE_S).sources;
    assert_eq!((table.rows.len(), table.others.count.get(), table.distinct.get()), (500, 300, 800));
    assert_eq!((table.rows[0].ip.as_str(), table.rows[0].packets.get()), ("0.0.3.32", 801));
    let rows: u64 = table.rows.iter().map(|row| row.packets.get()).sum();
    assert_eq!(rows + table.others.packets.get(), 320_400 + 800);
    assert!(table.exact);
    let brief = source(&history, &Thresholds::DEFAULT).brief(FIVE_S).sources;
    assert_eq!((brief.rows.len(), brief.others.count.get(), brief.distinct.get()), (32, 768, 800));
    let rows: u64 = brief.rows.iter().map(|row| row.packets.get()).sum();
    assert_eq!(rows + brief.others.packets.get(), 320_400 + 800);
}

#[test]
fn a_brief_look_has_the_newest_headers_only() {
    let mut history = live();
    let header = |n: u64| Header {
        time: START * NANOS + n,
        length: 60,
        class: Class::Tcp,
        name: None,
        addresses: None,
        ports: None,
        flags: None,
        kind_code: None,
        vlan: None,
        fragment: false,
        direction: Direction::In,
    };
    history.add(&Tick { headers: (0..40).map(header).collect(), ..tick(START * NANOS, 40, 0) });
    let (whole, brief) = (snap(&history, FIVE_S), source(&history, &Thresholds::DEFAULT).brief(FIVE_S));
    assert_eq!((whole.recent.len(), brief.recent.len()), (40, 16));
    assert_eq!(brief.recent[..], whole.recent[..16]);
}

#[test]
fn arp_has_its_own_row_and_the_shares_add_up() {
    let mut history = live();
    let mut tick = tick(START * NANOS, 5, 3);
    tick.slices[0].classes[3] = Directed { passing: count(4), ..Directed::default() };
    tick.slices[0].names = vec![NamedCount { name: ProtocolName::Arp, count: count(3) }];
    history.add(&tick);
    let snapshot = snap(&history, FIVE_S);
    let packets: Vec<u64> = snapshot.protocols.iter().map(|row| row.packets.get()).collect();
    assert_eq!(packets, [5, 3, 0, 3, 1]);
    assert_eq!(snapshot.totals.packets.get(), 12);
    assert_eq!(snapshot.names.len(), 1);
}

#[test]
fn an_empty_history_makes_an_empty_snapshot() {
    let history = live();
    let snapshot = snap(&history, Scope { interval_s: 5, range_s: 0 });
    assert_eq!(snapshot.quality.word, QualityWord::None);
    assert!(snapshot.traffic.starts_ms.is_empty() && snapshot.pps.starts_ms.is_empty());
    assert!(snapshot.traffic.now.is_empty());
}

#[test]
fn drops_are_drawn_in_the_interval_in_which_they_happened() {
    let mut history = live();
    add_seconds(&mut history, 0, 10, 1, 0);
    history.add(&Tick { kernel_drops: 7, ..tick((START + 10) * NANOS, 1, 0) });
    add_seconds(&mut history, 11, 5, 1, 0);
    let snapshot = snap(&history, FIVE_S);
    assert_eq!(snapshot.traffic.drops.iter().map(|d| d.get()).collect::<Vec<_>>(), [0, 0, 7]);
    assert_eq!((snapshot.quality.kernel_drops.get(), snapshot.quality.word), (7, QualityWord::Partial));
}
