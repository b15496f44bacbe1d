//! What the capture sidecar and the core say to each other.
//!
//! - [`frame`]: bytes to frames and back; knows no stream.
//! - [`handshake`]: who may talk to whom; its layout is frozen for ever.
//! - [`message`]: commands to the sidecar and events from it.
//! - [`filter`]: a capture filter as numbers.
//! - [`tick`]: the statistics of one quarter of a second.
//! - [`observe`]: what detection judges.
//! - [`class`]: protocols, and [`problem`]: damages of packets.
//! - [`limits`]: the size of everything, each with its reason.
//!
//! The crate does no I/O, knows no operating system and depends on no other crate of ours.
//! `README.md` beside this crate specifies the wire format for a second implementation.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod class;
pub mod filter;
pub mod frame;
pub mod handshake;
pub mod limits;
pub mod message;
pub mod observe;
pub mod problem;
pub mod tick;

pub use class::{Class, ProtocolName};
pub use filter::{BpfInstruction, CaptureFilter};
pub use frame::{Frame, FrameError, FrameReader, Kind};
pub use handshake::{Hello, Launch, Nonce, Refusal, Version, Welcome};
pub use message::{
    Command, Disclosure, Engine, Event, FailureKind, Interface, StartCapture, Started, Totals,
};
pub use problem::{PROBLEM_COUNT, Problem};
pub use tick::{Count, Directed, Direction, Header, NamedCount, Slice, SourceCount, TcpFlags, Tick};
