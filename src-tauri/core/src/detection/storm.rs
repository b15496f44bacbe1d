//! Broadcast or multicast storm: everybody talks to everybody, or a loop in the network repeats one frame.
//!
//! Fires at 80 packets in 1 s to one broadcast or multicast address from at least 40 sources; or, to a broadcast
//! address, at 1,000 in 1 s from anybody, which is what a loop makes of one ARP request.
//! The numbers: benign captures had at most 18 in 1 s and ten sources in 5 s, except for a factory controller that
//! alone sent 264 broadcasts in 1 s; multicast of one source may be television, so its rate alone means nothing.
//! The thousand is ours: four times that controller.

use std::net::IpAddr;

use weir_protocol::observe::Family;

use super::{
    kind::{EpisodeKind, Statistic},
    moment::Moment,
    reading::Reading,
};

/// Fewest sources in 5 s.
const MIN_SOURCES: u32 = 40;
/// So many times the threshold from anybody, to a broadcast address.
const LOOP_FACTOR: f64 = 12.5;

/// See the module.
pub(super) fn judge(now: &Moment<'_>) -> Vec<Reading> {
    let mut readings = Vec::new();
    for (address, sent) in now.sent(Family::Storm) {
        let measure = now.measure(Statistic::StormPerSecond, sent.second.count.packets);
        let is_loop = is_broadcast(address) && measure.level() >= LOOP_FACTOR;
        let passes = sent.newest.sources_5s >= MIN_SOURCES || is_loop;
        readings.extend(now.about_victim(EpisodeKind::Storm, Family::Storm, &sent, vec![measure], passes));
    }
    readings
}

/// Of this network or of a /24: the only ones that an address alone tells.
const fn is_broadcast(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_broadcast() || (!v4.is_multicast() && v4.octets()[3] == 255),
        IpAddr::V6(_) => false,
    }
}
