//! Capture files as they come: compressed, damaged, at their own speed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test ends where it fails")]

use std::{
    io::{Cursor, Write},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use weir_lab::{Mix, pcap::PcapWriter};
use weir_protocol::{Event, FailureKind, FrameReader, Kind, Problem, limits::MAX_FRAME_BYTES};
use weir_sidecar::capture::{Next, PacketSource, SourceError, file::FileSource, paced::Paced};

const PACKETS: u64 = 3000;

fn capture() -> Vec<u8> {
    let mut writer = PcapWriter::new(Vec::new()).unwrap();
    for (at, frame) in (Mix { packets: PACKETS as u32, seconds: 20, seed: 3 }).frames() {
        writer.write(at, &frame).unwrap();
    }
    writer.finish().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

/// Packets, bytes, and how it ended.
fn read(file: Vec<u8>) -> (u64, u64, Result<(), SourceError>) {
    let mut source = match FileSource::open(Cursor::new(file)) {
        Ok(source) => source,
        Err(error) => return (0, 0, Err(error)),
    };
    let (mut packets, mut bytes) = (0, 0);
    loop {
        match source.next() {
            Ok(Next::Packet(packet)) => (packets, bytes) = (packets + 1, bytes + u64::from(packet.length)),
            Ok(Next::Idle { .. }) => panic!("a file is never idle"),
            Ok(Next::End) => return (packets, bytes, Ok(())),
            Err(error) => return (packets, bytes, Err(error)),
        }
    }
}

fn says(outcome: Result<(), SourceError>, kind: FailureKind, words: &str) {
    let error = outcome.unwrap_err();
    assert_eq!(error.kind, kind, "{error}");
    assert!(error.detail.contains(words), "{error}");
}

#[test]
fn a_compressed_file_is_read_as_if_it_were_not() {
    let plain = capture();
    let expected = read(plain.clone());
    assert_eq!((expected.0, expected.2.is_ok()), (PACKETS, true));
    let half = plain.len() / 2;
    let skippable = [&[0x50, 0x2a, 0x4d, 0x18, 5, 0, 0, 0][..], b"hello"].concat();
    for packed in [
        gzip(&plain),
        [gzip(&plain[..half]), gzip(&plain[half..])].concat(),
        [gzip(&plain), vec![0; 700]].concat(),
        zstd(&plain),
        [zstd(&plain[..half]), skippable.clone(), zstd(&plain[half..]), skippable].concat(),
    ] {
        assert_eq!(read(packed), expected);
    }
}

#[test]
fn what_stands_behind_the_compressed_data_is_said_and_costs_nothing() {
    for packed in [gzip(&capture()), zstd(&capture())] {
        let (packets, _, outcome) = read([packed, b"and more".to_vec()].concat());
        assert_eq!(packets, PACKETS);
        says(outcome, FailureKind::CutCapture, "behind the compressed data");
    }
}

#[test]
fn compressed_data_that_is_cut_is_counted_as_far_as_it_goes() {
    for (packed, words) in [(gzip(&capture()), "gzip data ends"), (zstd(&capture()), "zstd data ends")] {
        let (packets, _, outcome) = read(packed[..packed.len() / 2].to_vec());
        assert!(packets > 100 && packets < PACKETS, "{packets}");
        says(outcome, FailureKind::CutCapture, words);
    }
}

#[test]
fn other_packers_are_named() {
    for (head, name) in [(&b"\xfd7zXZ\0\0\0"[..], "xz"), (b"BZh91AY&SY", "bzip2"), (b"PK\x03\x04abc", "zip")]
    {
        says(read(head.to_vec()).2, FailureKind::NotACapture, name);
    }
    says(read(gzip(b"no capture at all, but packed")).2, FailureKind::NotACapture, "not a pcap");
}

#[test]
fn a_window_too_large_is_refused_before_memory_is_taken() {
    // A frame that asks for 2 GiB: 1 KiB * 2^21 (RFC 8878, 3.1.1.1.2).
    let greedy = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 21 << 3, 1, 0, 0];
    says(read(greedy.to_vec()).2, FailureKind::NotACapture, "window above 128 MiB");
}

#[test]
fn a_bomb_of_nothing_ends_at_its_head() {
    let began = Instant::now();
    says(read(gzip(&vec![0; 64 << 20])).2, FailureKind::NotACapture, "not a pcap");
    assert!(began.elapsed() < Duration::from_secs(20));
}

/// A file of one packet with this head: seconds, captured, length, and link type.
fn one(seconds: u32, captured: u32, length: u32, link: u32, bytes: &[u8]) -> Vec<u8> {
    let words = [0xa1b2_c3d4, 0x0004_0002, 0, 0, 262_144, link, seconds, 0, captured, length];
    [words.map(u32::to_le_bytes).concat(), bytes.to_vec()].concat()
}

fn replay(arguments: &[&str], file: &[u8]) -> Vec<Event> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_weir-replay"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let file = file.to_vec();
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&file)));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    assert!(output.status.success(), "{:?}", output.status);
    let mut reader = FrameReader::new(MAX_FRAME_BYTES);
    reader.push(&output.stdout);
    let frames = std::iter::from_fn(|| reader.next().unwrap());
    frames.filter(|frame| frame.kind == Kind::Event).map(|frame| frame.message().unwrap()).collect()
}

fn packets(events: &[Event]) -> u64 {
    events.iter().map(|event| if let Event::Tick(tick) = event { tick.total().packets } else { 0 }).sum()
}

#[test]
fn the_real_program_unpacks_in_its_sandbox() {
    for packed in [gzip(&capture()), zstd(&capture())] {
        let events = replay(&[], &packed);
        assert_eq!(packets(&events), PACKETS);
        assert!(matches!(events.last(), Some(Event::Stopped { .. })));
    }
}

/// `ip` for Ethernet.
const ONLY_IPV4: &str = "1:40,0,0,12;21,0,1,2048;6,0,0,262144;6,0,0,0";

#[test]
fn a_filter_leaves_out_what_it_refuses() {
    let is_ipv4 = |frame: &[u8]| frame[12..14] == [8, 0];
    let mix = Mix { packets: PACKETS as u32, seconds: 20, seed: 3 };
    let expected = mix.frames().filter(|(_, frame)| is_ipv4(frame)).count() as u64;
    assert!((1..PACKETS).contains(&expected));
    let events = replay(&["--filter", ONLY_IPV4, "--counts"], &capture());
    assert_eq!(packets(&events), expected);
    assert!(matches!(events.last(), Some(Event::Stopped { totals, .. }) if totals.packets == expected));
    // The second program is for another kind of file.
    let events = replay(&["--filter", "101:6,0,0,0", "--filter", "1:6,0,0,1"], &capture());
    assert_eq!(packets(&events), PACKETS);
}

#[test]
fn a_link_type_without_a_program_is_said_and_a_word_without_sense_refused() {
    let events = replay(&["--filter", ONLY_IPV4], &one(1_700_000_000, 60, 60, 147, &[0; 60]));
    let Some(Event::Failed { kind, detail, .. }) = events.last() else { panic!("{events:?}") };
    assert_eq!((*kind, detail.as_str()), (FailureKind::BadFilter, "link type 147"));
    for words in
        [&["--filter"][..], &["--filter", "tcp port 80"], &["--filter", "1:99,0,0,0"], &["/etc/passwd"]]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_weir-replay"))
            .args(words)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(80), 0), "{words:?}");
    }
}

#[test]
fn impossible_packets_are_counted_and_named() {
    let frame = [0u8; 60];
    let problems = |file: &[u8]| match replay(&[], file).into_iter().nth(1) {
        Some(Event::Tick(tick)) => (tick.total(), tick.problems),
        other => panic!("{other:?}"),
    };
    let (total, named) = problems(&one(1_700_000_000, 60, 20, 1, &frame));
    assert_eq!((total.packets, total.bytes, named[Problem::LongerThanItself.index()]), (1, 20, 1));
    let (total, named) = problems(&one(1_700_000_000, 0, 0, 1, &[]));
    assert_eq!((total.packets, total.bytes, named[Problem::LinkTooShort.index()]), (1, 0, 1));
    let (total, named) = problems(&one(1_700_000_000, 60, 60, 189, &frame));
    assert_eq!((total.packets, named[Problem::UnknownLinkType.index()]), (1, 1));
    // The last second that a pcap file can name: February 2106.
    let events = replay(&[], &one(u32::MAX, 60, 60, 1, &frame));
    let Event::Tick(tick) = &events[1] else { panic!("{events:?}") };
    assert_eq!(tick.slices[0].start, u64::from(u32::MAX) * 1_000_000_000);
    // A packet of 4 GiB in a file of 100 bytes.
    let events = replay(&[], &one(1, u32::MAX, u32::MAX, 1, &frame));
    assert!(matches!(events.last(), Some(Event::Failed { kind: FailureKind::CutCapture, .. })), "{events:?}");
}

#[test]
fn at_its_own_speed_a_file_takes_its_own_time() {
    let mut writer = PcapWriter::new(Vec::new()).unwrap();
    for at in [0, 10, 300, 900, 1200] {
        writer.write(Duration::from_millis(1_700_000_000_000 + at), &[0; 60]).unwrap();
    }
    let file = writer.finish().unwrap();
    let mut source = Paced::new(FileSource::open(Cursor::new(file.clone())).unwrap());
    let (began, mut late, mut seen) = (Instant::now(), Duration::ZERO, 0);
    loop {
        match source.next().unwrap() {
            Next::Packet(packet) => {
                let due = Duration::from_nanos(packet.time - 1_700_000_000_000_000_000);
                assert!(began.elapsed() >= due, "too early");
                late = late.max(began.elapsed() - due);
                seen += 1;
            }
            Next::Idle { .. } => {}
            Next::End => break,
        }
    }
    assert_eq!(seen, 5);
    assert!(late < Duration::from_secs(2), "{late:?}");
    // With ticks for the silence, as live.
    let events = replay(&["--pace"], &file);
    let told: Vec<u64> = events
        .iter()
        .filter_map(|event| if let Event::Tick(tick) = event { Some(tick.total().packets) } else { None })
        .collect();
    assert_eq!(told, [2, 1, 0, 1, 1]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn damage_anywhere_ends_in_words(at in any::<prop::sample::Index>(), bit in 0u8..8, cut in any::<prop::sample::Index>(), which in 0usize..3) {
        let plain = capture();
        let mut file = match which { 0 => gzip(&plain), 1 => zstd(&plain), _ => plain };
        let at = at.index(file.len());
        file[at] ^= 1 << bit;
        file.truncate(file.len() - cut.index(file.len()) / 8);
        let (_, _, outcome) = read(file);
        if let Err(error) = outcome {
            prop_assert!(error.kind != FailureKind::System && !error.detail.is_empty(), "{error}");
        }
    }
}
