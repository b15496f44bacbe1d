//! Floods of TCP segments that belong to no connection: ACK, RST, FIN and the like; and reflection, where servers
//! answer forged SYNs to the victim with SYN-ACK (Bock et al., USENIX Security 2021, for the amplifying ones).
//!
//! Fires at 70 in 1 s or 200 in 5 s over at least ten flows; at least half SYN-ACK is a reflection.
//! The numbers: ten hours of benign captures had at most 21 in 1 s, and the weakest that must be found has 100, which
//! by chance is 75 in a second now and then.
//! Connections that were open before the capture began are unsolicited until their first answer is seen: if a third
//! of the flows are answered by anything but a RST, two thirds of the segments count. In a capture of one way they
//! stay so, but they are a few flows with many segments each. So there must be ten flows, and a new one with every
//! tenth segment, or fifty sources. A connection has one SYN-ACK, so of those any ten flows will do: ten servers may
//! reflect to one port again and again.
//! At most five sources on fifteen ports and more are a scan with odd flags.

use weir_protocol::observe::Family;

use super::{
    kind::{EpisodeKind, Statistic},
    moment::{Moment, share},
    reading::Reading,
    window::Sums,
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

/// The segments of flows that nobody answers, if so many of the flows are of that sort.
fn part(sums: &Sums, silent: f64) -> u64 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a part of a packet count"
    )]
    let part = (sums.count.packets as f64 * silent) as u64;
    part
}

/// See the module.
pub(super) fn judge(now: &Moment<'_>) -> Vec<Reading> {
    if now.one_way {
        return Vec::new();
    }
    let mut readings = Vec::new();
    for (address, sent) in now.sent(Family::TcpStray) {
        let victim = sent.newest;
        let silent = 1.0 - share(sent.five.answered, victim.flows_5s.into()).min(1.0);
        let (second, five) = (part(&sent.second, silent), part(&sent.five, silent));
        let measures =
            vec![now.measure(Statistic::StrayPerSecond, second), now.measure(Statistic::StrayPer5s, five)];
        let searched = victim.sources_5s <= SCAN_SOURCES && victim.ports_5s >= SCAN_PORTS;
        let reflected = share(sent.five.reflected, sent.five.count.packets) >= MIN_REFLECTED;
        let ever_new = u64::from(victim.flows_5s) * FLOW_SEGMENTS >= sent.five.count.packets;
        // An answer takes a round trip, and an acknowledgement may wait for 200 ms (RFC 1122: 500 ms).
        let lasts = sent.five.answered == 0 || part(&sent.settled, silent) * 2 >= second;
        let passes = victim.flows_5s >= MIN_FLOWS
            && lasts
            && (reflected || ever_new || victim.sources_5s >= MANY_SOURCES)
            && !searched
            && !now.is_search(address, &sent);
        let kind = if reflected { EpisodeKind::TcpReflection } else { EpisodeKind::TcpFlagFlood };
        readings.extend(now.about_victim(kind, Family::TcpStray, &sent, measures, passes));
    }
    readings
}
