use super::*;
use crate::settings::{Limit, SourceWindow};

/// TCP above 10, `consecutive` intervals of 5 s in a row; nothing else on.
fn rule(consecutive: u32) -> Thresholds {
    let off = Limit { on: false, per_interval: 1, per_source: 1 };
    let tcp = Limit { on: true, per_interval: 10, per_source: 50 };
    Thresholds { consecutive, tcp, udp: off, icmp: off, other: off, ..Thresholds::CLASSIC }
}

fn starts(counts: &[(u64, u64)], rule: &Thresholds) -> Vec<u64> {
    hits(counts.iter().map(|(start, tcp)| (*start, [*tcp, 99, 99, 99])), rule)
        .iter()
        .map(|h| h.start)
        .collect()
}

#[test]
fn only_more_than_the_limit_is_a_hit() {
    assert_eq!(starts(&[(0, 10), (5, 11), (10, 9)], &rule(1)), [5]);
}

#[test]
fn a_run_shorter_than_asked_is_no_hit_and_a_longer_one_is_reported_from_its_start() {
    let four = [(0, 11), (5, 11), (10, 11), (15, 11)];
    assert_eq!(starts(&four, &rule(5)), [0_u64; 0]);
    let six = [(0, 11), (5, 11), (10, 11), (15, 11), (20, 11), (25, 11)];
    assert_eq!(starts(&six, &rule(5)), [0, 5, 10, 15, 20, 25]);
}

#[test]
fn a_quiet_or_missing_interval_breaks_a_run() {
    assert_eq!(starts(&[(0, 11), (5, 3), (10, 11)], &rule(2)), [0_u64; 0]);
    assert_eq!(starts(&[(0, 11), (10, 11)], &rule(2)), [0_u64; 0]);
    assert_eq!(starts(&[(0, 11), (10, 11), (15, 12)], &rule(2)), [10, 15]);
}

#[test]
fn protocols_are_judged_apart_and_a_rule_that_is_off_never_fires() {
    let thresholds = Thresholds { consecutive: 1, ..Thresholds::CLASSIC };
    let found = hits([(0, [11, 0, 12, 10])].into_iter(), &thresholds);
    let found: Vec<_> = found.iter().map(|h| (h.class, h.packets, h.threshold)).collect();
    assert_eq!(found, [(Class::Tcp, 11, 10), (Class::Icmp, 12, 10)]);
    let off = Limit { on: false, ..thresholds.tcp };
    assert_eq!(hits([(0, [11, 0, 0, 0])].into_iter(), &Thresholds { tcp: off, ..thresholds }), []);
}

#[test]
fn the_classic_values_are_those_of_the_dashboard_it_came_from() {
    let Thresholds { interval_s, consecutive, source_window, tcp, udp, icmp, other, .. } =
        Thresholds::CLASSIC;
    assert_eq!((interval_s, consecutive, source_window), (5, 5, SourceWindow::Capture));
    assert_eq!([tcp, udp, icmp, other].map(|l| l.per_source), [50, 30, 20, 10]);
    assert_eq!([tcp, udp, icmp, other].map(|l| l.per_interval), [10; 4]);
    assert_eq!(Thresholds::CLASSIC.needs_s(), 25);
}
