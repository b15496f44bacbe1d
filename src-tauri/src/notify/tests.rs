use weir_core::{
    settings::Language,
    view::{Attribution, EpisodeKind, Happening, Senders, Severity},
};

use super::*;

fn row() -> Box<EpisodeRow> {
    Box::new(EpisodeRow {
        id: 7,
        kind: EpisodeKind::SynFlood,
        severity: Severity::High,
        protocol: Protocol::Tcp,
        victim: Some("192.168.1.5".into()),
        port: Some(443),
        source: None,
        attribution: Attribution::Spoofed,
        start_ms: 1_000.into(),
        detected_ms: 1_250.into(),
        end_ms: Some(49_000.into()),
        peak_per_s: 8_500.into(),
        packets: 100_000.into(),
        bytes: 6_000_000.into(),
        sentence: String::new(),
        muted: false,
        false_alarm: None,
        happening: Happening::SynFlood { unanswered: 99 },
        senders: Senders::default(),
        dropped: 0.into(),
        one_way: false,
        hits: 0,
    })
}

fn hit(protocol: Protocol) -> AttackRow {
    AttackRow {
        protocol,
        start_ms: 0.into(),
        interval_s: 5,
        packets: 12_900.into(),
        threshold: 10_000.into(),
        in_progress: true,
    }
}

/// Title and text in English and in German.
fn said(alert: Alert, more: u32) -> [(String, String); 2] {
    let told = Told { alert, more };
    [Language::En, Language::De].map(|language| words(&told, &Locale::of(language, None)))
}

fn is(said: [(String, String); 2], wanted: [(&str, &str); 2]) {
    assert_eq!(said.each_ref().map(|(title, body)| (title.as_str(), body.as_str())), wanted);
}

#[test]
fn an_alert_says_how_bad_what_and_on_whom_and_what_else_came() {
    is(
        said(Alert::Opened(row()), 2),
        [
            (
                "High: SYN flood on 192.168.1.5",
                "8,500 SYNs/s to 192.168.1.5:443, 99 % never completed. And 2 more.",
            ),
            (
                "Hoch: SYN-Flut gegen 192.168.1.5",
                "8.500 SYNs/s an 192.168.1.5:443, 99 % wurden nie vollendet. Und 2 weitere.",
            ),
        ],
    );
    let many = EpisodeRow { victim: None, ..*row() };
    let [english, german] = said(Alert::Opened(Box::new(many)), 0);
    assert_eq!((english.0.as_str(), german.0.as_str()), ("High: SYN flood", "Hoch: SYN-Flut"));
    assert_eq!(episode(&Told { alert: Alert::Opened(row()), more: 2 }), Some(7));
}

#[test]
fn a_pause_is_begun_and_ended() {
    let quiet = Quiet::default();
    let seen: Vec<bool> = (0..3)
        .map(|_| {
            let on = quiet.is_on();
            quiet.toggle();
            on
        })
        .collect();
    assert_eq!(seen, [false, true, false]);
}

#[test]
fn an_end_says_how_long_and_how_much() {
    is(
        said(Alert::Ended(row()), 0),
        [
            ("Ended: SYN flood on 192.168.1.5", "48 s, at most 8,500 packets/s."),
            ("Vorbei: SYN-Flut gegen 192.168.1.5", "48 s, höchstens 8.500 Pakete/s."),
        ],
    );
}

#[test]
fn a_limit_says_by_how_much_and_opens_no_card() {
    let alert = Alert::Limit(hit(Protocol::Icmp));
    assert_eq!(episode(&Told { alert: alert.clone(), more: 0 }), None);
    is(
        said(alert, 0),
        [
            ("ICMP above its limit", "12,900 ICMP packets in 5 s; the limit is 10,000."),
            ("ICMP über der Grenze", "12.900 ICMP-Pakete in 5 s; die Grenze ist 10.000."),
        ],
    );
    is(
        said(Alert::Limit(hit(Protocol::Other)), 0),
        [
            ("Other packets above their limit", "12,900 other packets in 5 s; the limit is 10,000."),
            ("Andere Pakete über der Grenze", "12.900 andere Pakete in 5 s; die Grenze ist 10.000."),
        ],
    );
}
