//! The report for a terminal.

use std::fmt::Write as _;

use super::{Anomaly, ByClass, Report, SourcePlace};

impl Report {
    /// The report for a terminal.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = self.write_text(&mut text);
        text
    }

    fn write_text(&self, out: &mut String) -> std::fmt::Result {
        writeln!(out, "{}: {} packets, {} bytes", self.source.name(), self.packets, self.bytes)?;
        if let (Some(first), Some(last)) = (self.first, self.last) {
            writeln!(out, "from {} to {} ({:.1} s)", local_time(first), local_time(last), last - first)?;
        }
        writeln!(out, "\n{:<16} {:>12} {:>15} {:>8}", "Protocol", "Packets", "Bytes", "Share")?;
        let ByClass { tcp, udp, icmp, other } = self.protocols;
        for (name, sum) in [("TCP", tcp), ("UDP", udp), ("ICMP", icmp), ("other", other)] {
            let share = percent(sum.packets, self.packets);
            writeln!(out, "{name:<16} {:>12} {:>15} {share:>8}", sum.packets, sum.bytes)?;
        }
        for (name, sum) in &self.names {
            writeln!(out, "  {name:<14} {:>12} {:>15}", sum.packets, sum.bytes)?;
        }
        let about = if self.sources_exact { "" } else { "about " };
        writeln!(out, "\nSources: {about}{}", self.distinct_sources)?;
        for source in self.sources.iter().take(15) {
            let ByClass { tcp, udp, icmp, other } = source.by_class;
            writeln!(
                out,
                "{:<40} {:>10}   TCP {tcp}, UDP {udp}, ICMP {icmp}, other {other}{}",
                source.ip,
                source.packets,
                source.place.as_ref().map(place_text).unwrap_or_default()
            )?;
        }
        self.write_findings(out)?;
        self.write_episodes(out)?;
        let quality = &self.quality;
        writeln!(
            out,
            "\nQuality: {} dropped by the kernel, {} cut, {} ticks merged",
            quality.kernel_drops, quality.truncated, quality.merged_ticks
        )?;
        for (problem, count) in &quality.problems {
            writeln!(out, "  {problem}: {count}")?;
        }
        Ok(())
    }

    fn write_episodes(&self, out: &mut String) -> std::fmt::Result {
        writeln!(out, "\nEpisodes: {}", self.episodes.len())?;
        if self.quality.one_way {
            writeln!(out, "  Replies are not seen in this capture; rules that need them were off.")?;
        }
        for episode in &self.episodes {
            let end = episode.end.map_or_else(|| "goes on".to_owned(), local_time);
            let severity = episode.severity.label();
            writeln!(
                out,
                "  {severity}: {} from {} to {end}",
                episode.kind.label(),
                local_time(episode.start)
            )?;
            writeln!(out, "    {}", episode.sentence)?;
        }
        Ok(())
    }

    fn write_findings(&self, out: &mut String) -> std::fmt::Result {
        writeln!(
            out,
            "\nIntervals of {} s above their limit: {}",
            self.interval_s,
            self.threshold_hits.len()
        )?;
        for hit in self.threshold_hits.iter().take(20) {
            #[expect(clippy::cast_precision_loss, reason = "seconds since the epoch")]
            let start = local_time(hit.start as f64);
            writeln!(out, "  {start}  {:<5} {} packets, limit {}", hit.protocol, hit.packets, hit.threshold)?;
        }
        writeln!(out, "Sources above their limit: {}", self.anomalies.len())?;
        for anomaly in self.anomalies.iter().take(20) {
            let Anomaly { ip, protocol, count, threshold } = anomaly;
            writeln!(out, "  {ip:<40} {protocol:<5} {count} packets, limit {threshold}")?;
        }
        Ok(())
    }
}

/// `   US, AS15169 Google LLC`, or what the address is for.
fn place_text(place: &SourcePlace) -> String {
    let number = place.asn.map(|number| format!("AS{number}"));
    let network: Vec<String> = number.into_iter().chain(place.organisation.clone()).collect();
    let network = Some(network.join(" ")).filter(|text| !text.is_empty());
    let known: Vec<String> = place.country.clone().into_iter().chain(network).collect();
    let what = if known.is_empty() { place.kind.label().to_owned() } else { known.join(", ") };
    format!("   {what}")
}

fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".into();
    }
    #[expect(clippy::cast_precision_loss, reason = "shown with one digit")]
    let share = part as f64 * 100.0 / whole as f64;
    if part > 0 && share < 0.1 { "<0.1 %".into() } else { format!("{share:.1} %") }
}

fn local_time(seconds: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of a time that came from 64 bits")]
    let millis = (seconds * 1000.0) as i64;
    jiff::Timestamp::from_millisecond(millis).map_or_else(
        |_| format!("{seconds:.3}"),
        |time| time.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S").to_string(),
    )
}

/// Hour, minute and second in this machine's time zone of a moment in ms.
#[must_use]
pub fn clock(ms: u64) -> String {
    let moment = i64::try_from(ms).ok().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
    moment.map_or_else(String::new, |moment| {
        moment.to_zoned(jiff::tz::TimeZone::system()).strftime("%H:%M:%S").to_string()
    })
}
