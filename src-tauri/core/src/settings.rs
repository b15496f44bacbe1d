//! What the user has chosen: values, their ranges, and the file they live in.
//!
//! A damaged file is kept aside and defaults are used; unknown fields of a newer version are ignored.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::names::NameChoice;

mod detection;
mod file;
mod thresholds;
pub use detection::{
    Allowed, DetectionSettings, FalseAlarm, MAX_ENTRIES, Mute, OwnFloor, Sensitivity, parse_network,
};
pub use file::{SettingsFile, default_path};
pub use thresholds::{Limit, Preset, SourceWindow, Thresholds};

/// The version that this build writes.
pub const SETTINGS_VERSION: u32 = 1;

/// Allowed lengths of a chart interval, in seconds. All are multiples of a tick.
pub const INTERVALS_S: [u32; 5] = [1, 5, 10, 30, 60];

/// Longest chosen capture duration: a week, beyond which "until stopped" is meant.
pub const MAX_DURATION_S: u32 = 7 * 24 * 3600;

/// Largest threshold that can be set.
pub const MAX_THRESHOLD: u32 = 1_000_000_000;

/// Most intervals in a row that a rule can ask for.
pub const MAX_CONSECUTIVE: u32 = 100;

/// Sizes of the window's contents, in percent: what WCAG 2.2 (1.4.4) asks for at least.
pub const ZOOM: std::ops::RangeInclusive<u32> = 100..=200;

/// All settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// [`SETTINGS_VERSION`] of the build that wrote it.
    pub version: u32,
    /// The interface to capture; none: the default one.
    pub interface: Option<String>,
    /// Seconds after which a capture stops by itself; none: until stopped.
    pub duration_s: Option<u32>,
    /// Ask for frames addressed to others.
    pub promiscuous: bool,
    /// How much of a packet may leave the sidecar.
    pub disclosure: DisclosureLevel,
    /// How packets are fetched from the kernel.
    pub engine: EngineChoice,
    /// Which packets are captured, in the language of pcap-filter(7); empty: all.
    pub filter: String,
    /// Chart interval in seconds, one of [`INTERVALS_S`].
    pub interval_s: u32,
    /// Shown range in seconds; 0: the whole capture.
    pub range_s: u32,
    /// Seconds between automatic updates of the window: 1, 2 or 5; 0: only by hand.
    pub auto_refresh_s: u32,
    /// Shown protocols, in the order TCP, UDP, ICMP, ARP, other.
    pub protocols: [bool; 5],
    /// The fixed limits.
    pub thresholds: Thresholds,
    /// The adaptive rules.
    pub detection: DetectionSettings,
    /// Which names of addresses are looked up.
    pub names: NameChoice,
    /// Light, dark, or as the system.
    pub theme: Theme,
    /// Whether patterns tell protocols apart beside their colours.
    pub patterns: Patterns,
    /// The language of the window.
    pub language: Language,
    /// Size of the window's contents in percent, within [`ZOOM`].
    pub zoom: u32,
    /// Whether single letters, digits and signs are keys of the window.
    pub letter_keys: bool,
    /// Start with the desktop, into the tray.
    pub start_at_login: bool,
    /// Desktop notifications.
    pub notifications: bool,
    /// "Weir stays in the tray" was said.
    pub told_about_tray: bool,
}

/// How much of a packet may leave the sidecar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the protocol crate says what they mean")]
pub enum DisclosureLevel {
    Counts,
    #[default]
    Headers,
}

/// How packets are fetched from the kernel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum EngineChoice {
    /// The packet ring where there is one, else pnet.
    #[default]
    Auto,
    /// The kernel's packet ring (Linux).
    Ring,
    /// pnet.
    Pnet,
}

/// Colour scheme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

/// When patterns tell protocols apart beside their colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Patterns {
    /// When the desktop forces its own colours.
    #[default]
    Auto,
    /// In every chart.
    Always,
}

/// Language of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Language {
    /// That of the desktop where Weir speaks it, else English.
    #[default]
    System,
    /// English.
    En,
    /// German.
    De,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: SETTINGS_VERSION,
            interface: None,
            duration_s: None,
            promiscuous: false,
            disclosure: DisclosureLevel::default(),
            engine: EngineChoice::default(),
            filter: String::new(),
            interval_s: 5,
            range_s: 300,
            auto_refresh_s: 1,
            protocols: [true; 5],
            thresholds: Thresholds::DEFAULT,
            detection: DetectionSettings::default(),
            names: NameChoice::default(),
            theme: Theme::default(),
            patterns: Patterns::default(),
            language: Language::default(),
            zoom: *ZOOM.start(),
            letter_keys: true,
            start_at_login: false,
            notifications: true,
            told_about_tray: false,
        }
    }
}

impl Settings {
    /// Refuses values outside their ranges.
    ///
    /// # Errors
    /// A sentence that names the value, its bounds and so the cure.
    pub fn check(&self) -> Result<(), String> {
        let Thresholds { interval_s, consecutive, .. } = self.thresholds;
        for (name, value) in
            [("The chart interval", self.interval_s), ("The interval of the limits", interval_s)]
        {
            if !INTERVALS_S.contains(&value) {
                return Err(format!("{name} is {value} s; choose 1, 5, 10, 30 or 60 s."));
            }
        }
        if !(1..=MAX_CONSECUTIVE).contains(&consecutive) {
            return Err(format!(
                "{consecutive} intervals in a row were asked for; choose 1 to {MAX_CONSECUTIVE}."
            ));
        }
        if self.duration_s.is_some_and(|s| !(1..=MAX_DURATION_S).contains(&s)) {
            return Err("The capture duration must be between 1 second and 7 days.".into());
        }
        if !ZOOM.contains(&self.zoom) {
            return Err(format!("The zoom is {} %; choose {} to {} %.", self.zoom, ZOOM.start(), ZOOM.end()));
        }
        crate::filter::check_length(&self.filter)?;
        if ![0, 1, 2, 5].contains(&self.auto_refresh_s) {
            return Err("The window can be refreshed every 1, 2 or 5 seconds, or by hand.".into());
        }
        for (name, limit) in ["TCP", "UDP", "ICMP", "other"].iter().zip(self.thresholds.limits()) {
            for value in [limit.per_interval, limit.per_source] {
                if !(1..=MAX_THRESHOLD).contains(&value) {
                    return Err(format!(
                        "The limit for {name} is {value}; choose 1 to {MAX_THRESHOLD} packets."
                    ));
                }
            }
        }
        self.detection.check()
    }
}
