//! `weir_fuzz::aggregator` under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| weir_fuzz::aggregator(bytes));
