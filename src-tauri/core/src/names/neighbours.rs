//! Hardware addresses of the machines on the local network, as the kernel knows them (ARP and NDP).
//!
//! The capture carries none, so this is what the system's own neighbour table says now.

use std::{collections::HashMap, net::IpAddr};

/// Most neighbours that are kept; the kernel's own table holds 1,024 of each family unless an administrator raised it.
const MAX_NEIGHBOURS: usize = 4_096;

/// The table; empty where the system does not tell.
pub(super) fn neighbours() -> HashMap<IpAddr, [u8; 6]> {
    system::read().unwrap_or_else(|error| {
        tracing::debug!("no neighbour table: {error}");
        HashMap::new()
    })
}

#[cfg(target_os = "linux")]
mod system {
    use std::{collections::HashMap, io, net::IpAddr};

    use netlink_packet_core::{NLM_F_DUMP, NLM_F_REQUEST, NetlinkMessage, NetlinkPayload};
    use netlink_packet_route::{
        RouteNetlinkMessage,
        neighbour::{NeighbourAddress, NeighbourAttribute, NeighbourMessage},
    };
    use netlink_sys::{Socket, SocketAddr, protocols::NETLINK_ROUTE};

    /// Datagrams of one dump; each holds some hundred neighbours.
    const MAX_DATAGRAMS: usize = 256;

    /// RTM_GETNEIGH (rtnetlink(7)): any user may ask.
    pub(super) fn read() -> io::Result<HashMap<IpAddr, [u8; 6]>> {
        let mut socket = Socket::new(NETLINK_ROUTE)?;
        socket.bind_auto()?;
        // The kernel answers while it takes the request: there is nothing to wait for, so nothing may hang.
        socket.set_non_blocking(true)?;
        let mut ask = NetlinkMessage::from(RouteNetlinkMessage::GetNeighbour(NeighbourMessage::default()));
        ask.header.flags = NLM_F_REQUEST | NLM_F_DUMP;
        ask.finalize();
        let mut bytes = vec![0; ask.buffer_len()];
        ask.serialize(&mut bytes);
        socket.send_to(&bytes, &SocketAddr::new(0, 0), 0)?;
        let mut found = HashMap::new();
        for _ in 0..MAX_DATAGRAMS {
            let (datagram, _) = socket.recv_from_full()?;
            if !take(&datagram, &mut found)? {
                break;
            }
        }
        Ok(found)
    }

    /// Takes the neighbours out of a datagram. False: it was the last one.
    fn take(mut bytes: &[u8], found: &mut HashMap<IpAddr, [u8; 6]>) -> io::Result<bool> {
        while !bytes.is_empty() {
            let message =
                NetlinkMessage::<RouteNetlinkMessage>::deserialize(bytes).map_err(io::Error::other)?;
            let length = (message.header.length as usize).next_multiple_of(4);
            if matches!(message.payload, NetlinkPayload::Done(_) | NetlinkPayload::Error(_)) {
                return Ok(false);
            }
            if let NetlinkPayload::InnerMessage(RouteNetlinkMessage::NewNeighbour(neighbour)) =
                message.payload
                && found.len() < super::MAX_NEIGHBOURS
                && let Some((address, mac)) = entry(&neighbour)
            {
                found.insert(address, mac);
            }
            bytes = bytes.get(length.max(1)..).unwrap_or_default();
        }
        Ok(true)
    }

    fn entry(neighbour: &NeighbourMessage) -> Option<(IpAddr, [u8; 6])> {
        let mut address = None;
        let mut mac = None;
        for attribute in &neighbour.attributes {
            #[expect(clippy::wildcard_enum_match_arm, reason = "the rest of a foreign list is not ours")]
            match attribute {
                NeighbourAttribute::Destination(NeighbourAddress::Inet(ip)) => address = Some((*ip).into()),
                NeighbourAttribute::Destination(NeighbourAddress::Inet6(ip)) => address = Some((*ip).into()),
                NeighbourAttribute::LinkLayerAddress(bytes) => mac = bytes.as_slice().try_into().ok(),
                _ => {}
            }
        }
        // All zeros: asked for, not answered.
        Some((address?, mac.filter(|mac| *mac != [0; 6])?))
    }
}

/// Elsewhere the system's table is not read yet: local machines have no vendor there.
#[cfg(not(target_os = "linux"))]
mod system {
    use std::{collections::HashMap, io, net::IpAddr};

    pub(super) fn read() -> io::Result<HashMap<IpAddr, [u8; 6]>> {
        Ok(HashMap::new())
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    /// The kernel's text form of the same table, which knows IPv4 only (proc_net(5)).
    #[test]
    fn the_kernel_says_the_same_in_its_other_form() {
        let found = super::system::read().unwrap();
        for row in procfs::net::arp().unwrap() {
            let Some(mac) = row.hw_address.filter(|mac| *mac != [0; 6]) else { continue };
            assert_eq!(found.get(&row.ip_address.into()), Some(&mac), "{}", row.ip_address);
        }
    }
}
