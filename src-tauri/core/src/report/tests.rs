use weir_protocol::{Directed, NamedCount, Slice, SourceCount, Tick};

use super::*;
use crate::{history::Kind, settings::DetectionSettings};

fn count(packets: u64) -> Count {
    Count { packets, bytes: packets * 60 }
}

fn history() -> History {
    let mut history = History::new(Kind::File, &Thresholds::CLASSIC);
    for interval in 0..6 {
        let start = (1_700_000_000 + interval * 5) * NANOS;
        let mut slice = Slice { start, span: Some((start + 250_000, start + 1_000_000)), ..Slice::default() };
        slice.classes[0] = Directed { passing: count(20), ..Directed::default() };
        slice.classes[3] = Directed { passing: count(2), ..Directed::default() };
        slice.names = vec![NamedCount { name: ProtocolName::Arp, count: count(2) }];
        let sources = vec![
            SourceCount {
                address: "10.0.0.1".parse().unwrap(),
                classes: [count(15), count(0), count(0), count(0)],
            },
            SourceCount {
                address: "2001:db8::1".parse().unwrap(),
                classes: [count(5), count(0), count(0), count(0)],
            },
        ];
        let mut tick = Tick { slices: vec![slice], sources, distinct_sources: 2, ..Tick::default() };
        tick.problems[Problem::IpTooShort.index()] = 1;
        history.add(&tick);
    }
    history
}

fn report() -> Report {
    Report::new(
        Origin::File { name: "known.pcap".into() },
        &history(),
        &Lookout::new(&DetectionSettings::default()),
        &Thresholds::CLASSIC,
    )
}

#[test]
fn the_json_report_is_schema_1() {
    insta::assert_json_snapshot!(report());
}

#[test]
fn the_text_report_says_the_same() {
    // Local times depend on the machine's time zone.
    let text: String =
        report()
            .to_text()
            .lines()
            .map(|line| {
                if line.contains("2023-") {
                    "(a line with a local time)\n".into()
                } else {
                    format!("{line}\n")
                }
            })
            .collect();
    insta::assert_snapshot!(text);
}

#[test]
fn an_empty_capture_makes_an_empty_report() {
    let history = History::new(Kind::File, &Thresholds::CLASSIC);
    let lookout = Lookout::new(&DetectionSettings::default());
    let report = Report::new(Origin::File { name: "-".into() }, &history, &lookout, &Thresholds::CLASSIC);
    assert_eq!((report.packets, report.first, report.intervals.len()), (0, None, 0));
    assert!(report.to_text().contains("0 packets"));
}
