//! What a rule says about one slot: how far somebody is above or below the thresholds, and the evidence.

use std::net::IpAddr;

use weir_protocol::{
    Class, Count, Direction,
    observe::{PeerCount, PortCount, Probe, Victim},
};

use super::{
    kind::{EpisodeKind, Statistic},
    peaks::Threshold,
};

/// Whom a reading is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Who is sent too much.
    Victim(IpAddr),
    /// Who searches whom.
    Pair(IpAddr, IpAddr),
    /// Who searches hosts on which port.
    Sweep(IpAddr, Probe, u16),
    /// Whose port is connected to.
    Server(IpAddr, u16),
    /// All packets of a class.
    Everything(Class),
}

impl Subject {
    /// Who is hit, if it is one.
    #[must_use]
    pub const fn victim(&self) -> Option<IpAddr> {
        match self {
            Self::Victim(address) | Self::Pair(_, address) | Self::Server(address, _) => Some(*address),
            Self::Sweep(..) | Self::Everything(_) => None,
        }
    }

    /// Who does it, if the rule is about that.
    #[must_use]
    pub const fn source(&self) -> Option<IpAddr> {
        match self {
            Self::Pair(address, _) | Self::Sweep(address, ..) => Some(*address),
            Self::Victim(_) | Self::Server(..) | Self::Everything(_) => None,
        }
    }
}

/// One number against its threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Which number.
    pub statistic: Statistic,
    /// What it is.
    pub value: u64,
    /// What it must reach.
    pub threshold: Threshold,
}

impl Measure {
    /// Value over threshold.
    #[must_use]
    pub fn level(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a ratio of packet counts")]
        let level = self.value as f64 / self.threshold.value.max(1) as f64;
        level
    }
}

/// What a person wants to know beside the numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The busiest sources of about the last five seconds.
    pub sources: Vec<PeerCount>,
    /// Packets of the last five seconds: what the counts of the sources are a part of.
    pub packets_5s: u64,
    /// Distinct sources, ports, hosts in the rule's window.
    pub distinct_sources: u32,
    /// See above.
    pub distinct_ports: u32,
    /// See above.
    pub distinct_hosts: u32,
    /// One of them is an estimate.
    pub estimated: bool,
    /// The busiest destination ports.
    pub ports: Vec<PortCount>,
    /// The busiest source ports.
    pub source_ports: Vec<PortCount>,
    /// Hosts that were tried.
    pub hosts: Vec<IpAddr>,
    /// Share of it that was answered, 0 to 1.
    pub answered: Option<f64>,
    /// The amplifying service.
    pub service: Option<&'static str>,
    /// How it is tried.
    pub probe: Option<Probe>,
    /// IP protocol number or ICMP type.
    pub number: u8,
    /// Refusals in the last five seconds.
    pub refused: u64,
    /// Which way it goes.
    pub toward: Direction,
}

impl Facts {
    /// Those of a victim that was sent `packets_5s` packets.
    #[must_use]
    pub fn of_victim(victim: &Victim, packets_5s: u64) -> Self {
        Self {
            sources: victim.sources.clone(),
            packets_5s,
            distinct_sources: victim.sources_5s,
            distinct_ports: victim.ports_5s,
            estimated: victim.estimated,
            ports: victim.ports.clone(),
            source_ports: victim.source_ports.clone(),
            number: victim.number,
            toward: victim.toward,
            ..Self::default()
        }
    }
}

/// What goes on now, as far back as the newest five seconds show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Its first packet.
    pub began: u64,
    /// Packets and bytes of it before the newest slot.
    pub before: Count,
    /// Packets of its busiest second, and the end of that second.
    pub peak: (u64, u64),
}

/// What a rule says about one subject in one slot.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What it would be.
    pub kind: EpisodeKind,
    /// Whom it is about.
    pub subject: Subject,
    /// The numbers; the first is the one that speaks loudest.
    pub measures: Vec<Measure>,
    /// A number has reached its threshold and every guard lets it pass.
    pub fires: bool,
    /// Only information.
    pub is_info: bool,
    /// Packets and bytes of it in the newest slot.
    pub slot: Count,
    /// Packets of it in the last second.
    pub second: u64,
    /// What led to it.
    pub run: Run,
    /// Its last packet in the newest slot.
    pub last: Option<u64>,
    /// The evidence.
    pub facts: Facts,
}

impl Reading {
    /// The loudest number over its threshold: 1 and more is an alarm, below a half it is over.
    #[must_use]
    pub fn level(&self) -> f64 {
        self.measures.first().map_or(0.0, Measure::level)
    }
}

/// Puts the loudest number first.
#[must_use]
pub(super) fn loudest_first(mut measures: Vec<Measure>) -> Vec<Measure> {
    measures.sort_by(|a, b| b.level().total_cmp(&a.level()));
    measures
}
