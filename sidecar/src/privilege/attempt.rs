//! What an attacker who had taken over this process would try first, as system calls.
//!
//! Each gets arguments that do no harm where the sandbox should not hold: null pointers, no flags, file -1.

use std::os::fd::RawFd;

use libc::c_long;

/// One thing that must be impossible in the closed sandbox.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attempt {
    pub(crate) name: &'static str,
    pub(crate) on: On,
    call: c_long,
    arguments: [c_long; 4],
}

/// Which file the first argument is, if it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    /// None, or one that does not exist.
    Nothing,
    /// The packet socket.
    Capture,
    /// A file that is open but not the connection.
    Other,
}

/// A frame that nobody would miss: it never leaves, since its socket is bound to nothing.
static FRAME: [u8; 64] = [0; 64];

const fn on(on: On, name: &'static str, call: c_long, arguments: [c_long; 4]) -> Attempt {
    Attempt { name, on, call, arguments }
}

const fn any(name: &'static str, call: c_long) -> Attempt {
    on(On::Nothing, name, call, [-1, 0, 0, 0])
}

/// A call that says where, then how much: `write`, `sendto`.
const fn bytes(which: On, name: &'static str, call: c_long) -> Attempt {
    // The second argument, the address, is filled in when it is made.
    on(which, name, call, [0, 0, 64, 0])
}

const EXECUTABLE: c_long = (libc::PROT_READ | libc::PROT_EXEC) as c_long;

/// All of them.
pub(crate) const ATTEMPTS: &[Attempt] = &[
    bytes(On::Capture, "send a frame through the capture socket (write)", libc::SYS_write),
    bytes(On::Capture, "send a frame through the capture socket (sendto)", libc::SYS_sendto),
    on(On::Capture, "send a frame through the capture socket (sendmsg)", libc::SYS_sendmsg, [0; 4]),
    on(On::Capture, "send frames through the capture socket (sendmmsg)", libc::SYS_sendmmsg, [0; 4]),
    on(On::Capture, "send a frame through the capture socket (writev)", libc::SYS_writev, [0; 4]),
    on(On::Capture, "capture on another interface (bind)", libc::SYS_bind, [0; 4]),
    on(On::Capture, "change the capture socket (setsockopt)", libc::SYS_setsockopt, [0; 4]),
    on(On::Capture, "ask the interface for more (ioctl)", libc::SYS_ioctl, [0; 4]),
    bytes(On::Other, "write to any other file", libc::SYS_write),
    bytes(On::Other, "send to any other socket", libc::SYS_sendto),
    on(On::Other, "write at a place in a file", libc::SYS_pwrite64, [0; 4]),
    on(On::Other, "shorten a file", libc::SYS_ftruncate, [0; 4]),
    on(On::Other, "give a file a second number", libc::SYS_dup, [0; 4]),
    on(On::Other, "map memory that can be run", libc::SYS_mmap, [0, 4096, EXECUTABLE, 0]),
    any("make memory runnable", libc::SYS_pkey_mprotect),
    any("open a file", libc::SYS_openat),
    any("open a file (openat2)", libc::SYS_openat2),
    any("make a folder", libc::SYS_mkdirat),
    any("remove a file", libc::SYS_unlinkat),
    any("rename a file", libc::SYS_renameat2),
    any("read a folder", libc::SYS_getdents64),
    any("look at a file", libc::SYS_newfstatat),
    any("change a file's mode", libc::SYS_fchmodat),
    any("copy between files in the kernel", libc::SYS_sendfile),
    any("copy between pipes in the kernel", libc::SYS_splice),
    any("make a file in memory", libc::SYS_memfd_create),
    any("open a socket", libc::SYS_socket),
    any("open a pair of sockets", libc::SYS_socketpair),
    any("connect", libc::SYS_connect),
    any("listen", libc::SYS_listen),
    any("accept", libc::SYS_accept4),
    any("receive descriptors", libc::SYS_recvmsg),
    any("run a program", libc::SYS_execve),
    any("run a program (execveat)", libc::SYS_execveat),
    on(On::Nothing, "start a process or thread", libc::SYS_clone, [libc::CLONE_FS as c_long, 0, 0, 0]),
    any("start a process or thread (clone3)", libc::SYS_clone3),
    any("trace a process", libc::SYS_ptrace),
    any("read another process's memory", libc::SYS_process_vm_readv),
    any("write another process's memory", libc::SYS_process_vm_writev),
    any("hold another process", libc::SYS_pidfd_open),
    any("take another process's files", libc::SYS_pidfd_getfd),
    on(On::Nothing, "signal another process", libc::SYS_kill, [1, 0, 0, 0]),
    any("become another user", libc::SYS_setuid),
    any("become another group", libc::SYS_setgroups),
    any("take capabilities", libc::SYS_capset),
    any("change what the process is", libc::SYS_prctl),
    any("change its limits", libc::SYS_prlimit64),
    any("change its sandbox", libc::SYS_seccomp),
    any("mount", libc::SYS_mount),
    any("leave its namespaces", libc::SYS_unshare),
    any("enter other namespaces", libc::SYS_setns),
    any("change its root", libc::SYS_chroot),
    any("load a program into the kernel", libc::SYS_bpf),
    any("watch the kernel", libc::SYS_perf_event_open),
    any("queue work for the kernel", libc::SYS_io_uring_setup),
    any("handle page faults itself", libc::SYS_userfaultfd),
    any("use the kernel's keys", libc::SYS_keyctl),
    any("load a module", libc::SYS_finit_module),
    any("set the clock", libc::SYS_clock_settime),
];

impl Attempt {
    /// Makes it. Comes back only where it was not stopped.
    pub(crate) fn make(self, capture: RawFd, other: RawFd) {
        let [mut first, mut second, third, fourth] = self.arguments;
        match self.on {
            On::Nothing => {}
            On::Capture => first = capture.into(),
            On::Other if self.call == libc::SYS_mmap => {}
            On::Other => first = other.into(),
        }
        if self.call == libc::SYS_write || self.call == libc::SYS_sendto {
            second = FRAME.as_ptr() as c_long;
        }
        #[expect(unsafe_code, reason = "there is no safe call for what must not be possible")]
        // SAFETY: the kernel checks every argument. The only pointer that is not null is to bytes that live for ever
        // and are only read; `clone` is given no stack and not told to share memory, so it could only fork.
        let _ = unsafe { libc::syscall(self.call, first, second, third, fourth, 0, 0) };
    }
}
