//! What the kernel calls the kinds of interfaces, and what the tcpdump registry calls the headers of their frames.

/// ARPHRD_LOOPBACK: what it sends it also receives.
pub const LOOPBACK_HARDWARE: u16 = 772;

/// ARPHRD_ETHER and the loopback: frames begin with an Ethernet header.
pub const ETHERNET_HARDWARE: [u16; 2] = [1, LOOPBACK_HARDWARE];

/// Frames begin with their IP header: PPP, raw IP of mobile modems, IP in IP and IPv6 in it, 6in4, GRE over both, and
/// ARPHRD_NONE, which is tun and WireGuard.
pub const RAW_HARDWARE: [u16; 8] = [512, 519, 768, 769, 776, 778, 823, 0xfffe];

/// Numbers of the tcpdump registry.
pub const LINK_ETHERNET: u16 = 1;
/// IPv4 or IPv6, as its first half byte says.
pub const LINK_RAW: u16 = 101;
/// LINKTYPE_USER0: nobody decodes it.
const LINK_UNKNOWN: u16 = 147;

/// From an ARPHRD number (linux/if_arp.h) to that of the tcpdump registry.
#[must_use]
pub fn link_type(hardware: u16) -> u16 {
    match hardware {
        _ if ETHERNET_HARDWARE.contains(&hardware) => LINK_ETHERNET,
        _ if RAW_HARDWARE.contains(&hardware) => LINK_RAW,
        // 802.11 in monitor mode: bare, with a Prism header, with radiotap.
        801 => 105,
        802 => 119,
        803 => 127,
        _ => LINK_UNKNOWN,
    }
}

/// Whether frames of an interface with this ARPHRD number can be shown to a capture filter.
#[must_use]
pub fn is_filterable(hardware: u16) -> bool {
    matches!(link_type(hardware), LINK_ETHERNET | LINK_RAW)
}
