//! The newest hours, second by second: what the time charts are cut from.

use std::collections::VecDeque;

use weir_protocol::{Class, Count, Slice, limits::TICK_NANOS};

use super::NANOS;

/// Four hours at 112 bytes a second are 1.6 MB: longer than anyone scrolls back on a live chart.
pub const MAX_SECONDS: usize = 4 * 3600;

/// One second. Protocols in the order TCP, UDP, ICMP, ARP, other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Second {
    /// Packets by protocol.
    pub packets: [u64; 5],
    /// Bytes by protocol.
    pub bytes: [u64; 5],
    /// Packets in, out, passing.
    pub directions: [u64; 3],
    /// Packets that the kernel dropped.
    pub drops: u64,
    /// A slice of it arrived, be it empty: it is not a gap.
    pub covered: bool,
}

impl Second {
    /// Packets in the four classes of the limits: ARP is part of *other*.
    #[must_use]
    pub const fn classes(&self) -> [u64; 4] {
        let [tcp, udp, icmp, arp, other] = self.packets;
        [tcp, udp, icmp, arp + other]
    }

    /// Packets of all protocols.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.packets.iter().sum()
    }

    /// Adds another second, for longer intervals.
    pub fn add(&mut self, other: &Self) {
        let add = |into: &mut [u64], from: &[u64]| into.iter_mut().zip(from).for_each(|(a, b)| *a += b);
        add(&mut self.packets, &other.packets);
        add(&mut self.bytes, &other.bytes);
        add(&mut self.directions, &other.directions);
        self.drops += other.drops;
        self.covered |= other.covered;
    }
}

/// A ring of seconds without a hole, by packet time.
#[derive(Debug, Default)]
pub struct Seconds {
    /// Second of the epoch of the first entry.
    first: u64,
    ring: VecDeque<Second>,
    /// End of the newest slice in nanoseconds.
    latest: u64,
}

impl Seconds {
    /// Adds a slice; one that is older than the ring is left out (it stays in the sums and intervals).
    pub(super) fn add(&mut self, slice: &Slice, arp: Count) {
        self.latest = self.latest.max(slice.start + TICK_NANOS);
        let Some(second) = self.at_mut(slice.start / NANOS) else { return };
        second.covered = true;
        for class in Class::ALL {
            let counted = &slice.classes[class.index()];
            let total = counted.total();
            let place = match class {
                Class::Tcp => 0,
                Class::Udp => 1,
                Class::Icmp => 2,
                Class::Other => 4,
            };
            second.packets[place] += total.packets;
            second.bytes[place] += total.bytes;
            let ways = [counted.inbound, counted.outbound, counted.passing];
            second.directions.iter_mut().zip(ways).for_each(|(sum, way)| *sum += way.packets);
        }
        second.packets[3] += arp.packets;
        second.bytes[3] += arp.bytes;
        second.packets[4] = second.packets[4].saturating_sub(arp.packets);
        second.bytes[4] = second.bytes[4].saturating_sub(arp.bytes);
    }

    pub(super) fn add_drops(&mut self, second: u64, drops: u64) {
        if drops > 0
            && let Some(second) = self.at_mut(second)
        {
            second.drops += drops;
        }
    }

    /// The second, if it is in the ring.
    #[must_use]
    pub fn get(&self, second: u64) -> Option<&Second> {
        let place = usize::try_from(second.checked_sub(self.first)?).ok()?;
        self.ring.get(place)
    }

    /// The seconds of the ring, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &Second)> {
        (self.first..).zip(&self.ring)
    }

    /// The first second in the ring.
    #[must_use]
    pub fn first(&self) -> Option<u64> {
        (!self.ring.is_empty()).then_some(self.first)
    }

    /// End of the newest slice in nanoseconds; 0 before the first.
    #[must_use]
    pub const fn latest(&self) -> u64 {
        self.latest
    }

    fn at_mut(&mut self, second: u64) -> Option<&mut Second> {
        let end = self.first + self.ring.len() as u64;
        if self.ring.is_empty() || second >= end + MAX_SECONDS as u64 {
            // The first packet, or a leap (the clock was set, a file with a long pause): begin anew.
            self.ring.clear();
            self.first = second;
        } else if second < self.first {
            let missing = usize::try_from(self.first - second).ok()?;
            if missing + self.ring.len() > MAX_SECONDS {
                return None;
            }
            (0..missing).for_each(|_| self.ring.push_front(Second::default()));
            self.first = second;
        }
        while self.first + self.ring.len() as u64 <= second {
            self.ring.push_back(Second::default());
        }
        while self.ring.len() > MAX_SECONDS {
            self.ring.pop_front();
            self.first += 1;
        }
        let place = usize::try_from(second - self.first).ok()?;
        self.ring.get_mut(place)
    }
}
