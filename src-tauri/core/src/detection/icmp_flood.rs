//! ICMP flood: echo requests and other queries (or unasked replies) without end; or a storm of ICMP errors.
//!
//! Fires at 70 queries in 1 s or 250 in 5 s; at 60 in 1 s when that is far above what is usual here (see
//! [`super::rise`]); for errors at 1,000 in 1 s or 2,500 in 5 s.
//! The numbers: benign captures never had more than 42 ICMP packets in 5 s, answers included; a program that pings a
//! path of twenty hops twice a second sends 40 a second; `ping -f` on a local network sends 100 and more, which by
//! chance is 75 in a second now and then. Errors come back from whatever a busy host talks to, so they are judged by load alone; errors
//! that answer a search or a flood are left to that episode. ICMP to a multicast or broadcast address (a smurf, which
//! every host would answer) counts as queries do; neighbour discovery stays far below.

use weir_protocol::{Class, observe::Family};

use super::{
    kind::{EpisodeKind, Statistic},
    moment::{Moment, share},
    reading::Reading,
    window::SECOND,
};

/// Of the packets to a multicast or broadcast address, so many are ICMP at least.
const MIN_MULTICAST: f64 = 0.9;

/// See the module.
pub(super) fn judge(now: &Moment<'_>) -> Vec<Reading> {
    let mut readings = Vec::new();
    for sent in now.sent(Family::Icmp).values() {
        let second = sent.second.count.packets;
        let mut measures = vec![
            now.measure(Statistic::IcmpPerSecond, second),
            now.measure(Statistic::IcmpPer5s, sent.five.count.packets),
        ];
        if now.rises.icmp.alarms() || now.rises.icmp.would_alarm(second) {
            measures.push(now.measure(Statistic::IcmpRise, second));
        }
        readings.extend(now.about_victim(EpisodeKind::IcmpFlood, Family::Icmp, sent, measures, true));
    }
    for sent in now.sent(Family::IcmpError).values() {
        let measures = vec![
            now.measure(Statistic::IcmpErrorsPerSecond, sent.second.count.packets),
            now.measure(Statistic::IcmpErrorsPer5s, sent.five.count.packets),
        ];
        readings.extend(now.about_victim(EpisodeKind::IcmpFlood, Family::IcmpError, sent, measures, true));
    }
    // All that goes to everybody is one family: it is ICMP as far as there was that much ICMP.
    let volumes =
        now.window.newest_first().take(SECOND).filter_map(|seen| seen.volumes.get(Class::Icmp.index()));
    let icmp: u64 = volumes.map(|volume| volume.packets).sum();
    for sent in now.sent(Family::Storm).values() {
        let second = sent.second.count.packets;
        let mostly = share(icmp, second) >= MIN_MULTICAST;
        let measure = now.measure(Statistic::IcmpPerSecond, second.min(icmp));
        if mostly {
            readings.extend(now.about_victim(
                EpisodeKind::IcmpFlood,
                Family::Storm,
                sent,
                vec![measure],
                true,
            ));
        }
    }
    readings
}
