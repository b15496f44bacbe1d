//! The newest packet headers of a tick, as far as they may be shown.

use weir_protocol::{Direction, Disclosure, Header, limits::MAX_HEADERS};

use super::{Counted, Glanced};
use crate::decode::{Gist, decode};

#[derive(Debug)]
pub(super) struct Recent {
    disclosure: Disclosure,
    /// Once full, a ring.
    newest: Vec<Newest>,
    /// The oldest of a full ring: the next to be overwritten.
    oldest: usize,
    skipped: u64,
}

/// A packet that is among the newest, for now.
#[derive(Debug)]
pub(super) enum Newest {
    /// It was decoded.
    Read(Header),
    /// Its header is read when the tick ends: of a busy tick most are overwritten before that.
    Unread(Unread),
}

/// What the header of a packet with a gist is read from.
#[derive(Debug)]
pub(super) struct Unread {
    time: u64,
    length: u32,
    vlan: Option<u16>,
    direction: Direction,
    /// Behind its end: anything. A gist says that all that is shown is in what was captured.
    frame: [u8; Gist::HEADERS],
}

impl Recent {
    pub(super) fn new(disclosure: Disclosure) -> Self {
        Self { disclosure, newest: Vec::with_capacity(MAX_HEADERS), oldest: 0, skipped: 0 }
    }

    /// A packet that was decoded.
    #[inline]
    pub(super) fn add_read(&mut self, packet: Counted<'_>) {
        if let Some(place) = self.place(packet.passed_over) {
            *place = Newest::Read(header_of(packet));
        }
    }

    /// A packet that is decoded when the tick ends, if it is still here.
    #[inline]
    pub(super) fn add_unread(&mut self, packet: &Glanced<'_>) {
        match self.place(packet.passed_over) {
            // In its place: to make it elsewhere and to move it here would write it twice.
            Some(Newest::Unread(place)) => place.put(packet),
            Some(place) => {
                let mut unread = Unread::EMPTY;
                unread.put(packet);
                *place = Newest::Unread(unread);
            }
            None => {}
        }
    }

    /// Where the header of the next packet belongs, if anywhere.
    #[inline]
    fn place(&mut self, passed_over: bool) -> Option<&mut Newest> {
        if passed_over || self.disclosure == Disclosure::Counts {
            self.skipped += 1;
            return None;
        }
        if self.newest.len() < MAX_HEADERS {
            self.newest.push(Newest::Unread(Unread::EMPTY));
            return self.newest.last_mut();
        }
        let place = self.oldest;
        self.oldest = (place + 1) % MAX_HEADERS;
        self.skipped += 1;
        self.newest.get_mut(place)
    }

    /// The headers, oldest first, and how many more there were.
    pub(super) fn cut(&mut self) -> (Vec<Header>, u64) {
        self.newest.rotate_left(self.oldest);
        self.oldest = 0;
        (self.newest.drain(..).map(Newest::header).collect(), std::mem::take(&mut self.skipped))
    }
}

impl Newest {
    fn header(self) -> Header {
        match self {
            Self::Read(header) => header,
            Self::Unread(unread) => unread.header(),
        }
    }
}

impl Unread {
    const EMPTY: Self =
        Self { time: 0, length: 0, vlan: None, direction: Direction::In, frame: [0; Gist::HEADERS] };

    #[inline]
    fn put(&mut self, packet: &Glanced<'_>) {
        let &Glanced { time, length, vlan, direction, gist, frame, .. } = packet;
        (self.time, self.length, self.vlan, self.direction) = (time, length, vlan, direction);
        // In pieces of a size that is known, which takes a few moves and no call.
        let (Some(front), Some((to, more))) =
            (frame.first_chunk::<{ Gist::HEADERS_OF_V4 }>(), self.frame.split_first_chunk_mut())
        else {
            return self.put_short(frame);
        };
        *to = *front;
        if gist.source.is_ipv4() {
            return;
        }
        match frame.get(Gist::HEADERS_OF_V4..Gist::HEADERS) {
            Some(rest) => more.copy_from_slice(rest),
            None => self.put_short(frame),
        }
    }

    /// A frame that ends within the longest headers.
    #[cold]
    fn put_short(&mut self, frame: &[u8]) {
        for (to, from) in self.frame.iter_mut().zip(frame) {
            *to = *from;
        }
    }

    fn header(&self) -> Header {
        let Self { time, length, vlan, direction, .. } = *self;
        let mut decoded = decode(Gist::LINK, &self.frame, length);
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
