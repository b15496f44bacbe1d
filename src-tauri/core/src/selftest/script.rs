//! The script of a scene: frames with their times, and its capture file.

use std::net::Ipv4Addr;

use super::frame::{ACK, End, FIN, SYN, tcp, udp};

/// A scene has at most so many packets: the heaviest, a download at 500 Mbit/s, has about four fifths.
const MAX_PACKETS: usize = 600_000;
/// What is kept of a frame: all headers, and more than any decoder here looks at.
const SNAP: usize = 128;
/// The scenes play in November 2023, seconds since the epoch.
const EPOCH: u64 = 1_700_000_000;

/// Milliseconds and microseconds as nanoseconds.
pub(super) const MS: u64 = 1_000_000;
pub(super) const US: u64 = 1_000;
pub(super) const S: u64 = 1_000_000_000;

/// See the module. Times are nanoseconds since the beginning of the scene.
#[derive(Debug, Default)]
pub(super) struct Script {
    frames: Vec<Frame>,
    random: u64,
}

#[derive(Debug)]
struct Frame {
    time: u64,
    /// The first [`SNAP`] bytes.
    bytes: Vec<u8>,
    /// Bytes on the wire.
    length: usize,
}

impl Script {
    /// With numbers of its own.
    pub(super) fn seeded(seed: u64) -> Self {
        let mut script = Self { random: seed, ..Self::default() };
        // The first numbers of neighbouring seeds are alike.
        (0..8).for_each(|_| _ = script.random());
        script
    }

    /// Adds a frame.
    pub(super) fn at(&mut self, time: u64, mut frame: Vec<u8>) {
        if self.frames.len() < MAX_PACKETS {
            let length = frame.len();
            frame.truncate(SNAP);
            frame.shrink_to_fit();
            self.frames.push(Frame { time, bytes: frame, length });
        }
    }

    /// How many frames there are.
    pub(super) fn len(&self) -> u64 {
        self.frames.len() as u64
    }

    /// The same numbers in each run (a linear congruence, Knuth's MMIX).
    pub(super) fn random(&mut self) -> u32 {
        self.random =
            self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) as u32
    }

    /// A public address that nobody has.
    pub(super) fn stranger(&mut self) -> Ipv4Addr {
        let [_, b, c, d] = self.random().to_be_bytes();
        Ipv4Addr::new(11 + b % 80, b, c, d.max(1))
    }

    /// A port of the dynamic range.
    pub(super) fn port(&mut self) -> u16 {
        49_152 + (self.random() % 16_000) as u16
    }

    /// Calls `each` with `rate` times a second from `from` for `length`.
    pub(super) fn every(
        &mut self,
        from: u64,
        length: u64,
        rate: u64,
        mut each: impl FnMut(&mut Self, u64, u64),
    ) {
        let step = S / rate;
        for n in 0..length / step {
            each(self, from + n * step, n);
        }
    }

    /// The three segments that open a connection, and the time after them.
    pub(super) fn open(&mut self, time: u64, client: End, server: End) -> u64 {
        self.at(time, tcp(client, server, SYN, 0));
        self.at(time + 15 * MS, tcp(server, client, SYN | ACK, 0));
        self.at(time + 15 * MS + 200 * US, tcp(client, server, ACK, 0));
        time + 16 * MS
    }

    /// A whole connection: a request, `answers` segments of 1,400 bytes a millisecond apart, and the end.
    pub(super) fn fetch(&mut self, time: u64, client: End, server: End, answers: u64) {
        let mut now = self.open(time, client, server);
        self.at(now, tcp(client, server, ACK, 300));
        now += 20 * MS;
        for n in 0..answers {
            self.at(now + n * MS, tcp(server, client, ACK, 1_400));
            if n % 2 == 1 {
                self.at(now + n * MS + 100 * US, tcp(client, server, ACK, 0));
            }
        }
        now += answers * MS;
        self.at(now + MS, tcp(server, client, FIN | ACK, 0));
        self.at(now + 2 * MS, tcp(client, server, FIN | ACK, 0));
        self.at(now + 17 * MS, tcp(server, client, ACK, 0));
    }

    /// A question and its answer.
    pub(super) fn ask(&mut self, time: u64, client: End, server: End) {
        self.at(time, udp(client, server, 40));
        self.at(time + 12 * MS, udp(server, client, 140));
    }

    /// The scene as a pcap file with times in nanoseconds, Ethernet.
    pub(super) fn into_pcap(mut self) -> Vec<u8> {
        self.frames.sort_by_key(|frame| frame.time);
        let mut file = Vec::new();
        for word in [0xa1b2_3c4d_u32, 0x0004_0002, 0, 0, 65_535, 1] {
            file.extend(word.to_le_bytes());
        }
        for Frame { time, bytes, length } in &self.frames {
            let (kept, length) = (u32::try_from(bytes.len()), u32::try_from(*length));
            let seconds = u32::try_from(EPOCH + time / S).unwrap_or(0);
            let nanos = u32::try_from(time % S).unwrap_or(0);
            for word in [seconds, nanos, kept.unwrap_or(0), length.unwrap_or(0)] {
                file.extend(word.to_le_bytes());
            }
            file.extend(bytes);
        }
        file
    }
}

/// Nanoseconds since the epoch of a moment of a scene.
pub(super) const fn epoch(time: u64) -> u64 {
    EPOCH * S + time
}
