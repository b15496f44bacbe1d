//! What can be written behind `weir-cli`. The man pages are made from it as well (`examples/man.rs`).

use std::time::Duration;

use clap::{Parser, Subcommand};
use weir_core::settings::EngineChoice;

/// See who is talking on your network, in a terminal.
#[derive(Debug, Parser)]
#[command(name = "weir-cli", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the network interfaces of this machine
    Interfaces {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Capture on an interface, show what goes by, and report at the end
    Watch {
        /// The interface to capture on; any: all of them [default: that of the default route]
        #[arg(short, long, value_name = "IFACE")]
        interface: Option<String>,
        /// Stop after this time, such as 60s, 5m or 1h [default: until Ctrl-C]
        #[arg(short, long, value_name = "TIME", value_parser = parse_duration)]
        duration: Option<Duration>,
        /// How to fetch packets from the kernel
        #[arg(long, value_enum, default_value_t)]
        engine: Engine,
        /// Which packets, in the language of tcpdump, such as 'tcp port 443' [default: all]
        #[arg(long, value_name = "EXPR", default_value = "", hide_default_value = true)]
        filter: String,
        /// Show a capture file instead of an interface; - for standard input
        #[arg(short, long, value_name = "FILE", conflicts_with_all = ["interface", "duration", "engine"])]
        file: Option<String>,
        /// Show the file at the speed at which it was captured [default: as fast as it can be read]
        #[arg(long, requires = "file")]
        pace: bool,
        /// Print one JSON object a line: a tick each second, the report last
        #[arg(long)]
        json: bool,
    },
    /// Report on a capture file (pcap or pcapng, also compressed with gzip or zstd)
    Report {
        /// The file; - for standard input
        file: String,
        /// Which packets, in the language of tcpdump, such as 'tcp port 443' [default: all]
        #[arg(long, value_name = "EXPR", default_value = "", hide_default_value = true)]
        filter: String,
        /// Print JSON (schema 1)
        #[arg(long)]
        json: bool,
        /// Add country and network of each source, from Weir's own data; nothing is asked of anybody
        #[arg(long)]
        names: bool,
    },
    /// Play test scenes through detection, with nothing on any wire, and compare what is found
    Selftest {
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// Play scenes with drawn rates, ports and sources instead, each N times
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000))]
        varied: Option<u64>,
    },
    /// Say why capture would or would not work here
    Doctor {
        /// The interface that should be captured on [default: any that is up]
        #[arg(short, long, value_name = "IFACE")]
        interface: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// As in the settings.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub(crate) enum Engine {
    /// The packet ring where there is one, else pnet
    #[default]
    Auto,
    /// The kernel's packet ring (Linux)
    Ring,
    /// pnet
    Pnet,
}

impl From<Engine> for EngineChoice {
    fn from(engine: Engine) -> Self {
        match engine {
            Engine::Auto => Self::Auto,
            Engine::Ring => Self::Ring,
            Engine::Pnet => Self::Pnet,
        }
    }
}

/// `90`, `90s`, `5m`, `1h`; between 1 s and 7 days.
fn parse_duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(char::is_alphabetic);
    let unit = text.get(digits.len()..).unwrap_or_default();
    let seconds = match unit {
        "" | "s" => 1,
        "m" | "min" => 60,
        "h" => 3600,
        _ => return Err(format!("'{unit}' is no unit of time; write 60s, 5m or 1h")),
    };
    let number: u64 =
        digits.parse().map_err(|_| "write a whole number with a unit: 60s, 5m or 1h".to_owned())?;
    let total = number.saturating_mul(seconds);
    if (1..=u64::from(weir_core::settings::MAX_DURATION_S)).contains(&total) {
        Ok(Duration::from_secs(total))
    } else {
        Err("choose between 1s and 168h".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_write_them() {
        let cases = [("60s", 60), ("90", 90), ("5m", 300), ("2min", 120), ("1h", 3600)];
        for (text, seconds) in cases {
            assert_eq!(parse_duration(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
    }

    #[test]
    fn durations_that_make_no_sense_are_refused_with_a_reason() {
        for text in ["", "0s", "s", "5d", "-3", "1.5m", "169h", "99999999999999999999h"] {
            assert!(parse_duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_arguments_are_consistent() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }
}
