//! The state machine, row by row, and against every order of happenings.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test ends where it fails"
)]

use proptest::prelude::*;
use weir_protocol::{Disclosure, Engine, StartCapture};
use weir_sidecar::session::{Effect, Happening, Session, Step};

const START: StartCapture = StartCapture {
    session: 1,
    interface: 2,
    promiscuous: false,
    disclosure: Disclosure::Headers,
    engine: Engine::Auto,
    filter: None,
    observe: true,
};

#[test]
fn each_happening_leads_where_it_should() {
    use {Happening as H, Session as S};
    let (idle, starting) = (S::Idle, S::Starting { session: 1 });
    let (running, stopping, failed) =
        (S::Running { session: 1 }, S::Stopping { session: 1 }, S::Failed { session: 1 });
    for (state, happening, step) in [
        (idle, H::StartAsked(START), Step::Changed(starting, Effect::Open(START))),
        (starting, H::Opened, Step::Changed(running, Effect::Begin)),
        (starting, H::Refused, Step::Changed(failed, Effect::SendFailure)),
        (running, H::StopAsked(1), Step::Changed(stopping, Effect::AskStop)),
        (running, H::StopAsked(9), Step::Ignored),
        (running, H::StartAsked(START), Step::Answer(Effect::SendBusy(1))),
        (running, H::Ended, Step::Changed(failed, Effect::Exit)),
        (stopping, H::StopAsked(1), Step::Ignored),
        (stopping, H::StartAsked(START), Step::Answer(Effect::SendBusy(1))),
        (stopping, H::Ended, Step::Changed(idle, Effect::Exit)),
        (failed, H::StopAsked(1), Step::Ignored),
        (failed, H::Ended, Step::Changed(failed, Effect::Exit)),
        (idle, H::StopAsked(1), Step::Ignored),
        (idle, H::ListAsked, Step::Answer(Effect::SendInterfaces)),
        (running, H::ListAsked, Step::Answer(Effect::SendInterfaces)),
        (running, H::ShutDownAsked, Step::Changed(idle, Effect::Exit)),
        (idle, H::PeerGone, Step::Changed(idle, Effect::Exit)),
    ] {
        assert_eq!(state.on(happening.clone()), step, "{state:?} {happening:?}");
    }
}

fn any_happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        Just(Happening::ListAsked),
        (1u64..4).prop_map(|session| Happening::StartAsked(StartCapture { session, ..START })),
        (1u64..4).prop_map(Happening::StopAsked),
        Just(Happening::Opened),
        Just(Happening::Refused),
        Just(Happening::Ended),
    ]
}

proptest! {
    #[test]
    fn a_process_opens_and_begins_at_most_once(happenings in proptest::collection::vec(any_happening(), 0..40)) {
        let (mut state, mut opened, mut begun, mut over) = (Session::Idle, 0, 0, false);
        for happening in happenings {
            if over {
                break;
            }
            let effect = match state.on(happening) {
                Step::Changed(next, effect) => {
                    state = next;
                    Some(effect)
                }
                Step::Answer(effect) => Some(effect),
                Step::Ignored => None,
            };
            opened += u32::from(matches!(effect, Some(Effect::Open(_))));
            begun += u32::from(effect == Some(Effect::Begin));
            over = effect == Some(Effect::Exit);
        }
        prop_assert!(opened <= 1 && begun <= opened);
    }
}
