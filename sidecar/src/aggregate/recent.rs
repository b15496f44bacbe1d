//! The newest packet headers of a tick, as far as they may be shown.

use std::collections::VecDeque;

use weir_protocol::{Direction, Disclosure, Header, limits::MAX_HEADERS};

use super::{Counted, Glanced};
use crate::decode::{Gist, decode};

/// Numbers the packets of a tick that may be shown, and keeps the newest.
#[derive(Debug)]
pub(super) struct Recent {
    is_shown: bool,
    /// The number of the next.
    next: u64,
    /// Packets without a number: newer ones were known of that push them out, or nothing may be shown.
    passed_over: u64,
    /// By number, in a ring: their headers are read when the tick ends. Of a busy tick most are overwritten before that.
    unread: Box<[Unread; MAX_HEADERS]>,
    /// What such headers of IPv6 have more.
    more: Box<[[u8; MORE]; MAX_HEADERS]>,
    /// Those that were decoded anyway, with their numbers; at most as many. What is unread under their numbers is old.
    read: VecDeque<(u64, Header)>,
}

const MORE: usize = Gist::HEADERS - Gist::HEADERS_OF_V4;

/// What the header of a packet with a gist is read from. A cache line: all of them are in the first cache of a core,
/// half of it.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Unread {
    time: u64,
    length: u32,
    vlan: Option<u16>,
    direction: Direction,
    /// Of IPv6 the beginning. Behind the end of the packet: anything. A gist says that all that is shown was captured.
    headers: [u8; Gist::HEADERS_OF_V4],
}

impl Recent {
    pub(super) fn new(disclosure: Disclosure) -> Self {
        let none = Unread {
            time: 0,
            length: 0,
            vlan: None,
            direction: Direction::In,
            headers: [0; Gist::HEADERS_OF_V4],
        };
        Self {
            is_shown: disclosure != Disclosure::Counts,
            next: 0,
            passed_over: 0,
            unread: Box::new([none; MAX_HEADERS]),
            more: Box::new([[0; MORE]; MAX_HEADERS]),
            read: VecDeque::with_capacity(MAX_HEADERS),
        }
    }

    /// A packet that was decoded.
    #[inline]
    pub(super) fn add_read(&mut self, packet: Counted<'_>) {
        let Some(number) = self.number(packet.passed_over) else { return };
        if self.read.len() == MAX_HEADERS {
            self.read.pop_front();
        }
        self.read.push_back((number, header_of(packet)));
    }

    /// A packet that is decoded when the tick ends, if it is still among the newest.
    #[inline]
    pub(super) fn add_unread(&mut self, packet: &Glanced<'_>) {
        let Some(number) = self.number(packet.passed_over) else { return };
        let &Glanced { time, length, vlan, direction, gist, frame, .. } = packet;
        let unread = &mut self.unread[place_of(number)];
        (unread.time, unread.length, unread.vlan, unread.direction) = (time, length, vlan, direction);
        // In pieces of a size that is known, which takes a few moves and no call.
        match frame.first_chunk::<{ Gist::OFFSET + Gist::HEADERS_OF_V4 }>() {
            Some(front) => unread.headers.copy_from_slice(&front[Gist::OFFSET..]),
            None => put_short(&mut unread.headers, frame.get(Gist::OFFSET..).unwrap_or_default()),
        }
        if gist.source.is_four {
            return;
        }
        let more = &mut self.more[place_of(number)];
        match frame.first_chunk::<{ Gist::OFFSET + Gist::HEADERS }>() {
            Some(all) => more.copy_from_slice(&all[Gist::OFFSET + Gist::HEADERS_OF_V4..]),
            None => put_short(more, frame.get(Gist::OFFSET + Gist::HEADERS_OF_V4..).unwrap_or_default()),
        }
    }

    /// The number of the next packet, if it has one.
    #[inline]
    const fn number(&mut self, passed_over: bool) -> Option<u64> {
        if passed_over || !self.is_shown {
            self.passed_over += 1;
            return None;
        }
        let number = self.next;
        self.next += 1;
        Some(number)
    }

    /// The headers, oldest first, and how many more there were.
    pub(super) fn cut(&mut self) -> (Vec<Header>, u64) {
        let end = std::mem::take(&mut self.next);
        let first = end.saturating_sub(MAX_HEADERS as u64);
        let mut read = self.read.drain(..).skip_while(|&(number, _)| number < first).peekable();
        let header = |number| match read.next_if(|&(read, _)| read == number) {
            Some((_, header)) => header,
            None => self.unread[place_of(number)].header(&self.more[place_of(number)]),
        };
        ((first..end).map(header).collect(), first + std::mem::take(&mut self.passed_over))
    }
}

const fn place_of(number: u64) -> usize {
    number as usize % MAX_HEADERS
}

/// Headers that end before their place does.
#[cold]
fn put_short(place: &mut [u8], headers: &[u8]) {
    place.iter_mut().zip(headers).for_each(|(to, from)| *to = *from);
}

impl Unread {
    fn header(&self, more: &[u8; MORE]) -> Header {
        let Self { time, length, vlan, direction, ref headers } = *self;
        let mut bytes = [0; Gist::HEADERS];
        bytes.iter_mut().zip(headers.iter().chain(more)).for_each(|(to, from)| *to = *from);
        let mut decoded = decode(Gist::LINK_BEHIND, &bytes, length);
        decoded.vlan = vlan;
        let decoded = &decoded;
        header_of(Counted { time, length, truncated: false, decoded, direction, passed_over: false })
    }
}

const fn header_of(packet: Counted<'_>) -> Header {
    let Counted { time, length, decoded, direction, .. } = packet;
    Header {
        time,
        length,
        class: decoded.class,
        name: decoded.name,
        addresses: decoded.addresses,
        ports: decoded.ports,
        flags: decoded.flags,
        kind_code: decoded.kind_code,
        vlan: decoded.vlan,
        fragment: decoded.fragment,
        direction,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_are_kept_than_are_told() {
        let mut recent = Recent::new(Disclosure::Headers);
        let decoded = &decode(Gist::LINK, &[], 0);
        for number in 0..1000 {
            recent.add_read(Counted {
                time: number,
                length: 0,
                truncated: false,
                decoded,
                direction: Direction::In,
                passed_over: false,
            });
        }
        assert_eq!(recent.read.len(), MAX_HEADERS);
        let (headers, skipped) = recent.cut();
        assert_eq!((headers.len(), skipped), (MAX_HEADERS, 1000 - MAX_HEADERS as u64));
        assert!(headers.iter().map(|header| header.time).eq(skipped..1000));
    }

    #[test]
    fn what_is_unread_is_a_cache_line() {
        assert_eq!((size_of::<Unread>(), align_of::<Unread>()), (64, 64));
    }
}
