//! UDP flood: more datagrams than anybody asked for.
//!
//! Fires at 300 unsolicited packets in 1 s; or at 120 in 1 s when they come from at least 60 sources and nearly each
//! packet has another source (forged ones). A stream of a few flows that nobody answers may be a camera or a game:
//! below 1,500/s it is information, unless the victim refuses it (ICMP port unreachable, RFC 1122), or one end is the
//! port of a service that only ever answers single questions, such as DNS or NTP, which streams nothing.
//! The numbers: in ten hours of 56 benign captures no host got more than 32 unsolicited datagrams in 1 s, nor those of
//! more than six strangers in 1 s; one-way media streams, which those lack, are a flow or two of some hundred packets
//! a second (a camera at 8 Mbit/s: 750). One or two sources on thirty ports and more are a scan, below 5,000 packets in 5 s.

use weir_protocol::observe::{Family, PortCount};

use super::{
    kind::{EpisodeKind, Statistic},
    moment::{Moment, share},
    reading::Reading,
    window::Sent,
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
/// Refusals in 5 s that show that nobody wants it; Linux sends at most one a second.
const MIN_REFUSED: u64 = 2;

/// Services that answer one question with one packet: QOTD, CHARGEN, DNS, portmap, NTP, NetBIOS names, SNMP, CLDAP,
/// SLP, RIP, SQL browser, SSDP, WS-Discovery, CoAP, memcached.
const ANSWER_ONLY: [u16; 15] = [17, 19, 53, 111, 123, 137, 161, 389, 427, 520, 1434, 1900, 3702, 5683, 11211];

fn is_stream(sent: &Sent<'_>) -> bool {
    let victim = sent.newest;
    let answers_only = |ports: &[PortCount]| {
        ports.iter().max_by_key(|port| port.packets).is_some_and(|port| ANSWER_ONLY.contains(&port.port))
    };
    victim.flows_5s <= STREAM_FLOWS && !answers_only(&victim.ports) && !answers_only(&victim.source_ports)
}

/// See the module.
pub(super) fn judge(now: &Moment<'_>) -> Vec<Reading> {
    let mut readings = Vec::new();
    for (address, sent) in now.sent(Family::Udp) {
        let victim = sent.newest;
        let packets = sent.second.count.packets;
        let spread =
            victim.sources_1s >= SPREAD_SOURCES && share(victim.sources_1s.into(), packets) >= SPREAD_SHARE;
        let mut measures = Vec::new();
        let stream = is_stream(&sent) && sent.five.refused < MIN_REFUSED;
        if stream {
            measures.push(now.measure(Statistic::UdpStreamPerSecond, packets));
        } else {
            measures.push(now.measure(Statistic::UdpPerSecond, packets));
        }
        if spread {
            measures.push(now.measure(Statistic::UdpSpreadPerSecond, packets));
        }
        let searched = victim.sources_5s <= SCAN_SOURCES
            && victim.ports_5s >= SCAN_PORTS
            && sent.five.count.packets < SCAN_PACKETS_5S;
        // When replies are not seen everything is unsolicited, and only forged sources tell a flood.
        let passes = !searched && !now.is_scanned(address) && (spread || !now.one_way);
        let reading = now.about_victim(EpisodeKind::UdpFlood, Family::Udp, &sent, measures, passes);
        let fires = reading.as_ref().is_some_and(|reading| reading.fires);
        readings.extend(reading.map(|mut reading| {
            reading.facts.refused = sent.five.refused;
            reading
        }));
        if stream && !fires && !now.one_way {
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
