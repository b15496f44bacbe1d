//! Capture filters in the kernel, through the real sidecar. Needs root; skips itself otherwise.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test ends where it fails"
)]
#![cfg(target_os = "linux")]

mod support;

use support::{Sidecar, compiled, inside_own_network, run, send_datagrams, start_on};
use weir_lab::frame::{Ends, flags, vlan};
use weir_protocol::{BpfInstruction, CaptureFilter, Command, Engine, FailureKind, StartCapture, Totals};

const ENGINES: [Engine; 2] = [Engine::Ring, Engine::Pnet];

fn filtered(engine: Engine, expression: &str) -> StartCapture {
    StartCapture { engine, filter: Some(compiled(expression)), ..start_on(0) }
}

fn totals(sidecar: &mut Sidecar) -> Totals {
    sidecar.stop().totals.expect("Stopped")
}

/// A quiet cable: nothing is on it but what a test sends into `w0p`.
fn cable() {
    run("sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1");
    run("ip link add w0 type veth peer name w0p && ip link set w0 multicast off arp off up && \
         ip link set w0p multicast off arp off up");
}

fn send(frames: &[Vec<u8>]) {
    let peer = pnet::datalink::interfaces().into_iter().find(|interface| interface.name == "w0p").unwrap();
    let channel = pnet::datalink::channel(&peer, pnet::datalink::Config::default()).unwrap();
    let pnet::datalink::Channel::Ethernet(mut sender, _) = channel else { panic!("no channel") };
    for frame in frames {
        sender.send_to(frame, None).unwrap().unwrap();
    }
}

fn frames() -> Vec<Vec<u8>> {
    let ends = Ends::V4([10, 77, 0, 1].into(), [10, 77, 0, 2].into());
    let six = Ends::V6("fd00::1".parse().unwrap(), "fd00::2".parse().unwrap());
    let mut frames = Vec::new();
    for size in 0..20 {
        let payload = vec![0; size * 60];
        frames.push(ends.tcp((1000, 80), flags::SYN, &payload));
        frames.push(ends.udp((1000, 53), &payload));
        frames.push(six.udp((1000, 53), &payload));
        frames.push(ends.echo(1, &payload));
        frames.push(vlan(5, &ends.udp((1000, 53), &payload)));
        frames.push(vlan(7, &vlan(6, &ends.tcp((1000, 80), flags::ACK, &payload))));
    }
    frames
}

#[test]
fn only_what_the_filter_accepts_is_counted() {
    if !inside_own_network("only_what_the_filter_accepts_is_counted") {
        return;
    }
    cable();
    let frames = frames();
    let bytes = |kind: usize| frames.iter().skip(kind).step_by(6).map(|f| f.len() as u64).sum::<u64>();
    // A filter that does not ask for tags sees a tagged frame without the tag that the kernel took out.
    for (expression, kinds) in [
        ("tcp port 80", &[0][..]),
        ("ip and udp", &[1, 4]),
        ("ip6", &[2]),
        ("not udp", &[0, 3, 5]),
        ("udp[4:2] > 500 or icmp", &[]),
        ("vlan 5", &[4]),
        ("vlan 7 and vlan 6 and tcp", &[5]),
        ("not vlan", &[0, 1, 2, 3]),
        ("inbound", &[0, 1, 2, 3, 4, 5]),
        ("outbound", &[]),
        ("less 60", &[]),
    ] {
        for engine in ENGINES {
            if engine == Engine::Pnet && expression.contains("vlan") {
                continue;
            }
            let mut sidecar = Sidecar::capturing_what("w0", filtered(engine, expression));
            send(&frames);
            let totals = totals(&mut sidecar);
            let packets = match expression {
                // By size: from 500 bytes of UDP on, on each of two.
                "udp[4:2] > 500 or icmp" => 20 + 2 * 11,
                "less 60" => continue,
                _ => 20 * kinds.len() as u64,
            };
            assert_eq!((totals.packets, totals.kernel_drops), (packets, 0), "{expression} {engine:?}");
            if engine == Engine::Ring && !kinds.is_empty() {
                let wanted: u64 = kinds.iter().map(|&kind| bytes(kind)).sum();
                assert_eq!(totals.bytes, wanted, "{expression}: original lengths with tags");
            }
        }
    }
}

/// Attached before the socket is bound: what is sent while the capture starts is filtered already.
#[test]
fn no_frame_slips_in_before_the_filter() {
    if !inside_own_network("no_frame_slips_in_before_the_filter") {
        return;
    }
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                send_datagrams(50, 10);
            }
        });
        for engine in [Engine::Ring, Engine::Pnet].repeat(5) {
            let mut sidecar = Sidecar::capturing_what("lo", filtered(engine, "tcp"));
            assert_eq!(totals(&mut sidecar).packets, 0, "{engine:?}");
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

#[test]
fn a_program_that_is_none_is_refused_and_so_is_a_filter_that_pnet_cannot_hold() {
    if !inside_own_network("a_program_that_is_none_is_refused_and_so_is_a_filter_that_pnet_cannot_hold") {
        return;
    }
    let backwards = BpfInstruction { code: 0x05, jt: 0, jf: 0, k: u32::MAX };
    let hostile = CaptureFilter { ethernet: vec![backwards], ..CaptureFilter::default() };
    for (engine, filter) in [(Engine::Auto, hostile), (Engine::Pnet, compiled("vlan 5"))] {
        let mut sidecar = Sidecar::welcomed();
        let interface = sidecar.interface("lo").index;
        sidecar.command(Command::Start(StartCapture { engine, filter: Some(filter), ..start_on(interface) }));
        assert_eq!(sidecar.rest().failure, Some(FailureKind::BadFilter), "{engine:?}");
        assert_eq!(sidecar.exit().0, Some(0));
    }
}

/// On a frame without an Ethernet header the other program runs.
#[test]
fn a_tun_is_filtered_by_its_ip_header() {
    if !inside_own_network("a_tun_is_filtered_by_its_ip_header") {
        return;
    }
    run("sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1");
    let _end = support::tun("t0");
    run("ip addr add 10.98.0.1/24 dev t0");
    for engine in ENGINES {
        let mut sidecar = Sidecar::capturing_what("t0", filtered(engine, "udp port 53"));
        let socket = std::net::UdpSocket::bind("10.98.0.1:0").unwrap();
        for n in 0..30 {
            // What becomes of them behind the tunnel is no matter.
            let _ = socket.send_to(&[0; 10], ("10.98.0.2", if n % 3 == 0 { 53 } else { 54 }));
        }
        let totals = totals(&mut sidecar);
        assert_eq!((totals.packets, totals.bytes), (10, 10 * (20 + 8 + 10)), "{engine:?}");
    }
}
