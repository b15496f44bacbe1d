//! Pages of the long tables: the whole set is filtered, searched and ordered here, and the window gets what it shows.
//!
//! A list is a copy of the rows at one instant, so that rows do not move between two pages and a paused window stays as
//! it is; the controller keeps the newest one of each table and hands it out. Ordering is not done by the controller:
//! nothing that is counted waits for it.
//!
//! - `judge`: the window's filter on what is known of a packet or a source.
//! - `sources`, `packets`: the two tables.
//! - `marks`: the trend and the alert beside a source.

mod judge;
mod marks;
mod packets;
mod sources;

use std::sync::{Arc, Mutex, PoisonError};

pub use judge::{Facts, Filter, MAX_STACK, MAX_STEPS};
pub use marks::TREND_STEPS;
pub use packets::PacketList;
pub use sources::{SourceEntry, SourceList};

use crate::{
    history::History,
    lookout::Lookout,
    packet_text,
    said::SaidId,
    view::{ErrorCode, PacketView, UserError},
};

/// Most rows of a page: some screens.
pub const MAX_PAGE: u32 = 200;
/// Most characters that are searched for: the longest address has 39, the longest host name 253.
pub const MAX_SEARCH: usize = 255;

/// What a list of sources is made from.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// What was counted.
    pub history: &'a History,
    /// What was found.
    pub lookout: &'a Lookout,
    /// Now, in ms: mutes end.
    pub now_ms: u64,
}

/// Where the rows of a list stand for one question, without its page.
type Cut<K, V> = Mutex<Option<(K, Arc<V>)>>;

/// Gives what was cut for `key`, or cuts it now.
fn cut<K: PartialEq, V>(kept: &Cut<K, V>, key: K, make: impl FnOnce(&K) -> V) -> Arc<V> {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    match &*kept {
        Some((known, cut)) if *known == key => Arc::clone(cut),
        _ => {
            let cut = Arc::new(make(&key));
            *kept = Some((key, Arc::clone(&cut)));
            cut
        }
    }
}

/// The places of a page.
fn page(all: &[u32], offset: u32, count: u32) -> impl Iterator<Item = usize> {
    let wanted = all.iter().skip(offset as usize).take(count.min(MAX_PAGE) as usize);
    wanted.map(|place| *place as usize)
}

fn checked_search(search: &str) -> Result<String, UserError> {
    if search.chars().count() > MAX_SEARCH {
        return Err(UserError::bad_query(SaidId::SearchLong));
    }
    Ok(search.trim().to_lowercase())
}

impl UserError {
    /// A question of the window that it never asks by itself.
    #[must_use]
    pub fn bad_query(id: SaidId) -> Self {
        Self::new(ErrorCode::BadQuery, id, &[])
    }
}

/// The newest list of each table. One window asks, so one of each is enough: at most 7 MB of sources and 1 MB of headers.
#[derive(Debug, Default)]
pub struct Lists {
    next: u32,
    sources: Option<Arc<SourceList>>,
    packets: Option<Arc<PacketList>>,
}

impl Lists {
    /// The list of this number, if it is still there, or a new one.
    pub fn sources(&mut self, wanted: Option<u32>, seen: &Seen<'_>) -> Arc<SourceList> {
        match &self.sources {
            Some(list) if Some(list.id) == wanted => Arc::clone(list),
            _ => {
                let list = Arc::new(SourceList::new(self.number(), seen));
                self.sources = Some(Arc::clone(&list));
                list
            }
        }
    }

    /// The same for packets.
    pub fn packets(&mut self, wanted: Option<u32>, history: &History) -> Arc<PacketList> {
        match &self.packets {
            Some(list) if Some(list.id) == wanted => Arc::clone(list),
            _ => {
                let list = Arc::new(PacketList::new(self.number(), history));
                self.packets = Some(Arc::clone(&list));
                list
            }
        }
    }

    /// One packet of the newest list, or of what came since.
    #[must_use]
    pub fn packet(&self, id: u64, history: &History) -> Option<PacketView> {
        let listed = self.packets.as_ref().and_then(|list| list.packet(id));
        let newer = || history.recent.newest().find(|(own, _)| *own == id);
        listed.or_else(|| newer().map(|(id, header)| packet_text::view(*id, header)))
    }

    /// Headers may no longer be shown.
    pub fn forget_packets(&mut self) {
        self.packets = None;
    }

    /// Another capture begins.
    pub fn clear(&mut self) {
        *self = Self { next: self.next, ..Self::default() };
    }

    const fn number(&mut self) -> u32 {
        self.next = self.next.wrapping_add(1);
        self.next
    }
}

#[cfg(test)]
mod tests;
