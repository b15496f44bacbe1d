//! An interface of this machine, read through pnet.
//!
//! Owns the data-link channel and a second handle on its socket for what pnet does not tell: drops, pending errors,
//! a vanished interface. Keeps the account `packets yielded + drops == packets that came`, exactly.

use std::{
    io,
    time::{Duration, Instant},
};

use pnet::datalink::{self, Channel, Config, DataLinkReceiver, NetworkInterface};
use weir_protocol::FailureKind;

use super::{
    Hints, Next, Packet, PacketSource, SourceError,
    watch::{Watch, failure_of, wall_nanos},
};

/// How long a read waits for a packet. It bounds how late a tick and a stop can be; pnet cannot be interrupted.
pub const PATIENCE: Duration = Duration::from_millis(50);

/// Offloading hands over segments of up to 64 KiB as one frame; a shorter buffer would cut them and their length.
const READ_BUFFER_BYTES: usize = 128 << 10;

/// After a stop, the frames that the kernel had queued are still read, but not for longer than this.
const DRAIN_LIMIT: Duration = Duration::from_millis(500);

/// How often a silent interface is asked whether it still exists: deletion makes no second sound.
const CHECK_EVERY: Duration = Duration::from_millis(400);

/// Nothing is ever sent; pnet wants a buffer all the same.
const WRITE_BUFFER_BYTES: usize = 1;

/// A live interface.
pub struct PnetSource {
    receiver: Box<dyn DataLinkReceiver>,
    watch: Watch,
    link: u16,
    yielded: u64,
    drain: Option<Drain>,
    checked: Instant,
}

struct Drain {
    until: Instant,
    owed: Option<u64>,
}

/// Facts about the channel that was opened.
#[derive(Clone, Copy, Debug)]
pub struct Opened {
    /// Link type in the numbers of the tcpdump registry.
    pub link_type: u16,
    /// The receive buffer as granted.
    pub buffer_bytes: u32,
    /// Whether drops are counted.
    pub counts_drops: bool,
}

impl PnetSource {
    /// Binds `socket`, which has its filter already, to `interface`. From here on the kernel queues its frames; none is
    /// read yet. `filtered`: the filter is one of the user's.
    ///
    /// # Errors
    /// When the interface is gone, switched off or of no kind that a filter knows, or the channel cannot be had.
    #[cfg(target_os = "linux")]
    pub fn open(
        socket: super::socket::PacketSocket,
        interface: &NetworkInterface,
        promiscuous: bool,
        filtered: bool,
    ) -> Result<(Self, Opened), SourceError> {
        use std::os::fd::IntoRawFd;

        use super::{engine::check_kind, link::link_type, watch::system};

        let handle = socket.duplicate().map_err(|error| system(&error))?;
        if interface.is_loopback() {
            handle.ignore_outgoing().map_err(|error| system(&error))?;
        }
        let config = Config { socket_fd: Some(socket.into_fd().into_raw_fd()), ..config(promiscuous) };
        let receiver = channel(interface, config)?;
        let hardware = check_kind(&handle, filtered)?;
        let opened = Opened {
            link_type: link_type(hardware),
            buffer_bytes: handle.buffer_bytes(),
            counts_drops: true,
        };
        Ok((Self::new(receiver, Watch::new(handle), opened.link_type), opened))
    }

    /// Opens `interface` as pnet does by itself.
    ///
    /// # Errors
    /// When the channel cannot be had.
    #[cfg(not(target_os = "linux"))]
    pub fn open(interface: &NetworkInterface, promiscuous: bool) -> Result<(Self, Opened), SourceError> {
        let receiver = channel(interface, config(promiscuous))?;
        let opened = Opened { link_type: 1, buffer_bytes: 0, counts_drops: false };
        Ok((Self::new(receiver, Watch {}, opened.link_type), opened))
    }

    fn new(receiver: Box<dyn DataLinkReceiver>, watch: Watch, link: u16) -> Self {
        Self { receiver, watch, link, yielded: 0, drain: None, checked: Instant::now() }
    }

    fn is_drained(&self) -> bool {
        self.drain.as_ref().is_some_and(|drain| {
            drain.owed.is_some_and(|owed| self.yielded >= owed) || Instant::now() >= drain.until
        })
    }
}

impl PacketSource for PnetSource {
    fn next(&mut self) -> Result<Next<'_>, SourceError> {
        if self.drain.is_some() && self.is_drained() {
            close(&mut self.watch, self.drain.as_mut(), self.yielded);
            return Ok(Next::End);
        }
        match self.receiver.next() {
            Ok(bytes) => {
                self.yielded += 1;
                let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
                Ok(Next::Packet(Packet {
                    time: wall_nanos(),
                    length,
                    link: self.link,
                    bytes,
                    hints: Hints::default(),
                }))
            }
            Err(error) if is_only_late(&error) => {
                if self.drain.is_some() {
                    close(&mut self.watch, self.drain.as_mut(), self.yielded);
                    return Ok(Next::End);
                }
                if self.checked.elapsed() >= CHECK_EVERY {
                    self.checked = Instant::now();
                    self.watch.check()?;
                }
                Ok(Next::Idle { now: wall_nanos() })
            }
            Err(error) => {
                self.watch.explain(&error)?;
                Ok(Next::Idle { now: wall_nanos() })
            }
        }
    }

    fn stop(&mut self) {
        if self.drain.is_none() {
            self.drain =
                Some(Drain { until: Instant::now() + DRAIN_LIMIT, owed: self.watch.queued_in_all() });
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

fn config(promiscuous: bool) -> Config {
    Config {
        write_buffer_size: WRITE_BUFFER_BYTES,
        read_buffer_size: READ_BUFFER_BYTES,
        read_timeout: Some(PATIENCE),
        promiscuous,
        ..Config::default()
    }
}

fn channel(interface: &NetworkInterface, config: Config) -> Result<Box<dyn DataLinkReceiver>, SourceError> {
    match datalink::channel(interface, config) {
        Ok(Channel::Ethernet(_, receiver)) => Ok(receiver),
        Ok(_) => Err(SourceError::new(FailureKind::Unsupported, "pnet opened a channel of an unknown kind")),
        Err(error) => Err(failure_of(&error)),
    }
}

/// At the end the account is made even: what was queued and is not read is lost.
fn close(watch: &mut Watch, drain: Option<&mut Drain>, yielded: u64) {
    if let Some(owed) = drain.and_then(|drain| drain.owed.take()) {
        watch.lose(owed.saturating_sub(yielded));
    }
}

fn is_only_late(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}
