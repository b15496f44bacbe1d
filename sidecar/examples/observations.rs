//! What detection is told of a capture file, as text: `cargo run -p weir-sidecar --example observations -- FILE`.
//!
//! For those who write rules. Prints slices in which anything was notable.
#![allow(clippy::print_stdout, reason = "a program for the terminal")]

use std::{env, error::Error, fs::File, sync::atomic::AtomicBool};

use weir_protocol::{Disclosure, Tick, observe::Observations};
use weir_sidecar::{
    capture::file::FileSource,
    decode::Vantage,
    emit::{Gone, TickSink},
    pipeline::{self, Job, Pace},
};

struct Printer {
    first: Option<u64>,
}

impl TickSink for Printer {
    fn put(&mut self, tick: Tick) -> Result<(), Gone> {
        for observations in tick.observations {
            let first = *self.first.get_or_insert(observations.start);
            print(&observations, observations.start.wrapping_sub(first) as f64 / 1e9);
        }
        Ok(())
    }
}

fn print(all: &Observations, at: f64) {
    let [tcp, udp, icmp, other] =
        all.volumes.map(|volume| format!("{}/{}", volume.unsolicited, volume.packets));
    let is_quiet =
        all.victims.is_empty() && all.scans.is_empty() && all.sweeps.is_empty() && all.servers.is_empty();
    if is_quiet {
        return;
    }
    println!(
        "{at:9.2} s  tcp {tcp} udp {udp} icmp {icmp} other {other}  both ways {}/{}  lost {:?}",
        all.reciprocity.both_ways, all.reciprocity.flows, all.overflow
    );
    for v in &all.victims {
        println!(
            "    victim {:?} {}: {} packets, {} answered, {} reflected, {} refused, sources {}/{}, ports {}, flows {}{}, number {}, ports {:?} from {:?}",
            v.family,
            v.address,
            v.count.packets,
            v.answered,
            v.reflected,
            v.refused,
            v.sources_1s,
            v.sources_5s,
            v.ports_5s,
            v.flows_5s,
            if v.estimated { " (estimated)" } else { "" },
            v.number,
            v.ports.iter().take(3).map(|p| (p.port, p.packets)).collect::<Vec<_>>(),
            v.source_ports.iter().take(3).map(|p| (p.port, p.packets)).collect::<Vec<_>>(),
        );
    }
    for s in &all.scans {
        println!(
            "    scan {:?} {} -> {}: {} probes, 10 s {} failed {} answered {} refused {} traceroute, 300 s {} failed {} answered",
            s.probe,
            s.source,
            s.target,
            s.count.packets,
            s.failed_10s,
            s.answered_10s,
            s.refused_10s,
            s.traceroute_10s,
            s.failed_300s,
            s.answered_300s,
        );
    }
    for s in &all.sweeps {
        println!(
            "    sweep {:?} {} port {}: {} probes, 10 s {} of {} failed, 300 s {} of {} failed",
            s.probe,
            s.source,
            s.port,
            s.count.packets,
            s.failed_10s,
            s.hosts_10s,
            s.failed_300s,
            s.hosts_300s,
        );
    }
    for s in &all.servers {
        println!(
            "    server {}:{}: {} completed, {} in 10 s from {} clients, {} silent",
            s.address, s.port, s.completed, s.completed_10s, s.clients_10s, s.silent,
        );
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args_os().nth(1).ok_or("which file?")?;
    let mut source = FileSource::open(File::open(path)?)?;
    let job = Job {
        session: 0,
        pace: Pace::File,
        vantage: Vantage::File,
        disclosure: Disclosure::Counts,
        observe: true,
    };
    let outcome = pipeline::run(&job, &mut source, &mut Printer { first: None }, &AtomicBool::new(false));
    println!("{outcome:?}");
    Ok(())
}
