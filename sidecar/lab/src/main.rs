//! `weir-lab`: the laboratory for tests that are not written in Rust.

mod program;

fn main() -> std::process::ExitCode {
    program::run()
}
