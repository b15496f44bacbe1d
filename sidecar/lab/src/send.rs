//! Puts frames onto an interface of a namespace.

use std::fs::File;
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

use nix::sched::{CloneFlags, setns};
use pnet::datalink::{self, Channel, DataLinkSender};

/// Where `ip netns` keeps its namespaces.
const NAMESPACES: &str = "/run/netns";
/// So many frames go out at once, then there is a pause: the kernel's input queue holds 1,000.
const BURST: usize = 50;
const PAUSE: Duration = Duration::from_millis(2);

/// Does something inside a network namespace, on a thread of its own that ends with it.
pub fn in_namespace<T: Send>(name: &str, work: impl FnOnce() -> io::Result<T> + Send) -> io::Result<T> {
    let namespace = File::open(Path::new(NAMESPACES).join(name))?;
    thread::scope(|scope| {
        let inside = scope.spawn(move || {
            // A thread enters alone; the rest of the process stays where it is.
            setns(namespace, CloneFlags::CLONE_NEWNET)?;
            work()
        });
        inside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Sends the frames as they are, in their order, slowly enough that none is lost. Says how many went out.
pub fn send_frames<'a>(
    namespace: &str,
    interface: &str,
    frames: impl IntoIterator<Item = &'a [u8], IntoIter: Send>,
) -> io::Result<u64> {
    let frames = frames.into_iter();
    in_namespace(namespace, move || {
        let mut sender = Sender::open(interface)?;
        let mut sent = 0;
        for (place, frame) in frames.enumerate() {
            if place > 0 && place % BURST == 0 {
                thread::sleep(PAUSE);
            }
            sender.send(frame)?;
            sent += 1;
        }
        Ok(sent)
    })
}

/// An open interface, in the namespace of the thread that opened it.
pub(crate) struct Sender(Box<dyn DataLinkSender>);

impl Sender {
    pub(crate) fn open(name: &str) -> io::Result<Self> {
        let interface = datalink::interfaces().into_iter().find(|interface| interface.name == name);
        let interface =
            interface.ok_or_else(|| io::Error::other(format!("there is no interface {name} here")))?;
        let config = datalink::Config { promiscuous: false, ..datalink::Config::default() };
        match datalink::channel(&interface, config)? {
            Channel::Ethernet(sender, _) => Ok(Self(sender)),
            _ => Err(io::Error::other(format!("{name} is not an Ethernet interface"))),
        }
    }

    pub(crate) fn send(&mut self, frame: &[u8]) -> io::Result<()> {
        self.0.send_to(frame, None).unwrap_or_else(|| Err(io::Error::other("the frame does not fit")))
    }
}
