//! One network namespace, gone when its value is.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::send::in_namespace;

/// All namespaces of the lab begin like this; nothing else is ever sent to or deleted.
pub(crate) const PREFIX: &str = "weir-";

/// A network namespace with a loopback interface and without IPv6 of its own.
#[derive(Debug)]
pub struct Namespace {
    name: String,
}

impl Namespace {
    /// Makes one with this name.
    pub(crate) fn new(name: String) -> io::Result<Self> {
        ip(&["netns", "add", &name])?;
        let namespace = Self { name };
        // Frames that a test sends are captured all the same; the kernel itself stays silent:
        // no neighbour discovery, no multicast reports, no router solicitations.
        namespace.set("net/ipv6/conf/all/disable_ipv6", "1")?;
        namespace.set("net/ipv6/conf/default/disable_ipv6", "1")?;
        ip(&["-n", namespace.name(), "link", "set", "lo", "up"])?;
        Ok(namespace)
    }

    /// Its name, as `ip netns` knows it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A command that will run in it, with the host's files.
    #[must_use]
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new("ip");
        command.args(["netns", "exec", &self.name, program]);
        command
    }

    /// Runs a command in it to its end and gives its output.
    pub fn exec(&self, command: &[&str]) -> io::Result<String> {
        let (program, arguments) = command.split_first().ok_or_else(|| io::Error::other("no command"))?;
        run(self.command(program).args(arguments))
    }

    /// Does something on a thread inside it, such as opening a socket that may then be used anywhere.
    pub fn enter<T: Send>(&self, work: impl FnOnce() -> io::Result<T> + Send) -> io::Result<T> {
        in_namespace(&self.name, work)
    }

    fn set(&self, key: &str, value: &str) -> io::Result<()> {
        // Below /proc/sys/net a thread sees the settings of its own namespace.
        self.enter(|| {
            let path = Path::new("/proc/sys").join(key);
            // Without IPv6 in the kernel there is nothing to silence.
            if path.exists() { fs::write(path, value) } else { Ok(()) }
        })
    }
}

impl Drop for Namespace {
    fn drop(&mut self) {
        // An error here has no one to go to: the next lab sweeps what is left.
        let _ = ip(&["netns", "del", &self.name]);
    }
}

/// A name that no other lab has: who made it, when, and which of his.
pub(crate) fn unique_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.subsec_nanos());
    let random = nanos.wrapping_add(COUNT.fetch_add(1, Ordering::Relaxed)) & 0xf_ffff;
    format!("{PREFIX}{}-{random:05x}", std::process::id())
}

/// Deletes the namespaces of labs whose process was killed before it could clean up.
pub(crate) fn sweep() {
    let Ok(entries) = fs::read_dir("/run/netns") else { return };
    for name in entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()) {
        let owner = name.strip_prefix(PREFIX).and_then(|rest| rest.split('-').next()?.parse::<u32>().ok());
        if owner.is_some_and(|pid| !Path::new(&format!("/proc/{pid}")).exists()) {
            // Two labs may sweep at once; one of them is told that it is gone already.
            let _ = ip(&["netns", "del", &name]);
        }
    }
}

/// Runs `ip` and gives its output.
pub(crate) fn ip(arguments: &[&str]) -> io::Result<String> {
    run(Command::new("ip").args(arguments))
}

fn run(command: &mut Command) -> io::Result<String> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(io::Error::other(format!("{command:?} failed ({}): {}", output.status, said.trim())))
}
