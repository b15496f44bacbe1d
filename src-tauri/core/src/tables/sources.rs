//! The sources at one instant.

use std::{
    cmp::Ordering,
    net::IpAddr,
    sync::{Arc, OnceLock},
};

use weir_protocol::{Class, Count};

use super::{
    Cut, Seen, checked_search, cut,
    judge::{Facts, Filter, class_named},
    marks::Marks,
    page,
};
use crate::{
    detection::Severity,
    snapshot::source::{others, row},
    view::{ListedSource, SourceOrder, SourcePage, SourceQuery, UserError},
};

/// A source.
#[derive(Clone, Copy, Debug)]
pub struct SourceEntry {
    /// Its address.
    pub address: IpAddr,
    classes: [Count; 4],
    first: u64,
    last: u64,
    /// Of the worst alert that is open with it.
    alert: Option<Severity>,
}

/// All of them.
#[derive(Debug)]
pub struct SourceList {
    pub(super) id: u32,
    entries: Vec<SourceEntry>,
    others: [Count; 4],
    distinct: u64,
    exact: bool,
    marks: Marks,
    /// What is known of each, in lower case; once it was asked for.
    texts: OnceLock<Vec<String>>,
    cut: Cut<Key, Rows>,
}

/// A question without its page.
#[derive(Debug, PartialEq)]
struct Key {
    filter: Filter,
    shown: [bool; 4],
    search: String,
    order: SourceOrder,
    descending: bool,
}

/// The place of a row, what of it passes, and that by class.
type Found = (u32, Count, [Count; 4]);

#[derive(Debug)]
struct Rows {
    places: Vec<u32>,
    sum: Count,
    all: u64,
    others: [Count; 4],
}

impl SourceList {
    pub(super) fn new(id: u32, seen: &Seen) -> Self {
        let history = seen.history;
        let marks = Marks::new(seen);
        let entry = |(address, sums): (&IpAddr, crate::history::SourceSums)| SourceEntry {
            address: *address,
            classes: sums.classes,
            first: sums.first,
            last: sums.last,
            alert: marks.alert(address).map(|alert| alert.severity),
        };
        Self {
            id,
            entries: history.sources.iter().map(entry).collect(),
            others: history.sources.others(),
            distinct: history.sources.distinct(),
            exact: history.sources.is_exact(),
            marks,
            texts: OnceLock::new(),
            cut: Cut::default(),
        }
    }

    /// All addresses, if a question needs to know who they are and that was not said yet.
    #[must_use]
    pub fn unknown(&self, query: &SourceQuery) -> Option<Vec<IpAddr>> {
        let wanted = !query.search.trim().is_empty() || query.order == SourceOrder::Who;
        let asks = wanted && self.texts.get().is_none();
        asks.then(|| self.entries.iter().map(|entry| entry.address).collect())
    }

    /// Says what is known of each of them, in lower case and in their order.
    pub fn tell(&self, texts: Vec<String>) {
        // Two that asked at once were told the same.
        let _ = self.texts.set(texts);
    }

    /// A page.
    ///
    /// # Errors
    /// A filter that is none, or a search that is too long.
    pub fn page(&self, query: &SourceQuery) -> Result<SourcePage, UserError> {
        let key = Key::new(query)?;
        let rows: Arc<Rows> = cut(&self.cut, key, |key| self.cut(key));
        let filter = Filter::new(&query.filter)?;
        let shown = page(&rows.places, query.offset, query.count).filter_map(|place| self.entries.get(place));
        let rest = others(self.distinct.saturating_sub(self.entries.len() as u64), &rows.others);
        Ok(SourcePage {
            list: self.id,
            rows: shown
                .map(|entry| {
                    let classes = passing(entry, &filter, query.shown);
                    ListedSource {
                        row: row(entry.address, &classes, entry.first, entry.last),
                        trend: self.marks.trend(&entry.address),
                        alert: self.marks.alert(&entry.address),
                    }
                })
                .collect(),
            found: (rows.places.len() as u64).into(),
            packets: rows.sum.packets.into(),
            bytes: rows.sum.bytes.into(),
            all: rows.all.into(),
            others: rest,
            trends: self.marks.trends(),
            distinct: self.distinct.into(),
            exact: self.exact,
        })
    }

    fn text(&self, place: u32) -> &str {
        self.texts.get().and_then(|texts| texts.get(place as usize)).map_or("", String::as_str)
    }

    fn cut(&self, key: &Key) -> Rows {
        let mut found: Vec<Found> = Vec::new();
        let (mut sum, mut all) = (Count::default(), 0);
        for (place, entry) in (0_u32..).zip(&self.entries) {
            let classes = passing(entry, &key.filter, key.shown);
            let mut own = Count::default();
            classes.iter().for_each(|class| own.add(*class));
            if own.packets == 0 {
                continue;
            }
            all += own.packets;
            if key.search.is_empty()
                || self.text(place).contains(&key.search)
                || entry.address.to_string().contains(&key.search)
            {
                sum.add(own);
                found.push((place, own, classes));
            }
        }
        found.sort_unstable_by(|a, b| self.compare(key, a, b));
        let rest = if key.filter.is_of_protocols() {
            let mut rest = self.others;
            for (class, count) in Class::ALL.into_iter().zip(&mut rest) {
                if !shows(class, None, &key.filter, key.shown) {
                    *count = Count::default();
                }
            }
            rest
        } else {
            // Nobody knows who is among them.
            [Count::default(); 4]
        };
        all += rest.iter().map(|class| class.packets).sum::<u64>();
        Rows { places: found.into_iter().map(|(place, ..)| place).collect(), sum, all, others: rest }
    }

    fn compare(&self, key: &Key, a: &Found, b: &Found) -> Ordering {
        let (Some(x), Some(y)) = (self.entries.get(a.0 as usize), self.entries.get(b.0 as usize)) else {
            return Ordering::Equal;
        };
        let class = |class: Class| a.2[class.index()].packets.cmp(&b.2[class.index()].packets);
        let order = match key.order {
            SourceOrder::Ip => x.address.cmp(&y.address),
            SourceOrder::Who => self.text(a.0).cmp(self.text(b.0)),
            SourceOrder::Packets => a.1.packets.cmp(&b.1.packets),
            SourceOrder::Bytes => a.1.bytes.cmp(&b.1.bytes),
            SourceOrder::Tcp => class(Class::Tcp),
            SourceOrder::Udp => class(Class::Udp),
            SourceOrder::Icmp => class(Class::Icmp),
            SourceOrder::Other => class(Class::Other),
            SourceOrder::First => x.first.cmp(&y.first),
            SourceOrder::Last => x.last.cmp(&y.last),
            // Of those without an alert the busy ones first.
            SourceOrder::Alert => (x.alert, a.1.packets).cmp(&(y.alert, b.1.packets)),
        };
        let order = if key.descending { order.reverse() } else { order };
        // Equals always in one order, so that rows do not jump.
        order.then_with(|| x.address.cmp(&y.address))
    }
}

impl Key {
    fn new(query: &SourceQuery) -> Result<Self, UserError> {
        Ok(Self {
            filter: Filter::new(&query.filter)?,
            shown: query.shown,
            search: checked_search(&query.search)?,
            order: query.order,
            descending: query.descending,
        })
    }
}

/// What of a source may pass the filter and is shown.
fn passing(entry: &SourceEntry, filter: &Filter, shown: [bool; 4]) -> [Count; 4] {
    let mut classes = entry.classes;
    for (class, count) in Class::ALL.into_iter().zip(&mut classes) {
        if count.packets > 0 && !shows(class, Some(entry.address), filter, shown) {
            *count = Count::default();
        }
    }
    classes
}

fn shows(class: Class, source: Option<IpAddr>, filter: &Filter, shown: [bool; 4]) -> bool {
    let facts = Facts {
        named: |name: &str| class_named(class, source, name),
        source: source.map(Some),
        destination: None,
        source_port: None,
        destination_port: None,
    };
    shown[class.index()] && filter.judge(&facts) != Some(false)
}
