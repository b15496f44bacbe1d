//! The newest packet headers at one instant.

use std::{cmp::Ordering, net::IpAddr, sync::Arc};

use weir_protocol::Header;

use super::{
    Cut, checked_search, cut,
    judge::{Facts, Filter},
    page,
};
use crate::{
    history::History,
    packet_text,
    view::{PacketOrder, PacketPage, PacketQuery, PacketRow, PacketView, Protocol, UserError},
};

/// See the module.
#[derive(Debug)]
pub struct PacketList {
    pub(super) id: u32,
    /// Newest first.
    headers: Vec<(u64, Header)>,
    next: u64,
    cut: Cut<Key, Vec<u32>>,
}

/// A question without its page.
#[derive(Debug, PartialEq)]
struct Key {
    filter: Filter,
    shown: [bool; 5],
    stretch: Option<(u64, u64)>,
    search: String,
    order: PacketOrder,
    descending: bool,
}

impl PacketList {
    pub(super) fn new(id: u32, history: &History) -> Self {
        let headers = history.recent.newest().cloned().collect();
        Self { id, headers, next: history.recent.next(), cut: Cut::default() }
    }

    /// A page. `next`: the number of the next header that will come.
    ///
    /// # Errors
    /// A filter that is none, or a search that is too long.
    pub fn page(&self, query: &PacketQuery, next: u64) -> Result<PacketPage, UserError> {
        let places: Arc<Vec<u32>> = cut(&self.cut, Key::new(query)?, |key| self.cut(key));
        let rows = page(&places, query.offset, query.count).filter_map(|place| self.headers.get(place));
        Ok(PacketPage {
            list: self.id,
            rows: rows.map(|(id, header)| packet_text::row(*id, header)).collect(),
            found: (places.len() as u64).into(),
            held: (self.headers.len() as u64).into(),
            newer: next.saturating_sub(self.next).into(),
        })
    }

    /// One packet of the list.
    #[must_use]
    pub fn packet(&self, id: u64) -> Option<PacketView> {
        let place = self.headers.binary_search_by(|(own, _)| id.cmp(own)).ok()?;
        let (_, header) = self.headers.get(place)?;
        Some(packet_text::view(id, header))
    }

    fn cut(&self, key: &Key) -> Vec<u32> {
        let mut found: Vec<u32> = (0_u32..)
            .zip(&self.headers)
            .filter(|(_, (id, header))| key.passes(*id, header))
            .map(|(place, _)| place)
            .collect();
        found.sort_by(|a, b| {
            let (Some((_, x)), Some((_, y))) = (self.headers.get(*a as usize), self.headers.get(*b as usize))
            else {
                return Ordering::Equal;
            };
            let order = match key.order {
                PacketOrder::Time => x.time.cmp(&y.time),
                PacketOrder::Source => end(x, true).cmp(&end(y, true)),
                PacketOrder::Destination => end(x, false).cmp(&end(y, false)),
                PacketOrder::Protocol => packet_text::name(x).cmp(packet_text::name(y)),
                PacketOrder::Length => x.length.cmp(&y.length),
            };
            if key.descending { order.reverse() } else { order }
        });
        found
    }
}

impl Key {
    fn new(query: &PacketQuery) -> Result<Self, UserError> {
        Ok(Self {
            filter: Filter::new(&query.filter)?,
            shown: query.shown,
            stretch: query.stretch_ms.map(|(from, to)| (from.get(), to.get())),
            search: checked_search(&query.search)?,
            order: query.order,
            descending: query.descending,
        })
    }

    fn passes(&self, id: u64, header: &Header) -> bool {
        let protocol = packet_text::protocol(header);
        let shown = Protocol::ALL.iter().zip(self.shown).any(|(one, on)| on && *one == protocol);
        let ms = header.time / 1_000_000;
        let within = self.stretch.is_none_or(|(from, to)| (from..to).contains(&ms));
        let facts = Facts {
            named: |name: &str| {
                Some(name == word(protocol) || packet_text::name(header).eq_ignore_ascii_case(name))
            },
            source: Some(header.addresses.map(|(source, _)| source)),
            destination: Some(header.addresses.map(|(_, destination)| destination)),
            source_port: Some(header.ports.map(|(source, _)| source)),
            destination_port: Some(header.ports.map(|(_, destination)| destination)),
        };
        shown
            && within
            && self.filter.judge(&facts) == Some(true)
            && (self.search.is_empty() || holds(&packet_text::row(id, header), &self.search))
    }
}

fn holds(row: &PacketRow, search: &str) -> bool {
    let ends = [(&row.source, row.source_port), (&row.destination, row.destination_port)];
    ends.iter().any(|(address, port)| endpoint(address.as_deref(), *port).contains(search))
        || [&row.name, &row.info].iter().any(|text| text.to_lowercase().contains(search))
}

/// As the window writes it: `10.0.0.1:443`, `[fe80::1]:443`.
fn endpoint(address: Option<&str>, port: Option<u16>) -> String {
    match (address, port) {
        (None, _) => String::new(),
        (Some(address), None) => address.into(),
        (Some(address), Some(port)) if address.contains(':') => format!("[{address}]:{port}"),
        (Some(address), Some(port)) => format!("{address}:{port}"),
    }
}

fn end(header: &Header, source: bool) -> (Option<IpAddr>, Option<u16>) {
    let pick = |both: (IpAddr, IpAddr)| if source { both.0 } else { both.1 };
    let port = |both: (u16, u16)| if source { both.0 } else { both.1 };
    (header.addresses.map(pick), header.ports.map(port))
}

const fn word(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Tcp => "tcp",
        Protocol::Udp => "udp",
        Protocol::Icmp => "icmp",
        Protocol::Arp => "arp",
        Protocol::Other => "other",
    }
}
