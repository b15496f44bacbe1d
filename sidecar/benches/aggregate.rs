//! What decoding, adding up and observing cost together; one element is one packet.
#![allow(missing_docs, reason = "criterion's macros")]

mod traffic;

use std::{collections::HashMap, hint::black_box, net::IpAddr};

use ahash::RandomState;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use weir_protocol::{Class, Count, Direction, Disclosure};
use weir_sidecar::{
    aggregate::{Aggregate, Counted, Glanced, Sources},
    decode::{Decoded, Gist, decode_into},
};

fn adding_up(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decode and aggregate");
    group.throughput(Throughput::Elements(traffic::PACKETS as u64));
    for (name, packets, mut sums) in [
        (
            "5,000 sources, counts, unobserved",
            traffic::mixed(5_000),
            Aggregate::unobserved(Disclosure::Counts),
        ),
        (
            "5,000 sources, headers, unobserved",
            traffic::mixed(5_000),
            Aggregate::unobserved(Disclosure::Headers),
        ),
        (
            "5,000 sources, headers, unobserved, looked at",
            traffic::mixed(5_000),
            Aggregate::unobserved(Disclosure::Headers),
        ),
        ("conversations, headers", traffic::conversations(), Aggregate::new(Disclosure::Headers)),
        ("forged SYN flood, headers", traffic::forged(), Aggregate::new(Disclosure::Headers)),
        ("200 sources, headers", traffic::mixed(200), Aggregate::new(Disclosure::Headers)),
        ("5,000 sources, counts", traffic::mixed(5_000), Aggregate::new(Disclosure::Counts)),
        ("5,000 sources, headers", traffic::mixed(5_000), Aggregate::new(Disclosure::Headers)),
        ("100,000 sources, headers", traffic::mixed(100_000), Aggregate::new(Disclosure::Headers)),
    ] {
        // As the pipeline does it: a look for who observes, a glance for who does not.
        let is_glanced = name.ends_with("unobserved");
        let mut decoded = Decoded::default();
        let mut time = 1_700_000_000_000_000_000;
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                for packet in &packets {
                    let length = packet.len() as u32;
                    if is_glanced && let Some(gist) = Gist::of(1, packet, length) {
                        time += 1;
                        sums.add_gist(Glanced {
                            time,
                            length,
                            truncated: false,
                            gist,
                            frame: packet,
                            vlan: None,
                            direction: Direction::In,
                            passed_over: false,
                        });
                        continue;
                    }
                    decode_into(&mut decoded, 1, packet, length);
                    time += 1;
                    sums.add(Counted {
                        time,
                        length,
                        truncated: false,
                        decoded: &decoded,
                        direction: Direction::In,
                        passed_over: false,
                    });
                }
                black_box(sums.cut(1, 0));
            });
        });
    }
    group.finish();
}

/// The least that could do it: a look at the places where things mostly are, and a map that grows. A machine is as fast as
/// it is at this.
fn by_hand(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("by hand");
    group.throughput(Throughput::Elements(traffic::PACKETS as u64));
    let packets = traffic::mixed(5_000);
    let mut totals = [Count::default(); 4];
    let mut sources: HashMap<IpAddr, [Count; 4], RandomState> = HashMap::default();
    group.bench_function("5,000 sources", |bencher| {
        bencher.iter(|| {
            for packet in &packets {
                let length = packet.len() as u32;
                let (class, source) = looked_at(packet);
                totals[class].add_packet(length);
                if let Some(source) = source {
                    sources.entry(source).or_default()[class].add_packet(length);
                }
            }
            black_box((&totals, &sources));
        });
    });
    group.finish();
}

fn looked_at(packet: &[u8]) -> (usize, Option<IpAddr>) {
    let class = |protocol| match protocol {
        6 => Class::Tcp.index(),
        17 => Class::Udp.index(),
        1 | 58 => Class::Icmp.index(),
        _ => Class::Other.index(),
    };
    let rest = if packet[12..14] == [0x81, 0] { &packet[16..] } else { &packet[12..] };
    match rest {
        [0x08, 0x00, ip @ ..] => (class(ip[9]), Some(IpAddr::from([ip[12], ip[13], ip[14], ip[15]]))),
        [0x86, 0xdd, ip @ ..] => (class(ip[6]), ip[8..24].try_into().ok().map(|all: [u8; 16]| all.into())),
        _ => (Class::Other.index(), None),
    }
}

fn forged_sources(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("sources");
    group.throughput(Throughput::Elements(traffic::PACKETS as u64));
    let mut sources = Sources::default();
    let mut number = 0u32;
    group.bench_function("every packet from a new address", |bencher| {
        bencher.iter(|| {
            for _ in 0..traffic::PACKETS {
                number = number.wrapping_add(1);
                let address = IpAddr::from(number.wrapping_mul(2_654_435_761).to_be_bytes());
                sources.add(black_box(&address), Class::Tcp, 60);
            }
            black_box(sources.cut());
        });
    });
    group.finish();
}

criterion_group!(benches, by_hand, adding_up, forged_sources);
criterion_main!(benches);
