//! `cargo run -p weir-cli --example man -- FOLDER`: writes the man pages of `weir-cli` there.
#![forbid(unsafe_code)]

use std::{io, path::PathBuf};

use clap::CommandFactory;

#[allow(dead_code, reason = "the program itself uses what the page does not need")]
#[path = "../src/arguments.rs"]
mod arguments;

fn main() -> io::Result<()> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).ok_or(io::ErrorKind::InvalidInput)?;
    std::fs::create_dir_all(&folder)?;
    // `help` is for the terminal, which has it already.
    let command = arguments::Arguments::command().disable_help_subcommand(true);
    clap_mangen::generate_to(command, folder)
}
