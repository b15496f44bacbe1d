//! Flood of an IP protocol other than TCP, UDP and ICMP.
//!
//! Fires at 300 unsolicited packets in 1 s. Tunnels (GRE, ESP, IP-in-IP, 6in4, L2TP, SCTP) carry as much as they like
//! between two hosts, and a tunnel's other way may go elsewhere: they fire only when twenty sources send to one
//! victim. AH and routing protocols (OSPF, EIGRP, PIM, VRRP) fire then, or at ten times the threshold, which none of
//! them ever has to say.
//! The numbers: benign captures had at most 248 packets in 5 s that are none of the three, and none unsolicited.

use weir_protocol::observe::Family;

use super::{
    kind::{EpisodeKind, Statistic},
    moment::Moment,
    reading::Reading,
};

/// Sources from which on a tunnel's protocol is none.
const TUNNEL_SOURCES: u32 = 20;
/// IP-in-IP, 6in4, GRE, ESP, L2TP, SCTP (IANA protocol numbers).
const TUNNELS: [u8; 6] = [4, 41, 47, 50, 115, 132];
/// AH, EIGRP, OSPF, PIM, VRRP, and how far above the threshold they must be.
const ROUTING: [u8; 5] = [51, 88, 89, 103, 112];
const ROUTING_FACTOR: f64 = 10.0;

/// See the module.
pub(super) fn judge(now: &Moment<'_>) -> Vec<Reading> {
    if now.one_way {
        return Vec::new();
    }
    let mut readings = Vec::new();
    for sent in now.sent(Family::OtherIp).values() {
        let measure = now.measure(Statistic::OtherPerSecond, sent.second.count.packets);
        let number = sent.newest.number;
        let passes = sent.newest.sources_5s >= TUNNEL_SOURCES
            || (ROUTING.contains(&number) && measure.level() >= ROUTING_FACTOR)
            || !(TUNNELS.contains(&number) || ROUTING.contains(&number));
        readings.extend(now.about_victim(
            EpisodeKind::OtherFlood,
            Family::OtherIp,
            sent,
            vec![measure],
            passes,
        ));
    }
    readings
}
