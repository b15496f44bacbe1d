//! Well-known ports by name, after the IANA Service Name and Transport Protocol Port Number Registry.
//!
//! Only those that people meet: the registry names thousands of ports that nobody has seen in use, and a wrong hint is
//! worse than none.

use serde::Serialize;
use specta::Type;

/// What carries a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Type, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Transport {
    Tcp,
    Udp,
}

/// One well-known port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ServiceRow {
    /// The port.
    pub port: u16,
    /// Over TCP.
    pub tcp: bool,
    /// Over UDP.
    pub udp: bool,
    /// What it is called.
    pub name: &'static str,
}

/// All of them, by port.
#[must_use]
pub const fn services() -> &'static [ServiceRow] {
    &SERVICES
}

const fn tcp(port: u16, name: &'static str) -> ServiceRow {
    ServiceRow { port, tcp: true, udp: false, name }
}

const fn udp(port: u16, name: &'static str) -> ServiceRow {
    ServiceRow { port, tcp: false, udp: true, name }
}

const fn both(port: u16, name: &'static str) -> ServiceRow {
    ServiceRow { port, tcp: true, udp: true, name }
}

/// See the module; sorted by port.
pub const SERVICES: [ServiceRow; 114] = [
    both(7, "echo"),
    both(9, "discard"),
    both(13, "daytime"),
    udp(17, "qotd"),
    both(19, "chargen"),
    tcp(20, "ftp-data"),
    tcp(21, "ftp"),
    tcp(22, "ssh"),
    tcp(23, "telnet"),
    tcp(25, "smtp"),
    both(37, "time"),
    tcp(43, "whois"),
    both(49, "tacacs"),
    both(53, "dns"),
    udp(67, "dhcp-server"),
    udp(68, "dhcp-client"),
    udp(69, "tftp"),
    tcp(70, "gopher"),
    tcp(79, "finger"),
    tcp(80, "http"),
    both(88, "kerberos"),
    tcp(110, "pop3"),
    both(111, "rpcbind"),
    tcp(113, "ident"),
    tcp(119, "nntp"),
    udp(123, "ntp"),
    both(135, "msrpc"),
    udp(137, "netbios-ns"),
    udp(138, "netbios-dgm"),
    tcp(139, "netbios-ssn"),
    tcp(143, "imap"),
    udp(161, "snmp"),
    udp(162, "snmptrap"),
    udp(177, "xdmcp"),
    tcp(179, "bgp"),
    tcp(194, "irc"),
    both(389, "ldap"),
    udp(427, "svrloc"),
    both(443, "https"),
    tcp(445, "smb"),
    both(464, "kpasswd"),
    tcp(465, "submissions"),
    udp(500, "isakmp"),
    tcp(502, "modbus"),
    udp(514, "syslog"),
    tcp(515, "printer"),
    udp(520, "rip"),
    udp(521, "ripng"),
    udp(546, "dhcpv6-client"),
    udp(547, "dhcpv6-server"),
    tcp(548, "afp"),
    both(554, "rtsp"),
    tcp(587, "submission"),
    udp(623, "ipmi"),
    both(631, "ipp"),
    tcp(636, "ldaps"),
    both(853, "dns-over-tls"),
    tcp(873, "rsync"),
    tcp(989, "ftps-data"),
    tcp(990, "ftps"),
    tcp(993, "imaps"),
    tcp(995, "pop3s"),
    tcp(1080, "socks"),
    udp(1194, "openvpn"),
    tcp(1433, "mssql"),
    udp(1434, "mssql-browser"),
    tcp(1521, "oracle"),
    udp(1645, "radius-old"),
    udp(1701, "l2tp"),
    tcp(1723, "pptp"),
    udp(1812, "radius"),
    udp(1813, "radius-acct"),
    both(1883, "mqtt"),
    udp(1900, "ssdp"),
    both(2049, "nfs"),
    tcp(2181, "zookeeper"),
    tcp(2375, "docker"),
    tcp(2376, "docker-tls"),
    both(3128, "squid"),
    tcp(3260, "iscsi"),
    tcp(3306, "mysql"),
    both(3389, "rdp"),
    both(3478, "stun"),
    udp(3702, "ws-discovery"),
    udp(4500, "ipsec-nat-t"),
    udp(4789, "vxlan"),
    both(5004, "rtp"),
    both(5060, "sip"),
    tcp(5061, "sips"),
    tcp(5222, "xmpp"),
    tcp(5269, "xmpp-server"),
    both(5349, "stuns"),
    udp(5351, "nat-pmp"),
    udp(5353, "mdns"),
    udp(5355, "llmnr"),
    tcp(5432, "postgresql"),
    both(5671, "amqps"),
    both(5672, "amqp"),
    both(5683, "coap"),
    tcp(5900, "vnc"),
    tcp(5985, "winrm"),
    tcp(6379, "redis"),
    tcp(6443, "kubernetes"),
    tcp(6667, "ircu"),
    both(6881, "bittorrent"),
    tcp(8080, "http-alt"),
    tcp(8443, "https-alt"),
    tcp(8883, "mqtts"),
    tcp(9092, "kafka"),
    tcp(9100, "jetdirect"),
    tcp(9200, "elasticsearch"),
    udp(11_211, "memcached"),
    tcp(27_017, "mongodb"),
    udp(51_820, "wireguard"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_port_is_there_once_and_in_order() {
        assert!(SERVICES.is_sorted_by(|a, b| a.port < b.port));
        assert!(SERVICES.iter().all(|row| (row.tcp || row.udp) && !row.name.is_empty()));
        let https = SERVICES.iter().find(|row| row.port == 443).unwrap();
        assert_eq!((https.name, https.tcp, https.udp), ("https", true, true));
    }
}
