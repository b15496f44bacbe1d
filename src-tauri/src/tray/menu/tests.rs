use weir_core::{
    said::SaidId,
    settings::Language,
    view::{AttackRow, EpisodeKind, ErrorCode, Protocol, Pulse, SessionView, UserError},
};

use super::*;

fn status(state: SessionState) -> Status {
    Status {
        pulse: Pulse { state, alert: 0 },
        seq: 0,
        packets: 0,
        language: Language::System,
        session: SessionView { state, interface: Some("eth0".into()), ..SessionView::default() },
        packets_per_s: 2134,
        bits_per_s: 11_800_000,
        alert: None,
        open: 0,
        worst: None,
        last_alert: None,
    }
}

fn english(status: &Status) -> Look {
    look(status, Locale::english())
}

fn german(status: &Status) -> Look {
    look(status, &Locale::of(Language::De, None))
}

fn texts(look: &Look) -> (Icon, &str, &str, bool) {
    (look.icon, &look.status.label, &look.capture.label, look.capture.enabled)
}

#[test]
fn each_state_has_its_icon_and_its_menu() {
    let cases = [
        (SessionState::Idle, Icon::Idle, "Stopped", "Start capture on eth0", true),
        (SessionState::Starting, Icon::Idle, "Starting…", "Starting…", false),
        (SessionState::Running, Icon::Running, "2,134 packets/s, 11.8 Mbit/s", "Stop capture", true),
        (SessionState::Stopping, Icon::Idle, "Stopping…", "Stopping…", false),
        (SessionState::Failed, Icon::Failed, "Capture failed.", "Try again", true),
    ];
    for (state, icon, line, capture, enabled) in cases {
        assert_eq!(texts(&english(&status(state))), (icon, line, capture, enabled), "{state:?}");
    }
}

#[test]
fn an_alert_turns_the_icon_and_comes_first_in_the_line() {
    let alert = AttackRow {
        protocol: Protocol::Tcp,
        start_ms: 0.into(),
        interval_s: 5,
        packets: 20_000.into(),
        threshold: 10_000.into(),
        in_progress: true,
    };
    let look = english(&Status { alert: Some(alert), ..status(SessionState::Running) });
    assert_eq!(look.icon, Icon::Alert);
    assert!(look.status.label.starts_with("TCP above its limit"));
}

#[test]
fn a_file_that_is_read_can_be_stopped_and_calls_for_no_alert() {
    let mut reading = status(SessionState::Running);
    reading.session.file = Some("some.pcap".into());
    assert_eq!(texts(&english(&reading)), (Icon::Idle, "Reading some.pcap", "Stop reading", true));
}

#[test]
fn an_open_episode_turns_the_icon_and_the_last_one_can_be_opened() {
    let quiet = english(&status(SessionState::Running));
    assert_eq!((quiet.alert.label.as_str(), quiet.alert.enabled), ("No alert yet", false));
    let kind = EpisodeKind::SynFlood;
    let last_alert = Some(LastAlert { id: 7, kind, at_ms: 1_700_000_000_000 });
    let alarmed =
        english(&Status { open: 1, worst: Some(kind), last_alert, ..status(SessionState::Running) });
    assert_eq!(alarmed.icon, Icon::Alert);
    assert!(alarmed.status.label.starts_with("1 open alert: SYN flood – "));
    assert!(alarmed.alert.label.starts_with("Last alert: SYN flood ") && alarmed.alert.enabled);
    let two = english(&Status { open: 2, worst: Some(kind), ..status(SessionState::Running) });
    assert!(two.tooltip.contains("2 open alerts: SYN flood and others"));
}

#[test]
fn a_failed_session_that_waits_says_why_and_can_be_told_to_stop_waiting() {
    let mut failed = status(SessionState::Failed);
    failed.session.failure =
        Some(UserError::new(ErrorCode::NoInterface, SaidId::InterfaceGone, &[("name", "eth0")]));
    failed.session.waits = true;
    let look = english(&failed);
    assert_eq!(texts(&look), (Icon::Failed, "eth0 is gone.", "Stop waiting", true));
}

#[test]
fn all_of_it_is_said_in_german_too() {
    let cases = [
        (SessionState::Idle, "Gestoppt", "Aufzeichnung auf eth0 starten"),
        (SessionState::Starting, "Startet …", "Startet …"),
        (SessionState::Running, "2.134 Pakete/s, 11,8 Mbit/s", "Aufzeichnung stoppen"),
        (SessionState::Stopping, "Stoppt …", "Stoppt …"),
        (SessionState::Failed, "Die Aufzeichnung ist fehlgeschlagen.", "Erneut versuchen"),
    ];
    for (state, line, capture) in cases {
        let look = german(&status(state));
        assert_eq!((look.status.label.as_str(), look.capture.label.as_str()), (line, capture), "{state:?}");
        assert_eq!(look.tooltip, format!("Weir – {line}"));
        let rest = [look.alert.label.as_str(), &look.show.label, &look.quit.label];
        assert_eq!(rest, ["Noch kein Alarm", "Weir zeigen", "Beenden"]);
    }
    let locale = Locale::of(Language::De, None);
    let quiet = [true, false].map(|is_on| Entry::quiet(is_on, &locale).label);
    assert_eq!(quiet, ["Wieder mitteilen", "Mitteilungen 1 Stunde anhalten"]);
}

#[test]
fn alerts_and_errors_are_said_in_german_too() {
    let kind = EpisodeKind::SynFlood;
    let last_alert = Some(LastAlert { id: 7, kind, at_ms: 1_700_000_000_000 });
    let many =
        german(&Status { open: 1_200, worst: Some(kind), last_alert, ..status(SessionState::Running) });
    assert!(many.status.label.starts_with("1.200 offene Alarme: SYN-Flut und andere – 2.134 Pakete/s"));
    assert!(many.alert.label.starts_with("Letzter Alarm: SYN-Flut "));
    let mut failed = status(SessionState::Failed);
    let gone = UserError::new(ErrorCode::NoInterface, SaidId::InterfaceGone, &[("name", "eth0")]);
    (failed.session.failure, failed.session.waits) = (Some(gone), true);
    assert_eq!(texts(&german(&failed)), (Icon::Failed, "eth0 ist weg.", "Nicht mehr warten", true));
    let mut reading = status(SessionState::Running);
    reading.session.file = Some("some.pcap".into());
    assert_eq!(texts(&german(&reading)), (Icon::Idle, "Liest some.pcap", "Lesen abbrechen", true));
}

#[test]
fn every_action_is_found_by_its_id() {
    for action in [Action::None, Action::Capture, Action::Alert, Action::Show, Action::Quit] {
        assert_eq!(Action::from_id(action.id()), Some(action));
    }
    assert_eq!(Action::from_id("other"), None);
}
