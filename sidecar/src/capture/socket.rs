//! The packet socket on Linux: what pnet does not set up or tell.
//!
//! Opened with protocol 0, so that it receives nothing before it is bound to the one interface that was asked for.
//! Never reads a packet: pnet and the ring do.

use std::{
    io,
    os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd},
};

use nix::{
    errno::Errno,
    sys::socket::{AddressFamily, SockFlag, SockType, getsockopt, setsockopt, socket, sockopt},
};
use weir_protocol::BpfInstruction;

/// Asked of the kernel for frames that wait for us: a fifth of a second of 1500-byte frames at 30,000 a second.
/// Without the right to more, the kernel grants twice its `rmem_max` at most; what it granted is reported.
const BUFFER_BYTES: usize = 16 << 20;

/// A packet socket of ours.
#[derive(Debug)]
pub struct PacketSocket(OwnedFd);

/// What the kernel counted since it was asked last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Frames that came for us, dropped ones included.
    pub arrived: u64,
    /// Frames that found no room.
    pub dropped: u64,
}

impl PacketSocket {
    /// Opens one; needs `CAP_NET_RAW`.
    ///
    /// # Errors
    /// What the kernel says: EPERM or EACCES without the right, EAFNOSUPPORT without packet sockets.
    pub fn open() -> io::Result<Self> {
        let fd = socket(AddressFamily::Packet, SockType::Raw, SockFlag::SOCK_CLOEXEC, None)?;
        // A smaller buffer loses packets sooner, and they are counted: no reason to fail.
        if setsockopt(&fd, sockopt::RcvBufForce, &BUFFER_BYTES).is_err() {
            let _ = setsockopt(&fd, sockopt::RcvBuf, &BUFFER_BYTES);
        }
        Ok(Self(fd))
    }

    /// A second handle on the same socket: pnet closes the one that it is given.
    ///
    /// # Errors
    /// When there are too many files open.
    pub fn duplicate(&self) -> io::Result<Self> {
        self.0.try_clone().map(Self)
    }

    /// Hands the socket over.
    #[must_use]
    pub fn into_fd(self) -> OwnedFd {
        self.0
    }

    /// The receive buffer as it was granted.
    #[must_use]
    pub fn buffer_bytes(&self) -> u32 {
        getsockopt(&self.0, sockopt::RcvBuf).ok().and_then(|bytes| u32::try_from(bytes).ok()).unwrap_or(0)
    }

    /// The ARPHRD number of the bound interface, or `None` once it is gone.
    #[must_use]
    pub fn hardware_type(&self) -> Option<u16> {
        let mut size = size_of::<libc::sockaddr_ll>() as libc::socklen_t;
        #[expect(unsafe_code, reason = "nix refuses the shorter address that the kernel gives")]
        // SAFETY: all zeros is a valid sockaddr_ll, and the kernel writes at most `size` bytes into it.
        let (done, address) = unsafe {
            let mut address: libc::sockaddr_ll = std::mem::zeroed();
            (libc::getsockname(self.raw(), (&raw mut address).cast(), &raw mut size), address)
        };
        // The kernel sets the index to -1 when the interface is deleted, and never binds the socket again.
        (done == 0 && address.sll_ifindex > 0).then_some(address.sll_hatype)
    }

    /// Takes the error that waits on the socket; as long as it waits, every read fails at once.
    #[must_use]
    pub fn take_error(&self) -> Option<Errno> {
        getsockopt(&self.0, sockopt::SocketError).ok().filter(|&code| code != 0).map(Errno::from_raw)
    }

    /// Leaves out what this machine sends. On loopback every packet would be seen twice otherwise.
    ///
    /// # Errors
    /// On kernels before 4.20.
    pub fn ignore_outgoing(&self) -> io::Result<()> {
        let on: libc::c_int = 1;
        self.set(libc::SOL_PACKET, libc::PACKET_IGNORE_OUTGOING, &on)
    }

    /// What the kernel counted since the last call: reading sets its counters to zero.
    #[must_use]
    pub fn statistics(&self) -> Option<Statistics> {
        let mut counted = libc::tpacket_stats { tp_packets: 0, tp_drops: 0 };
        let mut size = size_of_val(&counted) as libc::socklen_t;
        #[expect(unsafe_code, reason = "nix does not know this option")]
        // SAFETY: the kernel writes at most `size` bytes into a struct of that size that outlives the call.
        let done = unsafe {
            libc::getsockopt(
                self.raw(),
                libc::SOL_PACKET,
                libc::PACKET_STATISTICS,
                (&raw mut counted).cast(),
                &raw mut size,
            )
        };
        // tp_packets includes the drops: the kernel adds them when it is asked.
        (done == 0)
            .then(|| Statistics { arrived: counted.tp_packets.into(), dropped: counted.tp_drops.into() })
    }

    /// Lets the kernel run `program` over each frame: it says how many bytes are copied, or 0 to leave it out (bpf(4)).
    /// Attached before [`Self::bind`], it sees every frame that is counted.
    ///
    /// # Errors
    /// Those of the kernel: no valid program, or more memory for it than `net.core.optmem_max` allows.
    pub fn attach(&self, program: &[BpfInstruction]) -> io::Result<()> {
        attach_to(&self.0, program)
    }

    /// Receives every frame of the interface; 0 is all interfaces. Needs no right once the socket is open.
    ///
    /// # Errors
    /// When there is no such interface.
    pub fn bind(&self, index: u32) -> io::Result<()> {
        let index = i32::try_from(index).map_err(io::Error::other)?;
        let address = libc::sockaddr_ll {
            sll_family: libc::AF_PACKET as u16,
            sll_protocol: (libc::ETH_P_ALL as u16).to_be(),
            sll_ifindex: index,
            sll_hatype: 0,
            sll_pkttype: 0,
            sll_halen: 0,
            sll_addr: [0; 8],
        };
        #[expect(unsafe_code, reason = "nix cannot make an address of this family")]
        // SAFETY: the kernel reads a sockaddr_ll of its full size from a value that outlives the call.
        let done = unsafe {
            libc::bind(self.raw(), (&raw const address).cast(), size_of_val(&address) as libc::socklen_t)
        };
        if done == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
    }

    /// Asks the interface for frames that are addressed to others, until the socket is closed.
    ///
    /// # Errors
    /// When it cannot.
    pub fn promiscuous(&self, index: u32) -> io::Result<()> {
        let request = libc::packet_mreq {
            mr_ifindex: i32::try_from(index).map_err(io::Error::other)?,
            mr_type: libc::PACKET_MR_PROMISC as u16,
            mr_alen: 0,
            mr_address: [0; 8],
        };
        self.set(libc::SOL_PACKET, libc::PACKET_ADD_MEMBERSHIP, &request)
    }

    fn set<T>(&self, level: libc::c_int, option: libc::c_int, value: &T) -> io::Result<()> {
        set(&self.0, level, option, value)
    }

    fn raw(&self) -> RawFd {
        self.0.as_raw_fd()
    }
}

impl AsFd for PacketSocket {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

/// Attaches a filter to any socket.
pub(super) fn attach_to(socket: &OwnedFd, program: &[BpfInstruction]) -> io::Result<()> {
    let mut code: Vec<libc::sock_filter> = program
        .iter()
        .map(|&BpfInstruction { code, jt, jf, k }| libc::sock_filter { code, jt, jf, k })
        .collect();
    let len = u16::try_from(code.len()).map_err(io::Error::other)?;
    let program = libc::sock_fprog { len, filter: code.as_mut_ptr() };
    set(socket, libc::SOL_SOCKET, libc::SO_ATTACH_FILTER, &program)
}

fn set<T>(socket: &OwnedFd, level: libc::c_int, option: libc::c_int, value: &T) -> io::Result<()> {
    #[expect(unsafe_code, reason = "nix does not know the options of packet sockets")]
    // SAFETY: the kernel reads as many bytes as the value has, from a value that outlives the call; what a filter's
    // value points to outlives it as well.
    let done = unsafe {
        libc::setsockopt(
            socket.as_raw_fd(),
            level,
            option,
            (&raw const *value).cast(),
            size_of::<T>() as libc::socklen_t,
        )
    };
    if done == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
