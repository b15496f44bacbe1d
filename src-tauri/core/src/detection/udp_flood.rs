//! UDP flood: more datagrams than anybody asked for.
//!
//! Fires at 300 unsolicited packets in 1 s; or at 120 in 1 s when they come from at least 60 sources and nearly each
//! packet has another source (forged ones). Where the victim answers, as a server of names or time does, an answered
//! datagram counts for a fifth: a server is asked by strangers all day.
//! A stream that nobody answers may be a camera or a game: below 1,500/s it is information, unless the victim refuses
//! it (ICMP port unreachable, RFC 1122), or its datagrams are as small as those of flood programs, or one end is the
//! port of a service that only ever answers single questions, such as DNS or NTP, which streams nothing. A stream is
//! one of a few flows; or each flow has a port of its own and lasts, as at a recorder of many cameras (each of which
//! may have the 1,500). What goes to a
//! collector of logs or flow records is never answered either. An overlay network (VXLAN, RFC 7348) has other ports
//! on its way back, so that it looks unanswered: it counts only from twenty sources on, as tunnels do.
//! The numbers: in ten hours of 56 benign captures no host got more than 32 unsolicited datagrams in 1 s, nor those of
//! more than six strangers in 1 s; one-way media streams, which those lack, are a flow or two of some hundred packets
//! a second (a camera at 8 Mbit/s: 750), and a packet of the tersest telephone codec has 74 bytes at 50/s. The fifth,
//! the small datagram and the recorder are ours, from the drawn test scenes.
//! One or two sources on thirty ports and more are a scan, below 5,000 packets in 5 s.

use weir_protocol::observe::{Family, PortCount};

use super::{
    kind::{EpisodeKind, Statistic},
    moment::{Moment, share},
    reading::Reading,
    window::{Sent, Sums},
};

/// Fewest sources in 1 s of a forged flood, and their least number per packet.
const SPREAD_SOURCES: u32 = 60;
const SPREAD_SHARE: f64 = 0.4;
/// A scan: at most so many sources, at least so many ports, fewer packets in 5 s.
const SCAN_SOURCES: u32 = 2;
const SCAN_PORTS: u32 = 30;
const SCAN_PACKETS_5S: u64 = 5_000;
/// A stream has one flow for picture and one for sound, and perhaps one each for its control packets.
const STREAM_FLOWS: u32 = 4;
/// A recorder has many: each to a port of its own (three of four at least), with so many packets in 5 s.
const RECORDER_FLOWS: u32 = 64;
const RECORDER_PACKETS: u64 = 25;
/// Smaller frames carry no picture: mean bytes on the wire.
const SMALL_FRAME: u64 = 128;
/// Refusals in 5 s that show that nobody wants it; Linux sends at most one a second.
const MIN_REFUSED: u64 = 2;
/// An answered datagram counts for one part of so many.
const ANSWERED_PARTS: u64 = 5;
/// Of the packets, to one port.
const MOSTLY: f64 = 0.8;
/// Sources from which on an overlay network is none.
const OVERLAY_SOURCES: u32 = 20;

/// Services that answer one question with one packet: QOTD, CHARGEN, DNS, portmap, NTP, NetBIOS names, SNMP, CLDAP,
/// SLP, RIP, SQL browser, SSDP, WS-Discovery, CoAP, memcached.
const ANSWER_ONLY: [u16; 15] = [17, 19, 53, 111, 123, 137, 161, 389, 427, 520, 1434, 1900, 3702, 5683, 11211];
/// Collectors that never answer: SNMP traps, syslog, NetFlow and IPFIX, sFlow, StatsD, GELF, collectd.
pub(super) const COLLECTORS: [u16; 12] =
    [162, 514, 2055, 4739, 5140, 6343, 8125, 9125, 9995, 9996, 12201, 25826];
/// VXLAN (IANA, and as Linux had it before), GENEVE, GUE.
const OVERLAYS: [u16; 4] = [4789, 8472, 6081, 6080];

fn is_stream(sent: &Sent<'_>) -> bool {
    let victim = sent.newest;
    let five = sent.five.count;
    if goes_to(sent, &COLLECTORS) {
        return true;
    }
    let answers_only = |ports: &[PortCount]| {
        ports.iter().max_by_key(|port| port.packets).is_some_and(|port| ANSWER_ONLY.contains(&port.port))
    };
    (victim.flows_5s <= STREAM_FLOWS || is_recorder(sent))
        && five.bytes >= five.packets * SMALL_FRAME
        && !answers_only(&victim.ports)
        && !answers_only(&victim.source_ports)
}

/// Whether sources are new in the fifth second as in the first; those of a collector come again.
fn is_ever_new(sent: &Sent<'_>) -> bool {
    share(sent.newest.sources_5s.into(), sent.five.count.packets) >= SPREAD_SHARE
}

fn is_recorder(sent: &Sent<'_>) -> bool {
    let victim = sent.newest;
    (STREAM_FLOWS + 1..=RECORDER_FLOWS).contains(&victim.flows_5s)
        && victim.ports_5s * 4 >= victim.flows_5s * 3
        && sent.five.count.packets >= u64::from(victim.flows_5s) * RECORDER_PACKETS
}

/// Whether most of it goes to one of these ports.
pub(super) fn goes_to(sent: &Sent<'_>, ports: &[u16]) -> bool {
    let listed = &sent.newest.ports;
    let all = listed.iter().map(|port| port.packets).sum();
    let top = listed.iter().max_by_key(|port| port.packets);
    top.is_some_and(|top| ports.contains(&top.port) && share(top.packets, all) >= MOSTLY)
}

/// What of it is a burden: all that stays without an answer, and a part of the rest.
fn burden(sums: &Sums) -> u64 {
    let packets = sums.count.packets;
    packets.saturating_sub(sums.answered).max(packets / ANSWERED_PARTS)
}

/// See the module.
pub(super) fn judge(now: &Moment<'_>) -> Vec<Reading> {
    let mut readings = Vec::new();
    for (address, sent) in now.sent(Family::Udp) {
        let victim = sent.newest;
        let packets = burden(&sent.second);
        let spread = victim.sources_1s >= SPREAD_SOURCES
            && share(victim.sources_1s.into(), sent.second.count.packets) >= SPREAD_SHARE
            && (!goes_to(&sent, &COLLECTORS) || is_ever_new(&sent));
        let mut measures = Vec::new();
        let stream = is_stream(&sent) && sent.five.refused < MIN_REFUSED;
        if stream {
            let streams = if is_recorder(&sent) { u64::from(victim.flows_5s) } else { 1 };
            measures.push(now.measure(Statistic::UdpStreamPerSecond, packets / streams));
        } else {
            measures.push(now.measure(Statistic::UdpPerSecond, packets));
        }
        if spread {
            measures.push(now.measure(Statistic::UdpSpreadPerSecond, packets));
        }
        let searched = victim.sources_5s <= SCAN_SOURCES
            && victim.ports_5s >= SCAN_PORTS
            && sent.five.count.packets < SCAN_PACKETS_5S;
        let overlay = victim.sources_5s < OVERLAY_SOURCES && goes_to(&sent, &OVERLAYS);
        // An answer takes a round trip: where there are answers, the newest slot alone means nothing.
        let lasts = sent.five.answered * 10 < sent.five.count.packets
            || measures.iter().any(|measure| {
                let threshold = measure.threshold.value;
                burden(&sent.settled) * 2 >= threshold || packets >= 4 * threshold
            });
        // When replies are not seen everything is unsolicited, and only forged sources tell a flood.
        let passes =
            lasts && !searched && !overlay && !now.is_search(address, &sent) && (spread || !now.one_way);
        let reading = now.about_victim(EpisodeKind::UdpFlood, Family::Udp, &sent, measures, passes);
        let fires = reading.as_ref().is_some_and(|reading| reading.fires);
        readings.extend(reading.map(|mut reading| {
            reading.facts.refused = sent.five.refused;
            reading
        }));
        if stream && !fires && !overlay && !now.one_way {
            readings.extend(one_way_stream(now, &sent));
        }
    }
    readings
}

/// A stream that nobody answers: information.
fn one_way_stream(now: &Moment<'_>, sent: &Sent<'_>) -> Option<Reading> {
    let measure = now.measure(Statistic::UdpPerSecond, sent.second.count.packets);
    let mut reading = now.about_victim(EpisodeKind::Volume, Family::Udp, sent, vec![measure], true)?;
    reading.is_info = true;
    Some(reading)
}
