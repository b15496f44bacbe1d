//! Which flows have been seen, and which way: the memory behind "unsolicited" and behind completed handshakes.
//!
//! 131,072 flows of 8 bytes in buckets of eight. A flow is remembered for one to two minutes after its last packet,
//! each way for itself (two generations). New flows find room beside or in place of flows that have not got beyond a
//! first exchange; conversations, in which the opener spoke again after an answer, are never driven out. So a flood of
//! forged sources displaces only its own kind, and a new flow stays long enough for its answer even then.

use super::{
    entry::{Entry, Way},
    keys::FlowKey,
};

/// Two times 65,536: a desktop has some hundreds in two minutes, a busy server some ten thousand. 1 MiB.
const FLOWS: usize = 2 * 65_536;
const WAYS: usize = 8;
const BUCKETS: usize = FLOWS / WAYS;

/// Entries that age together, or not at all when none of them is a flow: a page of memory.
const PART: usize = 4096 / size_of::<u64>();

/// Life of a generation.
pub(super) const GENERATION_SLOTS: u32 = 240;

/// What a packet meant for its flow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sight {
    /// The other way has been seen.
    pub(super) solicited: bool,
    /// It is the first packet this way, and the other way has been seen: an answer.
    pub(super) answers: bool,
    /// What it did to a TCP connection.
    pub(super) step: Step,
}

/// A step in the life of a TCP connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Step {
    /// None.
    #[default]
    None,
    /// SYN-ACK to a SYN.
    Accepted,
    /// RST to a SYN.
    Refused,
    /// The client's ACK: open.
    Completed,
    /// A packet in an open connection whose server has not sent a byte.
    Waiting,
    /// The server's first byte in an open connection, its end, or a new beginning.
    Settled,
}

/// TCP flows, to tell whether both ways are seen at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TcpFlows {
    /// With at least three segments other than SYN.
    pub(super) all: u32,
    /// Of them: with packets both ways.
    pub(super) both_ways: u32,
}

impl TcpFlows {
    /// An entry of the table is another now.
    fn change(&mut self, from: Entry, to: Entry) {
        self.all = self.all + u32::from(to.is_conversing_tcp()) - u32::from(from.is_conversing_tcp());
        let both = |entry: Entry| u32::from(entry.is_conversing_tcp() && entry.both_ways());
        self.both_ways = self.both_ways + both(to) - both(from);
    }
}

/// The table.
#[derive(Debug)]
pub(super) struct Flows {
    /// Bucket by bucket. Zeros that the system hands out untouched, so memory grows with use.
    entries: Vec<u64>,
    /// Parts of it that may hold a flow.
    used: Vec<bool>,
    rotated: u32,
    tcp: TcpFlows,
    lost: u64,
}

impl Flows {
    pub(super) fn new(slot: u32) -> Self {
        Self {
            entries: vec![0; FLOWS],
            used: vec![false; FLOWS / PART],
            rotated: slot,
            tcp: TcpFlows::default(),
            lost: 0,
        }
    }

    /// Notes a packet that is not TCP.
    pub(super) fn see(&mut self, key: FlowKey) -> Sight {
        self.note(key, None)
    }

    /// Notes a TCP segment.
    pub(super) fn see_tcp(&mut self, key: FlowKey, flags: u8, payload: u32) -> Sight {
        self.note(key, Some((flags, payload)))
    }

    /// Fetches the memory of a flow before it is needed.
    #[inline]
    pub(super) fn fetch(&self, hash: u64) {
        std::hint::black_box(self.entries.get(range(hash).start).copied());
    }

    fn note(&mut self, key: FlowKey, tcp: Option<(u8, u32)>) -> Sight {
        let way = Way::of(key.forward);
        let Some(bucket) = self.entries.get_mut(range(key.hash)) else { return Sight::default() };
        if let Some(place) = find(bucket, key.hash)
            && let Some(cell) = bucket.get_mut(place)
        {
            let mut entry = Entry(*cell);
            let solicited = entry.solicits(way);
            let answers = solicited && !entry.seen(way);
            let step = entry.see(way, tcp);
            // In a conversation nothing does.
            if entry.0 != *cell {
                self.tcp.change(Entry(*cell), entry);
                *cell = entry.0;
            }
            return Sight { solicited, answers, step };
        }
        let mut entry = Entry::new(key.hash, way);
        let step = entry.see(way, tcp);
        match room(bucket, key.hash) {
            Some(place) => {
                if let Some(cell) = bucket.get_mut(place) {
                    self.lost += u64::from(Entry(*cell).is_current());
                    self.tcp.change(Entry(*cell), entry);
                    *cell = entry.0;
                }
                if let Some(used) = self.used.get_mut(range(key.hash).start / PART) {
                    *used = true;
                }
            }
            None => self.lost += 1,
        }
        Sight { solicited: false, answers: false, step }
    }

    /// Whether a packet of this flow, going this way, has been seen.
    pub(super) fn knows(&self, key: FlowKey) -> bool {
        let bucket = self.entries.get(range(key.hash)).unwrap_or_default();
        find(bucket, key.hash)
            .and_then(|place| bucket.get(place))
            .is_some_and(|&cell| Entry(cell).seen(Way::of(key.forward)))
    }

    /// Notes that `key` counts as asked for, as if a packet the other way had been seen.
    pub(super) fn expect(&mut self, key: FlowKey) {
        self.note(FlowKey { forward: !key.forward, ..key }, None);
    }

    /// Begins a new generation when it is time.
    pub(super) fn pass(&mut self, slot: u32) {
        let generations = (slot - self.rotated) / GENERATION_SLOTS;
        for _ in 0..generations.min(2) {
            self.tcp = TcpFlows::default();
            for (part, used) in self.entries.chunks_mut(PART).zip(&mut self.used).filter(|(_, used)| **used) {
                *used = false;
                for cell in part.iter_mut().filter(|cell| **cell != 0) {
                    let entry = Entry(*cell).aged();
                    self.tcp.change(Entry(0), entry);
                    *cell = entry.0;
                    *used |= entry.0 != 0;
                }
            }
        }
        self.rotated += generations * GENERATION_SLOTS;
    }

    /// TCP flows in the table.
    pub(super) const fn tcp(&self) -> TcpFlows {
        self.tcp
    }

    /// Flows that were forgotten before their time, or could not be remembered, since the last call.
    pub(super) fn take_lost(&mut self) -> u64 {
        std::mem::take(&mut self.lost)
    }
}

const fn range(hash: u64) -> std::ops::Range<usize> {
    let first = (hash as usize % BUCKETS) * WAYS;
    first..first + WAYS
}

fn find(bucket: &[u64], hash: u64) -> Option<usize> {
    // All eight without a branch: which place it is in is what a processor cannot guess.
    let found = bucket
        .iter()
        .enumerate()
        .fold(0u32, |found, (way, &cell)| found | u32::from(Entry(cell).is(hash)) << way);
    (found != 0).then(|| found.trailing_zeros() as usize)
}

/// Where a new flow goes: an empty place, else that of a flow that was not seen lately, else of any that is no
/// conversation.
fn room(bucket: &[u64], hash: u64) -> Option<usize> {
    // All eight without a branch, as above: bit by place.
    let (mut empty, mut weak, mut late) = (0u32, 0u32, 0u32);
    for (way, &cell) in bucket.iter().enumerate() {
        let entry = Entry(cell);
        empty |= u32::from(entry.is_empty()) << way;
        weak |= u32::from(!entry.is_confirmed()) << way;
        late |= u32::from(!entry.is_current()) << way;
    }
    if empty != 0 {
        return Some(empty.trailing_zeros() as usize);
    }
    if weak & late != 0 {
        return Some((weak & late).trailing_zeros() as usize);
    }
    // Begins at any of them: whoever chose always the first would drive out always the same.
    let first = (hash >> 60) as u32 % WAYS as u32;
    let turned = weak >> first | weak << (WAYS as u32 - first);
    (weak != 0).then(|| (first + turned.trailing_zeros()) as usize % WAYS)
}
