//! Lower limits of the adaptive rules: what a number must reach before it means anything.
//!
//! Each rule's file says where its numbers come from; here they are together, so that a person can change them.

use crate::{
    detection::{EpisodeKind, Statistic, ThresholdOrigin},
    settings::{DetectionSettings, MAX_THRESHOLD},
};

/// A lower limit as a rule has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleFloor {
    /// Of which number.
    pub statistic: Statistic,
    /// For which kind of episode.
    pub kind: EpisodeKind,
    /// The lower limit.
    pub floor: u32,
    /// The number in words; follows a value.
    pub label: &'static str,
}

const fn row(statistic: Statistic, kind: EpisodeKind, floor: u32, label: &'static str) -> RuleFloor {
    RuleFloor { statistic, kind, floor, label }
}

/// Number of statistics.
pub const COUNT: usize = 27;

/// One for each statistic, in the order of [`Statistic`].
pub const DEFAULTS: [RuleFloor; COUNT] = [
    row(Statistic::SynPerSecond, EpisodeKind::SynFlood, 60, "SYNs without a handshake in 1 s"),
    row(Statistic::SynPer5s, EpisodeKind::SynFlood, 150, "SYNs without a handshake in 5 s"),
    row(
        Statistic::ReflectedPerSecond,
        EpisodeKind::UdpAmplification,
        100,
        "unasked replies of UDP services in 1 s",
    ),
    row(Statistic::UdpPerSecond, EpisodeKind::UdpFlood, 300, "unsolicited UDP packets in 1 s"),
    row(
        Statistic::UdpSpreadPerSecond,
        EpisodeKind::UdpFlood,
        120,
        "unsolicited UDP packets of ever new sources in 1 s",
    ),
    row(
        Statistic::UdpStreamPerSecond,
        EpisodeKind::UdpFlood,
        1_500,
        "UDP packets of one unanswered stream in 1 s",
    ),
    row(Statistic::IcmpPerSecond, EpisodeKind::IcmpFlood, 70, "ICMP queries in 1 s"),
    row(Statistic::IcmpPer5s, EpisodeKind::IcmpFlood, 250, "ICMP queries in 5 s"),
    row(Statistic::IcmpRise, EpisodeKind::IcmpFlood, 60, "ICMP queries in 1 s, far above the usual rate"),
    row(Statistic::IcmpErrorsPerSecond, EpisodeKind::IcmpFlood, 1_000, "ICMP errors in 1 s"),
    row(Statistic::IcmpErrorsPer5s, EpisodeKind::IcmpFlood, 2_500, "ICMP errors in 5 s"),
    row(
        Statistic::StrayPerSecond,
        EpisodeKind::TcpFlagFlood,
        70,
        "TCP segments of no known connection in 1 s",
    ),
    row(Statistic::StrayPer5s, EpisodeKind::TcpFlagFlood, 200, "TCP segments of no known connection in 5 s"),
    row(
        Statistic::OtherPerSecond,
        EpisodeKind::OtherFlood,
        300,
        "unsolicited packets of another protocol in 1 s",
    ),
    row(Statistic::StormPerSecond, EpisodeKind::Storm, 80, "broadcast or multicast packets in 1 s"),
    row(Statistic::ScanPorts10s, EpisodeKind::PortScan, 20, "ports without an answer in 10 s"),
    row(Statistic::ScanPorts300s, EpisodeKind::PortScan, 40, "ports without an answer in 5 min"),
    row(
        Statistic::SweepTcp10s,
        EpisodeKind::HostSweep,
        30,
        "hosts without an answer on one TCP port in 10 s",
    ),
    row(
        Statistic::SweepUdp10s,
        EpisodeKind::HostSweep,
        50,
        "hosts without an answer on one UDP port in 10 s",
    ),
    row(Statistic::SweepEcho10s, EpisodeKind::HostSweep, 15, "hosts without an answer to ping in 10 s"),
    row(Statistic::SweepHosts300s, EpisodeKind::HostSweep, 150, "hosts without an answer in 5 min"),
    row(Statistic::Connections10s, EpisodeKind::ConnectionFlood, 250, "completed connections in 10 s"),
    row(
        Statistic::SilentConnections,
        EpisodeKind::Slowloris,
        50,
        "open connections without a word of the server",
    ),
    row(Statistic::TcpVolume, EpisodeKind::Volume, 500, "TCP packets in 1 s, far above the usual rate"),
    row(Statistic::UdpVolume, EpisodeKind::Volume, 500, "UDP packets in 1 s, far above the usual rate"),
    row(Statistic::IcmpVolume, EpisodeKind::Volume, 60, "ICMP packets in 1 s, far above the usual rate"),
    row(Statistic::OtherVolume, EpisodeKind::Volume, 150, "other packets in 1 s, far above the usual rate"),
];

/// The rule's own lower limit of a statistic.
#[must_use]
pub fn of(statistic: Statistic) -> RuleFloor {
    let fallback = row(statistic, EpisodeKind::Volume, u32::MAX, "");
    DEFAULTS.get(statistic as usize).copied().unwrap_or(fallback)
}

/// The lower limits in force, with their reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Floors([(u32, ThresholdOrigin); COUNT]);

impl Floors {
    /// Own or the user's, times the sensitivity, and at least what a false alarm taught.
    #[must_use]
    pub fn new(settings: &DetectionSettings) -> Self {
        Self(DEFAULTS.map(|default| {
            let own = settings.floors.iter().rev().find(|own| own.statistic == default.statistic);
            let (floor, origin) = own
                .map_or((default.floor, ThresholdOrigin::Floor), |own| (own.floor, ThresholdOrigin::Yours));
            let floor = (u64::from(floor) * u64::from(settings.sensitivity.halves())).div_ceil(2);
            let floor = u32::try_from(floor).unwrap_or(u32::MAX).clamp(1, MAX_THRESHOLD);
            let taught = settings.false_alarms.iter().filter(|alarm| alarm.statistic == default.statistic);
            match taught.map(|alarm| alarm.floor).max() {
                Some(taught) if taught > floor => (taught, ThresholdOrigin::FalseAlarm),
                Some(_) | None => (floor, origin),
            }
        }))
    }

    /// The lower limit of a statistic, and why.
    #[must_use]
    pub fn of(&self, statistic: Statistic) -> (u32, ThresholdOrigin) {
        self.0.get(statistic as usize).copied().unwrap_or((u32::MAX, ThresholdOrigin::Floor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{FalseAlarm, OwnFloor, Sensitivity};

    #[test]
    fn the_table_has_each_statistic_in_its_place() {
        for (place, default) in DEFAULTS.iter().enumerate() {
            assert_eq!(default.statistic as usize, place, "{:?}", default.statistic);
        }
        assert_eq!(Statistic::OtherVolume as usize + 1, COUNT);
    }

    #[test]
    fn own_values_sensitivity_and_false_alarms_are_counted_in() {
        let syn = |settings: &DetectionSettings| Floors::new(settings).of(Statistic::SynPerSecond);
        let mut settings = DetectionSettings::default();
        assert_eq!(syn(&settings), (60, ThresholdOrigin::Floor));
        settings.sensitivity = Sensitivity::High;
        assert_eq!(syn(&settings), (30, ThresholdOrigin::Floor));
        settings.floors.push(OwnFloor { statistic: Statistic::SynPerSecond, floor: 81 });
        assert_eq!(syn(&settings), (41, ThresholdOrigin::Yours));
        let alarm = FalseAlarm {
            id: 1,
            statistic: Statistic::SynPerSecond,
            floor: 500,
            at_ms: 0.into(),
            sentence: String::new(),
        };
        settings.false_alarms.push(alarm);
        assert_eq!(syn(&settings), (500, ThresholdOrigin::FalseAlarm));
        settings.false_alarms.clear();
        assert_eq!(syn(&settings), (41, ThresholdOrigin::Yours));
    }
}
