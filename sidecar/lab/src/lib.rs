//! Weir's laboratory: a network that nobody else uses, and packets that are known before they are sent.
//!
//! [`Lab`] joins two network namespaces by a virtual cable, without any chatter of their own.
//! [`frame`] builds single frames, [`KnownSet`] a set of them together with the numbers that must come out,
//! [`Mix`] a long and colourful capture, [`Flood`] a paced and bounded stream, [`pcap`] writes any of them to a file.
//!
//! Nothing here is shipped, and nothing here touches an interface outside of its own namespaces.

mod cable;
mod checksum;
mod flood;
pub mod frame;
mod known;
mod lab;
mod mix;
mod namespace;
pub mod pcap;
mod random;
mod send;

pub use cable::{Cable, IFACE_A, IFACE_B};
pub use flood::{Flood, FloodDone, FloodKind, MAX_COUNT, MAX_DURATION, MAX_SOURCES, REAL_HOSTS};
pub use known::{ClassCount, Expected, KnownSet, SourceCount};
pub use lab::{Lab, LabInfo};
pub use mix::Mix;
pub use namespace::Namespace;
pub use random::Random;
pub use send::{in_namespace, send_frames};
