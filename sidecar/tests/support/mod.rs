//! A core for tests: starts the real sidecar, listens on a real socket, and speaks the protocol.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test ends where it fails")]
#![allow(dead_code, unreachable_pub, clippy::print_stdout, reason = "each test program uses a part of it")]

use std::{
    io::{Read, Write},
    net::UdpSocket,
    os::unix::process::CommandExt,
    path::PathBuf,
    process::{Child, ChildStdin, Command as Process, Stdio},
    time::{Duration, Instant},
};

use interprocess::local_socket::{GenericFilePath, ListenerOptions, Stream, prelude::*};
use weir_protocol::{
    Command, Disclosure, Engine, Event, Frame, FrameReader, Hello, Interface, Kind, Launch, Refusal,
    StartCapture, Started, Tick, Totals, Version, Welcome, limits::MAX_FRAME_BYTES,
};

pub const NONCE: [u8; 32] = [7; 32];
pub const SESSION: u64 = 42;
/// Names the sidecar of a stage, which has the owner and the capability of an installed one.
pub const STAGED: &str = "WEIR_TEST_SIDECAR";

/// The sidecar under test and this end of its connection.
pub struct Sidecar {
    pub started: Option<Started>,
    pub child: Child,
    pub stdin: Option<ChildStdin>,
    pub stream: Stream,
    reader: FrameReader,
    _dir: tempfile::TempDir,
}

/// What a whole session said.
#[derive(Default)]
pub struct Told {
    pub ticks: Vec<Tick>,
    pub totals: Option<Totals>,
    pub failure: Option<weir_protocol::FailureKind>,
}

impl Sidecar {
    pub fn program() -> PathBuf {
        std::env::var_os(STAGED).map_or_else(|| env!("CARGO_BIN_EXE_weir-sidecar").into(), PathBuf::from)
    }

    /// Starts it and reads its Hello.
    pub fn start() -> Self {
        Self::start_by(Process::new(Self::program()).arg0(""))
    }

    /// The same for a command that becomes the sidecar.
    pub fn start_by(command: &mut Process) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let socket = dir.path().join("s");
        let name = socket.clone().to_fs_name::<GenericFilePath>().unwrap();
        let listener = ListenerOptions::new().name(name).create_sync().unwrap();
        let mut child = command.env_clear().stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let launch = Launch { socket: socket.to_str().unwrap().to_owned(), nonce: NONCE };
        stdin.write_all(&Frame::encode(Kind::Launch, 0, &launch).unwrap()).unwrap();
        let stream = listener.accept().unwrap();
        stream.set_recv_timeout(Some(Duration::from_secs(5))).unwrap();
        let mut this = Self {
            started: None,
            child,
            stdin: Some(stdin),
            stream,
            reader: FrameReader::new(MAX_FRAME_BYTES),
            _dir: dir,
        };
        let hello = this.frame().unwrap();
        assert_eq!(hello.kind, Kind::Hello);
        let hello = Hello::from_bytes(&hello.payload).unwrap();
        assert_eq!((hello.nonce, hello.version), (NONCE, Version::OURS));
        this
    }

    pub fn welcomed() -> Self {
        Self::start().welcome()
    }

    pub fn welcome(mut self) -> Self {
        self.send(Kind::Welcome, &Welcome { revision: 1 });
        self
    }

    /// Started on the interface of this name, with its Started event read.
    pub fn capturing(name: &str) -> Self {
        Self::capturing_with(name, Engine::Auto)
    }

    /// A sidecar that captures on `name` with `engine`.
    pub fn capturing_with(name: &str, engine: Engine) -> Self {
        Self::capturing_what(name, StartCapture { engine, ..start_on(0) })
    }

    /// The same with every wish but the interface, which is `name`; `any` is all of them.
    pub fn capturing_what(name: &str, wanted: StartCapture) -> Self {
        let mut this = Self::welcomed();
        let interface = if name == "any" { 0 } else { this.interface(name).index };
        this.command(Command::Start(StartCapture { interface, ..wanted }));
        match this.event().unwrap() {
            Event::Started(started) => {
                assert_eq!(started.session, SESSION);
                this.started = Some(started);
            }
            other => panic!("{other:?} instead of Started"),
        }
        this
    }

    pub fn interface(&mut self, name: &str) -> Interface {
        self.command(Command::ListInterfaces);
        let Some(Event::Interfaces(list)) = self.event() else { panic!("no list") };
        list.into_iter().find(|interface| interface.name == name).unwrap()
    }

    pub fn command(&mut self, command: Command) {
        self.send(Kind::Command, &command);
    }

    pub fn refuse(&mut self) {
        self.send(Kind::Refused, &Refusal::Impostor);
    }

    fn send<M: serde::Serialize>(&mut self, kind: Kind, message: &M) {
        (&self.stream).write_all(&Frame::encode(kind, 1, message).unwrap()).unwrap();
    }

    pub fn event(&mut self) -> Option<Event> {
        let frame = self.frame()?;
        assert_eq!(frame.kind, Kind::Event);
        Some(frame.message().unwrap())
    }

    fn frame(&mut self) -> Option<Frame> {
        loop {
            if let Some(frame) = self.reader.next().unwrap() {
                return Some(frame);
            }
            let mut bytes = [0; 65536];
            match (&self.stream).read(&mut bytes) {
                Ok(0) => return None,
                Ok(read) => self.reader.push(&bytes[..read]),
                Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => return None,
                Err(error) => panic!("no word from the sidecar: {error}"),
            }
        }
    }

    /// Reads until it has ended.
    pub fn rest(&mut self) -> Told {
        let mut told = Told::default();
        while let Some(event) = self.event() {
            match event {
                Event::Tick(tick) => told.ticks.push(*tick),
                Event::Stopped { totals, .. } => told.totals = Some(totals),
                Event::Failed { kind, .. } => told.failure = Some(kind),
                Event::Interfaces(_) | Event::Started(_) | Event::Busy { .. } => {}
            }
        }
        told
    }

    pub fn stop(&mut self) -> Told {
        self.command(Command::Stop { session: SESSION });
        self.rest()
    }

    /// Its exit code, and how long it took from now.
    pub fn exit(&mut self) -> (Option<i32>, Duration) {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status.code(), began.elapsed());
            }
            assert!(began.elapsed() < Duration::from_secs(5), "the sidecar did not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Sidecar {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn start_on(interface: u32) -> StartCapture {
    StartCapture {
        session: SESSION,
        interface,
        promiscuous: false,
        disclosure: Disclosure::Headers,
        engine: Engine::Auto,
        filter: None,
        observe: true,
    }
}

/// Sends `count` datagrams of `size` bytes over loopback to a socket that exists.
pub fn send_datagrams(count: usize, size: usize) {
    let receiver = UdpSocket::bind("127.0.0.1:0").unwrap();
    let sender = UdpSocket::bind("127.0.0.1:0").unwrap();
    let payload = vec![0u8; size];
    for _ in 0..count {
        sender.send_to(&payload, receiver.local_addr().unwrap()).unwrap();
    }
}

/// Runs this test again inside a network namespace of its own, or says why not. True: go on, you are inside.
pub fn inside_own_network(test: &str) -> bool {
    const MARK: &str = "WEIR_TEST_INSIDE";
    if std::env::var_os(MARK).is_some() {
        return true;
    }
    if !nix::unistd::geteuid().is_root() {
        println!("skipped, because a network namespace and a packet socket need root");
        return false;
    }
    let script = "ip link set lo up && exec \"$0\" --exact \"$1\" --nocapture --test-threads=1";
    let done = Process::new("unshare")
        .args(["--net", "sh", "-c", script])
        .arg(std::env::current_exe().unwrap())
        .arg(test)
        .env(MARK, "1")
        .status();
    match done {
        Ok(status) => assert!(status.success(), "{test} failed inside its network namespace"),
        Err(error) => println!("skipped, because unshare cannot be run: {error}"),
    }
    false
}

pub fn run(command: &str) {
    assert!(Process::new("sh").args(["-c", command]).status().unwrap().success(), "{command}");
}

/// What the core would send for this expression.
pub fn compiled(expression: &str) -> weir_protocol::CaptureFilter {
    let one = |link: i32| -> Vec<weir_protocol::BpfInstruction> {
        let dead = pcap::Capture::dead(pcap::Linktype(link)).unwrap();
        let Ok(program) = dead.compile(expression, true) else { return Vec::new() };
        let read = |text: String| {
            let fields: Vec<u32> = text.split(' ').map(|field| field.parse().unwrap()).collect();
            weir_protocol::BpfInstruction {
                code: fields[0] as u16,
                jt: fields[1] as u8,
                jf: fields[2] as u8,
                k: fields[3],
            }
        };
        program.get_instructions().iter().map(|shown| read(shown.to_string())).collect()
    };
    let ethernet = one(1);
    assert!(!ethernet.is_empty(), "{expression}");
    weir_protocol::CaptureFilter { tags: expression.contains("vlan"), ethernet, raw: one(12) }
}

/// A tun that is up as long as it is held; nobody reads what is sent into it.
pub fn tun(name: &str) -> tun_rs::SyncDevice {
    let device = tun_rs::DeviceBuilder::new().name(name).layer(tun_rs::Layer::L3).build_sync().unwrap();
    run(&format!("ip link set {name} txqueuelen 10000 multicast off up"));
    device
}
