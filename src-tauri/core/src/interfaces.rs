//! The interfaces of this machine, as its user sees them without any right.

use std::path::Path;

use netdev::interface::{state::OperState, types::InterfaceType};

use crate::view::{InterfaceKind, InterfaceRow, InterfaceState, Whole};

mod counts;
pub use counts::counts;

/// The name that stands for all interfaces, as in tcpdump.
pub const ALL: &str = "any";

/// Its index.
const ALL_INDEX: u32 = 0;

/// What the operating system says of one interface.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its index, which a re-created interface does not keep.
    pub index: u32,
    /// What the picker shows.
    pub row: InterfaceRow,
}

/// All interfaces: the default one first, then those that are up, then by name. On Linux [`ALL`] of them comes last.
#[must_use]
pub fn list() -> Vec<Found> {
    let mut found: Vec<Found> = netdev::get_interfaces().into_iter().map(found).collect();
    mark_default(&mut found);
    found.sort_by_key(|f| {
        (!f.row.is_default, !f.row.up, f.row.kind == InterfaceKind::Loopback, f.row.name.clone())
    });
    // An interface may bear the name; then it is that one.
    if cfg!(target_os = "linux") && !found.is_empty() && found.iter().all(|f| f.row.name != ALL) {
        found.push(all_of(&found));
    }
    found
}

fn all_of(found: &[Found]) -> Found {
    let packets = found.iter().filter_map(|f| f.row.packets).map(Whole::get).sum::<u64>();
    let row = InterfaceRow {
        name: ALL.into(),
        kind: InterfaceKind::All,
        up: true,
        state: InterfaceState::Up,
        addresses: Vec::new(),
        mac: None,
        packets: Some(packets.into()),
        is_default: false,
        speed: None,
    };
    Found { index: ALL_INDEX, row }
}

/// The interface of that name, now.
#[must_use]
pub fn find(name: &str) -> Option<Found> {
    list().into_iter().find(|found| found.row.name == name)
}

/// What the interface with index `index` is called now, if that is no longer `known`. Linux only: cheap there, as long
/// as the name stays.
#[must_use]
pub fn renamed(known: &str, index: u32) -> Option<String> {
    let number = Path::new("/sys/class/net").join(known).join("ifindex");
    let is_still = std::fs::read_to_string(number).is_ok_and(|text| text.trim() == index.to_string());
    if !cfg!(target_os = "linux") || index == ALL_INDEX || is_still {
        return None;
    }
    let found = list().into_iter().find(|found| found.index == index)?;
    Some(found.row.name).filter(|name| name != known)
}

fn found(interface: netdev::Interface) -> Found {
    let packets = packet_counter(&interface.name);
    let row = InterfaceRow {
        kind: kind(&interface),
        up: interface.is_up(),
        state: state(interface.is_up(), interface.oper_state()),
        addresses: interface.ip_addrs().iter().map(ToString::to_string).collect(),
        mac: interface.mac_addr.map(|mac| mac.to_string()),
        packets: packets.map(Into::into),
        is_default: false,
        // Virtual cables report a speed that nobody made them keep.
        speed: interface.transmit_speed.filter(|_| !is_virtual(&interface.name)).map(Into::into),
        name: interface.name,
    };
    Found { index: interface.index, row }
}

/// Switched off comes first: an interface that nobody wants has no signal either.
const fn state(up: bool, operational: OperState) -> InterfaceState {
    match (up, operational) {
        (_, OperState::NotPresent) => InterfaceState::NotPresent,
        (false, _) => InterfaceState::Off,
        (true, OperState::Down) => InterfaceState::NoSignal,
        (true, OperState::LowerLayerDown) => InterfaceState::LowerDown,
        (true, OperState::Dormant | OperState::Testing) => InterfaceState::Waiting,
        (true, OperState::Up | OperState::Unknown) => InterfaceState::Up,
    }
}

fn kind(interface: &netdev::Interface) -> InterfaceKind {
    if interface.is_loopback() {
        return InterfaceKind::Loopback;
    }
    if interface.is_tun() || interface.is_point_to_point() {
        return InterfaceKind::Tunnel;
    }
    #[expect(clippy::wildcard_enum_match_arm, reason = "the crate knows thirty kinds, the picker seven")]
    match interface.if_type {
        InterfaceType::Wireless80211 | InterfaceType::PeerToPeerWireless => InterfaceKind::Wireless,
        InterfaceType::Bridge => InterfaceKind::Bridge,
        InterfaceType::Tunnel | InterfaceType::Ppp => InterfaceKind::Tunnel,
        InterfaceType::ProprietaryVirtual => InterfaceKind::Virtual,
        InterfaceType::Ethernet if is_virtual(&interface.name) => InterfaceKind::Virtual,
        InterfaceType::Ethernet | InterfaceType::FastEthernetT | InterfaceType::GigabitEthernet => {
            InterfaceKind::Ethernet
        }
        _ => InterfaceKind::Other,
    }
}

/// Linux: no device stands behind a virtual interface (veth, dummy).
fn is_virtual(name: &str) -> bool {
    cfg!(target_os = "linux") && !Path::new("/sys/class/net").join(name).join("device").exists()
}

/// Linux: packets in and out since the interface exists.
fn packet_counter(name: &str) -> Option<u64> {
    let statistics = Path::new("/sys/class/net").join(name).join("statistics");
    let read = |file: &str| std::fs::read_to_string(statistics.join(file)).ok()?.trim().parse::<u64>().ok();
    Some(read("rx_packets")? + read("tx_packets")?)
}

/// The default one is that of the default route; without one, the first that is up, has an address and is not the
/// loopback; without that, the loopback.
fn mark_default(found: &mut [Found]) {
    let routed = default_route();
    let by_route = found.iter().position(|f| routed.as_ref() == Some(&f.row.name));
    let up = |f: &Found| f.row.up && f.row.kind != InterfaceKind::Loopback;
    let best = by_route
        .or_else(|| found.iter().position(|f| up(f) && !f.row.addresses.is_empty()))
        .or_else(|| found.iter().position(up))
        .or_else(|| found.iter().position(|f| f.row.kind == InterfaceKind::Loopback));
    if let Some(best) = best.and_then(|place| found.get_mut(place)) {
        best.row.is_default = true;
    }
}

/// Linux: the interface of the default route, from the kernel's table (proc(5), /proc/net/route).
fn default_route() -> Option<String> {
    route_interface(&std::fs::read_to_string("/proc/net/route").ok()?)
}

fn route_interface(table: &str) -> Option<String> {
    let fields = table.lines().skip(1).map(|line| line.split_whitespace().collect::<Vec<_>>());
    let mut defaults: Vec<(u32, String)> = fields
        .filter(|f| f.get(1) == Some(&"00000000") && f.get(7) == Some(&"00000000"))
        .filter_map(|f| Some((f.get(6)?.parse().ok()?, (*f.first()?).to_owned())))
        .collect();
    defaults.sort();
    defaults.into_iter().next().map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_route_with_the_smallest_metric_wins() {
        let table = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n\
            wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n\
            eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n\
            eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n";
        assert_eq!(route_interface(table).as_deref(), Some("eth0"));
        assert_eq!(route_interface("Iface\n"), None);
    }

    #[test]
    fn an_interface_says_why_it_is_down() {
        let states = [
            (true, OperState::Unknown, InterfaceState::Up),
            (true, OperState::Down, InterfaceState::NoSignal),
            (true, OperState::LowerLayerDown, InterfaceState::LowerDown),
            (true, OperState::Dormant, InterfaceState::Waiting),
            (false, OperState::Down, InterfaceState::Off),
            (false, OperState::NotPresent, InterfaceState::NotPresent),
        ];
        for (up, operational, expected) in states {
            assert_eq!(state(up, operational), expected, "{up} {operational:?}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn all_interfaces_are_one_entry_and_the_last() {
        let last = list().pop().unwrap();
        assert_eq!((last.index, last.row.kind, last.row.up), (0, InterfaceKind::All, true));
        assert!(counts().iter().any(|count| count.name == "lo"));
    }

    #[test]
    fn the_loopback_is_listed_with_its_kind() {
        let loopback = list().into_iter().find(|f| f.row.kind == InterfaceKind::Loopback).unwrap();
        assert!(loopback.index > 0);
        assert_eq!(list().iter().filter(|f| f.row.is_default).count(), 1);
    }
}
