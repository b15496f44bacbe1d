//! A sentence of each kind, for the window's tests: it says the same from the parts, in each language.
//! A failure prints the file anew.

use weir_protocol::{
    Class, Count,
    observe::{PeerCount, PortCount, Probe},
};

use super::*;
use crate::{
    detection::{EpisodeKind, Facts, Measure, Run, Statistic, Subject, Threshold, ThresholdOrigin},
    language::Locale,
    settings::{DetectionSettings, Language},
    view::EpisodeRow,
};

const START: u64 = 1_700_000_000_000_000_000;

fn facts(sources: u32) -> Facts {
    Facts {
        sources: vec![PeerCount { address: IpAddr::from([203, 0, 113, 7]), packets: 3 }],
        packets_5s: 1_842,
        distinct_sources: sources,
        distinct_ports: 1_234,
        distinct_hosts: 2_345,
        ports: vec![PortCount { port: 443, packets: 900 }],
        ..Facts::default()
    }
}

/// Around one reading of a rule.
fn row(
    kind: EpisodeKind,
    subject: Subject,
    statistic: Statistic,
    facts: Facts,
    around: &Around<'_>,
) -> EpisodeRow {
    let threshold =
        Threshold { value: 100, floor: 100, origin: ThresholdOrigin::Floor, baseline: Some(1_500) };
    let reading = Reading {
        kind,
        subject,
        measures: vec![Measure { statistic, value: 4_321, threshold }],
        fires: true,
        is_info: false,
        slot: Count { packets: 1_842, bytes: 1_842 * 1_068 },
        second: 1_842,
        run: Run { began: START, peak: (1_842, START + 1_000_000_000), ..Run::default() },
        last: Some(START + 200_000_000),
        facts,
    };
    let settings = DetectionSettings::default();
    Shown { settings: &settings, hits: &[], now_ms: START / 1_000_000 }
        .row(&Episode::new(1, &reading, START, around))
}

#[test]
fn the_window_has_a_sentence_of_each_kind_to_compare_its_own_with() {
    let four = Subject::Victim(IpAddr::from([192, 168, 1, 5]));
    let six = Subject::Victim("2001:db8::5".parse().unwrap());
    let server = Subject::Server(IpAddr::from([192, 168, 1, 5]), 80);
    let login = Subject::Server(IpAddr::from([192, 168, 1, 5]), 22);
    let scanner = IpAddr::from([203, 0, 113, 7]);
    let pair = Subject::Pair(scanner, IpAddr::from([192, 168, 1, 5]));
    let sweep = |probe, port| Subject::Sweep(scanner, probe, port);
    let single = || Facts { packets_5s: 3, ..facts(1) };
    let answered = |share| Facts { answered: Some(share), ..facts(1_790) };
    let plain = Around::default();
    let bad = Around { dropped: 1_200, dropped_before: 4, one_way: true, allowed: &[] };
    let first = Statistic::SynPerSecond;
    use EpisodeKind as K;
    let rows = [
        row(K::SynFlood, four, first, Facts { estimated: true, ..answered(0.004) }, &plain),
        row(K::SynFlood, six, first, single(), &bad),
        row(K::UdpAmplification, four, first, Facts { service: Some("NTP"), ..facts(12) }, &plain),
        row(K::UdpAmplification, four, first, facts(12), &plain),
        row(K::UdpFlood, four, first, Facts { refused: 9, ..facts(3) }, &plain),
        row(K::UdpFlood, six, first, Facts { ports: Vec::new(), sources: Vec::new(), ..facts(0) }, &plain),
        row(K::IcmpFlood, four, Statistic::IcmpErrorsPerSecond, facts(3), &plain),
        row(K::IcmpFlood, four, Statistic::IcmpPerSecond, facts(3), &plain),
        row(K::TcpFlagFlood, four, first, facts(3), &plain),
        row(K::TcpReflection, four, first, facts(3), &plain),
        row(K::OtherFlood, four, first, Facts { number: 47, ..facts(3) }, &plain),
        row(
            K::Storm,
            Subject::Victim(IpAddr::from([255; 4])),
            first,
            Facts { ports: Vec::new(), ..facts(60) },
            &plain,
        ),
        row(
            K::PortScan,
            pair,
            first,
            Facts { probe: Some(Probe::OddFlags), answered: Some(0.1), ..facts(1) },
            &plain,
        ),
        row(K::PortScan, pair, first, Facts { probe: Some(Probe::Udp), ..facts(1) }, &plain),
        row(K::HostSweep, sweep(Probe::Syn, 22), first, facts(1), &plain),
        row(
            K::HostSweep,
            sweep(Probe::Echo, 0),
            first,
            Facts { probe: Some(Probe::Echo), ..facts(1) },
            &plain,
        ),
        row(K::ConnectionFlood, server, Statistic::Connections10s, facts(3), &plain),
        row(K::ConnectionFlood, login, Statistic::Connections10s, facts(3), &plain),
        row(K::Slowloris, server, Statistic::SilentConnections, facts(3), &plain),
        row(K::Volume, four, Statistic::UdpStreamPerSecond, single(), &plain),
        row(K::Volume, Subject::Everything(Class::Tcp), Statistic::TcpVolume, facts(0), &plain),
        row(K::Volume, Subject::Everything(Class::Other), Statistic::OtherVolume, facts(0), &plain),
    ];
    for kind in EpisodeKind::ALL {
        assert!(rows.iter().any(|row| row.kind == kind), "{kind:?} has no sentence here");
    }
    let german = Locale::of(Language::De, None);
    let english = Locale::english();
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            assert_eq!(row.in_words(english), row.sentence);
            let words = [german.kind(row.kind), german.severity(row.severity), &row.in_words(&german)];
            serde_json::json!({ "row": row, "german": words })
        })
        .collect();
    let written = serde_json::to_string_pretty(&rows).unwrap() + "\n";
    let kept = include_str!("../../../../ui/src/alerts/sentences.json");
    assert!(kept == written, "ui/src/alerts/sentences.json has to be:\n{written}");
}

#[test]
fn a_source_with_a_small_part_is_named_neither_in_the_sentence_nor_beside_it() {
    let victim = Subject::Victim(IpAddr::from([192, 168, 1, 5]));
    let named = |distinct, packets| {
        let sources = vec![PeerCount { address: IpAddr::from([203, 0, 113, 7]), packets }];
        let facts = Facts { sources, ..facts(distinct) };
        let row = row(EpisodeKind::UdpFlood, victim, Statistic::UdpPerSecond, facts, &Around::default());
        (row.source.is_some(), row.senders.one.is_some())
    };
    assert_eq!(named(1_790, 6), (false, false), "forged");
    assert_eq!(named(40, 400), (false, false), "one of forty with a fifth");
    assert_eq!(named(40, 1_200), (true, false), "most of it");
    assert_eq!(named(40, 1_800), (true, true), "nearly all of it");
}
