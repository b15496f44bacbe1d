//! What decoding, adding up and observing cost together; one element is one packet.
#![allow(missing_docs, reason = "criterion's macros")]

mod traffic;

use std::{hint::black_box, net::IpAddr};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use weir_protocol::{Class, Direction, Disclosure};
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
        ("conversations, headers", traffic::conversations(), Aggregate::new(Disclosure::Headers)),
        ("forged SYN flood, headers", traffic::forged(), Aggregate::new(Disclosure::Headers)),
        ("200 sources, headers", traffic::mixed(200), Aggregate::new(Disclosure::Headers)),
        ("5,000 sources, counts", traffic::mixed(5_000), Aggregate::new(Disclosure::Counts)),
        ("5,000 sources, headers", traffic::mixed(5_000), Aggregate::new(Disclosure::Headers)),
        ("100,000 sources, headers", traffic::mixed(100_000), Aggregate::new(Disclosure::Headers)),
    ] {
        // As the pipeline does it: a look for who shows headers or observes, a glance for who does neither.
        let is_glanced = name.ends_with("counts, unobserved");
        let mut decoded = Decoded::default();
        let mut time = 1_700_000_000_000_000_000;
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                for packet in &packets {
                    let length = packet.len() as u32;
                    if is_glanced && let Some(gist) = Gist::of(1, packet, length) {
                        time += 1;
                        let (truncated, direction) = (false, Direction::In);
                        sums.add_gist(Glanced { time, length, truncated, gist, direction });
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

criterion_group!(benches, adding_up, forged_sources);
criterion_main!(benches);
