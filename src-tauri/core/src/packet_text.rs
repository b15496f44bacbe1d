//! One packet header in words, for the table of recent packets.

use std::net::IpAddr;

use weir_protocol::{Class, Direction, Header, ProtocolName, TcpFlags};

use crate::view::{PacketRow, PacketView, Protocol, Way};

/// The row of a header.
#[must_use]
pub fn row(id: u64, header: &Header) -> PacketRow {
    PacketRow {
        id: id.into(),
        time_us: (header.time / 1000).into(),
        source: header.addresses.map(|(source, _)| source.to_string()),
        destination: header.addresses.map(|(_, destination)| destination.to_string()),
        source_port: header.ports.map(|(source, _)| source),
        destination_port: header.ports.map(|(_, destination)| destination),
        protocol: protocol(header),
        name: name(header).to_owned(),
        length: header.length,
        info: info(header, is_v6(header)),
    }
}

/// All that a header tells.
#[must_use]
pub fn view(id: u64, header: &Header) -> PacketView {
    PacketView {
        row: row(id, header),
        way: match header.direction {
            Direction::In => Way::In,
            Direction::Out => Way::Out,
            Direction::Passing => Way::Passing,
        },
        vlan: header.vlan,
        fragment: header.fragment,
        flags: header.flags.map(|flags| flags.0),
        kind_code: header.kind_code,
    }
}

/// The colour of a header.
#[must_use]
pub fn protocol(header: &Header) -> Protocol {
    match (header.class, header.name) {
        (Class::Tcp, _) => Protocol::Tcp,
        (Class::Udp, _) => Protocol::Udp,
        (Class::Icmp, _) => Protocol::Icmp,
        (Class::Other, Some(ProtocolName::Arp)) => Protocol::Arp,
        (Class::Other, _) => Protocol::Other,
    }
}

/// What a header is called: `TCP`, `ICMPv6`, `GRE`.
#[must_use]
pub fn name(header: &Header) -> &'static str {
    match header.class {
        Class::Tcp => "TCP",
        Class::Udp => "UDP",
        Class::Icmp if is_v6(header) => "ICMPv6",
        Class::Icmp => "ICMP",
        Class::Other => header.name.map_or("other", ProtocolName::label),
    }
}

fn is_v6(header: &Header) -> bool {
    header.addresses.is_some_and(|(source, _)| source.is_ipv6())
}

fn info(header: &Header, is_v6: bool) -> String {
    let mut parts: Vec<String> = Vec::new();
    if header.fragment {
        parts.push("fragment".into());
    }
    if let Some(flags) = header.flags {
        parts.push(flag_names(flags));
    }
    if let Some((kind, code)) = header.kind_code {
        parts.push(match header.class {
            Class::Icmp if is_v6 => icmpv6_name(kind, code),
            Class::Icmp => icmp_name(kind, code),
            Class::Tcp | Class::Udp | Class::Other => arp_name(kind, header.addresses),
        });
    }
    if let Some(vlan) = header.vlan {
        parts.push(format!("VLAN {vlan}"));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

/// RFC 9293, section 3.1, in the order in which people say them.
fn flag_names(flags: TcpFlags) -> String {
    const NAMES: [(u8, &str); 8] = [
        (0x02, "SYN"),
        (0x01, "FIN"),
        (0x04, "RST"),
        (0x08, "PSH"),
        (0x10, "ACK"),
        (0x20, "URG"),
        (0x40, "ECE"),
        (0x80, "CWR"),
    ];
    let set: Vec<&str> = NAMES.iter().filter(|(bit, _)| flags.0 & bit != 0).map(|(_, name)| *name).collect();
    if set.is_empty() { "no flags".into() } else { set.join(" ") }
}

/// IANA "ICMP Type Numbers".
fn icmp_name(kind: u8, code: u8) -> String {
    match kind {
        0 => "echo reply".into(),
        3 => match code {
            0 => "network unreachable".into(),
            1 => "host unreachable".into(),
            3 => "port unreachable".into(),
            4 => "fragmentation needed".into(),
            _ => format!("unreachable, code {code}"),
        },
        5 => "redirect".into(),
        8 => "echo request".into(),
        9 => "router advertisement".into(),
        10 => "router solicitation".into(),
        11 => "time exceeded".into(),
        13 => "timestamp request".into(),
        14 => "timestamp reply".into(),
        _ => format!("type {kind}, code {code}"),
    }
}

/// IANA "ICMPv6 'type' Numbers".
fn icmpv6_name(kind: u8, code: u8) -> String {
    match kind {
        1 => format!("unreachable, code {code}"),
        2 => "packet too big".into(),
        3 => "time exceeded".into(),
        4 => "parameter problem".into(),
        128 => "echo request".into(),
        129 => "echo reply".into(),
        130 => "MLD query".into(),
        131 | 143 => "MLD report".into(),
        132 => "MLD done".into(),
        133 => "router solicitation".into(),
        134 => "router advertisement".into(),
        135 => "neighbor solicitation".into(),
        136 => "neighbor advertisement".into(),
        137 => "redirect".into(),
        _ => format!("type {kind}, code {code}"),
    }
}

/// RFC 826: 1 asks, 2 answers.
fn arp_name(operation: u8, addresses: Option<(IpAddr, IpAddr)>) -> String {
    match (operation, addresses) {
        (1, Some((sender, target))) => format!("who has {target}? tell {sender}"),
        (2, Some((sender, _))) => format!("{sender} is here"),
        (_, _) => format!("operation {operation}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(class: Class) -> Header {
        Header {
            time: 1_700_000_000_123_456_789,
            length: 60,
            class,
            name: None,
            addresses: Some(("10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap())),
            ports: None,
            flags: None,
            kind_code: None,
            vlan: None,
            fragment: false,
            direction: weir_protocol::Direction::In,
        }
    }

    #[test]
    fn headers_read_as_people_say_them() {
        let v6 = Some(("fe80::1".parse().unwrap(), "ff02::1".parse().unwrap()));
        let cases = [
            (Header { flags: Some(TcpFlags(0x12)), ..header(Class::Tcp) }, "TCP", "SYN ACK"),
            (Header { flags: Some(TcpFlags(0)), ..header(Class::Tcp) }, "TCP", "no flags"),
            (Header { vlan: Some(5), fragment: true, ..header(Class::Udp) }, "UDP", "fragment, VLAN 5"),
            (Header { kind_code: Some((8, 0)), ..header(Class::Icmp) }, "ICMP", "echo request"),
            (
                Header { kind_code: Some((128, 0)), addresses: v6, ..header(Class::Icmp) },
                "ICMPv6",
                "echo request",
            ),
            (
                Header { kind_code: Some((1, 0)), name: Some(ProtocolName::Arp), ..header(Class::Other) },
                "ARP",
                "who has 10.0.0.2? tell 10.0.0.1",
            ),
            (Header { name: Some(ProtocolName::Gre), ..header(Class::Other) }, "GRE", ""),
        ];
        for (header, name, info) in cases {
            let row = row(7, &header);
            assert_eq!((row.name.as_str(), row.info.as_str()), (name, info));
            assert_eq!(row.time_us.get(), 1_700_000_000_123_456);
        }
    }
}
