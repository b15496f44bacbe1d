//! Who sent how much in an episode: sums of the lists that come with each observation.

use weir_protocol::observe::PeerCount;

use crate::detection::Facts;

/// Most sources that are summed: a list has eight, so this is eight lists of strangers.
const MAX_SOURCES: usize = 64;
/// A list counts about the last five seconds, so that one every twenty slots adds up.
const STEP_NANOS: u64 = 5_000_000_000;

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceTally {
    sums: Vec<PeerCount>,
    /// The list that is not summed yet: it still grows.
    newest: Vec<PeerCount>,
    since: u64,
    /// The greatest number of distinct sources.
    pub distinct: u32,
    /// It is an estimate.
    pub estimated: bool,
}

impl SourceTally {
    /// Takes in the list of the slot that begins at `slot`.
    pub fn add(&mut self, facts: &Facts, slot: u64) {
        if facts.distinct_sources >= self.distinct {
            self.distinct = facts.distinct_sources;
            self.estimated = facts.estimated;
        }
        if slot >= self.since.saturating_add(STEP_NANOS) {
            let full = std::mem::take(&mut self.newest);
            self.sum(&full);
            self.since = slot;
        }
        self.newest.clone_from(&facts.sources);
    }

    /// Most packets first.
    #[must_use]
    pub fn ranked(&self) -> Vec<PeerCount> {
        let mut all = Self { sums: self.sums.clone(), ..Self::default() };
        all.sum(&self.newest);
        all.sums.sort_by_key(|peer| (std::cmp::Reverse(peer.packets), peer.address));
        all.sums
    }

    fn sum(&mut self, list: &[PeerCount]) {
        for peer in list {
            match self.sums.iter().position(|known| known.address == peer.address) {
                Some(place) => {
                    if let Some(known) = self.sums.get_mut(place) {
                        known.packets = known.packets.saturating_add(peer.packets);
                    }
                }
                None if self.sums.len() < MAX_SOURCES => self.sums.push(*peer),
                None => self.replace_least(*peer),
            }
        }
    }

    /// Of many strangers the loudest stay.
    fn replace_least(&mut self, peer: PeerCount) {
        if let Some(least) = self.sums.iter_mut().min_by_key(|known| known.packets)
            && least.packets < peer.packets
        {
            *least = peer;
        }
    }
}
