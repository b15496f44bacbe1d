//! A source that has many packets at hand gives the ticks that they give one by one.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where it fails")]

use std::sync::atomic::AtomicBool;

use proptest::prelude::*;
use weir_protocol::{
    Direction, Disclosure, Tick,
    limits::{MAX_HEADERS, TICK_NANOS},
};
use weir_sidecar::{
    aggregate::{Aggregate, BATCH, Counted},
    capture::{Followers, Group, Hints, Next, Packet, PacketSource, SourceError},
    decode::{Vantage, decode},
    emit::{Gone, TickSink},
    pipeline::{self, Job, Pace},
};

const BASE: u64 = 1_700_000_000_000_000_000;
/// ARP, of which nothing was captured but the link header.
const ARP: [u8; 14] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 6];

/// The length of the first packet. The first of most frames are shorter on the wire than they are, as damage has it.
const SHORTEST: u32 = 41;

/// UDP, TCP and ICMP over both versions of IP, with all headers captured; none, some, and much of what they carry; and
/// what needs more than a glance.
fn frames() -> Vec<Vec<u8>> {
    let mut frames = vec![ARP.to_vec()];
    for (protocol, version, header) in [(17, 4, 8), (6, 4, 20), (1, 4, 4), (17, 6, 8), (6, 6, 20), (58, 6, 4)]
    {
        for carried in [0, 12, 60] {
            let mut frame = vec![2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1];
            let size = header + carried;
            if version == 4 {
                frame.extend([8, 0, 0x45, 0, 0, 20 + size, 0, 0, 0x40, 0, 64, protocol, 0, 0]);
                frame.extend([192, 0, 2, size, 192, 0, 2, 2]);
            } else {
                frame.extend([0x86, 0xdd, 0x60, 0, 0, 0, 0, size, protocol, 64]);
                frame.extend((0..32).map(|place| place + size));
            }
            frame.extend((1..=size).rev());
            frames.push(frame);
        }
    }
    // To a group, a fragment, and a tag that the kernel left where it was.
    let mut to_group = frames[1].clone();
    to_group[..6].copy_from_slice(&[1, 0, 0x5e, 0, 0, 1]);
    let mut fragment = frames[1].clone();
    fragment[21] = 1;
    let mut tagged = frames[2].clone();
    tagged.splice(12..12, [0x81, 0, 0, 7]);
    frames.extend([to_group, fragment, tagged]);
    frames
}

/// Times of packets, block by block.
struct Blocks<'a> {
    frames: &'a [Vec<u8>],
    blocks: Vec<Vec<u64>>,
    block: usize,
    place: usize,
    /// Hand over the rest of a block at once, as the ring does.
    at_once: bool,
}

impl<'a> Blocks<'a> {
    fn packet(&self, followers: Followers) -> Packet<'a> {
        // Its length is its number, so that headers can be told apart.
        let number = self.blocks[..self.block].iter().map(Vec::len).sum::<usize>() + self.place;
        let time = self.blocks[self.block][self.place];
        let bytes = &self.frames[number % self.frames.len()];
        let direction =
            [None, Some(Direction::In), Some(Direction::Out), Some(Direction::Passing)][number % 7 % 4];
        let vlan = number.is_multiple_of(4).then_some(0xe000 | number as u16 & 0xfff);
        let hints = Hints { followers, direction, vlan, snapped: bytes == &ARP };
        Packet { time, length: SHORTEST + number as u32, link: 1, bytes, hints }
    }
}

impl PacketSource for Blocks<'_> {
    fn next(&mut self) -> Result<Next<'_>, SourceError> {
        while self.blocks.get(self.block).is_some_and(|block| self.place >= block.len()) {
            (self.block, self.place) = (self.block + 1, 0);
        }
        if self.block >= self.blocks.len() {
            return Ok(Next::End);
        }
        let packet = self.packet(Followers::default());
        self.place += 1;
        Ok(Next::Packet(packet))
    }

    fn each(&mut self, mut take: impl FnMut(&Packet<'_>) -> bool) {
        let Some(block) = self.blocks.get(self.block).filter(|_| self.at_once) else { return };
        let group = |block: &[u64]| Group {
            packets: block.len() as u32,
            last: block.last().copied().unwrap_or_default(),
        };
        let length = block.len();
        let far = self.blocks.get(self.block + 1).map(|block| group(block)).unwrap_or_default();
        while self.place < length {
            let near = Group { packets: (length - self.place - 1) as u32, ..group(&self.blocks[self.block]) };
            let packet = self.packet(Followers { near, far });
            self.place += 1;
            if !take(&packet) {
                return;
            }
        }
    }

    fn stop(&mut self) {}

    fn take_drops(&mut self) -> u64 {
        0
    }
}

#[derive(Default)]
struct Kept(Vec<Tick>);

impl TickSink for Kept {
    fn put(&mut self, tick: Tick) -> Result<(), Gone> {
        self.0.push(tick);
        Ok(())
    }
}

fn ticks(blocks: &[Vec<u64>], at_once: bool, how: (bool, Disclosure)) -> Vec<Tick> {
    ticks_seen_from(&Vantage::File, blocks, at_once, how)
}

fn ticks_seen_from(
    vantage: &Vantage,
    blocks: &[Vec<u64>],
    at_once: bool,
    (observe, disclosure): (bool, Disclosure),
) -> Vec<Tick> {
    let vantage = vantage.clone();
    let job = Job { session: 1, pace: Pace::File, vantage, disclosure, observe };
    let mut source = Blocks { frames: &frames(), blocks: blocks.to_vec(), block: 0, place: 0, at_once };
    let mut kept = Kept::default();
    pipeline::run(&job, &mut source, &mut kept, &AtomicBool::new(false)).end.unwrap();
    kept.0
}

/// Blocks of up to three times the headers of a tick, some of them over the end of one.
fn any_blocks() -> impl Strategy<Value = Vec<Vec<u64>>> {
    let block = (0..3 * MAX_HEADERS, 1..TICK_NANOS / MAX_HEADERS as u64, 0..TICK_NANOS);
    prop::collection::vec(block, 1..6).prop_map(|blocks| {
        let mut time = BASE;
        let mut times = |(packets, step, pause): (usize, u64, u64)| {
            time += pause;
            (0..packets as u64).map(|_| (time, time += step).0).collect()
        };
        blocks.into_iter().map(&mut times).collect()
    })
}

proptest! {
    #[test]
    fn many_at_once_give_the_same_ticks(blocks in any_blocks(), observe: bool) {
        let how = (observe, Disclosure::Headers);
        let (one_by_one, at_once) = (ticks(&blocks, false, how), ticks(&blocks, true, how));
        let packets: u64 = at_once.iter().map(|tick| tick.total().packets).sum();
        prop_assert_eq!(packets, blocks.iter().map(Vec::len).sum::<usize>() as u64);
        prop_assert_eq!(one_by_one, at_once);
    }
}

#[test]
fn a_block_that_fills_a_tick_leaves_the_newest_headers() {
    let packets = 4 * MAX_HEADERS;
    let block: Vec<u64> = (0..packets as u64).map(|number| BASE + number).collect();
    let ticks = ticks(&[block], true, (false, Disclosure::Headers));
    let lengths: Vec<_> = ticks[0].headers.iter().map(|header| (header.length - SHORTEST) as usize).collect();
    assert_eq!(lengths, Vec::from_iter(packets - MAX_HEADERS..packets));
    assert_eq!(ticks[0].headers_skipped, (packets - MAX_HEADERS) as u64);
}

fn any_vantage() -> impl Strategy<Value = Vantage> {
    let mac = |last| Some([2, 0, 0, 0, 0, last]);
    let addresses = vec![[192, 0, 2, 2].into(), [192, 0, 2, 20].into()];
    let of = |mac| Vantage::Interface { mac, addresses: addresses.clone() };
    let all = [Vantage::File, Vantage::Loopback, of(mac(1)), of(mac(2)), of(mac(3)), of(None)];
    prop::sample::select(all.to_vec())
}

proptest! {
    /// Who observes looks at each packet, who does not has a glance at most of them.
    #[test]
    fn a_glance_counts_what_a_look_counts(blocks in any_blocks(), vantage in any_vantage(), headers: bool) {
        let disclosure = if headers { Disclosure::Headers } else { Disclosure::Counts };
        let ticks = |observe| ticks_seen_from(&vantage, &blocks, true, (observe, disclosure));
        let mut looked = ticks(true);
        looked.iter_mut().for_each(|tick| tick.observations.clear());
        prop_assert_eq!(ticks(false), looked);
    }
}

#[test]
fn a_batch_of_any_size_is_counted_whole() {
    let decoded = decode(1, &ARP, ARP.len() as u32);
    for size in [0, 1, BATCH, BATCH + 1, 3 * BATCH] {
        let mut sums = Aggregate::new(Disclosure::Headers);
        sums.add_batch((0..size as u64).map(|number| Counted {
            time: BASE + number,
            length: 60,
            truncated: false,
            decoded: &decoded,
            direction: Direction::In,
            passed_over: false,
        }));
        let times: Vec<_> = sums.cut(1, 0).headers.iter().map(|header| header.time - BASE).collect();
        assert_eq!(times, Vec::from_iter(0..size as u64));
    }
}
