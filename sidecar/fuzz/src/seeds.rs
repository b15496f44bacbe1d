//! Good bytes to begin with, made by our own code.

use std::time::Duration;

use weir_lab::{KnownSet, Mix, Random, pcap::PcapWriter};
use weir_protocol::{
    Command, Disclosure, Engine, Event, FailureKind, Frame, Hello, Kind, Started, Totals, Version,
};
use weir_sidecar::{
    aggregate::{Aggregate, Counted},
    decode::decode,
};

/// How many frames of each kind of traffic.
const FRAMES: usize = 60;

/// The seeds of a target, by its name.
#[must_use]
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    match target {
        "decoder" => decoder(),
        "file" => files(),
        "frames" => frames(),
        "ring" => vec![block(1), block(8)],
        "aggregator" => vec![Random::new(1).bytes(64), Random::new(2).bytes(2048), vec![0; 800]],
        _ => Vec::new(),
    }
}

fn traffic() -> Vec<Vec<u8>> {
    let mix = Mix { packets: FRAMES as u32, seconds: 20, seed: 7 }.frames().map(|(_, frame)| frame);
    mix.chain(KnownSet::new().frames().take(FRAMES).map(<[u8]>::to_vec)).collect()
}

/// Ethernet as it is, and its payload behind other link headers.
fn decoder() -> Vec<Vec<u8>> {
    let cooked = [0, 4, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, 8, 0];
    let cooked2 = [8, 0, 0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0];
    let wireless = [&[0, 0, 8, 0, 0, 0, 0, 0, 8, 1][..], &[2; 22], &[0xaa, 0xaa, 3, 0, 0, 0, 8, 0]].concat();
    let heads: [(u16, &[u8]); 8] = [
        (101, &[]),
        (0, &[2, 0, 0, 0]),
        (108, &[0, 0, 0, 24]),
        (9, &[0xff, 3, 0, 0x21]),
        (113, &cooked),
        (276, &cooked2),
        (127, &wireless),
        (1, &[0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0x88, 0x47, 0, 1, 1, 64]),
    ];
    let mut seeds = Vec::new();
    for (number, frame) in traffic().into_iter().enumerate() {
        let frame = frame.get(..frame.len().min(128)).unwrap_or_default();
        seeds.push([&[0, 1, 0], frame].concat());
        let (link, head) = heads[number % heads.len()];
        seeds.push([&link.to_be_bytes()[..], &[0], head, frame.get(14..).unwrap_or_default()].concat());
    }
    seeds
}

fn files() -> Vec<Vec<u8>> {
    let mut writer = PcapWriter::cutting(Vec::new(), 96).ok();
    for (number, frame) in traffic().into_iter().take(8).enumerate() {
        if let Some(writer) = &mut writer {
            let _ = writer.write(Duration::from_millis(1_700_000_000_000 + 90 * number as u64), &frame);
        }
    }
    let pcap = writer.and_then(|writer| writer.finish().ok()).unwrap_or_default();
    let packed = crate::run::gzip(&pcap);
    vec![pcap, pcapng(false), pcapng(true), packed]
}

/// Two sections with two interfaces, each kind of packet block, and a block that nobody knows.
fn pcapng(big_endian: bool) -> Vec<u8> {
    let word = |value: u32| if big_endian { value.to_be_bytes() } else { value.to_le_bytes() };
    let half = |value: u16| if big_endian { value.to_be_bytes() } else { value.to_le_bytes() };
    let block = |kind: u32, body: &[u8]| {
        let length = word(body.len() as u32 + 12);
        [&word(kind)[..], &length, body, &length].concat()
    };
    let section = block(0x0a0d_0d0a, &[&word(0x1a2b_3c4d)[..], &half(1), &half(0), &[0xff; 8]].concat());
    let resolution = [&half(9)[..], &half(1), &[9, 0, 0, 0], &half(14), &half(8), &[0; 8], &[0; 4]].concat();
    let interface = block(1, &[&half(1)[..], &half(0), &word(0), &resolution].concat());
    let frame = [7u8; 60];
    let enhanced =
        block(6, &[&word(1)[..], &word(0x17_0000), &word(5), &word(60), &word(60), &frame].concat());
    let simple = block(3, &[&word(60)[..], &frame].concat());
    let obsolete =
        block(2, &[&half(0)[..], &half(0), &word(0), &word(9), &word(60), &word(60), &frame].concat());
    let unknown = block(0x0bad, &[1, 2, 3, 4]);
    let one = [section, interface.clone(), interface, enhanced, simple, obsolete, unknown].concat();
    [&one[..], &one].concat()
}

fn frames() -> Vec<Vec<u8>> {
    let mut sums = Aggregate::new(Disclosure::Headers);
    for (number, frame) in traffic().iter().enumerate() {
        let decoded = decode(1, frame, frame.len() as u32);
        sums.add(Counted {
            time: 1_700_000_000_000_000_000 + number as u64,
            length: frame.len() as u32,
            truncated: false,
            decoded: &decoded,
            direction: weir_protocol::Direction::In,
            passed_over: false,
        });
    }
    let started =
        Started { session: 1, link_type: 1, buffer_bytes: 1 << 20, counts_drops: true, engine: Engine::Ring };
    let events = [
        Event::Started(started),
        Event::Tick(Box::new(sums.cut(1, 5))),
        Event::Tick(Box::default()),
        Event::Stopped { session: 1, totals: Totals::default() },
        Event::Failed { session: 1, kind: FailureKind::InterfaceDown, detail: "down".into() },
        Event::Interfaces(Vec::new()),
    ];
    let hello = Hello { version: Version::OURS, nonce: [7; 32], build: "0.1.0".into() };
    let mut stream = vec![200];
    stream.extend(Frame::encode_raw(Kind::Hello, 0, &hello.to_bytes()).unwrap_or_default());
    let mut seeds = Vec::new();
    for event in events {
        let frame = Frame::encode(Kind::Event, 1, &event).unwrap_or_default();
        stream.extend(&frame);
        seeds.push([&[3], &frame[..]].concat());
    }
    let command = Command::Stop { session: 1 };
    stream.extend(Frame::encode(Kind::Command, 1, &command).unwrap_or_default());
    seeds.push(stream);
    seeds
}

/// A block as the kernel writes it (linux/if_packet.h), with so many frames.
fn block(frames: u32) -> Vec<u8> {
    const HEADER: usize = 48;
    const FRAME: usize = 160;
    let mut block = vec![0; HEADER];
    for (at, value) in [(0, 1), (8, 1), (12, frames), (16, HEADER as u32)] {
        put(&mut block, at, value);
    }
    for number in 0..frames {
        let mut frame = vec![0; FRAME];
        let next = if number + 1 == frames { 0 } else { FRAME as u32 };
        // Next, seconds, nanoseconds, captured, length, status, and where the bytes are.
        for (place, value) in
            [next, 1_700_000_000, number, 64, 1514, 1 | 1 << 4 | 1 << 6].into_iter().enumerate()
        {
            put(&mut frame, place * 4, value);
        }
        put(&mut frame, 24, 82 << 16 | 68);
        block.extend(frame);
    }
    block
}

fn put(bytes: &mut [u8], at: usize, value: u32) {
    if let Some(place) = bytes.get_mut(at..at + 4) {
        place.copy_from_slice(&value.to_le_bytes());
    }
}
