//! Linux: capabilities, `no_new_privs`, Landlock and seccomp.
//!
//! Capabilities and Landlock belong to a thread, so they go before the second thread exists; seccomp is put on all
//! threads at once. Landlock is best effort (kernels before 5.13 have none); the rest is not.

use std::{fs::File, io};

use caps::CapSet;
use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetError, Scope,
};
use nix::{
    sys::{
        prctl,
        resource::{Resource, getrlimit, setrlimit},
        signal::Signal,
    },
    unistd::getppid,
};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen as Length, SeccompCmpOp as Compare, SeccompCondition,
    SeccompFilter, SeccompRule, apply_filter_all_threads,
};

use super::Open;
use crate::exit::Exit;

const STDERR: i32 = 2;

pub(super) fn prepare(ends_with_parent: bool) -> Result<(), Exit> {
    use_one_arena();
    fill_standard_files().map_err(|_| Exit::Sandbox)?;
    close_inherited_files();
    lower_limits(ends_with_parent)?;
    prctl::set_dumpable(false).map_err(|_| Exit::Sandbox)?;
    if ends_with_parent {
        let parent = getppid();
        prctl::set_pdeathsig(Signal::SIGKILL).map_err(|_| Exit::Sandbox)?;
        // It may have died before the kernel was told.
        if getppid() != parent {
            return Err(Exit::Done);
        }
    }
    Ok(())
}

/// Open files at the same time: standard ones, the socket and its copies, the connection, a pipe; with room to spare.
const MAX_FILES: u64 = 64;

/// Private memory, stacks of all threads included. A capture of a million sources stays below an eighth of it.
const MAX_DATA_BYTES: u64 = 256 << 20;

/// The parent's limits may be higher or lower; ours never rise. `live`: no file is written, whatever the parent allows.
fn lower_limits(live: bool) -> Result<(), Exit> {
    let lower = |resource, wanted: u64| {
        let (_, hard) = getrlimit(resource)?;
        setrlimit(resource, wanted.min(hard), wanted.min(hard))
    };
    let mut limits = vec![(Resource::RLIMIT_CORE, 0), (Resource::RLIMIT_NOFILE, MAX_FILES)];
    if live {
        limits.extend([(Resource::RLIMIT_FSIZE, 0), (Resource::RLIMIT_DATA, MAX_DATA_BYTES)]);
    }
    limits.into_iter().try_for_each(|(resource, wanted)| lower(resource, wanted)).map_err(|_| Exit::Sandbox)
}

/// glibc gives each thread an arena of its own, and when it shrinks one it opens a file under /proc to see whether it
/// may: the sandbox would end the process for that, some minutes into a busy capture. The main arena does not.
fn use_one_arena() {
    #[cfg(target_env = "gnu")]
    #[expect(unsafe_code, reason = "only the C library can be told how to allocate")]
    // SAFETY: called before any thread exists; the option takes a number.
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, 1);
    }
}

/// If standard input, output or error were closed, the next file opened would be taken for them.
fn fill_standard_files() -> io::Result<()> {
    loop {
        let file = File::options().read(true).write(true).open("/dev/null")?;
        if std::os::fd::AsRawFd::as_raw_fd(&file) > STDERR {
            return Ok(());
        }
        std::mem::forget(file);
    }
}

/// Files that the parent left open by mistake. Kernels before 5.9 cannot; then they stay, unknown to us.
fn close_inherited_files() {
    const FIRST: libc::c_uint = 3;
    #[expect(unsafe_code, reason = "there is no safe call to close files that nobody owns")]
    // SAFETY: nothing of ours is open beyond standard error yet, so no file is closed under its owner.
    let _ = unsafe { libc::syscall(libc::SYS_close_range, FIRST, libc::c_uint::MAX, 0) };
}

pub(super) fn drop_rights() -> Result<(), Exit> {
    // The bounding set can be emptied only by those who hold CAP_SETPCAP; no_new_privs makes it harmless for others.
    let _ = caps::clear(None, CapSet::Bounding);
    let _ = caps::clear(None, CapSet::Ambient);
    for set in [CapSet::Effective, CapSet::Permitted, CapSet::Inheritable] {
        caps::clear(None, set).map_err(|_| Exit::Sandbox)?;
    }
    for set in [CapSet::Ambient, CapSet::Effective, CapSet::Permitted, CapSet::Inheritable] {
        let left = caps::read(None, set).map_err(|_| Exit::Sandbox)?;
        if !left.is_empty() {
            return Err(Exit::Sandbox);
        }
    }
    prctl::set_no_new_privs().map_err(|_| Exit::Sandbox)?;
    // Losing a capability makes a process dumpable again on some kernels.
    prctl::set_dumpable(false).map_err(|_| Exit::Sandbox)?;
    let _ = deny_files_and_network();
    Ok(())
}

fn deny_files_and_network() -> Result<(), RulesetError> {
    let newest = ABI::V6;
    Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(newest))?
        .handle_access(AccessNet::from_all(newest))?
        .scope(Scope::from_all(newest))?
        .create()?
        .restrict_self()?;
    Ok(())
}

pub(super) fn close_sandbox(open: &Open<'_>) -> Result<(), Exit> {
    let program = program(open).ok_or(Exit::Sandbox)?;
    apply_filter_all_threads(&program).map_err(|_| Exit::Sandbox)
}

/// Whatever is not named here ends the process.
fn program(open: &Open<'_>) -> Option<BpfProgram> {
    let unconditional = ALLOWED.iter().map(|&call| (call, Vec::new()));
    let conditional = [
        (libc::SYS_write, to_files(open.writable.iter().copied().chain([STDERR]))?),
        (libc::SYS_sendto, to_files(open.writable.iter().copied())?),
        // Memory yes, code no.
        (libc::SYS_mmap, vec![without_exec()?]),
        (libc::SYS_mprotect, vec![without_exec()?]),
        // The standard library asks whether a file is still open before it closes it.
        (libc::SYS_fcntl, vec![rule(1, Compare::Eq, libc::F_GETFD as u64)?]),
    ];
    let rules = unconditional.chain(conditional).collect();
    let architecture = std::env::consts::ARCH.try_into().ok()?;
    SeccompFilter::new(rules, SeccompAction::KillProcess, SeccompAction::Allow, architecture)
        .ok()?
        .try_into()
        .ok()
}

const ALLOWED: &[libc::c_long] = &[
    // Packets, commands, the kernel's account of drops, the state of the interface.
    libc::SYS_recvfrom,
    libc::SYS_read,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_poll,
    libc::SYS_ppoll,
    libc::SYS_getsockopt,
    libc::SYS_getsockname,
    // Time, threads, memory.
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_nanosleep,
    libc::SYS_futex,
    libc::SYS_sched_yield,
    libc::SYS_restart_syscall,
    libc::SYS_brk,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_madvise,
    libc::SYS_getrandom,
    // The end.
    libc::SYS_close,
    libc::SYS_rt_sigreturn,
    libc::SYS_rt_sigprocmask,
    libc::SYS_sigaltstack,
    libc::SYS_exit,
    libc::SYS_exit_group,
];

fn to_files(files: impl Iterator<Item = i32>) -> Option<Vec<SeccompRule>> {
    files.map(|file| rule(0, Compare::Eq, u64::try_from(file).ok()?)).collect()
}

fn without_exec() -> Option<SeccompRule> {
    rule(2, Compare::MaskedEq(libc::PROT_EXEC as u64), 0)
}

fn rule(argument: u8, compare: Compare, value: u64) -> Option<SeccompRule> {
    let condition = SeccompCondition::new(argument, Length::Dword, compare, value).ok()?;
    SeccompRule::new(vec![condition]).ok()
}
