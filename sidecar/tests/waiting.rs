//! What may wait, and what that changes: sources for the end of their second, frames for room in the socket.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test ends where it fails"
)]

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::{Arc, Mutex},
};

use proptest::prelude::*;
use weir_protocol::{
    Class, Direction, Disclosure, Event, Frame, FrameReader, Kind, Slice, Tick, Totals,
    limits::{MAX_FRAME_BYTES, MAX_SOURCES, MAX_WAITING_SOURCES, TICK_NANOS},
};
use weir_sidecar::{
    aggregate::{Aggregate, Counted},
    decode::Decoded,
    emit::{Out, Outbox, Pipe},
};

const BASE: u64 = 1_700_000_000_000_000_000;

fn count(sums: &mut Aggregate, time: u64, sources: std::ops::Range<u32>) {
    for number in sources {
        let source = IpAddr::V4(Ipv4Addr::from(number));
        let decoded = Decoded {
            class: Class::Udp,
            addresses: Some((source, source)),
            is_ip: true,
            ..Decoded::default()
        };
        sums.add(Counted {
            time,
            length: 60,
            truncated: false,
            decoded: &decoded,
            direction: Direction::In,
            passed_over: false,
        });
    }
}

#[test]
fn a_few_sources_are_told_at_the_end_of_their_second() {
    let mut sums = Aggregate::unobserved(Disclosure::Counts);
    let told: Vec<_> = (0..8)
        .map(|slot| {
            let start = BASE + slot * TICK_NANOS;
            count(&mut sums, start, 0..10);
            let tick = sums.cut_before(1, 0, start, start + TICK_NANOS);
            assert_eq!(tick.total().packets, 10, "the totals of each tick");
            tick.sources.iter().map(|source| source.classes[1].packets).collect::<Vec<_>>()
        })
        .collect();
    let second = vec![4; 10];
    assert_eq!(told, [vec![], vec![], vec![], second.clone(), vec![], vec![], vec![], second]);
    count(&mut sums, BASE, 0..1);
    assert_eq!(sums.cut(1, 0).sources.len(), 1, "and at the end of all");
}

#[test]
fn many_sources_wait_for_no_second_and_lose_nobody() {
    let mut sums = Aggregate::unobserved(Disclosure::Counts);
    let few = MAX_WAITING_SOURCES as u32;
    count(&mut sums, BASE, 0..few);
    assert!(sums.cut_before(1, 0, BASE, BASE + TICK_NANOS).sources.is_empty());
    let most = MAX_SOURCES as u32;
    count(&mut sums, BASE + TICK_NANOS, few..most);
    let tick = sums.cut_before(1, 0, BASE + TICK_NANOS, BASE + 2 * TICK_NANOS);
    assert_eq!(tick.sources.len(), MAX_SOURCES);
    assert!(tick.other_sources.iter().all(|count| count.packets == 0), "each has its row");
}

/// Takes so many bytes at each offer, one after the other.
struct Narrow {
    taken: Arc<Mutex<Vec<u8>>>,
    room: Vec<usize>,
}

impl Pipe for Narrow {
    fn offer(&mut self, bytes: &[u8]) -> usize {
        let room = self.room.pop().unwrap_or(0).min(bytes.len());
        self.taken.lock().unwrap().extend_from_slice(&bytes[..room]);
        room
    }
}

proptest! {
    /// Whoever writes, and however much fits: whole frames, in order, without a hole, and nothing is lost.
    #[test]
    fn the_way_past_the_writer_keeps_the_order(
        room in proptest::collection::vec(prop_oneof![Just(0usize), 1usize..80, Just(usize::MAX)], 0..30),
        steps in proptest::collection::vec(any::<bool>(), 1..60),
    ) {
        let taken = Arc::new(Mutex::new(Vec::new()));
        let outbox = Outbox::with_pipe(Narrow { taken: Arc::clone(&taken), room }, 1);
        let mut put = 0;
        let write = |outbox: &Outbox| match outbox.take() {
            Some(Out::Rest(bytes)) => taken.lock().unwrap().extend(bytes),
            Some(Out::Event(event)) => {
                taken.lock().unwrap().extend(Frame::encode(Kind::Event, 1, &event).unwrap());
            }
            None => {}
        };
        for puts in steps {
            if puts {
                let mut slice = Slice { start: put * TICK_NANOS, ..Slice::default() };
                slice.classes[0].passing.add_packet(60);
                outbox.put_tick(Tick { session: 1, slices: vec![slice], ..Tick::default() });
                put += 1;
            } else if outbox.is_waiting() {
                write(&outbox);
            }
        }
        outbox.stopped(1, Totals { packets: put, ..Totals::default() });
        while outbox.is_waiting() {
            write(&outbox);
        }
        let mut reader = FrameReader::new(MAX_FRAME_BYTES);
        reader.push(&taken.lock().unwrap());
        let (mut packets, mut next, mut merged) = (0, 0, 0);
        while let Some(frame) = reader.next().unwrap() {
            match frame.message().unwrap() {
                Event::Tick(tick) => {
                    prop_assert_eq!(tick.seq, next);
                    next += 1;
                    packets += tick.total().packets;
                    merged += u64::from(tick.merged);
                }
                Event::Stopped { totals, .. } => prop_assert_eq!((totals.packets, totals.merged_ticks), (packets, merged)),
                other => panic!("{other:?}"),
            }
        }
        prop_assert!(reader.is_between_frames());
        prop_assert_eq!((packets, next + merged), (put, put));
    }
}
