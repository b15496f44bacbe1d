//! Interfaces as they are: kinds, super-frames, changes, all at once. Needs root; skips itself otherwise.
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
    io::Read,
    net::{TcpListener, TcpStream, UdpSocket},
    os::fd::AsFd,
    time::Duration,
};

use nix::poll::{PollFd, PollFlags, poll};
use support::{Sidecar, Told, compiled, inside_own_network, run, send_datagrams, start_on};
use weir_protocol::{Command, Engine, FailureKind, StartCapture};

const ENGINES: [Engine; 2] = [Engine::Ring, Engine::Pnet];

/// Bytes and packets in and out, by the kernel's own account.
fn counters(interface: &str) -> [u64; 2] {
    let table = std::fs::read_to_string("/proc/self/net/dev").unwrap();
    let line = table.lines().find_map(|line| line.trim().strip_prefix(&format!("{interface}:"))).unwrap();
    let numbers: Vec<u64> = line.split_whitespace().map(|number| number.parse().unwrap()).collect();
    [numbers[0] + numbers[8], numbers[1] + numbers[9]]
}

fn no_chatter() {
    run("sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1");
}

fn totals(told: &Told) -> (u64, u64, u64) {
    let totals = told.totals.expect("Stopped");
    (totals.packets, totals.bytes, totals.kernel_drops)
}

/// A TCP transfer from the peer over `w0`.
fn transfer(peer: &Peer, bytes: usize) {
    let listener = TcpListener::bind("10.77.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let child = format!(
        "head -c {bytes} /dev/zero | timeout 20 ip netns exec {} bash -c 'cat > /dev/tcp/10.77.0.1/{port}'",
        peer.0
    );
    let mut sender = std::process::Command::new("bash").args(["-c", &child]).spawn().unwrap();
    let mut ready = [PollFd::new(listener.as_fd(), PollFlags::POLLIN)];
    assert_eq!(poll(&mut ready, 5000u16), Ok(1), "the peer does not connect");
    let (mut stream, _): (TcpStream, _) = listener.accept().unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let (mut chunk, mut read) = (vec![0; 1 << 16], 0);
    loop {
        match stream.read(&mut chunk).unwrap() {
            0 => break,
            more => read += more,
        }
    }
    assert_eq!(read, bytes);
    assert!(sender.wait().unwrap().success());
}

/// A veth to a namespace of its own, which is gone with the value.
struct Peer(String);

impl Peer {
    fn new(mtu: u32) -> Self {
        let name = format!("weir-peer-{}", std::process::id());
        run(&format!("ip netns add {name}"));
        run(&format!(
            "ip netns exec {name} sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; \
             ip link add w0 mtu {mtu} type veth peer name w0p mtu {mtu} netns {name} && \
             ip addr add 10.77.0.1/24 dev w0 && ip link set w0 up && \
             ip -n {name} addr add 10.77.0.2/24 dev w0p && ip -n {name} link set w0p up"
        ));
        std::thread::sleep(Duration::from_millis(300));
        Self(name)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = std::process::Command::new("ip").args(["netns", "del", &self.0]).status();
    }
}

/// Segments of up to 64 KiB pass as one frame. Their bytes are all there; the kernel counts them as it does.
#[test]
fn bytes_of_a_bulk_transfer_are_the_kernels_own() {
    if !inside_own_network("bytes_of_a_bulk_transfer_are_the_kernels_own") {
        return;
    }
    no_chatter();
    for mtu in [1500, 9000] {
        let peer = Peer::new(mtu);
        for engine in ENGINES {
            let mut sidecar = Sidecar::capturing_with("w0", engine);
            let before = counters("w0");
            transfer(&peer, 20_000_000);
            std::thread::sleep(Duration::from_millis(100));
            let after = counters("w0");
            let (packets, bytes, drops) = totals(&sidecar.stop());
            assert_eq!(drops, 0, "{engine:?}");
            assert_eq!([bytes, packets], [after[0] - before[0], after[1] - before[1]], "{engine:?} {mtu}");
            assert!(
                bytes / packets > u64::from(mtu),
                "no frame was larger than the MTU: {} a frame",
                bytes / packets
            );
        }
    }
}

#[test]
fn a_bridge_shows_what_passes_over_it() {
    if !inside_own_network("a_bridge_shows_what_passes_over_it") {
        return;
    }
    no_chatter();
    let peer = Peer::new(1500);
    run(
        "ip addr flush dev w0 && ip link add br0 type bridge mcast_snooping 0 && ip link set w0 master br0 && \
         ip addr add 10.77.0.1/24 dev br0 && ip link set br0 multicast off up",
    );
    std::thread::sleep(Duration::from_millis(300));
    let mut sidecar =
        Sidecar::capturing_what("br0", StartCapture { filter: Some(compiled("icmp or udp")), ..start_on(0) });
    run(&format!(
        "ip netns exec {} bash -c 'for n in 1 2 3 4 5; do echo -n four > /dev/udp/10.77.0.1/9; done'",
        peer.0
    ));
    // Nobody listens, which is answered with an ICMP error that quotes the whole datagram.
    let (packets, bytes, _) = totals(&sidecar.stop());
    assert_eq!((packets, bytes), (10, 5 * (14 + 28 + 4) + 5 * (14 + 20 + 8 + 28 + 4)));
}

#[test]
fn a_tun_has_no_link_header_and_its_bytes_are_those_of_ip() {
    if !inside_own_network("a_tun_has_no_link_header_and_its_bytes_are_those_of_ip") {
        return;
    }
    no_chatter();
    let device = support::tun("t0");
    run("ip addr add 10.98.0.1/24 dev t0");
    for engine in ENGINES {
        let mut sidecar = Sidecar::capturing_with("t0", engine);
        assert_eq!(sidecar.started.as_ref().map(|started| started.link_type), Some(101));
        let socket = UdpSocket::bind("10.98.0.1:0").unwrap();
        for _ in 0..20 {
            socket.send_to(&[0; 100], "10.98.0.2:9").unwrap();
        }
        // And what comes in: an echo request from the other side.
        let echo = weir_lab::frame::Ends::V4([10, 98, 0, 2].into(), [10, 98, 0, 1].into()).echo(1, &[0; 8]);
        device.send(&echo[14..]).unwrap();
        std::thread::sleep(Duration::from_millis(100));
        let told = sidecar.stop();
        let headers: Vec<_> = told.ticks.iter().flat_map(|tick| &tick.headers).collect();
        assert!(headers.iter().all(|header| header.addresses.is_some()), "{engine:?}");
        // The request and its answer have 20 + 8 + 8 bytes.
        assert_eq!(totals(&told), (22, 20 * 128 + 2 * 36, 0), "{engine:?}");
    }
}

#[test]
fn all_interfaces_are_seen_at_once_and_what_loops_back_once() {
    if !inside_own_network("all_interfaces_are_seen_at_once_and_what_loops_back_once") {
        return;
    }
    no_chatter();
    let device = support::tun("t0");
    run("ip addr add 10.98.0.1/24 dev t0");
    for filter in [None, Some(compiled("udp and less 200"))] {
        let filtered = filter.is_some();
        let mut sidecar = Sidecar::capturing_what("any", StartCapture { filter, ..start_on(0) });
        send_datagrams(100, 50);
        send_datagrams(10, 1000);
        let socket = UdpSocket::bind("10.98.0.1:0").unwrap();
        for _ in 0..20 {
            socket.send_to(&[0; 100], "10.98.0.2:9").unwrap();
        }
        let told = sidecar.stop();
        let large = if filtered { 0 } else { 10 };
        let (packets, bytes, drops) = totals(&told);
        assert_eq!((packets, drops), (100 + large + 20, 0));
        assert_eq!(bytes, 100 * (14 + 28 + 50) + large * (14 + 28 + 1000) + 20 * 128);
        assert!(told.ticks.iter().flat_map(|tick| &tick.headers).all(|header| header.ports.is_some()));
    }
    drop(device);
    // An interface that comes later is among them.
    let mut sidecar = Sidecar::capturing_with("any", Engine::Auto);
    let later = support::tun("t1");
    run("ip addr add 10.97.0.1/24 dev t1");
    UdpSocket::bind("10.97.0.1:0").unwrap().send_to(&[0; 100], "10.97.0.2:9").unwrap();
    drop(later);
    std::thread::sleep(Duration::from_millis(600));
    assert_eq!(totals(&sidecar.stop()).0, 1, "and its end is not that of the capture");
}

#[test]
fn pnet_refuses_all_interfaces_with_a_reason() {
    if !inside_own_network("pnet_refuses_all_interfaces_with_a_reason") {
        return;
    }
    let mut sidecar = Sidecar::welcomed();
    sidecar.command(Command::Start(StartCapture { engine: Engine::Pnet, ..start_on(0) }));
    assert_eq!(sidecar.rest().failure, Some(FailureKind::Unsupported));
}

/// Listed, then gone before it is opened.
#[test]
fn an_interface_that_vanishes_before_the_start_is_named_so() {
    if !inside_own_network("an_interface_that_vanishes_before_the_start_is_named_so") {
        return;
    }
    for engine in ENGINES {
        run("ip link add w9 type veth peer name w9p && ip link set w9 up && ip link set w9p up");
        let mut sidecar = Sidecar::welcomed();
        let index = sidecar.interface("w9").index;
        run("ip link del w9");
        sidecar.command(Command::Start(StartCapture { engine, ..start_on(index) }));
        assert_eq!(sidecar.rest().failure, Some(FailureKind::NoSuchInterface), "{engine:?}");
    }
}

/// A name is not what is captured: the interface stays the same one.
#[test]
fn a_renamed_interface_is_captured_on() {
    if !inside_own_network("a_renamed_interface_is_captured_on") {
        return;
    }
    no_chatter();
    let _device = support::tun("t0");
    run("ip addr add 10.98.0.1/24 dev t0");
    for (engine, old, new) in [(Engine::Ring, "t0", "t5"), (Engine::Pnet, "t5", "t6")] {
        let mut sidecar = Sidecar::capturing_with(old, engine);
        run(&format!("ip link set {old} name {new}"));
        std::thread::sleep(Duration::from_millis(500));
        let socket = UdpSocket::bind("10.98.0.1:0").unwrap();
        for _ in 0..20 {
            socket.send_to(&[0; 100], "10.98.0.2:9").unwrap();
        }
        assert_eq!(totals(&sidecar.stop()).0, 20, "{engine:?}");
    }
}
