//! Floods of TCP segments that belong to no connection: ACK, RST, FIN and the like; and reflection, where servers
//! answer forged SYNs to the victim with SYN-ACK (Bock et al., USENIX Security 2021, for the amplifying ones).
//!
//! Fires at 100 in 1 s or 300 in 5 s over at least ten flows; at least half SYN-ACK is a reflection.
//! The numbers: ten hours of benign captures had at most 21 in 1 s. Connections that were open before the capture began are unsolicited until their first answer is
//! seen, and in a capture of one way they stay so; they are a few flows with many segments each. So there must be ten
//! flows, and a new one with every tenth segment, or fifty sources.
//! At most five sources on fifteen ports and more are a scan with odd flags.

use weir_protocol::observe::Family;

use super::{
    kind::{EpisodeKind, Statistic},
    moment::{Moment, share},
    reading::Reading,
};

/// Fewest flows (5-tuples) in 5 s.
const MIN_FLOWS: u32 = 10;
/// Most segments of a flow, unless there are so many sources.
const FLOW_SEGMENTS: u64 = 10;
const MANY_SOURCES: u32 = 50;
/// SYN-ACKs of it that make a reflection.
const MIN_REFLECTED: f64 = 0.5;
/// A scan: at most so many sources, at least so many ports.
const SCAN_SOURCES: u32 = 5;
const SCAN_PORTS: u32 = 15;

/// See the module.
pub(super) fn judge(now: &Moment<'_>) -> Vec<Reading> {
    if now.one_way {
        return Vec::new();
    }
    let mut readings = Vec::new();
    for (address, sent) in now.sent(Family::TcpStray) {
        let victim = sent.newest;
        let measures = vec![
            now.measure(Statistic::StrayPerSecond, sent.second.count.packets),
            now.measure(Statistic::StrayPer5s, sent.five.count.packets),
        ];
        let searched = victim.sources_5s <= SCAN_SOURCES && victim.ports_5s >= SCAN_PORTS;
        let ever_new = u64::from(victim.flows_5s) * FLOW_SEGMENTS >= sent.five.count.packets;
        let passes = victim.flows_5s >= MIN_FLOWS
            && (ever_new || victim.sources_5s >= MANY_SOURCES)
            && !searched
            && !now.is_scanned(address);
        let reflected = share(sent.five.reflected, sent.five.count.packets) >= MIN_REFLECTED;
        let kind = if reflected { EpisodeKind::TcpReflection } else { EpisodeKind::TcpFlagFlood };
        readings.extend(now.about_victim(kind, Family::TcpStray, &sent, measures, passes));
    }
    readings
}
