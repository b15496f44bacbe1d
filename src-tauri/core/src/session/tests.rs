use proptest::prelude::*;

use super::*;
use crate::said::SaidId;
use crate::settings::{DisclosureLevel, EngineChoice};

fn want(interface: &str) -> Want {
    Want {
        interface: interface.into(),
        duration_s: None,
        promiscuous: false,
        disclosure: DisclosureLevel::Headers,
        engine: EngineChoice::Auto,
        filter: None,
        observe: true,
    }
}

fn facts() -> Started {
    Started {
        session: 1,
        link_type: 1,
        buffer_bytes: 1,
        counts_drops: true,
        engine: weir_protocol::Engine::Ring,
    }
}

fn error(code: ErrorCode) -> UserError {
    UserError::new(code, SaidId::CannotStart, &[])
}

/// A session in the given state, with launch number 1.
fn in_state(state: SessionState) -> Session {
    let mut session = Session::default();
    let events: &[Event] = match state {
        SessionState::Idle => &[],
        SessionState::Starting => &[Event::Start(want("eth0"))],
        SessionState::Running => &[Event::Start(want("eth0")), Event::Opened(1, facts())],
        SessionState::Stopping => &[Event::Start(want("eth0")), Event::Opened(1, facts()), Event::Stop],
        SessionState::Failed => {
            &[Event::Start(want("eth0")), Event::Failed(1, error(ErrorCode::InterfaceDown))]
        }
    };
    for event in events {
        session.on(event.clone(), 0);
    }
    assert_eq!(session.name(), state);
    session
}

#[test]
fn every_event_in_every_state_does_what_the_diagram_says() {
    use SessionState::{Failed, Idle, Running, Starting, Stopping};
    let start = || Event::Start(want("eth0"));
    let opened = || Event::Opened(1, facts());
    let failed = || Event::Failed(1, error(ErrorCode::System));
    let gone = || Event::PeerGone(1, error(ErrorCode::SidecarGone));
    let table: [(SessionState, Event, SessionState, &str); 30] = [
        (Idle, start(), Starting, "clear, launch 1"),
        (Idle, Event::Stop, Idle, "ignored"),
        (Idle, opened(), Idle, "ignored"),
        (Idle, failed(), Idle, "ignored"),
        (Idle, gone(), Idle, "ignored"),
        (Idle, Event::CauseGone, Idle, "ignored"),
        (Starting, start(), Starting, "ignored"),
        (Starting, Event::Start(want("wlan0")), Starting, "denied"),
        (Starting, Event::Stop, Stopping, "ask 1"),
        (Starting, opened(), Running, ""),
        (Starting, failed(), Failed, "release 1"),
        (Starting, gone(), Failed, "release 1"),
        (Running, start(), Running, "ignored"),
        (Running, Event::Start(want("wlan0")), Running, "denied"),
        (Running, Event::Stop, Stopping, "ask 1"),
        (Running, opened(), Running, "ignored"),
        (Running, failed(), Failed, "release 1"),
        (Running, gone(), Failed, "release 1"),
        (Running, Event::Closed(1), Idle, "release 1"),
        (Stopping, start(), Stopping, "denied"),
        (Stopping, Event::Stop, Stopping, "ignored"),
        (Stopping, opened(), Stopping, "ignored"),
        (Stopping, failed(), Idle, "release 1"),
        (Stopping, gone(), Idle, "release 1"),
        (Stopping, Event::Closed(1), Idle, "release 1"),
        (Failed, start(), Starting, "clear, launch 2"),
        (Failed, Event::Stop, Idle, ""),
        (Failed, opened(), Failed, "ignored"),
        (Failed, Event::Closed(1), Failed, "ignored"),
        (Failed, Event::CauseGone, Starting, "launch 2"),
    ];
    for (from, event, to, expected) in table {
        let mut session = in_state(from);
        let step = session.on(event.clone(), 0);
        assert_eq!((session.name(), words(&step).as_str()), (to, expected), "{from:?} on {event:?}");
    }
}

fn words(step: &Step) -> String {
    match step {
        Step::Ignored => "ignored".into(),
        Step::Denied(_) => "denied".into(),
        Step::Changed(effects) => {
            let words: Vec<String> = effects
                .iter()
                .map(|effect| match effect {
                    Effect::Clear => "clear".into(),
                    Effect::Launch(id, _) => format!("launch {id}"),
                    Effect::AskToStop(id) => format!("ask {id}"),
                    Effect::Release(id) => format!("release {id}"),
                })
                .collect();
            words.join(", ")
        }
    }
}

#[test]
fn what_an_old_session_still_says_is_ignored() {
    let mut session = in_state(SessionState::Failed);
    session.on(Event::CauseGone, 0);
    let late = [
        Event::Opened(1, facts()),
        Event::Failed(1, error(ErrorCode::System)),
        Event::PeerGone(1, error(ErrorCode::SidecarGone)),
        Event::Closed(1),
    ];
    for event in late {
        assert_eq!(session.on(event, 0), Step::Ignored);
        assert_eq!(session.name(), SessionState::Starting);
    }
}

#[test]
fn a_sidecar_that_keeps_dying_is_restarted_five_times_with_growing_pauses() {
    let mut session = in_state(SessionState::Running);
    let mut pauses = Vec::new();
    for id in 1.. {
        session.on(Event::PeerGone(id, error(ErrorCode::SidecarGone)), 1_000);
        let State::Failed { retry, .. } = session.state() else { panic!("{session:?}") };
        let Retry::At(time) = retry else { break };
        pauses.push(time - 1_000);
        session.on(Event::CauseGone, 1_000);
        session.on(Event::Opened(id + 1, facts()), 1_000);
    }
    assert_eq!(pauses, [100, 200, 400, 800, 1600]);
}

#[test]
fn a_capture_that_ran_well_is_forgiven_its_crash() {
    let mut session = in_state(SessionState::Running);
    for id in 1..20 {
        let now = id * HEALTHY_MS;
        session.on(Event::PeerGone(id, error(ErrorCode::SidecarGone)), now);
        let State::Failed { retry: Retry::At(time), .. } = session.state() else { panic!("{session:?}") };
        assert_eq!(*time, now + FIRST_PAUSE_MS);
        session.on(Event::CauseGone, now);
        session.on(Event::Opened(id + 1, facts()), now);
    }
}

#[test]
fn each_failure_waits_for_its_own_cure() {
    let cases = [
        (ErrorCode::InterfaceDown, Retry::Interface),
        (ErrorCode::NoInterface, Retry::Interface),
        (ErrorCode::NotGranted, Retry::Permission),
        (ErrorCode::NoCapability, Retry::Permission),
        (ErrorCode::Version, Retry::Never),
        (ErrorCode::System, Retry::Never),
        (ErrorCode::SidecarBad, Retry::At(107)),
    ];
    for (code, expected) in cases {
        let mut session = in_state(SessionState::Starting);
        session.on(Event::Failed(1, error(code)), 7);
        let State::Failed { retry, .. } = session.state() else { panic!("{session:?}") };
        assert_eq!(*retry, expected, "{code:?}");
    }
}

proptest! {
    /// Whatever happens in whatever order: at most one sidecar at a time, and none when idle or failed.
    #[test]
    fn launches_and_releases_are_balanced(events in proptest::collection::vec(0_u8..8, 0..60)) {
        let mut session = Session::default();
        let mut alive: Option<u64> = None;
        for (now, event) in events.into_iter().enumerate() {
            let id = session.id();
            let event = match event {
                0 => Event::Start(want("eth0")),
                1 => Event::Stop,
                2 => Event::Opened(id, facts()),
                3 => Event::Failed(id, error(ErrorCode::InterfaceDown)),
                4 => Event::PeerGone(id, error(ErrorCode::SidecarGone)),
                5 => Event::Closed(id),
                6 => Event::CauseGone,
                _ => Event::Opened(id.saturating_sub(1), facts()),
            };
            if let Step::Changed(effects) = session.on(event, now as u64) {
                for effect in effects {
                    match effect {
                        Effect::Launch(id, _) => {
                            prop_assert_eq!(alive, None);
                            alive = Some(id);
                        }
                        Effect::Release(id) => {
                            prop_assert_eq!(alive, Some(id));
                            alive = None;
                        }
                        Effect::AskToStop(id) => prop_assert_eq!(alive, Some(id)),
                        Effect::Clear => prop_assert_eq!(alive, None),
                    }
                }
            }
            let needs_one = !matches!(session.name(), SessionState::Idle | SessionState::Failed);
            prop_assert_eq!(alive.is_some(), needs_one);
        }
    }
}
