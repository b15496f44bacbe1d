//! The size of everything that crosses the socket, each limit with its reason.

/// Most bytes of a frame after its length field: 1 MiB.
/// A full tick (5,120 sources, 256 headers, 240 slices) is about 280 kB, so three times the largest honest frame.
pub const MAX_FRAME_BYTES: usize = 1 << 20;

/// Fewest bytes of a frame after its length field: kind, flags and version.
pub const MIN_FRAME_BYTES: usize = 4;

/// Most bytes of a command from the core: the sidecar refuses more before it allocates.
/// A start with two filter programs of [`MAX_FILTER_INSTRUCTIONS`] has 80 kB: an instruction takes 10 bytes at most.
pub const MAX_COMMAND_BYTES: usize = 96 << 10;

/// Most bytes of a launch note: a path and a number.
pub const MAX_LAUNCH_BYTES: usize = 4096;

/// Most instructions of one filter program: the kernel takes 4096 (`BPF_MAXINSNS`), and the sidecar puts some of its
/// own around them.
pub const MAX_FILTER_INSTRUCTIONS: usize = 4000;

/// One tick covers 250 ms of packet time.
/// Short enough that an alert can be on the screen within half a second, long enough that a tick costs nothing;
/// and it divides every chart interval, so that intervals are exact sums of ticks.
pub const TICK_NANOS: u64 = 250_000_000;

/// Most slices of 250 ms in one tick: one minute.
/// A live tick has one; more are the trace of a slow reader, or of a capture file read at full speed.
pub const MAX_SLICES: usize = 240;

/// Sources are told at the end of a second, or with any tick when more than this many have something to tell: a few
/// rows four times a second would cost more than all else that is done for them.
pub const MAX_WAITING_SOURCES: usize = 2048;

/// Most rows of the source table in one tick: those that waited, and 3,072 more, since at 1/3072 of a tick's packets a
/// source is too small to matter on a chart of fifteen.
pub const MAX_SOURCES: usize = 3072 + MAX_WAITING_SOURCES;

/// Most packet headers in one tick: more than an eye can follow in 250 ms.
pub const MAX_HEADERS: usize = 256;

/// Most interfaces in a list; a machine full of containers has some hundreds.
pub const MAX_INTERFACES: usize = 1024;

/// Most bytes of an interface name or description that the sidecar sends.
pub const MAX_NAME_BYTES: usize = 256;

/// Most addresses of one interface.
pub const MAX_ADDRESSES: usize = 64;

/// Most bytes of the socket path in a launch note: `sockaddr_un.sun_path` less its NUL.
pub const MAX_SOCKET_PATH_BYTES: usize = 107;

/// Most bytes of a build name in a Hello.
pub const MAX_BUILD_BYTES: usize = 64;

/// Most bytes of a detail text in a failure.
pub const MAX_DETAIL_BYTES: usize = 512;

/// Most victims of one family in a tick: more than eight floods of one kind at once are told as "and more".
pub const MAX_VICTIMS: usize = 8;

/// Most scans, sweeps and servers (of each) in a tick, for the same reason.
pub const MAX_SUSPECTS: usize = 16;

/// Most ports, peers and hosts listed for one of them: what a person reads on a card.
pub const MAX_EVIDENCE: usize = 8;

/// Most observations in a merged tick: the newest two seconds. Rules look back one to five seconds from now, and a
/// window that was slow for longer loses only when something began, not that it happens.
pub const MAX_OBSERVATIONS: usize = 8;
