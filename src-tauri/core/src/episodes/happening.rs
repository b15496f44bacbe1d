//! An episode as the parts of a sentence.

use weir_protocol::{Class, observe::Probe};

use super::Episode;
use crate::{
    detection::{Attribution, EpisodeKind, LOGIN, Statistic, Subject},
    view::{Distinct, Happening, ProbeKind, Protocol, Senders},
};

impl Episode {
    /// What happens.
    #[must_use]
    pub fn happening(&self) -> Happening {
        match (self.kind, self.subject) {
            (EpisodeKind::SynFlood, _) => Happening::SynFlood { unanswered: self.unanswered() },
            (EpisodeKind::UdpAmplification, _) => Happening::UdpAmplification {
                service: self.facts.service.map(str::to_owned),
                mean_bytes: self.mean_bytes().into(),
            },
            (EpisodeKind::UdpFlood, _) => Happening::UdpFlood { refused: self.facts.refused > 0 },
            (EpisodeKind::IcmpFlood, _) => {
                let first = self.reasons.first().map(|reason| reason.statistic);
                Happening::IcmpFlood {
                    errors: matches!(
                        first,
                        Some(Statistic::IcmpErrorsPerSecond | Statistic::IcmpErrorsPer5s)
                    ),
                }
            }
            (EpisodeKind::TcpFlagFlood, _) => Happening::TcpFlagFlood,
            (EpisodeKind::TcpReflection, _) => Happening::TcpReflection,
            (EpisodeKind::OtherFlood, _) => Happening::OtherFlood { number: self.facts.number },
            (EpisodeKind::Storm, _) => Happening::Storm,
            (EpisodeKind::PortScan, Subject::Pair(source, _)) => Happening::PortScan {
                source: source.to_string(),
                ports: self.number(self.facts.distinct_ports),
                probe: self.probe(),
                unanswered: self.unanswered(),
            },
            (EpisodeKind::HostSweep, Subject::Sweep(source, _, port)) => Happening::HostSweep {
                source: source.to_string(),
                hosts: self.number(self.facts.distinct_hosts),
                port: Some(port).filter(|port| *port > 0),
                probe: self.probe(),
                unanswered: self.unanswered(),
            },
            (EpisodeKind::ConnectionFlood, subject) => Happening::ConnectionFlood {
                count: self.top_value().into(),
                guess: matches!(subject, Subject::Server(_, port) if LOGIN.contains(&port)),
            },
            (EpisodeKind::Slowloris, _) => Happening::Slowloris { count: self.top_value().into() },
            (EpisodeKind::Volume, Subject::Victim(_)) => Happening::Stream,
            (EpisodeKind::Volume, subject) => {
                let usual = self.reasons.first().and_then(|reason| reason.threshold.baseline);
                Happening::Volume {
                    protocol: if let Subject::Everything(class) = subject {
                        protocol_of(class)
                    } else {
                        Protocol::Other
                    },
                    usual: usual.unwrap_or_default().into(),
                }
            }
            // A search is always about a pair or a sweep; this keeps the match whole.
            (EpisodeKind::PortScan | EpisodeKind::HostSweep, _) => Happening::Search,
        }
    }

    /// Who sends it. One that has a small part of it is not named: it would be blamed for all of it.
    #[must_use]
    pub fn senders(&self) -> Senders {
        let distinct = self.sources.distinct;
        let top = self.facts.sources.first().map(|peer| peer.address);
        let alone = distinct <= 1 || self.attribution == Attribution::Single;
        let one = self.subject.source().or(top.filter(|_| alone));
        Senders { one: one.map(|address| address.to_string()), distinct: self.number(distinct) }
    }

    fn number(&self, count: u32) -> Distinct {
        Distinct { count: u64::from(count).into(), estimated: self.facts.estimated }
    }

    fn top_value(&self) -> u64 {
        self.peaks.first().copied().unwrap_or(0)
    }

    fn unanswered(&self) -> u8 {
        percent(1.0 - self.facts.answered.unwrap_or(0.0))
    }

    const fn probe(&self) -> ProbeKind {
        match self.facts.probe {
            Some(Probe::Syn) | None => ProbeKind::Syn,
            Some(Probe::OddFlags) => ProbeKind::OddFlags,
            Some(Probe::Udp) => ProbeKind::Udp,
            Some(Probe::Echo) => ProbeKind::Ping,
        }
    }
}

/// The colour of a class.
pub(super) const fn protocol_of(class: Class) -> Protocol {
    match class {
        Class::Tcp => Protocol::Tcp,
        Class::Udp => Protocol::Udp,
        Class::Icmp => Protocol::Icmp,
        Class::Other => Protocol::Other,
    }
}

/// Never 100 when one was answered.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
fn percent(share: f64) -> u8 {
    let percent = (share * 100.0).clamp(0.0, 100.0);
    if percent > 99.0 && percent < 100.0 { 99 } else { percent.round() as u8 }
}
