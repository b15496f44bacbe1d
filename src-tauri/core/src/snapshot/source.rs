//! One source: its row, and all that is known of it.

use std::net::IpAddr;

use weir_protocol::Count;

use super::{Source, protocol_of};
use crate::{
    episodes::{Episode, Shown},
    history::{MAX_STEPS, NANOS, Profile, STEP_S, class_of},
    view::{EpisodeRow, OthersRow, PeerRow, PortShare, ProfileView, Scope, SourceRow, SourceView, Whole},
};

/// Most points of the small line.
const MAX_POINTS: u64 = 120;
/// Most peers and ports that are shown; half of what is counted.
const MAX_SHOWN: usize = 8;
/// Most alerts that are listed; the view of alerts has all.
const MAX_ALERTS: usize = 20;

/// The row of a source. Times in nanoseconds.
pub(crate) fn row(address: IpAddr, classes: &[Count; 4], first: u64, last: u64) -> SourceRow {
    let [tcp, udp, icmp, other] = classes.map(|class| Whole::from(class.packets));
    let sum = |of: fn(&Count) -> u64| classes.iter().map(of).sum::<u64>();
    SourceRow {
        ip: address.to_string(),
        packets: sum(|class| class.packets).into(),
        bytes: sum(|class| class.bytes).into(),
        tcp,
        udp,
        icmp,
        other,
        first_ms: (first / 1_000_000).into(),
        last_ms: (last / 1_000_000).into(),
    }
}

/// The row of all others together.
pub(crate) fn others(count: u64, classes: &[Count; 4]) -> OthersRow {
    let [tcp, udp, icmp, other] = classes.map(|class| Whole::from(class.packets));
    let sum = |of: fn(&Count) -> u64| classes.iter().map(of).sum::<u64>();
    OthersRow {
        count: count.into(),
        packets: sum(|class| class.packets).into(),
        bytes: sum(|class| class.bytes).into(),
        tcp,
        udp,
        icmp,
        other,
    }
}

impl Source<'_> {
    /// All that is known of one source; none: it has no row.
    #[must_use]
    pub fn of(&self, address: IpAddr, scope: Scope) -> Option<SourceView> {
        let sums = self.history.sources.get(&address)?;
        Some(SourceView {
            row: row(address, &sums.classes, sums.first, sums.last),
            profile: self.history.profiles.get(&address).map(|profile| self.profile(profile, scope)),
            alerts: self.alerts_of(address),
        })
    }

    fn profile(&self, profile: &Profile, scope: Scope) -> ProfileView {
        let range = self.range(scope);
        let kept = range.to.saturating_sub(MAX_STEPS * STEP_S);
        let from = range.from.max(range.first).max(profile.since / NANOS).max(kept);
        let from = from - from % STEP_S;
        // The step in progress is left out: a line must not dip at its end.
        let to = self.history.latest() / NANOS;
        let to = to - to % STEP_S;
        let length = to.saturating_sub(from).div_ceil(MAX_POINTS).next_multiple_of(STEP_S).max(STEP_S);
        let starts = (from..to).step_by(usize::try_from(length).unwrap_or(1));
        let packets = starts.map(|start| self.shown(&self.sum(start, length), profile.sum(start, length)));
        ProfileView {
            since_ms: (profile.since / 1_000_000).into(),
            step_s: u32::try_from(length).unwrap_or(u32::MAX),
            from_ms: (from * 1000).into(),
            packets: packets.collect(),
            headers: profile.headers.into(),
            peers: profile
                .peers
                .ranked()
                .into_iter()
                .take(MAX_SHOWN)
                .map(|peer| PeerRow {
                    ip: peer.key.to_string(),
                    packets: peer.count.into(),
                    exact: peer.error == 0,
                })
                .collect(),
            to_ports: ports(&profile.to_ports),
            from_ports: ports(&profile.from_ports),
        }
    }

    fn alerts_of(&self, address: IpAddr) -> Vec<EpisodeRow> {
        let shown = Shown { settings: self.lookout.settings(), hits: &[], now_ms: self.now };
        let with = |episode: &&Episode| episode.addresses().contains(&address);
        let mut rows: Vec<EpisodeRow> =
            self.lookout.episodes().iter().filter(with).map(|episode| shown.row(episode)).collect();
        rows.sort_by_key(|row| std::cmp::Reverse((row.start_ms, row.id)));
        rows.truncate(MAX_ALERTS);
        rows
    }
}

fn ports(top: &crate::history::Top<(u8, u16)>) -> Vec<PortShare> {
    let shown = top.ranked().into_iter().take(MAX_SHOWN);
    shown
        .map(|entry| PortShare {
            port: entry.key.1,
            protocol: protocol_of(class_of(entry.key.0)),
            packets: entry.count.into(),
            exact: entry.error == 0,
        })
        .collect()
}
