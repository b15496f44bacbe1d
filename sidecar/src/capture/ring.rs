//! An interface of this machine, read from a ring that the kernel fills (AF_PACKET, TPACKET_V3).
//!
//! A wake-up yields hundreds of frames, and no frame costs a system call: a twentieth to a fiftieth of the CPU of a
//! read for each. Frames carry the kernel's time, direction, original length and VLAN tag; only their first
//! bytes are copied ([`kernel`](super::filter::kernel)). Owns the socket and the mapping; keeps the account `frames taken + drops == frames
//! that came`, exactly.

pub mod block;
mod mapping;
mod nap;

use std::{
    io,
    os::fd::AsFd,
    time::{Duration, Instant},
};

use block::{Cursor, Frame};
use mapping::{BLOCKS, Mapping, RETIRE_MS};
use nap::Nap;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use weir_protocol::Direction;

use super::{
    Followers, Group, Hints, Next, Packet, PacketSource, SourceError,
    engine::check_kind,
    filter::{Filter, Program, machine::View},
    link::{LINK_ETHERNET, link_type},
    pnet::Opened,
    socket::PacketSocket,
    watch::{Watch, failure_of, system, wall_nanos},
};

/// How long a look at a ring that is drained waits for a block.
const PATIENCE_MS: u8 = 50;

/// A frame shows this late at most, so an idle ring vouches for time only up to here.
const LATENESS_NANOS: u64 = (RETIRE_MS as u64 + 10) * 1_000_000;

/// After a stop, the frames that the kernel has counted are still read, but not for longer than this.
const DRAIN_LIMIT: Duration = Duration::from_millis(500);

/// How often a silent interface is asked whether it still exists: deletion makes no second sound.
const CHECK_EVERY: Duration = Duration::from_millis(400);

/// `sll_pkttype`, linux/if_packet.h.
const PACKET_OTHERHOST: u8 = 3;
const PACKET_OUTGOING: u8 = 4;

/// A VLAN tag's bytes on the wire.
const TAG_BYTES: u32 = 4;

/// A live interface, or all of them.
pub struct RingSource {
    mapping: Mapping,
    socket: PacketSocket,
    watch: Watch,
    /// Of the one interface; each frame has its own when there are several.
    link: Option<u16>,
    number: usize,
    cursor: Option<Cursor>,
    /// Frames that were taken out of the ring.
    taken: u64,
    /// So many of them when the pipeline last heard what time it is.
    vouched: u64,
    /// What the kernel lets through because it keeps its VLAN tag apart is judged by this.
    tagged: Option<Program>,
    drain: Option<(Instant, u64)>,
    checked: Instant,
    nap: Nap,
}

/// What to listen to.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its index; 0 is all interfaces.
    pub index: u32,
    /// It is the loopback: what it sends it also receives.
    pub loopback: bool,
    /// Ask it for frames that are addressed to others.
    pub promiscuous: bool,
}

impl RingSource {
    /// Makes the ring on `socket`, which has its filter already, and binds it. From here on the kernel writes frames;
    /// none is read yet.
    ///
    /// # Errors
    /// The socket comes back when this kernel gives no ring: pnet can still use it. Otherwise as the interface says.
    pub fn open(
        socket: PacketSocket,
        target: Target,
        filter: Option<&Filter>,
    ) -> Result<(Self, Opened), (Option<PacketSocket>, SourceError)> {
        match Mapping::new(socket.as_fd()) {
            Ok(mapping) => Self::bind(socket, mapping, target, filter).map_err(|error| (None, error)),
            Err(error) => Err((Some(socket), system(&error))),
        }
    }

    fn bind(
        socket: PacketSocket,
        mapping: Mapping,
        target: Target,
        filter: Option<&Filter>,
    ) -> Result<(Self, Opened), SourceError> {
        if target.loopback {
            socket.ignore_outgoing().map_err(|error| system(&error))?;
        }
        let watch = Watch::new(socket.duplicate().map_err(|error| system(&error))?);
        socket.bind(target.index).map_err(|error| failure_of(&error))?;
        let link =
            if target.index == 0 { None } else { Some(link_type(check_kind(&socket, filter.is_some())?)) };
        if target.promiscuous && target.index != 0 {
            socket.promiscuous(target.index).map_err(|error| failure_of(&error))?;
        }
        let opened = Opened {
            link_type: link.unwrap_or(LINK_ETHERNET),
            buffer_bytes: u32::try_from(mapping::BLOCK_BYTES * BLOCKS).unwrap_or(u32::MAX),
            counts_drops: true,
        };
        let source = Self {
            mapping,
            socket,
            watch,
            link,
            number: 0,
            cursor: None,
            taken: 0,
            vouched: 0,
            tagged: filter.filter(|filter| filter.tags).and_then(|filter| filter.ethernet.clone()),
            drain: None,
            checked: Instant::now(),
            nap: Nap::new(),
        };
        Ok((source, opened))
    }

    /// Makes sure that the cursor stands before a frame. False: the ring is empty for now.
    fn seek(&mut self) -> bool {
        loop {
            match &self.cursor {
                Some(cursor) if cursor.left() > 0 => return true,
                Some(_) => {
                    self.mapping.give_back(self.number);
                    self.nap.note_block();
                    self.number = (self.number + 1) % BLOCKS;
                    self.cursor = None;
                }
                None => match self.mapping.block(self.number) {
                    Some(block) => self.cursor = Some(Cursor::start(block)),
                    None => return false,
                },
            }
        }
    }

    /// Waits until it is worth to look at the ring again. False: there will be no more.
    fn wait(&mut self) -> Result<bool, SourceError> {
        if let Some((until, owed)) = self.drain
            && (self.taken >= owed || Instant::now() >= until)
        {
            self.watch.lose(owed.saturating_sub(self.taken));
            self.taken = self.taken.max(owed);
            return Ok(false);
        }
        // An error wakes it in any case.
        let (events, timeout) = match self.drain {
            Some(_) => (PollFlags::POLLIN, PATIENCE_MS),
            None => (PollFlags::empty(), self.nap.ms(wall_nanos())),
        };
        let mut ready = [PollFd::new(self.socket.as_fd(), events | PollFlags::POLLERR)];
        let polled = poll(&mut ready, PollTimeout::from(timeout));
        let broken = ready[0].revents().is_some_and(|events| events.contains(PollFlags::POLLERR));
        if polled.is_ok() && broken {
            self.watch.explain(&io::Error::other("the socket reports an error"))?;
        }
        if self.link.is_some() && self.checked.elapsed() >= CHECK_EVERY {
            self.checked = Instant::now();
            self.watch.check()?;
        }
        Ok(true)
    }
}

impl PacketSource for RingSource {
    fn next(&mut self) -> Result<Next<'_>, SourceError> {
        if !self.seek() {
            // What was read last may end a tick, which is to be told before the next wait.
            if self.vouched == self.taken && !self.wait()? {
                return Ok(Next::End);
            }
            // The clock first: frames that come between the two are not vouched for.
            let now = late_nanos();
            if !self.seek() {
                self.vouched = self.taken;
                return Ok(Next::Idle { now });
            }
        }
        let Self { mapping, cursor, number, taken, link, tagged, watch, .. } = self;
        let (Some(block), Some(cursor)) = (mapping.block(*number), cursor) else {
            return Ok(Next::Idle { now: late_nanos() });
        };
        let Some(frame) = cursor.next(block) else {
            // Never seen: the kernel wrote nonsense. The rest of the block is given back unread, and counted as lost.
            let lost = cursor.give_up(block);
            *taken += lost;
            watch.lose(lost);
            return Ok(Next::Idle { now: late_nanos() });
        };
        *taken += 1;
        if is_refused(tagged.as_ref(), &frame) {
            return Ok(Next::Idle { now: frame.time });
        }
        Ok(Next::Packet(packet(frame, *link, Followers::default())))
    }

    /// The rest of the block.
    #[inline]
    fn each(&mut self, mut take: impl FnMut(&Packet<'_>) -> bool) {
        let Self { mapping, cursor: Some(place), number, taken, link, tagged, .. } = self else { return };
        let Some(block) = mapping.block(*number) else { return };
        let mut cursor = *place;
        let mut followers = match tagged {
            None => followers(mapping, *number, cursor),
            // Who knows how many of them pass.
            Some(_) => Followers::default(),
        };
        while let Some(frame) = cursor.next(block) {
            *taken += 1;
            if tagged.is_none() {
                followers.near.packets = cursor.left();
            }
            if !is_refused(tagged.as_ref(), &frame) && !take(&packet(frame, *link, followers)) {
                break;
            }
        }
        *place = cursor;
    }

    fn stop(&mut self) {
        if self.drain.is_none() {
            self.drain = Some((Instant::now() + DRAIN_LIMIT, self.watch.queued_in_all().unwrap_or(0)));
        }
    }

    fn take_drops(&mut self) -> u64 {
        // After the stop the account is closed: frames that come later are not ours.
        if self.drain.is_none() {
            self.watch.update();
        }
        self.watch.take_drops()
    }
}

/// Up to when an idle ring has told everything.
fn late_nanos() -> u64 {
    wall_nanos().saturating_sub(LATENESS_NANOS)
}

/// Whether the user's filter refuses a frame that the kernel could not show to it.
fn is_refused(tagged: Option<&Program>, frame: &Frame<'_>) -> bool {
    let (Some(program), Some(_)) = (tagged, frame.vlan) else { return false };
    let view = View {
        bytes: frame.bytes,
        tag: frame.vlan,
        length: frame.length.saturating_add(TAG_BYTES),
        packet_type: frame.packet_type,
        protocol: frame.protocol,
        hardware: frame.hardware,
    };
    program.run(&view) == 0
}

/// The frames of this block, and of the next if that is full already.
fn followers(mapping: &Mapping, number: usize, cursor: Cursor) -> Followers {
    let group = |cursor: Cursor| Group { packets: cursor.left(), last: cursor.newest() };
    let behind = mapping.block((number + 1) % BLOCKS).map(Cursor::start);
    Followers { near: group(cursor), far: behind.map(group).unwrap_or_default() }
}

fn packet(frame: Frame<'_>, link: Option<u16>, followers: Followers) -> Packet<'_> {
    let tag = if frame.vlan.is_some() { TAG_BYTES } else { 0 };
    Packet {
        time: frame.time,
        length: frame.length.saturating_add(tag),
        link: link.unwrap_or_else(|| link_type(frame.hardware)),
        bytes: frame.bytes,
        hints: Hints {
            vlan: frame.vlan.map(|(_, tci)| tci),
            direction: Some(match frame.packet_type {
                PACKET_OUTGOING => Direction::Out,
                PACKET_OTHERHOST => Direction::Passing,
                _ => Direction::In,
            }),
            followers,
            snapped: true,
        },
    }
}
