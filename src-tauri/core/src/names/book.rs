//! The one that is asked for names. Clones are equal.

use std::{
    collections::{HashMap, HashSet},
    net::{IpAddr, SocketAddr},
    num::NonZeroUsize,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use lru::LruCache;

use super::{
    address::AddressKind,
    hosts::{Host, Hosts},
    neighbours::neighbours,
    owner::{Connection, Owner, OwnerReason, Owners, Register},
    places::{Place, Places},
    row::{AddressNames, NameChoice},
    vendor::{is_private_mac, mac_text, vendor},
};
use crate::interfaces;

/// Most addresses in one question: the source table has 500 rows.
pub const MAX_ASKED: usize = 512;
/// Places that are remembered, so that a table that is drawn again costs nothing.
const MAX_PLACES: NonZeroUsize = NonZeroUsize::MIN.saturating_add(8_191);
/// Addresses and neighbours of this machine are read at most so often.
const REFRESH: Duration = Duration::from_secs(10);

/// See the module.
#[derive(Clone, Debug)]
pub struct Names {
    offline: Arc<Mutex<Offline>>,
    hosts: Hosts,
}

/// What is looked up on this machine.
#[derive(Debug)]
struct Offline {
    places: Places,
    known: LruCache<IpAddr, Place>,
    own: HashSet<IpAddr>,
    neighbours: HashMap<IpAddr, [u8; 6]>,
    read: Option<Instant>,
    register: Register,
}

impl Names {
    /// Names from these data files.
    #[must_use]
    pub fn new(places: Places) -> Self {
        Self::with(places, Hosts::new())
    }

    fn with(places: Places, hosts: Hosts) -> Self {
        let offline = Offline {
            places,
            known: LruCache::new(MAX_PLACES),
            own: HashSet::new(),
            neighbours: HashMap::new(),
            read: None,
            register: Register::default(),
        };
        Self { offline: Arc::new(Mutex::new(offline)), hosts }
    }

    /// What is known of each address; text that is no address is left out, and so is what is beyond [`MAX_ASKED`].
    /// `live`: the packets are of this moment, so this machine's own addresses, neighbours and programs matter.
    pub async fn of(&self, addresses: &[String], choice: NameChoice, live: bool) -> Vec<AddressNames> {
        let asked: Vec<(String, IpAddr)> = addresses
            .iter()
            .take(MAX_ASKED)
            .filter_map(|text| Some((text.clone(), text.parse().ok()?)))
            .collect();
        let mut rows =
            self.offline(move |offline| offline.rows(asked, choice, live)).await.unwrap_or_default();
        if choice.host_names {
            self.add_hosts(&mut rows);
        } else {
            self.hosts.forget();
        }
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// What is known of each address at this moment as one text in lower case, to be searched and ordered by. Nobody is
    /// asked for a host name.
    pub async fn texts(&self, addresses: Vec<IpAddr>, choice: NameChoice, live: bool) -> Vec<String> {
        let mut texts = Vec::with_capacity(addresses.len());
        // In parts, so that a table that is drawn meanwhile does not wait for all of them.
        for some in addresses.chunks(MAX_ASKED) {
            let asked = some.iter().map(|address| (String::new(), *address)).collect();
            let rows =
                self.offline(move |offline| offline.rows(asked, choice, live)).await.unwrap_or_default();
            texts.extend(rows.into_iter().map(|(address, mut row)| {
                row.host = if choice.host_names { self.hosts.known(address) } else { None };
                row.text()
            }));
        }
        texts
    }

    /// Which programs are at the ends of a connection.
    pub async fn owners(&self, connection: Connection, choice: NameChoice, live: bool) -> Owners {
        if !live {
            return Owners::unknown(OwnerReason::File);
        }
        if !choice.programs {
            return Owners::unknown(OwnerReason::Off);
        }
        let found = self.offline(move |offline| offline.owners(&connection)).await.flatten();
        found.unwrap_or_else(|| Owners::unknown(OwnerReason::Closed))
    }

    /// Reads files and system tables off the async threads; none when the runtime ends.
    async fn offline<R: Send + 'static>(
        &self,
        look: impl FnOnce(&mut Offline) -> R + Send + 'static,
    ) -> Option<R> {
        let offline = Arc::clone(&self.offline);
        let task = move || look(&mut offline.lock().unwrap_or_else(PoisonError::into_inner));
        tokio::task::spawn_blocking(task).await.ok()
    }

    fn add_hosts(&self, rows: &mut [(IpAddr, AddressNames)]) {
        let mut rows: Vec<_> = rows.iter_mut().filter(|(_, row)| row.kind.may_have_host_name()).collect();
        let addresses: Vec<IpAddr> = rows.iter().map(|(address, _)| *address).collect();
        for ((_, row), host) in rows.iter_mut().zip(self.hosts.of(&addresses)) {
            match host {
                Host::Pending => row.pending = true,
                Host::Named(name) => row.host = Some(name),
                Host::Nameless => {}
            }
        }
    }
}

impl Offline {
    fn rows(
        &mut self,
        asked: Vec<(String, IpAddr)>,
        choice: NameChoice,
        live: bool,
    ) -> Vec<(IpAddr, AddressNames)> {
        if live {
            self.refresh();
        }
        if live && choice.programs {
            self.register.refresh();
        }
        asked.into_iter().map(|(ip, address)| (address, self.row(ip, address, choice, live))).collect()
    }

    fn row(&mut self, ip: String, address: IpAddr, choice: NameChoice, live: bool) -> AddressNames {
        let address = address.to_canonical();
        let is_own = live && self.own.contains(&address);
        let place = if choice.places { self.place(address) } else { Place::default() };
        let mac = self.neighbours.get(&address).filter(|_| live && choice.vendors).copied();
        AddressNames {
            ip,
            kind: if is_own { AddressKind::Own } else { AddressKind::of(address) },
            country: place.country,
            asn: place.asn,
            organisation: place.organisation,
            mac: mac.map(mac_text),
            vendor: mac.and_then(vendor),
            private_mac: mac.is_some_and(is_private_mac),
            host: None,
            programs: if live && choice.programs && !is_own {
                self.register.programs(address)
            } else {
                Vec::new()
            },
            pending: false,
        }
    }

    fn place(&mut self, address: IpAddr) -> Place {
        let places = &self.places;
        self.known.get_or_insert(address, || places.of(address)).clone()
    }

    fn refresh(&mut self) {
        if self.read.is_some_and(|read| read.elapsed() < REFRESH) {
            return;
        }
        self.read = Some(Instant::now());
        self.neighbours = neighbours();
        let rows = interfaces::list();
        self.own = rows.iter().flat_map(|f| &f.row.addresses).filter_map(|text| text.parse().ok()).collect();
    }

    /// None: an end is no address.
    fn owners(&mut self, connection: &Connection) -> Option<Owners> {
        self.refresh();
        self.register.refresh();
        let end = |ip: &str, port| {
            let ip: IpAddr = ip.parse().ok()?;
            Some(SocketAddr::new(ip.to_canonical(), port))
        };
        let source = end(&connection.source, connection.source_port)?;
        let destination = end(&connection.destination, connection.destination_port)?;
        let owner = |local: SocketAddr, remote| {
            if self.own.contains(&local.ip()) || local.ip().is_loopback() {
                self.register.owner(connection.transport, local, remote)
            } else {
                Owner::unknown(OwnerReason::Elsewhere)
            }
        };
        Some(Owners { source: owner(source, destination), destination: owner(destination, source) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::services::Transport;

    fn names() -> Names {
        // Without a name server: no test asks a real one.
        Names::with(Places::new("/nowhere".into()), Hosts::with(|| None))
    }

    fn texts(list: &[&str]) -> Vec<String> {
        list.iter().map(|text| (*text).to_owned()).collect()
    }

    #[tokio::test]
    async fn each_address_gets_a_row_in_order_and_nonsense_none() {
        let asked = texts(&["10.0.0.1", "<b>no</b>", "::ffff:192.0.2.1", "127.0.0.1"]);
        let rows = names().of(&asked, NameChoice::default(), true).await;
        let found: Vec<_> = rows.iter().map(|row| (row.ip.as_str(), row.kind)).collect();
        use AddressKind::{Documentation, Own, Private};
        assert_eq!(found, [("10.0.0.1", Private), ("::ffff:192.0.2.1", Documentation), ("127.0.0.1", Own)]);
    }

    #[tokio::test]
    async fn a_file_knows_nothing_of_this_machine() {
        let rows = names().of(&texts(&["127.0.0.1"]), NameChoice::default(), false).await;
        assert_eq!((rows[0].kind, rows[0].programs.len()), (AddressKind::Loopback, 0));
    }

    #[tokio::test]
    async fn a_question_is_bounded() {
        let asked: Vec<String> = (0..2_000_u32).map(|n| std::net::Ipv4Addr::from(n).to_string()).collect();
        assert_eq!(names().of(&asked, NameChoice::default(), false).await.len(), MAX_ASKED);
    }

    #[tokio::test]
    async fn host_names_are_asked_for_only_when_they_are_wanted() {
        let asked = texts(&["192.168.250.1", "224.0.0.1"]);
        let pending = |rows: Vec<AddressNames>| rows.iter().map(|row| row.pending).collect::<Vec<_>>();
        assert_eq!(pending(names().of(&asked, NameChoice::default(), false).await), [false, false]);
        let choice = NameChoice { host_names: true, ..NameChoice::default() };
        assert_eq!(pending(names().of(&asked, choice, false).await), [true, false]);
    }

    #[tokio::test]
    async fn the_ends_of_a_connection_are_told_apart() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let connection = Connection {
            transport: Transport::Tcp,
            source: "192.0.2.1".into(),
            source_port: 4000,
            destination: "127.0.0.1".into(),
            destination_port: listener.local_addr().unwrap().port(),
        };
        let names = names();
        let owners = names.owners(connection.clone(), NameChoice::default(), true).await;
        assert_eq!(owners.source.reason, Some(OwnerReason::Elsewhere));
        assert_eq!(owners.destination.pid, Some(std::process::id()));
        let off = NameChoice { programs: false, ..NameChoice::default() };
        for (choice, live, reason) in
            [(off, true, OwnerReason::Off), (NameChoice::default(), false, OwnerReason::File)]
        {
            let owners = names.owners(connection.clone(), choice, live).await;
            assert_eq!(owners, Owners::unknown(reason));
        }
    }
}
