//! SYN flood: handshakes with a victim that are begun and never completed (RFC 4987).
//!
//! Fires at 60 in 1 s or 150 in 5 s, when at least 70 % of the SYNs stay without a handshake; at half of that in 1 s
//! when nearly each SYN comes from another of at least 25 sources, as forged ones do.
//! The numbers: in ten hours of 56 benign captures no host had more than 2 unanswered SYNs in 1 s (browsers open some
//! dozens of connections at once, and nearly all complete); the weakest flood that must be found has 50/s, which is
//! 150 in 5 s after 3 s. Wang, Zhang and Shin (INFOCOM 2002) detect from 35/s at a site on.
//! A handshake takes a round trip: SYNs of the newest 250 ms alone do not fire unless they are four times the
//! threshold, so that a burst of honest connections at the end of a slot is not one.
//! Strangers who look for a peer that is gone (BitTorrent after its end) are some ten a second.
//! Many ports with few SYNs each from one or two sources are a scan, unless they overload by sheer number; from
//! several sources, too, if all of them try the same ports: that is one scanner and its decoys.

use weir_protocol::observe::Family;

use super::{
    kind::{EpisodeKind, Statistic},
    moment::{Moment, share},
    reading::Reading,
    window::Sums,
};

/// SYNs without a handshake, of all SYNs.
const MIN_UNANSWERED: f64 = 0.7;
/// Fewest sources of a forged flood in 1 s, and their least number per SYN.
const SPREAD_SOURCES: u32 = 25;
const SPREAD_SHARE: f64 = 0.8;
/// From so many ports on it may be a scan.
const SCAN_PORTS: u32 = 15;
/// A scan tries a port a few times, a flood hits it again and again.
const SCAN_SYNS_A_PORT: u64 = 10;
/// A scan has one source, or two when it hides behind a decoy.
const SCAN_SOURCES: u32 = 2;
/// So many SYNs in 5 s overload a small server, whatever they are for.
const OVERLOAD_5S: u64 = 8_000;

const fn unanswered(sums: &Sums) -> u64 {
    sums.count.packets.saturating_sub(sums.answered)
}

/// See the module.
pub(super) fn judge(now: &Moment<'_>) -> Vec<Reading> {
    if now.one_way {
        return Vec::new();
    }
    let mut readings = Vec::new();
    for (address, sent) in now.sent(Family::Syn) {
        let mut second = now.measure(Statistic::SynPerSecond, unanswered(&sent.second));
        let five = now.measure(Statistic::SynPer5s, unanswered(&sent.five));
        let syns = sent.five.count.packets;
        let victim = sent.newest;
        let spread = victim.sources_1s >= SPREAD_SOURCES
            && share(victim.sources_1s.into(), sent.second.count.packets) >= SPREAD_SHARE;
        if spread {
            second.threshold.value = second.threshold.value.div_ceil(2);
        }
        let few_a_port =
            victim.ports_5s >= SCAN_PORTS && syns / u64::from(victim.ports_5s) < SCAN_SYNS_A_PORT;
        let searched = few_a_port
            && syns < OVERLOAD_5S
            && (victim.sources_5s <= SCAN_SOURCES || now.is_search(address, &sent));
        let lasts = unanswered(&sent.settled) * 2 >= second.threshold.value
            || second.value >= 4 * second.threshold.value
            || five.value >= five.threshold.value;
        let mostly = if second.level() >= 1.0 {
            share(second.value, sent.second.count.packets) >= MIN_UNANSWERED
        } else {
            share(five.value, syns) >= MIN_UNANSWERED
        };
        let passes = mostly && lasts && !searched;
        let reading = now.about_victim(EpisodeKind::SynFlood, Family::Syn, &sent, vec![second, five], passes);
        readings.extend(reading.map(|mut reading| {
            reading.facts.answered = Some(share(sent.five.answered.min(syns), syns));
            reading.facts.refused = sent.five.refused;
            reading
        }));
    }
    readings
}
