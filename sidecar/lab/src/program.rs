//! The commands of `weir-lab`.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};
use serde::Serialize;
use weir_lab::pcap::PcapWriter;
use weir_lab::{Cable, Flood, FloodKind, KnownSet, Mix, send_frames};

mod plain;
mod tray;
mod up;

#[derive(Parser)]
#[command(about = "Weir's test laboratory: network namespaces, known packets, and a tray to click in.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make two namespaces joined by a cable; run COMMAND on the host with WEIR_LAB_* set, or wait for the end of stdin.
    Up {
        #[arg(last = true)]
        command: Vec<String>,
    },
    /// Pull the cable of a lab, lay it again, or switch end A off and on.
    Cable {
        #[arg(long)]
        a: String,
        #[arg(long)]
        b: String,
        #[arg(value_enum)]
        action: Action,
    },
    /// Send the known set of packets; print what must come out.
    SendKnown {
        #[arg(long)]
        netns: String,
        #[arg(long)]
        iface: String,
    },
    /// Send a deterministic mix of packets; print {packets, bytes}.
    SendMix {
        #[arg(long)]
        netns: String,
        #[arg(long)]
        iface: String,
        #[arg(long, default_value_t = 5_000)]
        packets: u32,
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Print what must come out of the known set, without sending it.
    Expected,
    /// Send a paced stream of packets, bounded in number and time.
    Flood {
        #[arg(long)]
        netns: String,
        #[arg(long)]
        iface: String,
        #[arg(long, default_value_t = 1000)]
        pps: u32,
        #[arg(long, default_value_t = 1000)]
        count: u64,
        #[arg(long, default_value_t = 100)]
        sources: u32,
        #[arg(long, value_enum, default_value_t = Kind::Mix)]
        proto: Kind,
    },
    /// Capture with pnet as it comes, a callback and a map for each packet, until SIGTERM: what Weir is compared with.
    PlainPnet {
        #[arg(long)]
        iface: String,
    },
    /// Write a capture file: a deterministic mix, or the known set.
    WritePcap {
        out: PathBuf,
        #[arg(long, default_value_t = 20_000)]
        packets: u32,
        #[arg(long, default_value_t = 20)]
        seconds: u32,
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The known set instead of the mix.
        #[arg(long)]
        known: bool,
    },
    /// Be a desktop's tray and its notification service, driven by lines on stdin.
    TrayHost,
}

#[derive(Clone, Copy, ValueEnum)]
enum Action {
    Create,
    Delete,
    Down,
    Up,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Mix,
    Udp,
    Tcp,
    /// Nearly every packet from a new address.
    Spoofed,
}

/// Runs what the command line says.
pub(crate) fn run() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Up { command } => return report(up::run(&command)),
        Command::Cable { a, b, action } => Cable::between(&a, &b).and_then(|cable| match action {
            Action::Create => cable.create(),
            Action::Delete => cable.delete(),
            Action::Down => cable.down(),
            Action::Up => cable.up(),
        }),
        Command::SendKnown { netns, iface } => send_known(&netns, &iface),
        Command::SendMix { netns, iface, packets, seed } => {
            send_mix(&netns, &iface, Mix { packets, seconds: 1, seed })
        }
        Command::Expected => print(&KnownSet::new().expected()),
        Command::Flood { netns, iface, pps, count, sources, proto } => {
            let kind = match proto {
                Kind::Mix => FloodKind::Mix,
                Kind::Udp => FloodKind::Udp,
                Kind::Tcp => FloodKind::Tcp,
                Kind::Spoofed => FloodKind::Spoofed,
            };
            let flood = Flood { packets_per_second: pps, count, sources, kind };
            flood.run(&netns, &iface).and_then(|done| print(&done))
        }
        Command::PlainPnet { iface } => return report(plain::run(&iface)),
        Command::WritePcap { out, known: true, .. } => write_known(&out),
        Command::WritePcap { out, packets, seconds, seed, known: false } => {
            write_mix(&out, Mix { packets, seconds, seed })
        }
        Command::TrayHost => tray::run(),
    };
    report(done.map(|()| ExitCode::SUCCESS))
}

fn report(done: io::Result<ExitCode>) -> ExitCode {
    done.unwrap_or_else(|error| {
        // A closed stderr is no reason to say nothing else.
        let _ = writeln!(io::stderr(), "weir-lab: {error}");
        ExitCode::FAILURE
    })
}

fn send_known(netns: &str, iface: &str) -> io::Result<()> {
    let set = KnownSet::new();
    send_frames(netns, iface, set.frames())?;
    print(&set.expected())
}

/// What was sent, in bytes on the wire.
#[derive(Serialize)]
struct Sent {
    packets: usize,
    bytes: usize,
}

fn send_mix(netns: &str, iface: &str, mix: Mix) -> io::Result<()> {
    let frames: Vec<_> = mix.frames().map(|(_, frame)| frame).collect();
    send_frames(netns, iface, frames.iter().map(Vec::as_slice))?;
    print(&Sent { packets: frames.len(), bytes: frames.iter().map(Vec::len).sum() })
}

fn write_known(out: &Path) -> io::Result<()> {
    let mut writer = PcapWriter::new(BufWriter::new(File::create(out)?))?;
    let begin = Duration::from_secs(1_700_000_000);
    for (place, frame) in (0_u32..).zip(KnownSet::new().frames()) {
        writer.write(begin + Duration::from_millis(10) * place, frame)?;
    }
    writer.finish().map(drop)
}

fn write_mix(out: &Path, mix: Mix) -> io::Result<()> {
    let mut writer = PcapWriter::new(BufWriter::new(File::create(out)?))?;
    for (at, frame) in mix.frames() {
        writer.write(at, &frame)?;
    }
    writer.finish().map(drop)
}

/// One line of JSON on stdout, at once.
fn print(value: &impl Serialize) -> io::Result<()> {
    say(&serde_json::to_string(value)?)
}

/// One line on stdout, at once: whoever drives this program waits for it.
fn say(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}
