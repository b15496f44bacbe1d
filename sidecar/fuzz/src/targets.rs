//! What is tried, and what must hold whatever the bytes are.

use std::{
    io::Cursor as Bytes,
    net::{IpAddr, Ipv4Addr},
};

use weir_protocol::{
    Class, Command, Count, Direction, Disclosure, Event, FailureKind, Frame, FrameReader, Hello, Kind,
    Launch, ProtocolName, Tick,
    limits::{MAX_COMMAND_BYTES, MAX_FRAME_BYTES, MAX_HEADERS, MAX_SLICES, MAX_SOURCES, TICK_NANOS},
};
#[cfg(target_os = "linux")]
use weir_sidecar::capture::ring::block::Cursor;
use weir_sidecar::{
    aggregate::{Aggregate, Counted, Glanced, merge::merge},
    capture::{Next, PacketSource, file::FileSource},
    decode::{Decoded, Gist, decode, decode_into},
};

/// One target.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// As it is called on the command line, and the folder of its corpus.
    pub name: &'static str,
    /// Panics when a property is broken.
    pub check: fn(&[u8]),
}

impl Target {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self { name: "decoder", check: decoder },
        Self { name: "file", check: file },
        Self { name: "frames", check: frames },
        #[cfg(target_os = "linux")]
        Self { name: "ring", check: ring },
        Self { name: "aggregator", check: aggregator },
    ];
}

/// Link type (2 bytes), how much longer the frame was (1 byte), frame.
pub fn decoder(bytes: &[u8]) {
    let Some((&[high, low, more], frame)) = bytes.split_first_chunk() else { return };
    let link = u16::from_be_bytes([high, low]);
    let length = frame.len() as u32 + u32::from(more);
    let found = decode(link, frame, length);
    assert_eq!(found.name.is_some(), found.class == Class::Other, "a finer name is one of Other");
    assert!(found.source().is_none() || found.is_ip, "only IP has a source");
    assert!(found.vlan.is_none_or(|vlan| vlan < 4096), "a VLAN has twelve bits");
    assert!(found.flags.is_none() || found.class == Class::Tcp, "only TCP has flags");
    let mut again = found;
    decode_into(&mut again, link, frame, length);
    assert_eq!(again, found, "nothing is left of the frame before");
    if let Some(Gist { class, source }) = Gist::of(link, frame, length) {
        let gist = (class, None, Some(IpAddr::from(source)), None);
        assert_eq!((found.class, found.name, found.source(), found.problem), gist, "a glance sees the same");
        let shown = |one: Decoded| {
            let Decoded { class, addresses, ports, flags, kind_code, vlan, fragment, .. } = one;
            (class, addresses, ports, flags, kind_code, vlan, fragment)
        };
        let mut kept = [0xff; Gist::HEADERS];
        kept.iter_mut().zip(frame.iter().skip(Gist::OFFSET)).for_each(|(kept, byte)| *kept = *byte);
        assert_eq!(
            shown(decode(Gist::LINK_BEHIND, &kept, length)),
            shown(found),
            "all that is shown is in what is kept of it"
        );
    }
}

/// A capture file, plain or compressed.
pub fn file(bytes: &[u8]) {
    /// No packet takes fewer bytes of a file than this, so a plain file has no more packets than fit.
    const LEAST: usize = 16;
    let Ok(mut source) = FileSource::open(Bytes::new(bytes.to_vec())) else { return };
    let is_packed =
        bytes.starts_with(&[0x1f, 0x8b]) || bytes.get(1..4).is_some_and(|rest| rest == [0xb5, 0x2f, 0xfd]);
    let mut packets = 0usize;
    loop {
        match source.next() {
            Ok(Next::Packet(packet)) => {
                packets += 1;
                assert!(is_packed || packet.bytes.len() <= bytes.len(), "a packet is a part of its file");
                assert!(is_packed || packets * LEAST <= bytes.len(), "packets out of nothing");
            }
            Ok(Next::Idle { .. }) => unreachable_state("a file is never idle"),
            Ok(Next::End) => break,
            Err(error) => {
                assert!(error.kind != FailureKind::System, "{error}: no system call failed");
                assert!(!error.detail.is_empty(), "an error without words");
                break;
            }
        }
    }
}

/// How to cut (1 byte), then what a peer sends.
pub fn frames(bytes: &[u8]) {
    let Some((&cut, stream)) = bytes.split_first() else { return };
    let (whole, whole_end) = read(stream.chunks(stream.len().max(1)), MAX_FRAME_BYTES);
    let (cut, cut_end) = read(stream.chunks(usize::from(cut).max(1)), MAX_FRAME_BYTES);
    assert_eq!((&whole, whole_end), (&cut, cut_end), "it does not matter how a stream is cut");
    for frame in &whole {
        again::<Event>(frame);
        again::<Command>(frame);
        again::<Launch>(frame);
        let _ = Hello::from_bytes(&frame.payload);
    }
    let (short, _) = read(stream.chunks(64), MAX_COMMAND_BYTES);
    assert!(short.iter().all(|frame| frame.payload.len() <= MAX_COMMAND_BYTES), "a limit is a limit");
}

fn read<'a>(pieces: impl Iterator<Item = &'a [u8]>, largest: usize) -> (Vec<Frame>, bool) {
    let mut reader = FrameReader::new(largest);
    let mut frames = Vec::new();
    for piece in pieces {
        reader.push(piece);
        loop {
            match reader.next() {
                Ok(Some(frame)) => frames.push(frame),
                Ok(None) => break,
                Err(_) => return (frames, false),
            }
        }
    }
    (frames, true)
}

/// What was understood is understood again when it is written anew.
fn again<M>(frame: &Frame)
where
    M: serde::de::DeserializeOwned + serde::Serialize + PartialEq + std::fmt::Debug,
{
    let Ok(message) = frame.message::<M>() else { return };
    let Ok(bytes) = Frame::encode(Kind::Event, frame.version, &message) else { return };
    let (frames, whole) = read(std::iter::once(&bytes[..]), MAX_FRAME_BYTES);
    assert!(whole, "our own frame is refused");
    let back: Option<M> = frames.first().and_then(|frame| frame.message().ok());
    assert_eq!(back.as_ref(), Some(&message), "our own frame says something else");
}

/// A block of the kernel's ring.
#[cfg(target_os = "linux")]
pub fn ring(block: &[u8]) {
    let mut cursor = Cursor::start(block);
    let mut steps = 0usize;
    while cursor.left() > 0 {
        let before = cursor.left();
        let Some(frame) = cursor.next(block) else { break };
        steps += 1;
        assert!(cursor.left() < before, "a walk without an end");
        assert!(frame.bytes.len() <= block.len(), "a frame is a part of its block");
        assert!(steps <= block.len(), "frames out of nothing");
    }
    let announced = u64::from(cursor.left());
    let lost = cursor.give_up(block);
    assert!(lost <= announced && lost <= block.len() as u64, "more is lost than there was");
    assert_eq!((cursor.left(), cursor.next(block)), (0, None), "a block that was given up is over");
}

/// Packets of eight bytes: what, source (2), length (2), time (3); some mean the end of a tick.
pub fn aggregator(bytes: &[u8]) {
    const BASE: u64 = 1_700_000_000_000_000_000;
    let mut sums = Aggregate::new(Disclosure::Headers);
    let mut ticks = Vec::new();
    let (mut sent, mut with_source) = (Count::default(), Count::default());
    for eight in bytes.as_chunks::<8>().0 {
        let &[what, s1, s2, l1, l2, t1, t2, t3] = eight;
        if what >= 0xf0 {
            ticks.push(sums.cut(1, 0));
            continue;
        }
        let class = Class::ALL[usize::from(what & 3)];
        let name = ProtocolName::ALL[usize::from(what) % ProtocolName::ALL.len()];
        let source = IpAddr::V4(Ipv4Addr::new(10, what & 0x10, s1, s2));
        let decoded = Decoded {
            class,
            name: (class == Class::Other).then_some(name),
            addresses: Some((source, source)),
            is_ip: what & 4 == 0,
            ..Decoded::default()
        };
        let length = u32::from_be_bytes([0, 0, l1, l2]) << (what >> 4);
        let direction = [Direction::In, Direction::Out, Direction::Passing][usize::from(what) % 3];
        let time = BASE + (u64::from(u32::from_be_bytes([0, t1, t2, t3])) << 12);
        sent.add_packet(length);
        if decoded.is_ip {
            with_source.add_packet(length);
        }
        let (truncated, glanced, passed_over) = (what & 8 != 0, what & 16 != 0, what & 32 != 0);
        if glanced && decoded.is_ip && class != Class::Other {
            sums.add_gist(Glanced {
                time,
                length,
                truncated,
                gist: Gist { class, source: (&source).into() },
                frame: eight,
                vlan: None,
                direction,
                passed_over,
            });
        } else {
            sums.add(Counted { time, length, truncated, decoded: &decoded, direction, passed_over });
        }
    }
    ticks.push(sums.cut(1, 0));
    assert_eq!((sums.totals().packets, sums.totals().bytes), (sent.packets, sent.bytes));
    let mut all = Tick::default();
    for tick in ticks {
        add_up(&tick);
        merge(&mut all, tick);
    }
    add_up(&all);
    assert!(all.slices.len() <= MAX_SLICES);
    assert_eq!(all.total(), sent, "merged ticks hold everything");
    assert_eq!(of_sources(&all), with_source, "sources and others are all there is");
}

fn add_up(tick: &Tick) {
    assert!(tick.sources.len() <= MAX_SOURCES && tick.headers.len() <= MAX_HEADERS);
    assert_eq!(tick.headers.len() as u64 + tick.headers_skipped, tick.total().packets);
    for slice in &tick.slices {
        let mut named = Count::default();
        slice.names.iter().for_each(|one| named.add(one.count));
        assert_eq!(named, slice.classes[Class::Other.index()].total(), "names are a breakdown of Other");
        assert_eq!(slice.start % TICK_NANOS, 0);
        assert!(slice.span.is_none_or(|(first, last)| first <= last));
    }
}

fn of_sources(tick: &Tick) -> Count {
    let mut sum = Count::default();
    tick.sources.iter().flat_map(|source| &source.classes).for_each(|count| sum.add(*count));
    tick.other_sources.iter().for_each(|count| sum.add(*count));
    sum
}

fn unreachable_state(why: &str) {
    assert!(why.is_empty(), "{why}");
}
