//! Unusual volume of a protocol: information, never an alarm, since a download is bigger than most attacks.
//!
//! Fires when the rate of a class rises as [`super::rise`] defines it, and is at least 500 packets/s for TCP and
//! UDP, 60 for ICMP and 150 for others.
//! The numbers: below 500 packets/s a rise is a web page. Ten hours of benign captures pass these twice, by
//! downloads: a rise is no alarm, but it can be looked at.

use weir_protocol::{Class, Count, Direction};

use super::{
    kind::{EpisodeKind, Statistic},
    moment::{Moment, share},
    reading::{Facts, Reading, Run, Subject},
    window::SECOND,
};

/// See the module.
pub(super) fn judge(now: &Moment<'_>) -> Vec<Reading> {
    let statistics =
        [Statistic::TcpVolume, Statistic::UdpVolume, Statistic::IcmpVolume, Statistic::OtherVolume];
    let mut readings = Vec::new();
    for ((class, statistic), rise) in Class::ALL.into_iter().zip(statistics).zip(&now.rises.classes) {
        let place = class.index();
        let second = now.window.newest_first().take(SECOND);
        let (packets, unsolicited) = second.fold((0, 0), |(packets, unsolicited), seen| {
            let volume = seen.volumes.get(place).copied().unwrap_or_default();
            (packets + volume.packets, unsolicited + volume.unsolicited)
        });
        let mut measure = now.measure(statistic, packets);
        measure.threshold.baseline = Some(rise.usual());
        if measure.level() < 0.25 {
            continue;
        }
        let slot = now.window.newest().and_then(|seen| seen.volumes.get(place).copied()).unwrap_or_default();
        let start = now.window.start().unwrap_or_default();
        let least = measure.threshold.value / 8;
        let all = |volume: &weir_protocol::observe::Volume| Count { packets: volume.packets, bytes: 0 };
        let run = now.window.run(least, |seen| seen.volumes.get(place).map(|volume| (all(volume), None)));
        readings.push(Reading {
            kind: EpisodeKind::Volume,
            subject: Subject::Everything(class),
            fires: measure.level() >= 1.0 && rise.alarms(),
            measures: vec![measure],
            is_info: true,
            slot: all(&slot),
            second: packets,
            run: run.unwrap_or(Run { began: start, ..Run::default() }),
            last: (slot.packets > 0).then_some(start),
            facts: Facts {
                answered: Some(1.0 - share(unsolicited, packets)),
                toward: Direction::Passing,
                ..Facts::default()
            },
        });
    }
    readings
}
