//! One sentence about an episode that a person understands, with the numbers that matter.

use super::Episode;
use crate::{
    detection::Subject,
    language::{Locale, Phrase},
    view::{Distinct, EpisodeRow, Happening, ProbeKind, Protocol, Senders},
};

impl Episode {
    /// What happens, to whom, from whom, and what makes it an attack; in English.
    #[must_use]
    pub fn sentence(&self) -> String {
        let victim = self.subject.victim().map(|address| address.to_string());
        Parts {
            happening: &self.happening(),
            senders: &self.senders(),
            victim: victim.as_deref(),
            port: self.main_port(),
            peak: self.peak.0,
            dropped: self.dropped,
            one_way: self.one_way,
        }
        .sentence(Locale::english())
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
}

impl EpisodeRow {
    /// Its sentence in another language.
    #[must_use]
    pub fn in_words(&self, locale: &Locale) -> String {
        Parts {
            happening: &self.happening,
            senders: &self.senders,
            victim: self.victim.as_deref(),
            port: self.port,
            peak: self.peak_per_s.get(),
            dropped: self.dropped.get(),
            one_way: self.one_way,
        }
        .sentence(locale)
    }
}

/// What the sentence is made of.
struct Parts<'a> {
    happening: &'a Happening,
    senders: &'a Senders,
    victim: Option<&'a str>,
    port: Option<u16>,
    /// Packets in its busiest second.
    peak: u64,
    dropped: u64,
    one_way: bool,
}

impl Parts<'_> {
    fn sentence(&self, locale: &Locale) -> String {
        let mut sentence = self.event(locale);
        if self.dropped > 0 {
            sentence += &locale.say(Phrase::Dropped, &[("n", &locale.number(self.dropped))]);
        }
        if self.one_way {
            sentence += &locale.say(Phrase::OneWay, &[]);
        }
        sentence
    }

    fn event(&self, locale: &Locale) -> String {
        let [rate, target, from] = [locale.number(self.peak), self.target(locale), self.from(locale)];
        let common = [("rate", rate.as_str()), ("target", &target), ("from", &from)];
        let say = |phrase, more: &[(&str, &str)]| locale.say(phrase, &[&common, more].concat());
        let number = |count| of(count, locale);
        match self.happening {
            Happening::SynFlood { unanswered } => {
                say(Phrase::SynFlood, &[("share", &unanswered.to_string())])
            }
            Happening::UdpAmplification { service, mean_bytes } => {
                let reply = locale.say(Phrase::UdpReply, &[]);
                let service = service.as_deref().unwrap_or(&reply);
                let size = locale.number(mean_bytes.get());
                say(Phrase::UdpAmplification, &[("service", service), ("size", &size)])
            }
            Happening::UdpFlood { refused: false } => say(Phrase::UdpFlood, &[]),
            Happening::UdpFlood { refused: true } => say(Phrase::UdpFloodRefused, &[]),
            Happening::IcmpFlood { errors: false } => say(Phrase::IcmpFlood, &[]),
            Happening::IcmpFlood { errors: true } => say(Phrase::IcmpErrors, &[]),
            Happening::TcpFlagFlood => say(Phrase::TcpFlagFlood, &[]),
            Happening::TcpReflection => say(Phrase::TcpReflection, &[]),
            Happening::OtherFlood { number } => say(Phrase::OtherFlood, &[("number", &number.to_string())]),
            Happening::Storm => say(Phrase::Storm, &[]),
            Happening::PortScan { source, ports, probe, unanswered } => {
                let [n, probe, share] = [number(*ports), with(*probe, locale), unanswered.to_string()];
                let values = [("source", source.as_str()), ("n", &n), ("probe", &probe), ("share", &share)];
                say(Phrase::PortScan, &values)
            }
            Happening::HostSweep { source, hosts, port, probe, unanswered } => {
                let [n, probe, share] = [number(*hosts), with(*probe, locale), unanswered.to_string()];
                let values = [("source", source.as_str()), ("n", &n), ("probe", &probe), ("share", &share)];
                match port {
                    None => say(Phrase::HostSweep, &values),
                    Some(port) => {
                        say(Phrase::HostSweepPort, &[&values[..], &[("port", &port.to_string())]].concat())
                    }
                }
            }
            Happening::ConnectionFlood { count, guess } => {
                let phrase = if *guess { Phrase::ConnectionGuess } else { Phrase::ConnectionFlood };
                say(phrase, &[("n", &locale.number(count.get()))])
            }
            Happening::Slowloris { count } => say(Phrase::Slowloris, &[("n", &locale.number(count.get()))]),
            Happening::Stream => say(Phrase::Stream, &[]),
            Happening::Volume { protocol, usual } => {
                let phrase = if *protocol == Protocol::Other { Phrase::VolumeOther } else { Phrase::Volume };
                say(phrase, &[("name", protocol.name()), ("usual", &locale.number(usual.get()))])
            }
            Happening::Search => say(Phrase::Search, &[]),
        }
    }

    fn target(&self, locale: &Locale) -> String {
        let address = self.victim.map_or_else(|| locale.say(Phrase::Network, &[]), str::to_owned);
        match self.port {
            Some(port) if address.contains(':') => format!("[{address}]:{port}"),
            Some(port) => format!("{address}:{port}"),
            None => address,
        }
    }

    fn from(&self, locale: &Locale) -> String {
        match &self.senders.one {
            Some(one) => locale.say(Phrase::From, &[("name", one)]),
            None if self.senders.distinct.count.get() <= 1 => String::new(),
            None => locale.say(Phrase::FromMany, &[("n", &of(self.senders.distinct, locale))]),
        }
    }
}

fn with(probe: ProbeKind, locale: &Locale) -> String {
    let phrase = match probe {
        ProbeKind::Syn => Phrase::WithSyns,
        ProbeKind::OddFlags => Phrase::WithOddFlags,
        ProbeKind::Udp => Phrase::WithUdp,
        ProbeKind::Ping => Phrase::WithPing,
    };
    locale.say(phrase, &[])
}

fn of(Distinct { count, estimated }: Distinct, locale: &Locale) -> String {
    let n = locale.number(count.get());
    if estimated { locale.say(Phrase::About, &[("n", &n)]) } else { n }
}
