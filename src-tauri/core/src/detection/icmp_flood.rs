//! ICMP flood: echo requests and other queries (or unasked replies) without end; or a storm of ICMP errors.
//!
//! Fires at 100 queries in 1 s or 300 in 5 s; at 60 in 1 s when that is far above what is usual here (see
//! [`super::rise`]); for errors at 1,000 in 1 s or 2,500 in 5 s.
//! The numbers: benign captures never had more than 42 ICMP packets in 5 s; `ping -f` on a local network sends 100
//! and more per second. Errors come back from whatever a busy host talks to, so they are judged by load alone; errors
//! that answer a search or a flood are left to that episode.

use weir_protocol::observe::Family;

use super::{
    kind::{EpisodeKind, Statistic},
    moment::Moment,
    reading::Reading,
};

/// See the module.
pub(super) fn judge(now: &Moment<'_>) -> Vec<Reading> {
    let mut readings = Vec::new();
    for sent in now.sent(Family::Icmp).values() {
        let second = sent.second.count.packets;
        let mut measures = vec![
            now.measure(Statistic::IcmpPerSecond, second),
            now.measure(Statistic::IcmpPer5s, sent.five.count.packets),
        ];
        if now.rises.icmp.alarms() {
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
    readings
}
