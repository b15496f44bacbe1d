//! Frames from hostile and from awkward streams.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test ends where it fails")]

use proptest::prelude::*;
use weir_protocol::{
    Command, Event, Frame, FrameError, FrameReader, Hello, Kind, Launch, Refusal, Version, Welcome,
    limits::{MAX_COMMAND_BYTES, MAX_FRAME_BYTES},
};

fn read_all(bytes: &[u8]) -> Result<Vec<Frame>, FrameError> {
    let mut reader = FrameReader::new(MAX_FRAME_BYTES);
    reader.push(bytes);
    let mut frames = Vec::new();
    while let Some(frame) = reader.next()? {
        frames.push(frame);
    }
    Ok(frames)
}

fn raw(length: u32, rest: &[u8]) -> Vec<u8> {
    [&length.to_le_bytes()[..], rest].concat()
}

#[test]
fn broken_frames_are_named() {
    for (bytes, error) in [
        (raw(0, &[]), FrameError::Length(0, MAX_FRAME_BYTES)),
        (raw(3, &[1, 0, 0]), FrameError::Length(3, MAX_FRAME_BYTES)),
        (
            raw(MAX_FRAME_BYTES as u32 + 1, &[]),
            FrameError::Length(MAX_FRAME_BYTES as u64 + 1, MAX_FRAME_BYTES),
        ),
        (raw(u32::MAX, &[]), FrameError::Length(u32::MAX.into(), MAX_FRAME_BYTES)),
        (raw(4, &[0, 0, 0, 0]), FrameError::Kind(0)),
        (raw(4, &[255, 0, 0, 0]), FrameError::Kind(255)),
        (raw(4, &[16, 1, 0, 0]), FrameError::Flags(1)),
    ] {
        assert_eq!(read_all(&bytes), Err(error));
    }
}

#[test]
fn a_reader_of_commands_refuses_larger_frames_before_it_has_them() {
    let mut reader = FrameReader::new(MAX_COMMAND_BYTES);
    reader.push(&raw(MAX_COMMAND_BYTES as u32 + 1, &[]));
    assert_eq!(reader.next(), Err(FrameError::Length(MAX_COMMAND_BYTES as u64 + 1, MAX_COMMAND_BYTES)));
}

#[test]
fn bytes_behind_a_message_are_an_error() {
    let mut bytes = Frame::encode(Kind::Command, 1, &Command::ListInterfaces).unwrap();
    bytes.push(9);
    bytes[0] += 1;
    let frame = read_all(&bytes).unwrap().remove(0);
    assert_eq!(frame.message::<Command>(), Err(FrameError::Trailing(Kind::Command, 1)));
}

#[test]
fn an_unknown_message_is_an_error() {
    let bytes = Frame::encode_raw(Kind::Command, 1, &[200]).unwrap();
    assert_eq!(read_all(&bytes).unwrap()[0].message::<Command>(), Err(FrameError::Payload(Kind::Command)));
}

#[test]
fn a_frame_holds_a_mebibyte_and_no_more() {
    let most = vec![0; MAX_FRAME_BYTES - 4];
    assert_eq!(read_all(&Frame::encode_raw(Kind::Event, 1, &most).unwrap()).unwrap()[0].payload, most);
    let more = vec![0; MAX_FRAME_BYTES - 3];
    assert_eq!(Frame::encode_raw(Kind::Event, 1, &more), Err(FrameError::TooLarge(more.len())));
}

#[test]
fn a_hostile_length_inside_a_message_allocates_nothing() {
    // An interface list that claims 2^60 entries.
    let mut payload = vec![0u8];
    payload.extend_from_slice(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10]);
    let bytes = Frame::encode_raw(Kind::Event, 1, &payload).unwrap();
    assert_eq!(read_all(&bytes).unwrap()[0].message::<Event>(), Err(FrameError::Payload(Kind::Event)));
}

#[test]
fn versions_agree_on_the_smaller_revision_or_say_who_is_older() {
    let version = |epoch, revision, minimum| Version { epoch, revision, minimum };
    let core = version(1, 5, 3);
    for (sidecar, outcome) in [
        (version(1, 5, 3), Ok(5)),
        (version(1, 9, 5), Ok(5)),
        (version(1, 3, 1), Ok(3)),
        (version(1, 2, 1), Err(Refusal::SidecarOlder { ours: core })),
        (version(1, 9, 6), Err(Refusal::SidecarNewer { ours: core })),
        (version(0, 9, 1), Err(Refusal::SidecarOlder { ours: core })),
        (version(2, 1, 1), Err(Refusal::SidecarNewer { ours: core })),
    ] {
        assert_eq!(core.agree(sidecar), outcome, "{sidecar:?}");
    }
}

fn any_frames() -> impl Strategy<Value = Vec<u8>> {
    let payload = proptest::collection::vec(any::<u8>(), 0..200);
    let kind = proptest::sample::select(vec![Kind::Hello, Kind::Welcome, Kind::Command, Kind::Event]);
    let frame = (kind, any::<u16>(), payload)
        .prop_map(|(kind, version, payload)| Frame::encode_raw(kind, version, &payload).unwrap());
    proptest::collection::vec(frame, 1..10).prop_map(|frames| frames.concat())
}

fn try_everything(frame: &Frame) {
    let _ = frame.message::<Event>();
    let _ = frame.message::<Command>();
    let _ = frame.message::<Launch>();
    let _ = frame.message::<Welcome>();
    let _ = frame.message::<Refusal>();
    let _ = Hello::from_bytes(&frame.payload);
}

proptest! {
    #[test]
    fn any_pieces_give_the_same_frames(bytes in any_frames(), sizes in proptest::collection::vec(1usize..50, 1..20)) {
        let whole = read_all(&bytes).unwrap();
        let mut reader = FrameReader::new(MAX_FRAME_BYTES);
        let (mut rest, mut pieces) = (&bytes[..], Vec::new());
        for size in sizes.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (piece, behind) = rest.split_at((*size).min(rest.len()));
            rest = behind;
            reader.push(piece);
            while let Some(frame) = reader.next().unwrap() {
                pieces.push(frame);
            }
        }
        prop_assert!(reader.is_between_frames());
        prop_assert_eq!(whole, pieces);
    }

    #[test]
    fn a_cut_stream_is_told_from_a_finished_one(bytes in any_frames(), cut in 1usize..4) {
        let mut reader = FrameReader::new(MAX_FRAME_BYTES);
        reader.push(&bytes[..bytes.len() - cut]);
        while reader.next().unwrap().is_some() {}
        prop_assert!(!reader.is_between_frames());
    }

    #[test]
    fn mutated_bytes_never_panic(mut bytes in any_frames(), at in any::<prop::sample::Index>(), value in any::<u8>()) {
        let at = at.index(bytes.len());
        bytes[at] = value;
        for frame in read_all(&bytes).unwrap_or_default() {
            try_everything(&frame);
        }
    }

    #[test]
    fn a_mutated_tick_never_panics(at in any::<prop::sample::Index>(), value in any::<u8>()) {
        let mut bytes = include_bytes!("golden/event_tick.bin").to_vec();
        let at = at.index(bytes.len());
        bytes[at] = value;
        for frame in read_all(&bytes).unwrap_or_default() {
            try_everything(&frame);
        }
    }

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
        for frame in read_all(&bytes).unwrap_or_default() {
            try_everything(&frame);
        }
    }
}
