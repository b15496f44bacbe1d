//! Weir without a window.
//!
//! - [`controller`]: the one owner of it all; takes requests, drives the rest, tells a [`controller::Frontend`].
//! - [`session`]: the state machine of a capture (pure).
//! - [`sidecar_client`]: launches the capture program and talks to it.
//! - [`history`]: what was counted (pure).
//! - [`detection`]: what to make of it (pure).
//! - [`snapshot`] and [`report`]: the same numbers for the window and for files.
//! - [`tables`]: pages of the long tables, cut from the same numbers.
//! - [`view`]: the only types that cross to JavaScript.
//! - [`interfaces`], [`programs`], [`doctor`], [`permission`]: what this machine has and permits.
//! - [`names`]: who and where an address is.
//! - [`settings`], [`error`]: what the user chose; what the user reads when it fails.
//! - [`said`], [`language`]: that and the rest outside of the window, in words of each language.
#![forbid(unsafe_code)]

pub mod controller;
pub mod detection;
pub mod doctor;
pub mod episodes;
pub mod error;
pub mod filter;
pub mod history;
pub mod interfaces;
pub mod language;
pub mod lookout;
pub mod names;
pub mod packet_text;
pub mod permission;
pub mod programs;
pub mod report;
pub mod said;
pub mod selftest;
pub mod session;
pub mod settings;
pub mod sidecar_client;
pub mod snapshot;
pub mod tables;
pub mod view;
