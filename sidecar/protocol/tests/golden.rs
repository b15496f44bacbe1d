//! The bytes of every message, as files: what an old build wrote must stay readable for ever.
//!
//! `WEIR_WRITE_GOLDEN=1 cargo test -p weir-protocol --test golden` writes them anew; only for a new message or epoch.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test ends where it fails")]

use std::{net::IpAddr, path::PathBuf};

use serde::{Serialize, de::DeserializeOwned};
use weir_protocol::{
    BpfInstruction, CaptureFilter, Class, Command, Count, Directed, Direction, Disclosure, Engine, Event,
    FailureKind, Frame, FrameReader, Header, Hello, Interface, Kind, Launch, NamedCount, ProtocolName,
    Refusal, Slice, SourceCount, StartCapture, Started, TcpFlags, Tick, Totals, Version, Welcome,
    limits::MAX_FRAME_BYTES,
    observe::{
        Family, Observations, Overflow, PeerCount, PortCount, Probe, Reciprocity, Scan, Server, Sweep,
        Victim, Volume,
    },
};

const HANDSHAKE: u16 = 0;
const REVISION: u16 = 1;

/// Literals, not `Version::OURS`: these files do not change when we do.
const FIRST: Version = Version { epoch: 1, revision: 1, minimum: 1 };

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name).with_extension("bin")
}

fn check_bytes(name: &str, encoded: &[u8]) -> Frame {
    if std::env::var_os("WEIR_WRITE_GOLDEN").is_some() {
        std::fs::write(path(name), encoded).unwrap();
    }
    let golden = std::fs::read(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(encoded, golden, "{name} is written differently than before");
    let mut reader = FrameReader::new(MAX_FRAME_BYTES);
    reader.push(&golden);
    let frame = reader.next().unwrap().unwrap();
    assert!(reader.is_between_frames(), "{name}");
    frame
}

fn check<M>(name: &str, kind: Kind, version: u16, message: &M)
where
    M: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let frame = check_bytes(name, &Frame::encode(kind, version, message).unwrap());
    assert_eq!((frame.kind, frame.version), (kind, version), "{name}");
    assert_eq!(frame.message::<M>().unwrap(), *message, "{name} is read differently than before");
}

fn command(name: &str, command: &Command) {
    check(name, Kind::Command, REVISION, command);
}

fn event(name: &str, event: &Event) {
    check(name, Kind::Event, REVISION, event);
}

fn count(packets: u64, bytes: u64) -> Count {
    Count { packets, bytes }
}

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

fn full_tick() -> Tick {
    let tcp = Directed { inbound: count(1, 60), outbound: count(2, 128), passing: count(300, 450_000) };
    let other = Directed { passing: count(5, 210), ..Directed::default() };
    let slice = Slice {
        start: 1_700_000_000_250_000_000,
        span: Some((1_700_000_000_250_000_001, 1_700_000_000_499_999_999)),
        classes: [tcp, Directed::default(), Directed::default(), other],
        names: vec![
            NamedCount { name: ProtocolName::Arp, count: count(3, 126) },
            NamedCount { name: ProtocolName::Unreadable, count: count(2, 84) },
        ],
    };
    let silent = Slice { start: 1_700_000_000_500_000_000, ..Slice::default() };
    let v4 = SourceCount {
        address: ip("192.0.2.1"),
        classes: [count(300, 450_000), Count::default(), Count::default(), Count::default()],
    };
    let v6 = SourceCount {
        address: ip("2001:db8::1"),
        classes: [count(3, 188), Count::default(), Count::default(), count(1, 42)],
    };
    let syn = Header {
        time: 1_700_000_000_250_000_001,
        length: 1514,
        class: Class::Tcp,
        name: None,
        addresses: Some((ip("192.0.2.1"), ip("198.51.100.7"))),
        ports: Some((40_000, 443)),
        flags: Some(TcpFlags(0x02)),
        kind_code: None,
        vlan: Some(100),
        fragment: false,
        direction: Direction::Out,
    };
    let arp = Header {
        time: 1_700_000_000_260_000_000,
        length: 42,
        class: Class::Other,
        name: Some(ProtocolName::Arp),
        addresses: None,
        ports: None,
        flags: None,
        kind_code: Some((1, 0)),
        vlan: None,
        fragment: true,
        direction: Direction::Passing,
    };
    Tick {
        session: 7,
        seq: 300,
        elapsed: 75_000_000_000,
        slices: vec![slice, silent],
        sources: vec![v4, v6],
        other_sources: [count(1, 2), count(3, 4), count(5, 6), count(7, 8)],
        distinct_sources: 70_000,
        headers: vec![syn, arp],
        headers_skipped: 306,
        kernel_drops: 9,
        merged: 1,
        truncated: 2,
        problems: [1, 2, 3, 4, 5, 6, 7, 128, 9],
        observations: vec![full_observations()],
    }
}

fn full_observations() -> Observations {
    let span = Some((1_700_000_000_250_000_001, 1_700_000_000_499_999_999));
    Observations {
        start: 1_700_000_000_250_000_000,
        volumes: [Volume { packets: 303, unsolicited: 300 }; 4],
        victims: vec![Victim {
            family: Family::Syn,
            address: ip("192.0.2.9"),
            toward: Direction::In,
            count: count(300, 18_000),
            span,
            answered: 1,
            reflected: 2,
            refused: 3,
            sources_1s: 4,
            sources_5s: 290,
            ports_5s: 5,
            flows_5s: 299,
            estimated: true,
            ports: vec![PortCount { port: 443, packets: 300 }],
            source_ports: vec![PortCount { port: 53, packets: 7 }],
            sources: vec![PeerCount { address: ip("2001:db8::1"), packets: 8 }],
            number: 9,
        }],
        scans: vec![Scan {
            source: ip("192.0.2.1"),
            target: ip("192.0.2.2"),
            probe: Probe::OddFlags,
            toward: Direction::Out,
            count: count(1, 60),
            span,
            failed_10s: 10,
            answered_10s: 11,
            failed_300s: 12,
            answered_300s: 13,
            refused_10s: 14,
            traceroute_10s: 15,
            first: 1_700_000_000_000_000_000,
            ports: vec![22, 80],
        }],
        sweeps: vec![Sweep {
            source: ip("192.0.2.1"),
            probe: Probe::Echo,
            port: 0,
            toward: Direction::Passing,
            count: count(2, 120),
            span: None,
            tried_10s: 30,
            hosts_10s: 20,
            failed_10s: 21,
            hosts_300s: 22,
            failed_300s: 23,
            first: 1_700_000_000_000_000_000,
            hosts: vec![ip("192.0.2.3")],
        }],
        servers: vec![Server {
            address: ip("192.0.2.9"),
            port: 80,
            toward: Direction::In,
            completed: 30,
            completed_10s: 31,
            clients_10s: 32,
            silent: 33,
            silent_since: 1_700_000_000_000_000_000,
            silent_last: 1_700_000_006_250_000_000,
            clients: vec![PeerCount { address: ip("192.0.2.4"), packets: 34 }],
        }],
        reciprocity: Reciprocity { flows: 40, both_ways: 41 },
        overflow: Overflow { flows: 42, connections: 43, replaced: 44 },
    }
}

#[test]
fn the_handshake_is_written_as_ever() {
    let hello =
        Hello { version: FIRST, nonce: std::array::from_fn(|place| place as u8), build: "0.1.0".into() };
    let bytes = Frame::encode_raw(Kind::Hello, HANDSHAKE, &hello.to_bytes()).unwrap();
    let frame = check_bytes("hello", &bytes);
    assert_eq!((frame.kind, Hello::from_bytes(&frame.payload)), (Kind::Hello, Ok(hello)));

    check("welcome", Kind::Welcome, HANDSHAKE, &Welcome { revision: 1 });
    check("refused_sidecar_older", Kind::Refused, HANDSHAKE, &Refusal::SidecarOlder { ours: FIRST });
    check("refused_sidecar_newer", Kind::Refused, HANDSHAKE, &Refusal::SidecarNewer { ours: FIRST });
    check("refused_impostor", Kind::Refused, HANDSHAKE, &Refusal::Impostor);
    let launch = Launch { socket: "/run/user/1000/weir/0123/s".into(), nonce: [0xa5; 32] };
    check("launch", Kind::Launch, HANDSHAKE, &launch);
}

#[test]
fn commands_are_written_as_ever() {
    command("command_list_interfaces", &Command::ListInterfaces);
    let start = StartCapture {
        session: 7,
        interface: 2,
        promiscuous: true,
        disclosure: Disclosure::Headers,
        engine: Engine::Auto,
        filter: None,
        observe: true,
    };
    command("command_start", &Command::Start(start));
    let counts = StartCapture {
        session: 300,
        interface: 1,
        promiscuous: false,
        disclosure: Disclosure::Counts,
        engine: Engine::Pnet,
        filter: Some(CaptureFilter {
            tags: true,
            ethernet: vec![
                BpfInstruction { code: 0x28, jt: 0, jf: 0, k: 12 },
                BpfInstruction { code: 0x15, jt: 0, jf: 1, k: 0x0800 },
                BpfInstruction { code: 0x06, jt: 0, jf: 0, k: u32::MAX },
                BpfInstruction { code: 0x06, jt: 0, jf: 0, k: 0 },
            ],
            raw: vec![],
        }),
        observe: false,
    };
    command("command_start_counts", &Command::Start(counts));
    command("command_stop", &Command::Stop { session: 7 });
    command("command_shut_down", &Command::ShutDown);
}

#[test]
fn events_are_written_as_ever() {
    let interface = Interface {
        index: 2,
        name: "eth0".into(),
        up: true,
        loopback: false,
        addresses: vec![ip("192.0.2.1"), ip("2001:db8::1")],
    };
    event("event_interfaces", &Event::Interfaces(vec![interface]));
    let started =
        Started { session: 7, link_type: 1, buffer_bytes: 8 << 20, counts_drops: true, engine: Engine::Ring };
    event("event_started", &Event::Started(started));
    event("event_tick_empty", &Event::Tick(Box::default()));
    event("event_tick", &Event::Tick(Box::new(full_tick())));
    let totals = Totals { packets: 1000, bytes: 1_000_000, kernel_drops: 3, merged_ticks: 1 };
    event("event_stopped", &Event::Stopped { session: 7, totals });
    let kinds = [
        ("no_such_interface", FailureKind::NoSuchInterface),
        ("interface_down", FailureKind::InterfaceDown),
        ("permission_denied", FailureKind::PermissionDenied),
        ("unsupported", FailureKind::Unsupported),
        ("not_a_capture", FailureKind::NotACapture),
        ("cut_capture", FailureKind::CutCapture),
        ("system", FailureKind::System),
        ("bad_filter", FailureKind::BadFilter),
    ];
    for (name, kind) in kinds {
        let failed = Event::Failed { session: 7, kind, detail: "as the system says".into() };
        event(&format!("event_failed_{name}"), &failed);
    }
    event("event_busy", &Event::Busy { session: 8 });
}

/// Two builds that agree on the epoch read each other's messages, so the layout of one epoch never changes.
#[test]
fn a_changed_layout_has_an_epoch_of_its_own() {
    let folder = path("x").parent().unwrap().to_owned();
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut messages: Vec<_> = names
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.starts_with("command_") || name.starts_with("event_")
        })
        .collect();
    messages.sort();
    // FNV-1a (Fowler, Noll, Vo).
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for byte in messages.iter().flat_map(|path| std::fs::read(path).unwrap()) {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    assert_eq!(
        (Version::OURS.epoch, Version::OURS.revision, sum),
        (2, 1, 1_387_920_037_414_347_583),
        "a message changed: raise the epoch (or, when a message was only added, the revision), then write this down"
    );
}

#[test]
fn every_golden_file_has_its_test() {
    let files = std::fs::read_dir(path("x").parent().unwrap()).unwrap().count();
    assert_eq!(files, 6 + 5 + 14, "a golden file without a test, or a test without its file");
}
