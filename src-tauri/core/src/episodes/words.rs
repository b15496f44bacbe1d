//! One sentence about an episode that a person understands, with the numbers that matter.

use super::Episode;
use crate::{
    detection::Subject,
    view::{Distinct, Happening, ProbeKind, Senders},
};

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
        let from = from(&self.senders());
        match self.happening() {
            Happening::SynFlood { unanswered } => {
                format!("{rate} SYNs/s to {target}{from}, {unanswered} % never completed.")
            }
            Happening::UdpAmplification { service, mean_bytes } => format!(
                "{rate} {} packets/s{from} to {target} that nobody there asked for, {} bytes on average.",
                service.as_deref().unwrap_or("UDP reply"),
                grouped(mean_bytes.get())
            ),
            Happening::UdpFlood { refused } => {
                let refused = if refused { ", which refuses them" } else { "" };
                format!("{rate} unsolicited UDP packets/s{from} to {target}{refused}.")
            }
            Happening::IcmpFlood { errors } => {
                let what = if errors { "ICMP errors" } else { "ICMP packets" };
                format!("{rate} {what}/s to {target}{from}.")
            }
            Happening::TcpFlagFlood => {
                format!("{rate} TCP segments/s{from} to {target} that belong to no connection.")
            }
            Happening::TcpReflection => {
                format!("{rate} SYN-ACKs/s{from} to {target}, which had asked for none.")
            }
            Happening::OtherFlood { number } => {
                format!("{rate} unsolicited packets/s of IP protocol {number} to {target}{from}.")
            }
            Happening::Storm => format!("{rate} packets/s to everybody ({target}){from}."),
            Happening::PortScan { source, ports, probe, unanswered } => format!(
                "{source} tried {} ports of {target} {}; {unanswered} % did not answer.",
                number(ports),
                with(probe)
            ),
            Happening::HostSweep { source, hosts, port, probe, unanswered } => {
                let on = port.map(|port| format!(" on port {port}")).unwrap_or_default();
                format!(
                    "{source} tried {} hosts {}{on}; {unanswered} % did not answer.",
                    number(hosts),
                    with(probe)
                )
            }
            Happening::ConnectionFlood { count, guess } => {
                let guess = if guess { ", as somebody who guesses passwords makes them" } else { "" };
                format!("{} connections in 10 s to {target}{from}{guess}.", grouped(count.get()))
            }
            Happening::Slowloris { count } => format!(
                "{} connections{from} to {target} are held open without an answer.",
                grouped(count.get())
            ),
            Happening::Stream => {
                format!("{rate} UDP packets/s in one stream{from} to {target} that nobody answers.")
            }
            Happening::Volume { protocol, usual } => format!(
                "{rate} {} packets/s; usual here are about {}.",
                protocol.name(),
                grouped(usual.get())
            ),
            Happening::Search => format!("A search of {target}{from}."),
        }
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
}

fn from(senders: &Senders) -> String {
    match &senders.one {
        Some(one) => format!(" from {one}"),
        None if senders.distinct.count.get() <= 1 => String::new(),
        None => format!(" from {} addresses", number(senders.distinct)),
    }
}

const fn with(probe: ProbeKind) -> &'static str {
    match probe {
        ProbeKind::Syn => "with SYNs",
        ProbeKind::OddFlags => "with odd TCP flags",
        ProbeKind::Udp => "with UDP",
        ProbeKind::Ping => "with ping",
    }
}

fn number(Distinct { count, estimated }: Distinct) -> String {
    let count = grouped(count.get());
    if estimated { format!("about {count}") } else { count }
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
