//! One sentence about an episode that a person understands, with the numbers that matter.

use weir_protocol::{Class, observe::Probe};

use super::Episode;
use crate::detection::{EpisodeKind, LOGIN, Statistic, Subject};

impl Episode {
    /// What happens, to whom, from whom, and what makes it an attack.
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut sentence = self.event();
        if self.dropped > 0 {
            sentence.push_str(&format!(
                " {} packets were lost meanwhile: the real numbers are higher.",
                grouped(self.dropped)
            ));
        }
        if self.one_way {
            sentence.push_str(" Replies are not seen in this capture, so this is judged by numbers alone.");
        }
        sentence
    }

    fn event(&self) -> String {
        let rate = grouped(self.peak.0);
        let target = self.target();
        let from = self.from();
        match (self.kind, self.subject) {
            (EpisodeKind::SynFlood, _) => format!(
                "{rate} SYNs/s to {target}{from}, {} never completed.",
                percent(1.0 - self.facts.answered.unwrap_or(0.0))
            ),
            (EpisodeKind::UdpAmplification, _) => format!(
                "{rate} {} packets/s to {target} that nobody there asked for{from}, {} bytes on average.",
                self.facts.service.unwrap_or("UDP reply"),
                grouped(self.mean_bytes())
            ),
            (EpisodeKind::UdpFlood, _) => {
                let refused = if self.facts.refused > 0 { ", which refuses them" } else { "" };
                format!("{rate} unsolicited UDP packets/s to {target}{refused}{from}.")
            }
            (EpisodeKind::IcmpFlood, _) => {
                let what = match self.reasons.first().map(|reason| reason.statistic) {
                    Some(Statistic::IcmpErrorsPerSecond | Statistic::IcmpErrorsPer5s) => "ICMP errors",
                    _ => "ICMP packets",
                };
                format!("{rate} {what}/s to {target}{from}.")
            }
            (EpisodeKind::TcpFlagFlood, _) => {
                format!("{rate} TCP segments/s to {target} that belong to no connection{from}.")
            }
            (EpisodeKind::TcpReflection, _) => {
                format!("{rate} SYN-ACKs/s to {target}, which had asked for none{from}.")
            }
            (EpisodeKind::OtherFlood, _) => format!(
                "{rate} unsolicited packets/s of IP protocol {} to {target}{from}.",
                self.facts.number
            ),
            (EpisodeKind::Storm, _) => format!("{rate} packets/s to everybody ({target}){from}."),
            (EpisodeKind::PortScan, Subject::Pair(source, target)) => format!(
                "{source} tried {} ports of {target} {}; {} did not answer.",
                self.number(self.facts.distinct_ports.into()),
                self.probe(),
                percent(1.0 - self.facts.answered.unwrap_or(0.0))
            ),
            (EpisodeKind::HostSweep, Subject::Sweep(source, _, port)) => {
                let what = if port == 0 { self.probe() } else { format!("{} on port {port}", self.probe()) };
                format!(
                    "{source} tried {} hosts {what}; {} did not answer.",
                    self.number(self.facts.distinct_hosts.into()),
                    percent(1.0 - self.facts.answered.unwrap_or(0.0))
                )
            }
            (EpisodeKind::ConnectionFlood, _) => {
                let guess =
                    if self.is_login() { ", as somebody who guesses passwords makes them" } else { "" };
                format!("{} connections in 10 s to {target}{from}{guess}.", grouped(self.top_value()))
            }
            (EpisodeKind::Slowloris, _) => format!(
                "{} connections to {target} are held open without an answer{from}.",
                grouped(self.top_value())
            ),
            (EpisodeKind::Volume, Subject::Victim(_)) => {
                format!("{rate} UDP packets/s in one stream to {target} that nobody answers{from}.")
            }
            (EpisodeKind::Volume, subject) => {
                let name = if let Subject::Everything(class) = subject { class_name(class) } else { "other" };
                let usual = self.reasons.first().and_then(|reason| reason.threshold.baseline);
                format!(
                    "{rate} {name} packets/s; usual here are about {}.",
                    grouped(usual.unwrap_or_default())
                )
            }
            // A search is always about a pair or a sweep; this keeps the match whole.
            (EpisodeKind::PortScan | EpisodeKind::HostSweep, _) => format!("A search of {target}{from}."),
        }
    }

    fn is_login(&self) -> bool {
        matches!(self.subject, Subject::Server(_, port) if LOGIN.contains(&port))
    }

    fn top_value(&self) -> u64 {
        self.peaks.first().copied().unwrap_or(0)
    }

    /// Mean bytes of its packets.
    #[must_use]
    pub fn mean_bytes(&self) -> u64 {
        self.count.bytes / self.count.packets.max(1)
    }

    /// The port that nearly all of it goes to.
    #[must_use]
    pub fn main_port(&self) -> Option<u16> {
        match self.subject {
            Subject::Server(_, port) | Subject::Sweep(_, _, port) => Some(port).filter(|port| *port > 0),
            Subject::Victim(_) => {
                let whole: u64 = self.facts.ports.iter().map(|port| port.packets).sum();
                let top = self.facts.ports.iter().max_by_key(|port| port.packets)?;
                (crate::detection::share(top.packets, whole) >= 0.8).then_some(top.port)
            }
            Subject::Pair(..) | Subject::Everything(_) => None,
        }
    }

    fn target(&self) -> String {
        let address = self.subject.victim().map_or_else(|| "this network".to_owned(), |a| a.to_string());
        match self.main_port() {
            Some(port) if address.contains(':') => format!("[{address}]:{port}"),
            Some(port) => format!("{address}:{port}"),
            None => address,
        }
    }

    fn from(&self) -> String {
        let distinct = self.sources.distinct;
        match (distinct, self.facts.sources.first()) {
            (0, None) => String::new(),
            (0 | 1, Some(only)) => format!(" from {}", only.address),
            (_, Some(top)) if self.attribution == crate::detection::Attribution::Single => {
                format!(" from {}", top.address)
            }
            _ => format!(" from {} addresses", self.number(distinct.into())),
        }
    }

    fn probe(&self) -> String {
        match self.facts.probe {
            Some(Probe::Syn) | None => "with SYNs",
            Some(Probe::OddFlags) => "with odd TCP flags",
            Some(Probe::Udp) => "with UDP",
            Some(Probe::Echo) => "with ping",
        }
        .to_owned()
    }

    fn number(&self, count: u64) -> String {
        if self.facts.estimated { format!("about {}", grouped(count)) } else { grouped(count) }
    }
}

/// 2134 as `2,134`.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

const fn class_name(class: Class) -> &'static str {
    match class {
        Class::Tcp => "TCP",
        Class::Udp => "UDP",
        Class::Icmp => "ICMP",
        Class::Other => "other",
    }
}

fn percent(share: f64) -> String {
    let percent = (share * 100.0).clamp(0.0, 100.0);
    // Never "100 %" when one was answered.
    if percent > 99.0 && percent < 100.0 { "99 %".into() } else { format!("{percent:.0} %") }
}
