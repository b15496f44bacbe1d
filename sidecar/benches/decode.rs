//! What decoding costs; one element is one packet.
#![allow(missing_docs, reason = "criterion's macros")]

mod traffic;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use weir_sidecar::decode::{Decoded, decode_into};

fn decoding(criterion: &mut Criterion) {
    let mut decoded = Decoded::default();
    let packets = traffic::mixed(5_000);
    let mut group = criterion.benchmark_group("decode");
    group.throughput(Throughput::Elements(traffic::PACKETS as u64));
    group.bench_function("mixed", |bencher| {
        bencher.iter(|| {
            for packet in &packets {
                decode_into(&mut decoded, 1, black_box(packet), packet.len() as u32);
                black_box(&decoded);
            }
        });
    });
    group.finish();
}

criterion_group!(benches, decoding);
criterion_main!(benches);
