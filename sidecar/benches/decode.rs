//! What decoding costs; one element is one packet.
#![allow(missing_docs, reason = "criterion's macros")]

mod traffic;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use weir_sidecar::decode::decode;

fn decoding(criterion: &mut Criterion) {
    let packets = traffic::mixed();
    let mut group = criterion.benchmark_group("decode");
    group.throughput(Throughput::Elements(traffic::PACKETS as u64));
    group.bench_function("mixed", |bencher| {
        bencher.iter(|| {
            for packet in &packets {
                black_box(decode(1, black_box(packet), packet.len() as u32));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, decoding);
criterion_main!(benches);
