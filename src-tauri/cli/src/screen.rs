//! A summary that is drawn anew each second, with plain ANSI escapes: a dozen lines need no library.

use std::{collections::VecDeque, io::Write};

use weir_core::view::Snapshot;

/// Lines of messages below the numbers.
const MAX_MESSAGES: usize = 5;

/// The terminal.
#[derive(Debug, Default)]
pub(crate) struct Screen {
    lines: usize,
    messages: VecDeque<String>,
}

impl Screen {
    /// Draws over what it drew before. False: nobody looks any more.
    pub(crate) fn draw(&mut self, snapshot: &Snapshot) -> bool {
        let mut text = summary(snapshot);
        for message in &self.messages {
            text.push_str(message);
            text.push('\n');
        }
        let up = self.up();
        self.lines = text.lines().count();
        let mut out = std::io::stdout().lock();
        write!(out, "{up}{text}").and_then(|()| out.flush()).is_ok()
    }

    /// Takes away what was drawn.
    pub(crate) fn clear(&mut self) {
        let up = self.up();
        self.lines = 0;
        let mut out = std::io::stdout().lock();
        let _ = write!(out, "{up}").and_then(|()| out.flush());
    }

    /// Adds a message; the oldest goes.
    pub(crate) fn say(&mut self, message: String) {
        if self.messages.len() == MAX_MESSAGES {
            self.messages.pop_front();
        }
        if self.messages.back() != Some(&message) {
            self.messages.push_back(message);
        }
    }

    /// To the first line drawn, and all below it away (ECMA-48: CPL, ED).
    fn up(&self) -> String {
        if self.lines == 0 { String::new() } else { format!("\x1b[{}F\x1b[0J", self.lines) }
    }
}

fn summary(snapshot: &Snapshot) -> String {
    let mut text = String::new();
    let name = snapshot.session.interface.as_deref().unwrap_or("?");
    let rate = &snapshot.rate;
    text.push_str(&format!(
        "{name}: {} packets, {} packets/s, {} kbit/s, {} sources, {} dropped\n",
        snapshot.totals.packets.get(),
        rate.packets_per_s.get(),
        rate.bits_per_s.get() / 1000,
        snapshot.sources.distinct.get(),
        snapshot.quality.kernel_drops.get(),
    ));
    for row in &snapshot.protocols {
        let name = row.protocol.name();
        text.push_str(&format!(
            "  {name:<6} {:>12} packets {:>15} bytes\n",
            row.packets.get(),
            row.bytes.get()
        ));
    }
    for source in snapshot.sources.rows.iter().take(8) {
        text.push_str(&format!("  {:<40} {:>12} packets\n", source.ip, source.packets.get()));
    }
    text
}
