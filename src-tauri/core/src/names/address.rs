//! Special addresses by name, after the IANA special-purpose address registries (RFC 6890) and RFC 5771.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};
use serde::Serialize;
use specta::Type;

/// What an address is for. Only [`AddressKind::Public`] ones have a country or a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AddressKind {
    /// Assigned to somebody on the Internet.
    Public,
    /// One of this machine's own.
    Own,
    /// Of a private network (RFC 1918) or unique-local (RFC 4193).
    Private,
    /// Behind a provider's translation, 100.64.0.0/10 (RFC 6598).
    SharedNat,
    /// Of one link only (RFC 3927, RFC 4291).
    LinkLocal,
    /// This machine to itself.
    Loopback,
    /// To a group of receivers.
    Multicast,
    /// To all of a network.
    Broadcast,
    /// None yet: what a machine says before it has an address.
    Unspecified,
    /// For examples in documents (RFC 5737, RFC 3849, RFC 9637); on a network it is made up.
    Documentation,
    /// For measuring devices (RFC 2544, RFC 5180).
    Benchmark,
    /// An IPv4 address inside an IPv6 one: NAT64 (RFC 6052), 6to4 (RFC 3056), Teredo (RFC 4380).
    Transition,
    /// Set aside; nobody may have it.
    Reserved,
}

/// The longest prefixes first where one range lies in another.
const V4: [(Ipv4Net, AddressKind); 20] = [
    (v4(0, 0, 0, 0, 32), AddressKind::Unspecified),
    (v4(255, 255, 255, 255, 32), AddressKind::Broadcast),
    // Port Control Protocol and TURN anycast (RFC 7723, RFC 8155) are reachable everywhere.
    (v4(192, 0, 0, 9, 32), AddressKind::Public),
    (v4(192, 0, 0, 10, 32), AddressKind::Public),
    (v4(192, 0, 0, 0, 24), AddressKind::Reserved),
    (v4(192, 0, 2, 0, 24), AddressKind::Documentation),
    (v4(198, 51, 100, 0, 24), AddressKind::Documentation),
    (v4(203, 0, 113, 0, 24), AddressKind::Documentation),
    (v4(233, 252, 0, 0, 24), AddressKind::Documentation),
    (v4(192, 88, 99, 0, 24), AddressKind::Reserved),
    (v4(192, 168, 0, 0, 16), AddressKind::Private),
    (v4(169, 254, 0, 0, 16), AddressKind::LinkLocal),
    (v4(198, 18, 0, 0, 15), AddressKind::Benchmark),
    (v4(172, 16, 0, 0, 12), AddressKind::Private),
    (v4(100, 64, 0, 0, 10), AddressKind::SharedNat),
    (v4(0, 0, 0, 0, 8), AddressKind::Reserved),
    (v4(10, 0, 0, 0, 8), AddressKind::Private),
    (v4(127, 0, 0, 0, 8), AddressKind::Loopback),
    (v4(224, 0, 0, 0, 4), AddressKind::Multicast),
    (v4(240, 0, 0, 0, 4), AddressKind::Reserved),
];

const V6: [(Ipv6Net, AddressKind); 14] = [
    (v6([0, 0, 0, 0, 0, 0, 0, 0], 128), AddressKind::Unspecified),
    (v6([0, 0, 0, 0, 0, 0, 0, 1], 128), AddressKind::Loopback),
    (v6([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96), AddressKind::Transition),
    (v6([0x64, 0xff9b, 1, 0, 0, 0, 0, 0], 48), AddressKind::Transition),
    (v6([0x2001, 2, 0, 0, 0, 0, 0, 0], 48), AddressKind::Benchmark),
    (v6([0x100, 0, 0, 0, 0, 0, 0, 0], 64), AddressKind::Reserved),
    (v6([0x2001, 0, 0, 0, 0, 0, 0, 0], 32), AddressKind::Transition),
    (v6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32), AddressKind::Documentation),
    (v6([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20), AddressKind::Documentation),
    (v6([0x2002, 0, 0, 0, 0, 0, 0, 0], 16), AddressKind::Transition),
    (v6([0xfe80, 0, 0, 0, 0, 0, 0, 0], 10), AddressKind::LinkLocal),
    (v6([0xff00, 0, 0, 0, 0, 0, 0, 0], 8), AddressKind::Multicast),
    (v6([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7), AddressKind::Private),
    (v6([0x2000, 0, 0, 0, 0, 0, 0, 0], 3), AddressKind::Public),
];

const fn v4(a: u8, b: u8, c: u8, d: u8, length: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), length)
}

const fn v6([a, b, c, d, e, f, g, h]: [u16; 8], length: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, d, e, f, g, h), length)
}

impl AddressKind {
    /// The kind of an address, whosever it is: never [`AddressKind::Own`].
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(ip) => {
                V4.iter().find(|(net, _)| net.contains(&ip)).map_or(Self::Public, |(_, kind)| *kind)
            }
            IpAddr::V6(ip) => {
                V6.iter().find(|(net, _)| net.contains(&ip)).map_or(Self::Reserved, |(_, kind)| *kind)
            }
        }
    }

    /// In words, for the terminal.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Own => "this machine",
            Self::Private => "private network",
            Self::SharedNat => "provider's NAT",
            Self::LinkLocal => "link-local",
            Self::Loopback => "loopback",
            Self::Multicast => "multicast",
            Self::Broadcast => "broadcast",
            Self::Unspecified => "no address yet",
            Self::Documentation => "documentation",
            Self::Benchmark => "benchmark",
            Self::Transition => "IPv4 in IPv6",
            Self::Reserved => "reserved",
        }
    }

    /// Whether a name server can know a single host by it.
    #[must_use]
    pub const fn may_have_host_name(self) -> bool {
        matches!(self, Self::Public | Self::Own | Self::Private | Self::SharedNat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_addresses_are_known_by_name() {
        use AddressKind as Kind;
        let cases = [
            ("8.8.8.8", Kind::Public),
            ("10.1.2.3", Kind::Private),
            ("172.15.255.255", Kind::Public),
            ("172.16.0.0", Kind::Private),
            ("172.31.255.255", Kind::Private),
            ("172.32.0.0", Kind::Public),
            ("192.168.255.255", Kind::Private),
            ("100.63.255.255", Kind::Public),
            ("100.64.0.1", Kind::SharedNat),
            ("100.128.0.0", Kind::Public),
            ("169.254.1.1", Kind::LinkLocal),
            ("127.0.0.53", Kind::Loopback),
            ("224.0.0.251", Kind::Multicast),
            ("255.255.255.255", Kind::Broadcast),
            ("0.0.0.0", Kind::Unspecified),
            ("0.1.2.3", Kind::Reserved),
            ("192.0.2.1", Kind::Documentation),
            ("198.51.100.9", Kind::Documentation),
            ("203.0.113.7", Kind::Documentation),
            ("198.19.255.255", Kind::Benchmark),
            ("240.0.0.1", Kind::Reserved),
            ("::", Kind::Unspecified),
            ("::1", Kind::Loopback),
            ("::ffff:10.0.0.1", Kind::Private),
            ("::ffff:8.8.8.8", Kind::Public),
            ("2001:db8::1", Kind::Documentation),
            ("3fff:fff::1", Kind::Documentation),
            ("2001:4860:4860::8888", Kind::Public),
            ("2001:0:1::1", Kind::Transition),
            ("2002:c000:204::1", Kind::Transition),
            ("64:ff9b::8.8.8.8", Kind::Transition),
            ("2001:2::1", Kind::Benchmark),
            ("fe80::1", Kind::LinkLocal),
            ("febf::1", Kind::LinkLocal),
            ("fec0::1", Kind::Reserved),
            ("fd12::1", Kind::Private),
            ("fc00::1", Kind::Private),
            ("ff02::fb", Kind::Multicast),
            ("100::1", Kind::Reserved),
            ("4000::1", Kind::Reserved),
        ];
        for (text, kind) in cases {
            assert_eq!(AddressKind::of(text.parse().unwrap()), kind, "{text}");
        }
    }
}
