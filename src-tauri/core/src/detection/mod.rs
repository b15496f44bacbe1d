//! Judges what was counted. Pure: observations, settings and time in, findings out; one rule a file.

pub mod floors;
mod kind;
pub mod thresholds;

pub use kind::{Attribution, EpisodeKind, Severity, Statistic, ThresholdOrigin};
