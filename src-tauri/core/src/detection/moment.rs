//! What a rule may look at: the window, the thresholds, and what is open already.

use std::{collections::BTreeMap, net::IpAddr};

use weir_protocol::observe::Family;

use super::{
    floors::Floors,
    kind::{EpisodeKind, Statistic},
    peaks::{Peaks, Threshold},
    reading::{Facts, Measure, Reading, Run, Subject, loudest_first},
    rise::Rise,
    window::{SECOND, SLOTS, Sent, Window},
};

/// A number below this part of its threshold is not worth a reading: an episode ends at a half.
const FAINT: f64 = 0.25;
/// A slot belongs to what goes on when it has this part of what the threshold means for a slot, and two packets:
/// floods begin with a few, and ordinary traffic of such a family is less.
const BEGIN: f64 = 0.1;
const MIN_BEGIN: u64 = 2;

/// Of the packets, from one source.
const ONE_SOURCE: f64 = 0.7;

/// What is open at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// What it is.
    pub kind: EpisodeKind,
    /// Whom it is about.
    pub subject: Subject,
    /// Its busiest sources.
    pub sources: Vec<IpAddr>,
}

/// One slot's view for the rules.
#[derive(Debug)]
pub(super) struct Moment<'a> {
    /// The newest five seconds.
    pub window: &'a Window,
    /// Lower limits in force.
    pub floors: &'a Floors,
    /// Learned peaks.
    pub peaks: &'a Peaks,
    /// CUSUM by class, and for ICMP queries to the busiest victim.
    pub rises: &'a Rises,
    /// Open episodes.
    pub open: &'a [Open],
    /// Replies are not seen: what has no reply means nothing.
    pub one_way: bool,
    /// Whose ports somebody searches right now.
    pub scanned: Vec<IpAddr>,
}

/// The rates that are watched for a rise.
#[derive(Clone, Debug, Default)]
pub(super) struct Rises {
    /// Packets of each class, in the order of [`weir_protocol::Class::ALL`].
    pub classes: [Rise; 4],
    /// ICMP queries to the victim that has most of them.
    pub icmp: Rise,
}

impl Moment<'_> {
    /// The threshold of a statistic.
    #[must_use]
    pub(super) fn threshold(&self, statistic: Statistic) -> Threshold {
        self.peaks.threshold(statistic, self.floors)
    }

    /// A value with its threshold.
    #[must_use]
    pub(super) fn measure(&self, statistic: Statistic, value: u64) -> Measure {
        Measure { statistic, value, threshold: self.threshold(statistic) }
    }

    /// Everyone that was sent something of a family.
    #[must_use]
    pub(super) fn sent(&self, family: Family) -> BTreeMap<IpAddr, Sent<'_>> {
        self.window.sent(family)
    }

    /// Whether a search of this victim goes on, or by this source.
    #[must_use]
    pub(super) fn is_scanned(&self, address: IpAddr) -> bool {
        self.open
            .iter()
            .any(|open| open.kind == EpisodeKind::PortScan && open.subject.victim() == Some(address))
    }

    /// Whether a search of this victim goes on, and what `sent` says is that search: nearly all is of one source, or
    /// all sources try the same ports, as a scanner and its decoys do.
    #[must_use]
    pub(super) fn is_search(&self, address: IpAddr, sent: &Sent<'_>) -> bool {
        let (sources, ports) = (u64::from(sent.newest.sources_5s), u64::from(sent.newest.ports_5s));
        let same_ports = sent.five.count.packets * 2 >= sources * ports;
        let listed = sent.newest.sources.iter().map(|peer| peer.packets);
        let one = share(listed.clone().max().unwrap_or(0), listed.sum()) >= ONE_SOURCE;
        (self.is_scanned(address) || self.scanned.contains(&address)) && (one || sources <= 2 || same_ports)
    }

    /// A reading about a victim; none when all its numbers are faint. `is_open`: the guards let it pass.
    #[must_use]
    pub(super) fn about_victim(
        &self,
        kind: EpisodeKind,
        family: Family,
        sent: &Sent<'_>,
        measures: Vec<Measure>,
        passes: bool,
    ) -> Option<Reading> {
        let measures = loudest_first(measures);
        let first = *measures.first()?;
        if first.level() < FAINT {
            return None;
        }
        let address = sent.newest.address;
        let slots = if is_long(first.statistic) { SLOTS } else { SECOND };
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a part of a packet count"
        )]
        let least = (first.threshold.value as f64 * BEGIN / slots as f64) as u64;
        let least = least.max(MIN_BEGIN);
        let newest = self.window.start().unwrap_or_default();
        Some(Reading {
            kind,
            subject: Subject::Victim(address),
            fires: passes && first.level() >= 1.0,
            is_info: false,
            slot: sent.slot,
            second: sent.second.count.packets,
            run: self
                .window
                .victim_run(family, address, least)
                .unwrap_or(Run { began: newest, ..Run::default() }),
            last: sent.last,
            facts: Facts::of_victim(sent.newest, sent.five.count.packets),
            measures,
        })
    }
}

const fn is_long(statistic: Statistic) -> bool {
    matches!(
        statistic,
        Statistic::SynPer5s | Statistic::IcmpPer5s | Statistic::IcmpErrorsPer5s | Statistic::StrayPer5s
    )
}

/// A part of a whole, 0 when there is nothing.
#[must_use]
pub fn share(part: u64, whole: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a share of packet counts")]
    let share = part as f64 / whole.max(1) as f64;
    share
}
