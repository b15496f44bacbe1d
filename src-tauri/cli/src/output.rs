//! What `watch` prints.

use std::io::{IsTerminal, Write};

use serde::Serialize;
use weir_core::{
    episodes::Change,
    report::{EpisodeReport, Report},
    view::{AttackRow, Notice, Snapshot, UserError},
};

use crate::screen::Screen;

/// Standard output in one of its three forms: JSON lines, a screen that is drawn anew, or plain lines.
pub(crate) enum Output {
    Json,
    Screen(Screen),
    Lines,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum JsonLine<'a> {
    Tick(Box<Tick>),
    Episode(&'a EpisodeReport),
    Report(&'a Report),
}

/// One second in JSON lines.
#[derive(Serialize)]
struct Tick {
    time: f64,
    packets: u64,
    bytes: u64,
    packets_per_s: u64,
    bits_per_s: u64,
    tcp: u64,
    udp: u64,
    icmp: u64,
    other: u64,
    sources: u64,
    kernel_drops: u64,
}

impl Tick {
    fn new(snapshot: &Snapshot) -> Self {
        let count = |place: usize| snapshot.protocols.get(place).map_or(0, |row| row.packets.get());
        #[expect(clippy::cast_precision_loss, reason = "milliseconds since the epoch")]
        let time = snapshot.taken_ms.get() as f64 / 1000.0;
        Self {
            time,
            packets: snapshot.totals.packets.get(),
            bytes: snapshot.totals.bytes.get(),
            packets_per_s: snapshot.rate.packets_per_s.get(),
            bits_per_s: snapshot.rate.bits_per_s.get(),
            tcp: count(0),
            udp: count(1),
            icmp: count(2),
            // The schema's *other* includes ARP.
            other: count(3) + count(4),
            sources: snapshot.sources.distinct.get(),
            kernel_drops: snapshot.quality.kernel_drops.get(),
        }
    }
}

impl Output {
    /// JSON if asked for, else by what standard output is.
    pub(crate) fn new(json: bool) -> Self {
        if json {
            Self::Json
        } else if std::io::stdout().is_terminal() {
            Self::Screen(Screen::default())
        } else {
            Self::Lines
        }
    }

    /// False: nobody reads any more.
    pub(crate) fn tick(&mut self, snapshot: &Snapshot) -> bool {
        match self {
            Self::Json => print_json(&JsonLine::Tick(Box::new(Tick::new(snapshot)))),
            Self::Screen(screen) => screen.draw(snapshot),
            Self::Lines => {
                let Tick { packets, packets_per_s, sources, kernel_drops, .. } = Tick::new(snapshot);
                write_line(&format!(
                    "{packets} packets, {packets_per_s}/s, {sources} sources, {kernel_drops} dropped"
                ))
            }
        }
    }

    /// The report at the end.
    pub(crate) fn report(&mut self, report: &Report) {
        match self {
            Self::Json => drop(print_json(&JsonLine::Report(report))),
            Self::Screen(screen) => {
                screen.clear();
                let _ = write_line(&report.to_text());
            }
            Self::Lines => drop(write_line(&report.to_text())),
        }
    }

    /// A protocol above its fixed limit.
    pub(crate) fn hit(&mut self, hit: &AttackRow) {
        let sentence = format!(
            "{}: {} packets in {} s, limit {}",
            hit.protocol.name(),
            hit.packets.get(),
            hit.interval_s,
            hit.threshold.get()
        );
        match self {
            Self::Screen(screen) => screen.say(sentence),
            Self::Lines => drop(write_line(&sentence)),
            Self::Json => eprintln!("{sentence}"),
        }
    }

    /// An episode that opened, became worse or ended.
    pub(crate) fn episode(&mut self, change: Change, episode: &EpisodeReport) {
        let word = match change {
            Change::Opened(_) => "",
            Change::Reopened(_) => "again: ",
            Change::Worsened(_) => "now ",
            Change::Closed(_) => "ended: ",
        };
        let (severity, kind) = (episode.severity.label(), episode.kind.label());
        let sentence = format!("{word}{severity}: {kind}. {}", episode.sentence);
        match self {
            Self::Screen(screen) => screen.say(sentence),
            Self::Lines => drop(write_line(&sentence)),
            Self::Json => drop(print_json(&JsonLine::Episode(episode))),
        }
    }

    /// What went wrong, and the cure.
    pub(crate) fn problem(&mut self, error: &UserError) {
        match self {
            Self::Screen(screen) => screen.say(format!("{} {}", error.sentence, error.cure)),
            Self::Lines | Self::Json => eprintln!("weir-cli: {} {}", error.sentence, error.cure),
        }
    }

    /// Something to say once.
    pub(crate) fn notice(&mut self, notice: &Notice) {
        match self {
            Self::Screen(screen) => screen.say(notice.sentence.clone()),
            Self::Lines | Self::Json => eprintln!("weir-cli: {}", notice.sentence),
        }
    }
}

fn print_json(line: &JsonLine<'_>) -> bool {
    serde_json::to_string(line).is_ok_and(|text| write_line(&text))
}

/// A pipe that was closed (`| head`) ends the watch, quietly.
fn write_line(text: &str) -> bool {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush()).is_ok()
}
