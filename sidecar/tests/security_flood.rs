//! A flood from a million forged addresses through the real replay program: no memory for the attacker to fill.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test ends where it fails")]
#![cfg(target_os = "linux")]

use std::{
    io::{BufWriter, Read},
    process::{Command, Stdio},
    time::Duration,
};

use weir_lab::{frame::Ends, pcap::PcapWriter};
use weir_protocol::{Event, FrameReader, Kind, limits::MAX_FRAME_BYTES};

const SOURCES: u32 = 1_000_000;
const MAX_RESIDENT_KIB: u64 = 64 << 10;
/// Ethernet's header, then the place of the source in IPv4's.
const SOURCE_AT: usize = 14 + 12;

#[test]
fn t17_a_million_forged_sources_fill_no_memory_and_lose_no_packet() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_weir-replay"))
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let input = child.stdin.take().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let feeder = std::thread::spawn(move || {
        let mut file = PcapWriter::new(BufWriter::with_capacity(1 << 16, input)).unwrap();
        let ends = Ends::V4([10, 0, 0, 1].into(), [10, 77, 0, 2].into());
        let mut frame = ends.udp((1000, 2000), &[]);
        for number in 0..SOURCES {
            frame[SOURCE_AT..SOURCE_AT + 4].copy_from_slice(&(0x0b00_0000 + number).to_be_bytes());
            let at = Duration::from_secs(1_700_000_000) + Duration::from_micros(u64::from(number) * 10);
            file.write(at, &frame).unwrap();
        }
        // What is resident at its highest, while it is still there to be asked.
        let peak = std::fs::read_to_string(status).unwrap();
        drop(file.finish().unwrap());
        let line = peak.lines().find(|line| line.starts_with("VmHWM:")).unwrap().to_owned();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()
    });
    let mut reader = FrameReader::new(MAX_FRAME_BYTES);
    let mut output = child.stdout.take().unwrap();
    let mut chunk = vec![0; 1 << 16];
    let mut packets = 0;
    let mut told = None;
    loop {
        let read = output.read(&mut chunk).unwrap();
        if read == 0 {
            break;
        }
        reader.push(&chunk[..read]);
        while let Some(frame) = reader.next().unwrap() {
            if frame.kind != Kind::Event {
                continue;
            }
            match frame.message().unwrap() {
                Event::Tick(tick) => packets += tick.total().packets,
                Event::Stopped { totals, .. } => told = Some(totals.packets),
                Event::Interfaces(_) | Event::Started(_) | Event::Failed { .. } | Event::Busy { .. } => {}
            }
        }
    }
    assert!(child.wait().unwrap().success());
    let peak = feeder.join().unwrap();
    println!("{peak} KiB at its highest");
    assert_eq!((packets, told), (u64::from(SOURCES), Some(u64::from(SOURCES))));
    assert!(peak < MAX_RESIDENT_KIB, "{peak} KiB");
}
