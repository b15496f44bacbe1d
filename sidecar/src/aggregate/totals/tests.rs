//! The slices against sums that are added up one packet at a time.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// What happens to the slices of a capture.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// A packet at this time.
    Packet(u64),
    /// The clock of a live capture reaches this time.
    Open(u64),
    /// The tick ends.
    Cut,
}

/// Times of three seconds, in order as a rule; some far away.
fn any_steps() -> impl Strategy<Value = Vec<Step>> {
    const BASE: u64 = 1_700_000_000_000_000_000;
    let near = BASE..BASE + 3_000_000_000;
    let far = prop_oneof![Just(0), Just(TICK_NANOS), Just(u64::MAX), Just(u64::MAX - 1), any::<u64>()];
    let step = prop_oneof![
        8 => (near.clone(), 1usize..6).prop_map(|(time, packets)| vec![Step::Packet(time); packets]),
        8 => (near.clone(), 1u64..6).prop_map(|(time, more)| (0..more).map(|later| Step::Packet(time + later)).collect()),
        2 => near.prop_map(|time| vec![Step::Open(time)]),
        2 => far.prop_map(|time| vec![Step::Packet(time)]),
        1 => Just(vec![Step::Cut]),
    ];
    proptest::collection::vec(step, 0..40).prop_map(|steps| steps.concat())
}

/// Start, packets, span: of each slice in the order of time.
type Told = Vec<(u64, u64, Option<(u64, u64)>)>;

fn told(slices: Vec<Slice>) -> Told {
    let packets = |slice: &Slice| slice.classes.iter().map(|class| class.total().packets).sum();
    let mut told: Told = slices.iter().map(|slice| (slice.start, packets(slice), slice.span)).collect();
    told.sort_unstable();
    told
}

proptest! {
    #[test]
    fn each_packet_is_in_the_slice_of_its_time(steps in any_steps()) {
        let mut slices = Slices::default();
        let mut expected: BTreeMap<u64, (u64, Option<(u64, u64)>)> = BTreeMap::new();
        let (mut last, mut all) = (0, Count::default());
        for step in steps.into_iter().chain([Step::Cut]) {
            match step {
                Step::Packet(time) => {
                    let went_back = slices.add(time, 60, (Class::Udp, None), Direction::Out);
                    prop_assert_eq!(went_back, time.saturating_add(TOLERATED_STEP_BACK) < last);
                    let (packets, span) = expected.entry(slot_of(time)).or_default();
                    let (from, to) = span.unwrap_or((time, time));
                    (*packets, *span) = (*packets + 1, Some((from.min(time), to.max(time))));
                    all.add_packet(60);
                    last = time;
                }
                Step::Open(time) => {
                    slices.open(time);
                    expected.entry(slot_of(time)).or_default();
                }
                Step::Cut => {
                    let expected = std::mem::take(&mut expected);
                    let expected: Told =
                        expected.into_iter().map(|(start, (packets, span))| (start, packets, span)).collect();
                    prop_assert_eq!(told(slices.cut()), expected);
                }
            }
            prop_assert_eq!(slices.total(), all);
        }
    }
}
