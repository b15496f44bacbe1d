//! The laboratory itself, with root: what goes in at one end comes out at the other, and nothing else does.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};

use pnet::datalink::{self, Channel, DataLinkReceiver};
use weir_lab::{Flood, FloodKind, IFACE_A, IFACE_B, KnownSet, Lab};

/// Prints why and gives nothing when there can be no lab here.
fn lab() -> Option<Lab> {
    if let Some(reason) = Lab::why_not() {
        println!("skipped, because {reason}");
        return None;
    }
    Some(Lab::new().unwrap())
}

fn listen_at_a(lab: &Lab) -> Box<dyn DataLinkReceiver> {
    let receiver = lab.a().enter(|| {
        let interface = datalink::interfaces().into_iter().find(|found| found.name == IFACE_A).unwrap();
        let config = datalink::Config {
            read_timeout: Some(Duration::from_millis(100)),
            promiscuous: false,
            ..Default::default()
        };
        match datalink::channel(&interface, config)? {
            Channel::Ethernet(_, receiver) => Ok(receiver),
            _ => unreachable!("a veth interface is Ethernet"),
        }
    });
    receiver.unwrap()
}

/// Everything that arrives until half a second of silence.
fn lengths_until_silence(receiver: &mut dyn DataLinkReceiver) -> Vec<usize> {
    let mut lengths = Vec::new();
    let mut last = Instant::now();
    while last.elapsed() < Duration::from_millis(500) {
        if let Ok(frame) = receiver.next() {
            lengths.push(frame.len());
            last = Instant::now();
        }
    }
    lengths
}

#[test]
fn the_known_set_arrives_whole_and_nothing_else_does() {
    let Some(lab) = lab() else { return };
    let set = KnownSet::new();
    let expected = set.expected();
    let mut receiver = listen_at_a(&lab);
    assert_eq!(lab.send(set.frames()).unwrap(), expected.packets);
    let lengths = lengths_until_silence(&mut *receiver);
    assert_eq!(lengths.len() as u64, expected.packets);
    // The kernel takes VLAN tags away before a packet socket sees the frame.
    assert_eq!(lengths.iter().sum::<usize>() as u64, expected.bytes_untagged);
}

#[test]
fn a_cable_without_a_test_is_silent() {
    let Some(lab) = lab() else { return };
    let mut receiver = listen_at_a(&lab);
    lab.cable().unwrap().down().unwrap();
    lab.cable().unwrap().up().unwrap();
    assert!(lengths_until_silence(&mut *receiver).is_empty());
}

#[test]
fn the_kernels_do_not_answer_the_known_set() {
    let Some(lab) = lab() else { return };
    lab.send(KnownSet::new().frames()).unwrap();
    let received = lab.exec_b(&["cat", "/sys/class/net/weir1/statistics/rx_packets"]).unwrap();
    assert_eq!(received.trim(), "0");
}

#[test]
fn a_flood_is_as_long_and_as_fast_as_asked() {
    let Some(lab) = lab() else { return };
    let flood = Flood { packets_per_second: 2000, count: 1000, sources: 20, kind: FloodKind::Mix };
    let done = flood.run(lab.b().name(), IFACE_B).unwrap();
    assert_eq!((done.sent, done.failed), (1000, 0));
    // It may be late on a busy machine, but never early.
    assert!(done.seconds >= 0.45, "{} s", done.seconds);
    let counted = lab.exec_a(&["cat", "/sys/class/net/weir0/statistics/rx_packets"]).unwrap();
    assert_eq!(counted.trim(), "1000");
}

#[test]
fn the_cable_can_be_pulled_and_laid_again() {
    let Some(lab) = lab() else { return };
    let index = || lab.exec_a(&["cat", "/sys/class/net/weir0/ifindex"]);
    let before = index().unwrap();
    lab.cable().unwrap().delete().unwrap();
    assert!(index().is_err());
    lab.cable().unwrap().create().unwrap();
    assert_ne!(index().unwrap(), before);
    assert_eq!(lab.send(KnownSet::new().frames()).unwrap(), 134);
}

#[test]
fn nothing_is_left_behind_even_after_a_panic() {
    let Some(lab) = lab() else { return };
    let names = [lab.a().name().to_owned(), lab.b().name().to_owned()];
    let exists = |name: &String| std::path::Path::new("/run/netns").join(name).exists();
    assert!(names.iter().all(exists));
    let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
        let _lab = lab;
        panic!("a test failed");
    }));
    assert!(ended.is_err());
    assert!(!names.iter().any(exists));
}

#[test]
fn the_program_cleans_up_when_it_is_terminated() {
    if lab().is_none() {
        return;
    }
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_weir-lab"))
        .args(["up"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // Held open: its end would be a reason to stop as well, and waiting for the program closes it.
    let _stdin = program.stdin.take();
    let mut line = String::new();
    BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let info: serde_json::Value = serde_json::from_str(&line).unwrap();
    let path = std::path::Path::new("/run/netns").join(info["a"].as_str().unwrap());
    assert!(path.exists());
    let pid = nix::unistd::Pid::from_raw(i32::try_from(program.id()).unwrap());
    nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGTERM).unwrap();
    assert_eq!(program.wait().unwrap().code(), Some(143));
    assert!(!path.exists());
}
