//! Two ticks into one: sums add up, newest wins for the rest. Everything stays within the protocol's bounds.

use std::collections::{HashMap, hash_map::Entry};

use ahash::RandomState;
use weir_protocol::{
    Slice, Tick,
    limits::{MAX_HEADERS, MAX_OBSERVATIONS, MAX_SLICES, MAX_SOURCES},
};

use super::{
    sources::sort_busiest_first,
    totals::{add_named, widen},
};

/// Adds `newer` to the tick that still waits.
pub fn merge(waiting: &mut Tick, newer: Tick) {
    waiting.elapsed = newer.elapsed;
    waiting.distinct_sources = newer.distinct_sources;
    waiting.headers_skipped += newer.headers_skipped;
    waiting.kernel_drops += newer.kernel_drops;
    waiting.merged += newer.merged + 1;
    waiting.truncated += newer.truncated;
    for (sum, more) in waiting.problems.iter_mut().zip(newer.problems) {
        *sum += more;
    }
    for (sum, more) in waiting.other_sources.iter_mut().zip(newer.other_sources) {
        sum.add(more);
    }
    for slice in newer.slices {
        merge_slice(&mut waiting.slices, slice);
    }
    waiting.headers.extend(newer.headers);
    let surplus = waiting.headers.len().saturating_sub(MAX_HEADERS);
    waiting.headers.drain(..surplus);
    waiting.headers_skipped += surplus as u64;
    waiting.observations.extend(newer.observations);
    let surplus = waiting.observations.len().saturating_sub(MAX_OBSERVATIONS);
    waiting.observations.drain(..surplus);
    merge_sources(waiting, newer.sources);
}

fn merge_slice(slices: &mut Vec<Slice>, newer: Slice) {
    if let Some(same) = slices.iter_mut().rev().find(|slice| slice.start == newer.start) {
        return add_slice(same, &newer);
    }
    if slices.len() >= MAX_SLICES {
        // The newest minute stays exact in time; what is older piles up at its beginning, and nothing is lost.
        let second = slices.remove(1);
        if let Some(oldest) = slices.first_mut() {
            add_slice(oldest, &second);
        }
    }
    slices.push(newer);
}

fn add_slice(sum: &mut Slice, more: &Slice) {
    widen(&mut sum.span, more.span);
    for (class, other) in sum.classes.iter_mut().zip(&more.classes) {
        class.add(other);
    }
    for one in &more.names {
        add_named(&mut sum.names, one.name, one.count);
    }
}

fn merge_sources(waiting: &mut Tick, newer: Vec<weir_protocol::SourceCount>) {
    let mut places: HashMap<_, usize, RandomState> =
        waiting.sources.iter().enumerate().map(|(place, source)| (source.address, place)).collect();
    for source in newer {
        match places.entry(source.address) {
            Entry::Occupied(place) => {
                if let Some(known) = waiting.sources.get_mut(*place.get()) {
                    for (sum, more) in known.classes.iter_mut().zip(source.classes) {
                        sum.add(more);
                    }
                }
            }
            Entry::Vacant(place) => {
                place.insert(waiting.sources.len());
                waiting.sources.push(source);
            }
        }
    }
    sort_busiest_first(&mut waiting.sources);
    let kept = waiting.sources.len().min(MAX_SOURCES);
    for source in waiting.sources.drain(kept..) {
        for (sum, more) in waiting.other_sources.iter_mut().zip(source.classes) {
            sum.add(more);
        }
    }
}
