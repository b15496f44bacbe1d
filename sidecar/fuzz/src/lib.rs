//! Hostile bytes for everything that reads bytes of others: decoder, capture files, frames, ring blocks, sums.
//!
//! A target is a function over bytes that panics when a property is broken. The same functions run under a mutation
//! engine of our own on stable Rust ([`run`]), under libFuzzer (`libfuzzer/`), and over the corpora in each test run.

mod mutate;
pub mod run;
mod seeds;
mod targets;

pub use mutate::Mutator;
pub use seeds::seeds;
#[cfg(target_os = "linux")]
pub use targets::ring;
pub use targets::{Target, aggregator, decoder, file, frames};
