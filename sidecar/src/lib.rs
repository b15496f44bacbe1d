//! Weir's capture program: captures, decodes headers, adds up, and streams the sums. It judges nothing.
//!
//! ```text
//! capture -> decode -> aggregate -> emit -> socket
//!    \____________ pipeline ______/    \____ server (executes what session decides)
//! ```
//!
//! - [`capture`]: where packets come from. - [`decode`]: what a packet is. - [`aggregate`]: the sums.
//! - [`observe`]: what detection judges. - [`pipeline`]: all of them in a row. - [`emit`]: sums that wait for the socket.
//! - [`session`]: what may happen next. - [`server`], `live`, [`connect`]: the live program (Linux so far). - [`replay`]: a capture file.
//! - [`privilege`]: giving up every right before the first packet is read. - [`self_test`]: tries what must not go.
//!
//! Two programs use it: `weir-sidecar` (live) and `weir-replay` (a capture file on standard input).
#![deny(missing_docs)]

pub mod aggregate;
pub mod capture;
pub mod connect;
pub mod decode;
pub mod emit;
pub mod exit;
#[cfg(target_os = "linux")]
mod live;
pub mod observe;
pub mod pipeline;
pub mod privilege;
pub mod replay;
#[cfg(target_os = "linux")]
pub mod self_test;
#[cfg(target_os = "linux")]
pub mod server;
pub mod session;
