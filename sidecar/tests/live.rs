//! The real sidecar over real packet sockets, in a network namespace of its own. Needs root; skips itself otherwise.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test ends where it fails"
)]
#![cfg(target_os = "linux")]

mod support;

use std::{
    net::UdpSocket,
    time::{Duration, Instant},
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use support::{SESSION, Sidecar, inside_own_network, run, send_datagrams, start_on};
use weir_lab::frame::Ends;
use weir_protocol::{Class, Command, Count, Engine, Event, FailureKind, Tick, limits::MAX_HEADERS};

/// Ethernet, IPv4 and UDP headers on loopback.
const HEADERS: u64 = 14 + 20 + 8;

fn udp(ticks: &[Tick]) -> Count {
    let mut sum = Count::default();
    for slice in ticks.iter().flat_map(|tick| &tick.slices) {
        sum.add(slice.classes[Class::Udp.index()].total());
    }
    sum
}

const ENGINES: [Engine; 2] = [Engine::Ring, Engine::Pnet];

fn pid(sidecar: &Sidecar) -> Pid {
    Pid::from_raw(sidecar.child.id().cast_signed())
}

#[test]
fn every_datagram_is_counted_once() {
    if !inside_own_network("every_datagram_is_counted_once") {
        return;
    }
    for engine in ENGINES {
        let mut sidecar = Sidecar::capturing_with("lo", engine);
        send_datagrams(500, 100);
        std::thread::sleep(Duration::from_millis(600));
        send_datagrams(300, 100);
        // Stopped at once: what the kernel has queued belongs to the session all the same.
        let told = sidecar.stop();
        let totals = told.totals.expect("Stopped");
        assert_eq!(udp(&told.ticks), Count { packets: 800, bytes: 800 * (HEADERS + 100) });
        assert_eq!((totals.packets, totals.kernel_drops), (800, 0));
        assert_eq!(told.ticks.iter().map(|tick| tick.total().packets).sum::<u64>(), totals.packets);
        assert_eq!(told.ticks.iter().map(|tick| tick.total().bytes).sum::<u64>(), totals.bytes);
        assert!(told.ticks.iter().enumerate().all(|(place, tick)| tick.seq == place as u64));
        assert_eq!(sidecar.exit().0, Some(0));
    }
}

/// Those that newer ones of the same block will push out are not kept to begin with: the kernel says when the newest
/// of a block passed, and how many there are.
#[test]
fn the_headers_of_a_busy_tick_are_those_of_its_last_packets() {
    if !inside_own_network("the_headers_of_a_busy_tick_are_those_of_its_last_packets") {
        return;
    }
    const SIZES: u64 = 1000;
    let (sender, receiver) =
        (UdpSocket::bind("127.0.0.1:0").unwrap(), UdpSocket::bind("127.0.0.1:0").unwrap());
    for engine in ENGINES {
        let mut sidecar = Sidecar::capturing_with("lo", engine);
        for number in 0..20_000 {
            let size = (number % SIZES) as usize;
            sender.send_to(&[0; SIZES as usize][..size], receiver.local_addr().unwrap()).unwrap();
        }
        let told = sidecar.stop();
        let mut counted = 0;
        for tick in told.ticks.iter().filter(|tick| tick.total().packets > 0) {
            counted += tick.total().packets;
            let kept = tick.total().packets.min(MAX_HEADERS as u64);
            let sizes: Vec<_> =
                tick.headers.iter().map(|header| u64::from(header.length) - HEADERS).collect();
            let last: Vec<_> = (counted - kept..counted).map(|number| number % SIZES).collect();
            assert_eq!(sizes, last, "{engine:?}");
            assert_eq!(tick.headers_skipped, tick.total().packets - kept);
        }
        assert_eq!(told.totals.expect("Stopped").kernel_drops, 0);
        assert_eq!(counted, 20_000);
    }
}

#[test]
fn silence_is_told_four_times_a_second() {
    if !inside_own_network("silence_is_told_four_times_a_second") {
        return;
    }
    for engine in ENGINES {
        let mut sidecar = Sidecar::capturing_with("lo", engine);
        std::thread::sleep(Duration::from_millis(2000));
        let told = sidecar.stop();
        assert!((7..=10).contains(&told.ticks.len()), "{} ticks in two seconds", told.ticks.len());
        for pair in told.ticks.windows(2) {
            assert_eq!((pair[0].slices.len(), pair[0].total().packets), (1, 0));
            assert_eq!(pair[1].slices[0].start - pair[0].slices[0].start, 250_000_000);
        }
    }
}

#[test]
fn a_packet_now_and_then_makes_no_tick_late() {
    if !inside_own_network("a_packet_now_and_then_makes_no_tick_late") {
        return;
    }
    for engine in ENGINES {
        let mut sidecar = Sidecar::capturing_with("lo", engine);
        for _ in 0..4 {
            send_datagrams(1, 10);
            std::thread::sleep(Duration::from_millis(600));
        }
        let told = sidecar.stop();
        assert_eq!(udp(&told.ticks).packets, 4);
        // A tick that is told when the next one is over takes that one's place.
        for pair in told.ticks.windows(2) {
            assert_eq!(pair[1].slices[0].start - pair[0].slices[0].start, 250_000_000);
        }
    }
}

#[test]
fn what_was_seen_and_what_was_dropped_is_what_was_sent() {
    if !inside_own_network("what_was_seen_and_what_was_dropped_is_what_was_sent") {
        return;
    }
    for engine in ENGINES {
        // More than the ring's 131,000 frames of this kind, and than any receive buffer.
        const SENT: usize = 160_000;
        let mut sidecar = Sidecar::capturing_with("lo", engine);
        kill(pid(&sidecar), Signal::SIGSTOP).unwrap();
        send_datagrams(SENT, 1000);
        kill(pid(&sidecar), Signal::SIGCONT).unwrap();
        let told = sidecar.stop();
        let totals = told.totals.expect("Stopped");
        println!("seen {}, dropped {}", totals.packets, totals.kernel_drops);
        assert!(totals.kernel_drops > 0, "the receive buffer was too large for this test");
        assert_eq!(totals.packets + totals.kernel_drops, SENT as u64);
        assert_eq!(told.ticks.iter().map(|tick| tick.kernel_drops).sum::<u64>(), totals.kernel_drops);
    }
}

/// A quarter of a second without a turn of its own, at the highest rate that this machine sends, or 300,000 a second.
#[test]
fn the_ring_outlasts_a_stall() {
    if !inside_own_network("the_ring_outlasts_a_stall") {
        return;
    }
    const STALL: Duration = Duration::from_millis(250);
    const MOST: usize = 75_000;
    const PIECE: usize = 500;
    let mut sidecar = Sidecar::capturing_with("lo", Engine::Ring);
    kill(pid(&sidecar), Signal::SIGSTOP).unwrap();
    let (began, mut sent) = (Instant::now(), 0);
    while began.elapsed() < STALL && sent < MOST {
        send_datagrams(PIECE, 1000);
        sent += PIECE;
    }
    std::thread::sleep(STALL.saturating_sub(began.elapsed()));
    kill(pid(&sidecar), Signal::SIGCONT).unwrap();
    let totals = sidecar.stop().totals.expect("Stopped");
    println!("{sent} packets while it stood still");
    assert_eq!((totals.packets, totals.kernel_drops), (sent as u64, 0));
    assert_eq!(totals.bytes, sent as u64 * (HEADERS + 1000));
}

#[test]
fn a_reader_that_sleeps_loses_no_sum() {
    if !inside_own_network("a_reader_that_sleeps_loses_no_sum") {
        return;
    }
    let mut sidecar = Sidecar::capturing("lo");
    for _ in 0..60 {
        send_datagrams(100, 10);
        std::thread::sleep(Duration::from_millis(50));
    }
    let told = sidecar.stop();
    let totals = told.totals.expect("Stopped");
    assert_eq!(udp(&told.ticks).packets, 6000);
    assert_eq!(told.ticks.iter().map(|tick| u64::from(tick.merged)).sum::<u64>(), totals.merged_ticks);
}

#[test]
fn t08_every_thread_is_locked_in_while_it_captures() {
    if !inside_own_network("t08_every_thread_is_locked_in_while_it_captures") {
        return;
    }
    for engine in ENGINES {
        let mut sidecar = Sidecar::capturing_with("lo", engine);
        send_datagrams(10, 10);
        let mut threads = 0;
        for task in std::fs::read_dir(format!("/proc/{}/task", sidecar.child.id())).unwrap() {
            let status = std::fs::read_to_string(task.unwrap().path().join("status")).unwrap();
            let field = |name: &str| {
                let line = status.lines().find(|line| line.starts_with(name)).unwrap();
                line.split_whitespace().nth(1).unwrap().to_owned()
            };
            for set in ["CapInh:", "CapPrm:", "CapEff:", "CapBnd:", "CapAmb:"] {
                assert_eq!(field(set), "0000000000000000", "{set}");
            }
            assert_eq!((field("NoNewPrivs:").as_str(), field("Seccomp:").as_str()), ("1", "2"));
            threads += 1;
        }
        assert_eq!(threads, 3, "main, writer, capture");
        assert_eq!(sidecar.stop().totals.expect("Stopped").packets, 10);
    }
}

#[test]
fn t15_it_ends_when_its_input_ends() {
    if !inside_own_network("t15_it_ends_when_its_input_ends") {
        return;
    }
    let mut sidecar = Sidecar::capturing("lo");
    drop(sidecar.stdin.take());
    let (code, took) = sidecar.exit();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_millis(500), "{took:?}");
}

#[test]
fn t15_it_dies_with_its_parent() {
    if !inside_own_network("t15_it_dies_with_its_parent") {
        return;
    }
    const PARENT: &str = "WEIR_TEST_PARENT";
    if std::env::var_os(PARENT).is_some() {
        let mut sidecar = Sidecar::capturing("lo");
        println!("sidecar {}", sidecar.child.id());
        let _ = sidecar.rest();
        return;
    }
    let mut parent = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "t15_it_dies_with_its_parent", "--nocapture"])
        .env(PARENT, "1")
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(parent.stdout.take().unwrap()));
    let sidecar: u32 = lines
        .find_map(|line| line.unwrap().split("sidecar ").nth(1).map(|pid| pid.trim().parse().unwrap()))
        .unwrap();
    parent.kill().unwrap();
    parent.wait().unwrap();
    let began = Instant::now();
    let stat = format!("/proc/{sidecar}/stat");
    // Nobody may be there to reap it, so a zombie counts as gone.
    while std::fs::read_to_string(&stat).is_ok_and(|stat| !stat.contains(") Z ")) {
        assert!(began.elapsed() < Duration::from_secs(1), "the sidecar outlives its parent");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn an_interface_that_goes_down_or_away_ends_the_session() {
    if !inside_own_network("an_interface_that_goes_down_or_away_ends_the_session") {
        return;
    }
    for engine in ENGINES {
        run("ip link add w0 type veth peer name w0p");
        for (action, kind) in [
            ("ip link set w0 down", FailureKind::InterfaceDown),
            ("ip link set w0 up; sleep 0.1; ip link del w0", FailureKind::NoSuchInterface),
        ] {
            run("ip link set w0 up");
            let mut sidecar = Sidecar::capturing_with("w0", engine);
            run(action);
            let began = Instant::now();
            assert_eq!(sidecar.rest().failure, Some(kind), "{action}");
            assert!(began.elapsed() < Duration::from_millis(700), "{:?}", began.elapsed());
            assert_eq!(sidecar.exit().0, Some(0));
        }
    }
}

#[test]
fn a_start_that_cannot_be_says_why() {
    if !inside_own_network("a_start_that_cannot_be_says_why") {
        return;
    }
    run("ip link add w1 type veth peer name w1p");
    let mut sidecar = Sidecar::welcomed();
    let down = sidecar.interface("w1");
    assert!(!down.up);
    sidecar.command(Command::Start(start_on(down.index)));
    assert_eq!(sidecar.rest().failure, Some(FailureKind::InterfaceDown));

    let mut sidecar = Sidecar::welcomed();
    sidecar.command(Command::Start(start_on(9999)));
    assert_eq!(sidecar.rest().failure, Some(FailureKind::NoSuchInterface));
    assert_eq!(sidecar.exit().0, Some(0));
}

#[test]
fn a_second_start_is_busy_and_a_late_stop_is_ignored() {
    if !inside_own_network("a_second_start_is_busy_and_a_late_stop_is_ignored") {
        return;
    }
    let mut sidecar = Sidecar::capturing("lo");
    let mut again = start_on(1);
    again.session = SESSION + 1;
    sidecar.command(Command::Stop { session: SESSION - 1 });
    sidecar.command(Command::Start(again));
    let busy = std::iter::from_fn(|| sidecar.event()).find(|event| !matches!(event, Event::Tick(_)));
    assert_eq!(busy, Some(Event::Busy { session: SESSION + 1 }));
    assert!(sidecar.stop().totals.is_some());
}

#[test]
fn exit_codes_say_what_was_wrong() {
    if !inside_own_network("exit_codes_say_what_was_wrong") {
        return;
    }
    let mut refused = Sidecar::start();
    refused.refuse();
    assert_eq!(refused.exit().0, Some(76));

    let mut shut_down = Sidecar::welcomed();
    shut_down.command(Command::ShutDown);
    assert_eq!(shut_down.exit().0, Some(0));

    let program = Sidecar::program();
    let program = program.to_str().unwrap();
    let code =
        |command: String| std::process::Command::new("sh").args(["-c", &command]).status().unwrap().code();
    assert_eq!(code(format!("echo nonsense | {program}")), Some(80));
    assert_eq!(code(format!("{program} < /dev/null")), Some(80));
    assert_eq!(code(format!("setpriv --inh-caps=-all --bounding-set=-all {program} < /dev/null")), Some(77));
}

#[test]
fn t05_it_talks_to_its_parent_only() {
    if !inside_own_network("t05_it_talks_to_its_parent_only") {
        return;
    }
    use std::io::{Read, Write};

    use interprocess::local_socket::{GenericFilePath, ListenerOptions, prelude::*};
    use weir_protocol::{Frame, Kind, Launch};

    let dir = tempfile::tempdir().unwrap();
    let socket = dir.path().join("s");
    let name = socket.clone().to_fs_name::<GenericFilePath>().unwrap();
    let listener = ListenerOptions::new().name(name).create_sync().unwrap();
    // The shell is its parent; this process, which listens, is not.
    let mut shell = std::process::Command::new("sh")
        .args(["-c", "\"$0\"; exit $?"])
        .arg(Sidecar::program())
        .stdin(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let launch = Launch { socket: socket.to_str().unwrap().to_owned(), nonce: support::NONCE };
    let mut stdin = shell.stdin.take().unwrap();
    stdin.write_all(&Frame::encode(Kind::Launch, 0, &launch).unwrap()).unwrap();
    let mut said = Vec::new();
    listener.accept().unwrap().read_to_end(&mut said).unwrap();
    assert!(said.is_empty(), "not even a Hello");
    assert_eq!(shell.wait().unwrap().code(), Some(75));
}

/// A busy capture makes the allocator grow and shrink; none of that may touch what the sandbox forbids.
#[test]
fn a_busy_capture_stays_inside_its_sandbox() {
    if !inside_own_network("a_busy_capture_stays_inside_its_sandbox") {
        return;
    }
    let mut sidecar = Sidecar::capturing("lo");
    for _ in 0..8 {
        // The reader sleeps, so ticks are merged; headers and sources come and go.
        send_datagrams(20_000, 10);
        std::thread::sleep(Duration::from_millis(300));
    }
    let told = sidecar.stop();
    let totals = told.totals.expect("it was killed by its sandbox");
    assert_eq!(totals.packets + totals.kernel_drops, 160_000);
}

#[test]
fn the_engine_that_was_asked_for_is_used_and_named() {
    if !inside_own_network("the_engine_that_was_asked_for_is_used_and_named") {
        return;
    }
    for (asked, used) in
        [(Engine::Auto, Engine::Ring), (Engine::Ring, Engine::Ring), (Engine::Pnet, Engine::Pnet)]
    {
        let sidecar = Sidecar::capturing_with("lo", asked);
        assert_eq!(sidecar.started.as_ref().map(|started| started.engine), Some(used), "{asked:?}");
    }
}

/// The kernel takes a VLAN tag out of a frame; the ring says so, and its four bytes are counted.
#[test]
fn the_ring_counts_the_tag_that_the_kernel_took() {
    if !inside_own_network("the_ring_counts_the_tag_that_the_kernel_took") {
        return;
    }
    run("sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1");
    run("ip link add w2 type veth peer name w2p && ip link set w2 multicast off arp off up && \
         ip link set w2p multicast off arp off up");
    let ends = Ends::V4([10, 77, 0, 1].into(), [10, 77, 0, 2].into());
    let frame = weir_lab::frame::vlan(5, &ends.udp((1000, 2000), &[0; 100]));
    let mut sidecar = Sidecar::capturing_with("w2", Engine::Ring);
    let peer = pnet::datalink::interfaces().into_iter().find(|interface| interface.name == "w2p").unwrap();
    let channel = pnet::datalink::channel(&peer, pnet::datalink::Config::default()).unwrap();
    let pnet::datalink::Channel::Ethernet(mut sender, _) = channel else { panic!("no channel") };
    for _ in 0..10 {
        sender.send_to(&frame, None).unwrap().unwrap();
    }
    let told = sidecar.stop();
    assert_eq!(udp(&told.ticks), Count { packets: 10, bytes: 10 * (HEADERS + 4 + 100) });
    let headers: Vec<_> = told.ticks.iter().flat_map(|tick| &tick.headers).collect();
    assert!(headers.iter().all(|header| header.vlan == Some(5)), "{headers:?}");
}
