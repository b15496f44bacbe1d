//! What a first program with pnet looks like: one call, one parse and one map entry for each packet.

use std::collections::HashMap;
use std::io::{self, Write};
use std::net::IpAddr;
use std::process::ExitCode;

use pnet::datalink::{self, Channel, Config};
use pnet::packet::ethernet::{EtherTypes, EthernetPacket};
use pnet::packet::ipv4::Ipv4Packet;
use pnet::packet::ipv6::Ipv6Packet;

/// It is ended from outside; this only bounds its map.
const MAX_ROWS: usize = 1 << 20;

/// Counts packets of `name` until it is ended.
pub(super) fn run(name: &str) -> io::Result<ExitCode> {
    let interface = datalink::interfaces().into_iter().find(|interface| interface.name == name);
    let interface =
        interface.ok_or_else(|| io::Error::other(format!("there is no interface {name} here")))?;
    let Channel::Ethernet(_, mut receiver) = datalink::channel(&interface, Config::default())? else {
        return Err(io::Error::other(format!("{name} is not an Ethernet interface")));
    };
    writeln!(io::stdout(), "ready")?;
    let mut counts: HashMap<(IpAddr, u8), (u64, u64)> = HashMap::new();
    loop {
        let bytes = receiver.next()?;
        let Some(key) = key(bytes) else { continue };
        if counts.len() < MAX_ROWS || counts.contains_key(&key) {
            let count = counts.entry(key).or_default();
            *count = (count.0 + 1, count.1 + bytes.len() as u64);
        }
    }
}

fn key(bytes: &[u8]) -> Option<(IpAddr, u8)> {
    let frame = EthernetPacket::new(bytes)?;
    let payload = bytes.get(EthernetPacket::minimum_packet_size()..)?;
    match frame.get_ethertype() {
        EtherTypes::Ipv4 => {
            let packet = Ipv4Packet::new(payload)?;
            Some((packet.get_source().into(), packet.get_next_level_protocol().0))
        }
        EtherTypes::Ipv6 => {
            let packet = Ipv6Packet::new(payload)?;
            Some((packet.get_source().into(), packet.get_next_header().0))
        }
        _ => None,
    }
}
