//! How bad an episode is.
//!
//! score = log10(value / threshold) + ½ for forged or many sources, amplification, more than 30 s, this machine as
//! the victim (½ each); low below 0.3, medium below 1, high below 2, then critical. A search is at most medium,
//! and at most high when it leaves this machine, because then it is infected. A connection flood is at most medium,
//! because a load test looks the same. Volume is information.
//! The scale follows the factor above the threshold: ten times is high, a hundred times critical.

use weir_protocol::Direction;

use super::Episode;
use crate::detection::{Attribution, EpisodeKind, Severity};

const LONG_NANOS: u64 = 30_000_000_000;

/// The severity of an episode as it stands.
#[must_use]
pub(super) fn severity(episode: &Episode) -> Severity {
    if episode.is_info || episode.kind == EpisodeKind::Volume {
        return Severity::Info;
    }
    let adds = [
        episode.attribution == Attribution::Spoofed,
        episode.kind == EpisodeKind::UdpAmplification,
        episode.until().saturating_sub(episode.start) > LONG_NANOS,
        episode.facts.toward == Direction::In,
    ];
    let score =
        episode.level.max(1.0).log10() + adds.into_iter().filter(|add| *add).map(|_| 0.5).sum::<f64>();
    let severity = match score {
        s if s < 0.3 => Severity::Low,
        s if s < 1.0 => Severity::Medium,
        s if s < 2.0 => Severity::High,
        _ => Severity::Critical,
    };
    severity.min(most(episode))
}

fn most(episode: &Episode) -> Severity {
    if episode.kind.is_search() {
        if episode.facts.toward == Direction::Out { Severity::High } else { Severity::Medium }
    } else if episode.kind == EpisodeKind::ConnectionFlood {
        Severity::Medium
    } else {
        Severity::Critical
    }
}
