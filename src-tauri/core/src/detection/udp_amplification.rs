//! UDP amplification: many servers answer somebody else's questions to a victim (US-CERT TA14-017A).
//!
//! Fires at 100 unasked packets in 1 s of which at least 60 % come from ports of known reflectors or are later
//! fragments of such answers, from at least three sources. Services that nobody listed yet betray themselves too:
//! 60 % of the packets from one source port at ten and more addresses, all to at most four ports of the victim,
//! is what many servers of one kind look like; forged sources have forged ports, and what goes to a collector of logs
//! comes from machines of one kind too.
//! The numbers: one or two servers are a resolver or a game, not a reflection; ten hours of benign
//! captures have at most 6 unasked answers in 1 s (late DNS), the weakest reflection that must be found has 200. The service is named by the
//! source port that most of it has.

use weir_protocol::observe::Family;

use super::{
    kind::{EpisodeKind, Statistic},
    moment::{Moment, share},
    reading::Reading,
    udp_flood::{COLLECTORS, goes_to},
    window::Sent,
};

/// Of the packets, from reflector ports or fragments.
const MIN_REFLECTED: f64 = 0.6;
/// Fewer sources reflect nothing.
const MIN_SOURCES: u32 = 3;

/// A service that is not listed: at least so many servers, at most so many ports of the victim.
const UNLISTED_SOURCES: u32 = 10;
const UNLISTED_PORTS: u32 = 4;

/// Packets of the last second that reflectors sent.
fn reflected(sent: &Sent<'_>) -> u64 {
    let victim = sent.newest;
    let top = victim.source_ports.iter().map(|port| port.packets).max().unwrap_or(0);
    let one_port = share(top, sent.five.count.packets) >= MIN_REFLECTED;
    let many_servers = victim.sources_5s >= UNLISTED_SOURCES
        && victim.ports_5s <= UNLISTED_PORTS
        && !goes_to(sent, &COLLECTORS);
    if one_port && many_servers { sent.second.count.packets } else { sent.second.reflected }
}

/// See the module.
pub(super) fn judge(now: &Moment<'_>) -> Vec<Reading> {
    if now.one_way {
        return Vec::new();
    }
    let mut readings = Vec::new();
    for sent in now.sent(Family::Udp).values() {
        let reflected = reflected(sent);
        let measure = now.measure(Statistic::ReflectedPerSecond, reflected);
        let mostly = share(reflected, sent.second.count.packets) >= MIN_REFLECTED;
        let passes = mostly && sent.newest.sources_5s >= MIN_SOURCES;
        if !mostly {
            continue;
        }
        let kind = EpisodeKind::UdpAmplification;
        let reading = now.about_victim(kind, Family::Udp, sent, vec![measure], passes);
        readings.extend(reading.map(|mut reading| {
            let top = reading.facts.source_ports.iter().find_map(|port| service(port.port));
            reading.facts.service = top;
            reading
        }));
    }
    readings
}

/// The amplifying service behind a port: IANA names, and those of the device that US-CERT or Netscout report.
#[must_use]
pub(super) const fn service(port: u16) -> Option<&'static str> {
    Some(match port {
        17 => "QOTD",
        19 => "CHARGEN",
        53 => "DNS",
        69 => "TFTP",
        111 => "portmap",
        123 => "NTP",
        137 => "NetBIOS",
        161 => "SNMP",
        389 => "CLDAP",
        427 => "SLP",
        500 => "IKE",
        520 => "RIP",
        1434 => "SQL browser",
        1900 => "SSDP",
        3283 => "Apple Remote Desktop",
        3389 => "RDP",
        3478 => "STUN",
        3702 => "WS-Discovery",
        5353 => "mDNS",
        5683 => "CoAP",
        10001 => "Ubiquiti discovery",
        11211 => "memcached",
        27015 => "Steam",
        30120 => "FiveM",
        37810 => "DHDiscover",
        47808 => "BACnet",
        _ => return None,
    })
}
