//! Protocols: four classes, and finer names below the last.

use serde::{Deserialize, Serialize};

/// Protocol class, by the outermost IP header behind VLAN, QinQ, PPPoE and MPLS.
/// IANA protocol numbers: TCP 6, UDP 17, ICMP 1 and 58; everything else, and what is not IP, is `Other`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Class {
    Tcp,
    Udp,
    Icmp,
    Other,
}

impl Class {
    /// In the order of every array of four in this crate.
    pub const ALL: [Self; 4] = [Self::Tcp, Self::Udp, Self::Icmp, Self::Other];

    /// Its place in such an array.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// The finer names below [`Class::Other`] (and ICMPv6's own services below ICMP are not split).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum ProtocolName {
    Arp,
    Igmp,
    Sctp,
    Gre,
    Esp,
    Ah,
    IpInIp,
    Ipv6InIp,
    Ospf,
    Eigrp,
    Pim,
    Vrrp,
    Lldp,
    Stp,
    Eapol,
    /// IP with a protocol number that has no name here.
    OtherIp,
    /// Neither IP nor one of the names above.
    OtherLink,
    /// Too short or damaged before a protocol could be told.
    Unreadable,
}

impl ProtocolName {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 18] = [
        Self::Arp,
        Self::Igmp,
        Self::Sctp,
        Self::Gre,
        Self::Esp,
        Self::Ah,
        Self::IpInIp,
        Self::Ipv6InIp,
        Self::Ospf,
        Self::Eigrp,
        Self::Pim,
        Self::Vrrp,
        Self::Lldp,
        Self::Stp,
        Self::Eapol,
        Self::OtherIp,
        Self::OtherLink,
        Self::Unreadable,
    ];

    /// As people write it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Arp => "ARP",
            Self::Igmp => "IGMP",
            Self::Sctp => "SCTP",
            Self::Gre => "GRE",
            Self::Esp => "ESP",
            Self::Ah => "AH",
            Self::IpInIp => "IP-in-IP",
            Self::Ipv6InIp => "6in4",
            Self::Ospf => "OSPF",
            Self::Eigrp => "EIGRP",
            Self::Pim => "PIM",
            Self::Vrrp => "VRRP",
            Self::Lldp => "LLDP",
            Self::Stp => "STP",
            Self::Eapol => "EAPOL",
            Self::OtherIp => "other IP",
            Self::OtherLink => "other link",
            Self::Unreadable => "unreadable",
        }
    }
}
