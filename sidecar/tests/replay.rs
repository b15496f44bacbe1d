//! Capture files through `weir-replay`, the real program in its real sandbox.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test ends where it fails"
)]

use std::{
    collections::BTreeMap,
    io::{Cursor, Write},
    process::{Command, Stdio},
};

use weir_protocol::{
    Class, Event, FailureKind, Frame, FrameReader, Hello, Kind, Tick, Totals,
    limits::{MAX_FRAME_BYTES, MAX_HEADERS, MAX_SLICES, TICK_NANOS},
};

const SECOND: u64 = 1_000_000_000;
const BASE: u64 = 1_700_000_000 * SECOND;
const HOUR: u64 = 3600 * SECOND;

#[derive(Debug, Default)]
struct Told {
    link_type: Option<u16>,
    ticks: Vec<Tick>,
    totals: Option<Totals>,
    failure: Option<FailureKind>,
}

impl Told {
    fn packets(&self) -> u64 {
        self.ticks.iter().map(|tick| tick.total().packets).sum()
    }

    fn bytes(&self) -> u64 {
        self.ticks.iter().map(|tick| tick.total().bytes).sum()
    }

    /// Packets per slice start.
    fn slices(&self) -> BTreeMap<u64, u64> {
        let mut sums = BTreeMap::new();
        for slice in self.ticks.iter().flat_map(|tick| &tick.slices) {
            *sums.entry(slice.start).or_default() +=
                slice.classes.iter().map(|class| class.total().packets).sum::<u64>();
        }
        sums
    }
}

fn frames(bytes: &[u8]) -> Vec<Frame> {
    let mut reader = FrameReader::new(MAX_FRAME_BYTES);
    reader.push(bytes);
    let frames = std::iter::from_fn(|| reader.next().unwrap()).collect();
    assert!(reader.is_between_frames());
    frames
}

fn replay_with(arguments: &[&str], file: &[u8]) -> Told {
    let mut child = Command::new(env!("CARGO_BIN_EXE_weir-replay"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let file = file.to_vec();
    // It may end before it has read everything, which is no concern of this side.
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&file)));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    assert!(output.status.success(), "{:?}", output.status);
    let mut told = Told::default();
    let mut frames = frames(&output.stdout).into_iter();
    let hello = frames.next().unwrap();
    assert_eq!(hello.kind, Kind::Hello);
    assert_eq!(Hello::from_bytes(&hello.payload).unwrap().nonce, [0; 32]);
    for frame in frames {
        assert!(told.totals.is_none() && told.failure.is_none(), "nothing comes after the end");
        match frame.message().unwrap() {
            Event::Started(started) => told.link_type = Some(started.link_type),
            Event::Tick(tick) => {
                assert_eq!(tick.seq, told.ticks.len() as u64);
                told.ticks.push(*tick);
            }
            Event::Stopped { totals, .. } => told.totals = Some(totals),
            Event::Failed { kind, .. } => told.failure = Some(kind),
            other @ (Event::Interfaces(_) | Event::Busy { .. }) => panic!("{other:?}"),
        }
    }
    if let Some(totals) = told.totals {
        assert_eq!((totals.packets, totals.bytes), (told.packets(), told.bytes()));
    }
    told
}

fn replay(file: &[u8]) -> Told {
    replay_with(&[], file)
}

/// A UDP packet of 50 bytes in Ethernet from 192.0.2.`host`.
fn packet(host: u8) -> Vec<u8> {
    let mut frame = vec![2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0, 0x45, 0, 0, 36, 0, 1, 0, 0, 64, 17, 0, 0];
    frame.extend([192, 0, 2, host, 198, 51, 100, 1, 0, 53, 0x13, 0x88, 0, 16, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
    frame
}

#[derive(Clone, Copy)]
struct Pcap {
    big_endian: bool,
    nanos: bool,
}

impl Pcap {
    const PLAIN: Self = Self { big_endian: false, nanos: false };

    fn word(self, value: u32) -> [u8; 4] {
        if self.big_endian { value.to_be_bytes() } else { value.to_le_bytes() }
    }

    fn half(self, value: u16) -> [u8; 2] {
        if self.big_endian { value.to_be_bytes() } else { value.to_le_bytes() }
    }

    fn file(self, link: u32, packets: &[(u64, Vec<u8>, u32)]) -> Vec<u8> {
        let mut file = self.word(if self.nanos { 0xa1b2_3c4d } else { 0xa1b2_c3d4 }).to_vec();
        file.extend([self.half(2), self.half(4)].concat());
        for word in [0, 0, 262_144, link] {
            file.extend(self.word(word));
        }
        for (time, bytes, length) in packets {
            let below = (time % SECOND) as u32 / if self.nanos { 1 } else { 1000 };
            for word in [(time / SECOND) as u32, below, bytes.len() as u32, *length] {
                file.extend(self.word(word));
            }
            file.extend(bytes);
        }
        file
    }

    fn block(self, kind: u32, body: &[u8]) -> Vec<u8> {
        let padded = body.len().next_multiple_of(4);
        let length = self.word(padded as u32 + 12);
        let mut block = [&self.word(kind)[..], &length, body].concat();
        block.extend(std::iter::repeat_n(0, padded - body.len()));
        block.extend(length);
        block
    }

    fn section(self) -> Vec<u8> {
        let body = [&self.word(0x1a2b_3c4d)[..], &self.half(1), &self.half(0), &[0xff; 8]].concat();
        self.block(0x0a0d_0d0a, &body)
    }

    /// An interface; with a time resolution as in `if_tsresol` its times are also an hour behind.
    fn interface(self, link: u16, resolution: Option<u8>) -> Vec<u8> {
        let mut body = [&self.half(link)[..], &self.half(0), &self.word(0)].concat();
        if let Some(resolution) = resolution {
            body.extend([&self.half(9)[..], &self.half(1), &[resolution, 0, 0, 0]].concat());
            // An hour to be added to every time.
            body.extend([&self.half(14)[..], &self.half(8)].concat());
            body.extend(if self.big_endian { 3600u64.to_be_bytes() } else { 3600u64.to_le_bytes() });
            body.extend([0; 4]);
        }
        self.block(1, &body)
    }

    fn enhanced(self, interface: u32, units: u64, bytes: &[u8]) -> Vec<u8> {
        let mut body = Vec::new();
        for word in [interface, (units >> 32) as u32, units as u32, bytes.len() as u32, bytes.len() as u32] {
            body.extend(self.word(word));
        }
        body.extend(bytes);
        self.block(6, &body)
    }
}

fn three() -> Vec<(u64, Vec<u8>, u32)> {
    [0, TICK_NANOS - 1000, TICK_NANOS].map(|after| (BASE + after, packet(1), 50)).to_vec()
}

#[test]
fn pcap_files_of_every_kind_give_the_same_sums() {
    for big_endian in [false, true] {
        for nanos in [false, true] {
            let told = replay(&Pcap { big_endian, nanos }.file(1, &three()));
            assert_eq!((told.packets(), told.bytes(), told.link_type), (3, 150, Some(1)));
            assert_eq!(told.slices(), BTreeMap::from([(BASE, 2), (BASE + TICK_NANOS, 1)]));
            assert_eq!(told.totals.map(|totals| totals.packets), Some(3));
        }
    }
}

#[test]
fn a_pcapng_file_has_sections_and_interfaces_of_its_own() {
    let [little, big] = [false, true].map(|big_endian| Pcap { big_endian, nanos: false });
    let ip = packet(9)[14..].to_vec();
    let file = [
        little.section(),
        little.interface(1, None),
        little.interface(101, Some(9)),
        // Two to the power of 20 units a second.
        little.interface(1, Some(0x80 | 20)),
        little.enhanced(0, (BASE + TICK_NANOS) / 1000, &packet(1)),
        little.enhanced(1, BASE - HOUR + 2 * TICK_NANOS, &ip),
        little.enhanced(2, ((BASE - HOUR) / SECOND) << 20 | (3 << 18), &packet(1)),
        // A block that nobody knows is passed over.
        little.block(0x0bad, &[1, 2, 3, 4]),
        big.section(),
        big.interface(1, Some(3)),
        big.enhanced(0, (BASE - HOUR + 4 * TICK_NANOS) / 1_000_000, &packet(2)),
    ]
    .concat();
    let told = replay(&file);
    assert_eq!(told.failure, None);
    let expected: BTreeMap<_, _> = (1..=4).map(|slot| (BASE + slot * TICK_NANOS, 1)).collect();
    assert_eq!(told.slices(), expected);
    let udp: u64 = told
        .ticks
        .iter()
        .flat_map(|tick| &tick.slices)
        .map(|slice| slice.classes[Class::Udp.index()].total().packets)
        .sum();
    assert_eq!(udp, 4);
    assert_eq!(told.ticks.last().map(|tick| tick.distinct_sources), Some(3));
}

#[test]
fn what_is_no_capture_says_so() {
    for file in [&b""[..], b"\xd4\xc3\xb2\xa1", b"GET / HTTP/1.1\r\n\r\n", &[0; 5000]] {
        let told = replay(file);
        assert_eq!((told.failure, told.packets()), (Some(FailureKind::NotACapture), 0), "{file:?}");
    }
}

#[test]
fn a_capture_without_packets_is_one() {
    let told = replay(&Pcap::PLAIN.file(1, &[]));
    assert_eq!(told.totals, Some(Totals::default()));
}

#[test]
fn a_cut_file_is_counted_as_far_as_it_goes() {
    let file = Pcap::PLAIN.file(1, &three());
    for cut in 24..file.len() {
        let told = replay(&file[..cut]);
        let whole = (cut - 24) / 66;
        assert_eq!(told.packets(), whole as u64, "cut at {cut}");
        let expected = ((cut - 24) % 66 != 0).then_some(FailureKind::CutCapture);
        assert_eq!(told.failure, expected, "cut at {cut}");
    }
}

#[test]
fn original_lengths_count_and_cut_packets_are_told() {
    let told = replay(&Pcap::PLAIN.file(1, &[(BASE, packet(1)[..42].to_vec(), 1514)]));
    assert_eq!((told.packets(), told.bytes(), told.ticks[0].truncated), (1, 1514, 1));
}

#[test]
fn time_that_runs_backwards_loses_nothing() {
    let times: Vec<u64> = (0..1000u64).map(|n| BASE + (n * 7919 % 1000) * 300_000_000).collect();
    let packets: Vec<_> = times.iter().map(|&time| (time, packet(1), 50)).collect();
    let told = replay(&Pcap::PLAIN.file(1, &packets));
    let mut expected = BTreeMap::new();
    for time in times {
        *expected.entry(time - time % TICK_NANOS).or_default() += 1;
    }
    assert_eq!(told.slices(), expected);
    assert!(told.ticks.iter().all(|tick| (1..=MAX_SLICES).contains(&tick.slices.len())));
    assert!(
        told.ticks.iter().map(|tick| tick.problems[7]).sum::<u64>() > 0,
        "it went back by more than a second"
    );
}

#[test]
fn counts_only_means_no_headers() {
    let packets: Vec<_> = (0..1000).map(|n| (BASE + n, packet(1), 50)).collect();
    let file = Pcap::PLAIN.file(1, &packets);
    let shown = replay(&file);
    assert_eq!((shown.ticks[0].headers.len(), shown.ticks[0].headers_skipped), (MAX_HEADERS, 744));
    assert_eq!(shown.ticks[0].headers.last().unwrap().time, BASE);
    let hidden = replay_with(&["--counts"], &file);
    assert_eq!((hidden.ticks[0].headers.len(), hidden.ticks[0].headers_skipped), (0, 1000));
}

#[test]
fn a_block_larger_than_the_buffer_is_read() {
    let ng = Pcap::PLAIN;
    let comment = vec![0; 3 << 20];
    let file = [
        ng.section(),
        ng.interface(1, None),
        ng.block(0x0bad, &comment),
        ng.enhanced(0, BASE / 1000, &packet(1)),
    ];
    assert_eq!(replay(&file.concat()).packets(), 1);
}

#[test]
fn garbage_behind_good_packets_is_told() {
    let ng = Pcap::PLAIN;
    let good = [ng.section(), ng.interface(1, None), ng.enhanced(0, BASE / 1000, &packet(1))].concat();
    let told = replay(&[&good[..], &[0xff; 64]].concat());
    assert_eq!((told.packets(), told.failure), (1, Some(FailureKind::CutCapture)));
}

#[test]
fn any_bytes_are_survived() {
    use weir_sidecar::{
        capture::sieve::Sieve,
        replay::{How, Speed, replay},
    };
    let file = Pcap::PLAIN.file(1, &three());
    for at in 0..file.len() {
        for value in [0, 1, 0x7f, 0xff] {
            let mut damaged = file.clone();
            damaged[at] = value;
            let mut out = Vec::new();
            let disclosure = weir_protocol::Disclosure::Headers;
            let how = How { disclosure, speed: Speed::Full, sieve: Sieve::default() };
            replay(Cursor::new(damaged), &mut out, how).unwrap();
            let last = frames(&out).pop().unwrap().message().unwrap();
            assert!(matches!(last, Event::Stopped { .. } | Event::Failed { .. }), "{last:?}");
        }
    }
}
