//! The live program: starts up in the one safe order, then does what [`session`](crate::session) decides.
//!
//! Owns the threads: this one listens for commands, one captures, one writes. All of them exist before the sandbox
//! closes, and the sandbox closes before the first packet is read.

use std::{
    io::{self, PipeReader, PipeWriter, Read, Write},
    os::fd::{AsFd, AsRawFd},
    sync::Arc,
    time::{Duration, Instant},
};

use interprocess::local_socket::Stream;
use nix::{
    poll::{PollFd, PollFlags, PollTimeout, poll},
    sys::socket::{MsgFlags, send},
};
use pnet::datalink::NetworkInterface;
use weir_protocol::{Command, Event, Frame, FrameReader, Kind, StartCapture, limits::MAX_COMMAND_BYTES};

use crate::{
    capture::{SourceError, interfaces, socket::PacketSocket},
    connect,
    emit::{Out, Outbox, Pipe},
    exit::Exit,
    live::{Capture, failed, spawn},
    privilege,
    session::{Effect, Happening, Session, Step},
};

/// The core sends a handful of commands in a session. More than this in a second is a defect or an attack.
const MAX_COMMANDS_PER_SECOND: u32 = 20;

/// One read of commands. All but a start with a long filter have some bytes.
const READ_BYTES: usize = 4096;

/// After a stop, the last tick and the totals must reach the core within this time; then the process ends anyway.
const STOP_LIMIT: Duration = Duration::from_secs(1);

/// Runs the live program to its end.
#[must_use]
pub fn run() -> Exit {
    match start_up() {
        Ok(mut server) => server.serve(),
        Err(exit) => exit,
    }
}

fn start_up() -> Result<Server, Exit> {
    privilege::prepare()?;
    let socket = PacketSocket::open().map_err(|error| match error.raw_os_error() {
        Some(libc::EPERM | libc::EACCES) => Exit::NoPermission,
        _ => Exit::NoPacketSockets,
    })?;
    let interfaces = interfaces::list();
    // The socket is open, so the right to open it goes, before a single byte from outside is read.
    privilege::drop_rights()?;
    let launch = connect::read_launch(&mut io::stdin().lock())?;
    let stream = connect::dial(&launch)?;
    let mut commands = FrameReader::new(MAX_COMMAND_BYTES);
    let version = connect::shake_hands(&stream, launch.nonce, &mut commands)?;
    Server::new(socket, interfaces, stream, commands, version)
}

struct Server {
    session: Session,
    socket: Option<PacketSocket>,
    interfaces: Vec<NetworkInterface>,
    stream: Arc<Stream>,
    commands: FrameReader,
    outbox: Arc<Outbox>,
    /// Its other end is closed when the writer has written the last event.
    writer_done: PipeReader,
    capture: Option<Capture>,
    failure: Option<SourceError>,
    second: Instant,
    commands_in_second: u32,
    stop_asked: Option<Instant>,
}

impl Server {
    fn new(
        socket: PacketSocket,
        interfaces: Vec<NetworkInterface>,
        stream: Stream,
        commands: FrameReader,
        version: u16,
    ) -> Result<Self, Exit> {
        let (writer_done, done) = io::pipe().map_err(|_| Exit::Connection)?;
        let stream = Arc::new(stream);
        let outbox = Arc::new(Outbox::with_pipe(Socket(Arc::clone(&stream)), version));
        let (pipe, events) = (Arc::clone(&stream), Arc::clone(&outbox));
        spawn("writer", move || write_events(&pipe, &events, version, done))?;
        Ok(Self {
            session: Session::Idle,
            socket: Some(socket),
            interfaces,
            stream,
            commands,
            outbox,
            writer_done,
            capture: None,
            failure: None,
            second: Instant::now(),
            commands_in_second: 0,
            stop_asked: None,
        })
    }

    fn serve(&mut self) -> Exit {
        loop {
            // Commands may have come together with the Welcome.
            loop {
                match self.commands.next() {
                    Ok(None) => break,
                    Ok(Some(frame)) => {
                        if let Err(exit) = self.obey(&frame) {
                            return exit;
                        }
                    }
                    Err(_) => return Exit::Connection,
                }
            }
            if let Err(exit) = self.wait() {
                return exit;
            }
        }
    }

    fn wait(&mut self) -> Result<(), Exit> {
        let timeout = if self.stop_asked.is_some() { PollTimeout::from(100u8) } else { PollTimeout::NONE };
        if self.stop_asked.is_some_and(|asked| asked.elapsed() > STOP_LIMIT) {
            return Err(Exit::Done);
        }
        let stdin = io::stdin();
        let Stream::UdSocket(socket) = &*self.stream;
        let mut ready = [
            PollFd::new(stdin.as_fd(), PollFlags::POLLIN),
            PollFd::new(socket.as_fd(), PollFlags::POLLIN),
            PollFd::new(self.writer_done.as_fd(), PollFlags::POLLIN),
        ];
        match poll(&mut ready, timeout) {
            Ok(_) | Err(nix::errno::Errno::EINTR) => {}
            Err(_) => return Err(Exit::Connection),
        }
        let [stdin, socket, writer] = ready.map(|fd| fd.any().unwrap_or(false));
        if writer {
            self.on(Happening::Ended)?;
        }
        if stdin {
            // Nobody may say more there than the launch note; so it is its end.
            self.on(Happening::PeerGone)?;
        }
        if socket {
            let mut bytes = [0; READ_BYTES];
            match (&*self.stream).read(&mut bytes) {
                Ok(0) => self.on(Happening::PeerGone)?,
                Ok(read) => self.commands.push(bytes.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => self.on(Happening::PeerGone)?,
            }
        }
        Ok(())
    }

    fn obey(&mut self, frame: &Frame) -> Result<(), Exit> {
        if self.second.elapsed() >= Duration::from_secs(1) {
            (self.second, self.commands_in_second) = (Instant::now(), 0);
        }
        self.commands_in_second += 1;
        if frame.kind != Kind::Command || self.commands_in_second > MAX_COMMANDS_PER_SECOND {
            return Err(Exit::Connection);
        }
        let happening = match frame.message().map_err(|_| Exit::Connection)? {
            Command::ListInterfaces => Happening::ListAsked,
            Command::Start(start) => Happening::StartAsked(start),
            Command::Stop { session } => Happening::StopAsked(session),
            Command::ShutDown => Happening::ShutDownAsked,
        };
        self.on(happening)
    }

    fn on(&mut self, happening: Happening) -> Result<(), Exit> {
        let effect = match self.session.on(happening) {
            Step::Changed(session, effect) => {
                self.session = session;
                effect
            }
            Step::Answer(effect) => effect,
            Step::Ignored => return Ok(()),
        };
        match effect {
            Effect::SendInterfaces => self.answer(Event::Interfaces(interfaces::describe(&self.interfaces))),
            Effect::SendBusy(session) => self.answer(Event::Busy { session }),
            Effect::Open(start) => match self.open(&start)? {
                Ok(capture) => {
                    self.capture = Some(capture);
                    self.on(Happening::Opened)
                }
                Err(error) => {
                    self.failure = Some(error);
                    self.on(Happening::Refused)
                }
            },
            Effect::Begin => self.begin(),
            Effect::SendFailure => {
                if let (Session::Failed { session }, Some(error)) = (self.session, self.failure.take()) {
                    self.outbox.failed(failed(session, &error));
                }
                Ok(())
            }
            Effect::AskStop => {
                if let Some(capture) = &self.capture {
                    capture.stop();
                }
                self.stop_asked = Some(Instant::now());
                Ok(())
            }
            Effect::Exit => Err(Exit::Done),
        }
    }

    fn answer(&self, event: Event) -> Result<(), Exit> {
        self.outbox.answer(event).map_err(|_| Exit::Connection)
    }

    fn open(&mut self, start: &StartCapture) -> Result<Result<Capture, SourceError>, Exit> {
        // The state machine opens once; a second time would be a defect.
        let Some(socket) = self.socket.take() else { return Err(Exit::Panicked) };
        let Stream::UdSocket(ipc) = &*self.stream;
        Capture::open(start, &self.interfaces, socket, &self.outbox, ipc.as_fd().as_raw_fd())
    }

    fn begin(&self) -> Result<(), Exit> {
        let Some(capture) = &self.capture else { return Ok(()) };
        self.answer(capture.started())?;
        capture.begin()
    }
}

/// The connection, for the capture thread, which must never wait.
struct Socket(Arc<Stream>);

impl Pipe for Socket {
    fn offer(&mut self, bytes: &[u8]) -> usize {
        let Stream::UdSocket(socket) = &*self.0;
        // An error is left to the writer, who gets it as well and ends.
        send(socket.as_fd().as_raw_fd(), bytes, MsgFlags::MSG_DONTWAIT | MsgFlags::MSG_NOSIGNAL).unwrap_or(0)
    }
}

/// Writes until the last event is out or nobody reads; then closes `done`.
fn write_events(stream: &Stream, outbox: &Outbox, version: u16, done: PipeWriter) {
    let mut pipe = stream;
    while let Some(out) = outbox.take() {
        let bytes = match out {
            Out::Event(event) => Frame::encode(Kind::Event, version, &event),
            Out::Rest(bytes) => Ok(bytes),
        };
        let Ok(bytes) = bytes else { break };
        if pipe.write_all(&bytes).is_err() {
            break;
        }
    }
    drop(done);
}
