//! Judges what was counted. Pure: observations, settings and time in, findings out; one rule a file.

pub mod thresholds;
