use weir_core::{
    said::SaidId,
    view::{EpisodeKind, ErrorCode, Protocol, Pulse, SessionView, UserError},
};

use super::*;

fn status(state: SessionState) -> Status {
    Status {
        pulse: Pulse { seq: 0.into(), state, packets: 0.into(), alert: 0 },
        session: SessionView { state, interface: Some("eth0".into()), ..SessionView::default() },
        packets_per_s: 2134,
        bits_per_s: 11_800_000,
        alert: None,
        open: 0,
        worst: None,
        last_alert: None,
    }
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
        assert_eq!(texts(&look(&status(state))), (icon, line, capture, enabled), "{state:?}");
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
    let look = look(&Status { alert: Some(alert), ..status(SessionState::Running) });
    assert_eq!(look.icon, Icon::Alert);
    assert!(look.status.label.starts_with("TCP above its limit"));
}

#[test]
fn a_file_that_is_read_can_be_stopped_and_calls_for_no_alert() {
    let mut reading = status(SessionState::Running);
    reading.session.file = Some("some.pcap".into());
    assert_eq!(texts(&look(&reading)), (Icon::Idle, "Reading some.pcap", "Stop reading", true));
}

#[test]
fn an_open_episode_turns_the_icon_and_the_last_one_can_be_opened() {
    let quiet = look(&status(SessionState::Running));
    assert_eq!((quiet.alert.label.as_str(), quiet.alert.enabled), ("No alert yet", false));
    let kind = EpisodeKind::SynFlood;
    let last_alert = Some(LastAlert { id: 7, kind, at_ms: 1_700_000_000_000 });
    let alarmed = look(&Status { open: 1, worst: Some(kind), last_alert, ..status(SessionState::Running) });
    assert_eq!(alarmed.icon, Icon::Alert);
    assert!(alarmed.status.label.starts_with("1 open alert: SYN flood – "));
    assert!(alarmed.alert.label.starts_with("Last alert: SYN flood ") && alarmed.alert.enabled);
    let two = look(&Status { open: 2, worst: Some(kind), ..status(SessionState::Running) });
    assert!(two.tooltip.contains("2 open alerts: SYN flood and others"));
}

#[test]
fn a_failed_session_that_waits_says_why_and_can_be_told_to_stop_waiting() {
    let mut failed = status(SessionState::Failed);
    failed.session.failure =
        Some(UserError::new(ErrorCode::NoInterface, SaidId::InterfaceGone, &[("name", "eth0")]));
    failed.session.waits = true;
    let look = look(&failed);
    assert_eq!(texts(&look), (Icon::Failed, "eth0 is gone.", "Stop waiting", true));
}

#[test]
fn numbers_read_as_people_write_them() {
    assert_eq!(grouped(0), "0");
    assert_eq!(grouped(999), "999");
    assert_eq!(grouped(1_000), "1,000");
    assert_eq!(grouped(12_345_678), "12,345,678");
    assert_eq!(bit_rate(999), "999 bit/s");
    assert_eq!(bit_rate(1_500), "1.5 kbit/s");
    assert_eq!(bit_rate(2_000_000_000), "2.0 Gbit/s");
}

#[test]
fn every_action_is_found_by_its_id() {
    for action in [Action::None, Action::Capture, Action::Alert, Action::Show, Action::Quit] {
        assert_eq!(Action::from_id(action.id()), Some(action));
    }
    assert_eq!(Action::from_id("other"), None);
}
