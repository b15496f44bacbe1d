//! What the user chose for adaptive detection (layer 2): sensitivity, mutes, the allow-list, raised lower limits.

use std::net::IpAddr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    detection::{EpisodeKind, Statistic},
    view::Whole,
};

/// Most mutes, allowed networks, own floors and false alarms (of each): a person keeps some dozens in mind.
pub const MAX_ENTRIES: usize = 256;

/// Adaptive detection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct DetectionSettings {
    /// The adaptive rules run.
    pub on: bool,
    /// How easily they fire.
    pub sensitivity: Sensitivity,
    /// Lower limits that the user set; they replace the rule's own.
    pub floors: Vec<OwnFloor>,
    /// False alarms: each raises the lower limit of one statistic.
    pub false_alarms: Vec<FalseAlarm>,
    /// What is found, shown as muted, and not notified.
    pub mutes: Vec<Mute>,
    /// Addresses and networks whose packets are nobody's attack, such as `192.168.1.9` or `10.0.0.0/8`.
    pub allowed: Vec<Allowed>,
}

/// How easily the adaptive rules fire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Sensitivity {
    /// Lower limits are twice as high: for servers and busy networks.
    Low,
    /// The measured ones.
    #[default]
    Normal,
    /// Half as high: for quiet networks; expect a false alarm now and then.
    High,
}

impl Sensitivity {
    /// What lower limits are multiplied by, in halves.
    #[must_use]
    pub const fn halves(self) -> u32 {
        match self {
            Self::Low => 4,
            Self::Normal => 2,
            Self::High => 1,
        }
    }
}

/// A lower limit that the user set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnFloor {
    /// Of which statistic.
    pub statistic: Statistic,
    /// 1 ..= [`super::MAX_THRESHOLD`].
    pub floor: u32,
}

/// A false alarm, and what it taught.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FalseAlarm {
    /// Counts up; a name for undoing it.
    pub id: u32,
    /// Whose lower limit it raised.
    pub statistic: Statistic,
    /// To what.
    pub floor: u32,
    /// When it was said.
    pub at_ms: Whole,
    /// What the episode had said.
    pub sentence: String,
}

/// What is not to be notified. With a kind and a network, both must match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Mute {
    /// Counts up; a name for undoing it.
    pub id: u32,
    /// Only this kind; none: each.
    pub kind: Option<EpisodeKind>,
    /// Only when the victim or the main source is in it: an address or a network; none: anybody.
    pub network: Option<String>,
    /// Until then, in ms; none: for good.
    pub until_ms: Option<Whole>,
}

/// An address or a network whose packets are nobody's attack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Allowed {
    /// `192.168.1.9`, `10.0.0.0/8`, `fe80::/10`.
    pub network: String,
    /// Why, in the user's words.
    pub note: String,
}

impl Default for DetectionSettings {
    fn default() -> Self {
        Self {
            on: true,
            sensitivity: Sensitivity::Normal,
            floors: Vec::new(),
            false_alarms: Vec::new(),
            mutes: Vec::new(),
            allowed: Vec::new(),
        }
    }
}

/// Reads an address or a network.
///
/// # Errors
/// A sentence with an example.
pub fn parse_network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    text.parse::<IpNet>()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .map(|network| network.trunc())
        .map_err(|_| {
            format!("“{text}” is no address or network; write 192.168.1.9, 10.0.0.0/8 or fe80::/10.")
        })
}

impl Mute {
    /// Whether it still holds.
    #[must_use]
    pub fn is_on(&self, now_ms: u64) -> bool {
        self.until_ms.is_none_or(|until| now_ms < until.get())
    }

    /// Whether it is about an episode of `kind` between these addresses.
    #[must_use]
    pub fn covers(&self, kind: EpisodeKind, addresses: &[IpAddr]) -> bool {
        let network = self.network.as_deref().map(parse_network);
        self.kind.is_none_or(|only| only == kind)
            && match network {
                None => true,
                Some(Ok(network)) => addresses.iter().any(|address| network.contains(address)),
                Some(Err(_)) => false,
            }
    }
}

impl DetectionSettings {
    /// Whether an episode of `kind` between these addresses is muted.
    #[must_use]
    pub fn is_muted(&self, kind: EpisodeKind, addresses: &[IpAddr], now_ms: u64) -> bool {
        self.mutes.iter().any(|mute| mute.is_on(now_ms) && mute.covers(kind, addresses))
    }

    /// The allowed networks.
    #[must_use]
    pub fn allowed_networks(&self) -> Vec<IpNet> {
        self.allowed.iter().filter_map(|allowed| parse_network(&allowed.network).ok()).collect()
    }

    /// Refuses values outside their ranges.
    ///
    /// # Errors
    /// A sentence that names the value, its bounds and so the cure.
    pub fn check(&self) -> Result<(), String> {
        let lengths = [self.floors.len(), self.false_alarms.len(), self.mutes.len(), self.allowed.len()];
        if lengths.iter().any(|length| *length > MAX_ENTRIES) {
            return Err(format!(
                "A list of the detection settings has more than {MAX_ENTRIES} entries; remove some."
            ));
        }
        let floors = self.floors.iter().map(|own| own.floor);
        for floor in floors.chain(self.false_alarms.iter().map(|alarm| alarm.floor)) {
            if !(1..=super::MAX_THRESHOLD).contains(&floor) {
                return Err(format!("A lower limit is {floor}; choose 1 to {}.", super::MAX_THRESHOLD));
            }
        }
        for mute in &self.mutes {
            if mute.kind.is_none() && mute.network.is_none() {
                return Err("A mute without a kind and without an address would mute everything; switch detection off instead.".into());
            }
        }
        let muted = self.mutes.iter().filter_map(|mute| mute.network.as_deref());
        for network in muted.chain(self.allowed.iter().map(|allowed| allowed.network.as_str())) {
            parse_network(network)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
