//! The words of detection: kinds of episodes, severities, and the numbers that rules are about.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What an episode is. The names are those of the report's schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each kind's rule says what it is")]
pub enum EpisodeKind {
    SynFlood,
    UdpFlood,
    UdpAmplification,
    IcmpFlood,
    TcpFlagFlood,
    TcpReflection,
    OtherFlood,
    Storm,
    PortScan,
    HostSweep,
    ConnectionFlood,
    Slowloris,
    /// More packets than usual, or a stream that nobody answers: information only.
    Volume,
}

impl EpisodeKind {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::SynFlood,
        Self::UdpFlood,
        Self::UdpAmplification,
        Self::IcmpFlood,
        Self::TcpFlagFlood,
        Self::TcpReflection,
        Self::OtherFlood,
        Self::Storm,
        Self::PortScan,
        Self::HostSweep,
        Self::ConnectionFlood,
        Self::Slowloris,
        Self::Volume,
    ];

    /// As the report's schema names it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SynFlood => "syn_flood",
            Self::UdpFlood => "udp_flood",
            Self::UdpAmplification => "udp_amplification",
            Self::IcmpFlood => "icmp_flood",
            Self::TcpFlagFlood => "tcp_flag_flood",
            Self::TcpReflection => "tcp_reflection",
            Self::OtherFlood => "other_flood",
            Self::Storm => "storm",
            Self::PortScan => "port_scan",
            Self::HostSweep => "host_sweep",
            Self::ConnectionFlood => "connection_flood",
            Self::Slowloris => "slowloris",
            Self::Volume => "volume",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::SynFlood => "SYN flood",
            Self::UdpFlood => "UDP flood",
            Self::UdpAmplification => "UDP amplification",
            Self::IcmpFlood => "ICMP flood",
            Self::TcpFlagFlood => "TCP flag flood",
            Self::TcpReflection => "TCP reflection",
            Self::OtherFlood => "Flood of another protocol",
            Self::Storm => "Broadcast storm",
            Self::PortScan => "Port scan",
            Self::HostSweep => "Host sweep",
            Self::ConnectionFlood => "Connection flood",
            Self::Slowloris => "Slowloris",
            Self::Volume => "Unusual volume",
        }
    }

    /// Kinds that are one event seen at two strengths share a family: the episode of one goes on as the other.
    #[must_use]
    pub const fn family(self) -> Self {
        if matches!(self, Self::UdpAmplification) {
            Self::UdpFlood
        } else if matches!(self, Self::TcpReflection) {
            Self::TcpFlagFlood
        } else if matches!(self, Self::Slowloris) {
            Self::ConnectionFlood
        } else {
            self
        }
    }

    /// Whether it is a flood that may go to many ports of its victim.
    #[must_use]
    pub const fn is_flood(self) -> bool {
        matches!(self, Self::SynFlood | Self::UdpFlood | Self::TcpFlagFlood)
    }

    /// Whether somebody looks around, rather than overloads.
    #[must_use]
    pub const fn is_search(self) -> bool {
        matches!(self, Self::PortScan | Self::HostSweep)
    }
}

/// How bad it is; in rising order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Severity {
    Info,
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    /// As people write it at the start of a line.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Info => "Info",
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
            Self::Critical => "Critical",
        }
    }
}

/// Where it comes from, as far as source addresses tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Attribution {
    /// Very many sources with few packets each: forged addresses, or a botnet.
    Spoofed,
    /// Some sources.
    Few,
    /// One source sent at least nine tenths of it.
    Single,
    /// Not known.
    Unknown,
}

/// A number that a rule holds against a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Statistic {
    /// SYNs to a victim without a completed handshake, in 1 s.
    SynPerSecond,
    /// The same in 5 s.
    SynPer5s,
    /// Unsolicited UDP from reflector ports, and fragments, to a victim in 1 s.
    ReflectedPerSecond,
    /// Unsolicited UDP to a victim in 1 s.
    UdpPerSecond,
    /// The same, when nearly each packet has another source.
    UdpSpreadPerSecond,
    /// The same, of one flow that the victim refuses or nobody answers.
    UdpStreamPerSecond,
    /// Echo and other queries to a victim in 1 s.
    IcmpPerSecond,
    /// The same in 5 s.
    IcmpPer5s,
    /// The same in 1 s, when it rises far above its usual rate.
    IcmpRise,
    /// ICMP errors to a victim in 1 s.
    IcmpErrorsPerSecond,
    /// The same in 5 s.
    IcmpErrorsPer5s,
    /// Unsolicited TCP segments without an opening SYN to a victim in 1 s.
    StrayPerSecond,
    /// The same in 5 s.
    StrayPer5s,
    /// Unsolicited packets of another IP protocol to a victim in 1 s.
    OtherPerSecond,
    /// Packets to a broadcast or multicast address in 1 s.
    StormPerSecond,
    /// Ports of a target that did not answer in 10 s.
    ScanPorts10s,
    /// The same in 300 s.
    ScanPorts300s,
    /// Hosts that did not answer on a TCP port in 10 s.
    SweepTcp10s,
    /// Hosts that did not answer on a UDP port in 10 s.
    SweepUdp10s,
    /// Hosts that did not answer an echo request in 10 s.
    SweepEcho10s,
    /// Hosts that did not answer in 300 s.
    SweepHosts300s,
    /// Completed connections to a server in 10 s.
    Connections10s,
    /// Connections that are open without a word of the server.
    SilentConnections,
    /// TCP packets in 1 s.
    TcpVolume,
    /// UDP packets in 1 s.
    UdpVolume,
    /// ICMP packets in 1 s.
    IcmpVolume,
    /// Other packets in 1 s.
    OtherVolume,
}

impl Statistic {
    /// Whether a usual peak is learned: of rates, which a server's trade may lift; not of searches.
    #[must_use]
    pub const fn is_learned(self) -> bool {
        !matches!(
            self,
            Self::ScanPorts10s
                | Self::ScanPorts300s
                | Self::SweepTcp10s
                | Self::SweepUdp10s
                | Self::SweepEcho10s
                | Self::SweepHosts300s
        )
    }
}

/// Why a threshold is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ThresholdOrigin {
    /// The rule's own lower limit, times the sensitivity.
    Floor,
    /// Three times the usual peak of the last half hour.
    Learned,
    /// A lower limit that you set.
    Yours,
    /// A lower limit that was raised by a false alarm.
    FalseAlarm,
}
