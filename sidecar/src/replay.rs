//! A capture file through the same decoder and sums, as fast as the reader takes them or as it was captured. Needs and holds no right.
//!
//! Speaks the protocol one way: Hello, Started, ticks, then Stopped or Failed. Nothing is ever merged or dropped:
//! it waits for its reader.

use std::{
    io::{Read, Write},
    sync::atomic::AtomicBool,
};

use weir_protocol::{Disclosure, Event, Frame, Hello, Kind, Started, Tick, Version};

use crate::{
    capture::{file::FileSource, paced::Paced, sieve::Sieve},
    decode::Vantage,
    emit::{Gone, TickSink},
    pipeline::{self, End, Job, Pace},
};

/// The only session of a replay.
const SESSION: u64 = 0;

/// How fast packets come out of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speed {
    /// As fast as they can be read.
    Full,
    /// When they are due, counted from the first; with a tick each quarter of a second.
    Original,
}

/// How a file is read.
#[derive(Clone, Debug)]
pub struct How {
    /// What may be shown of its packets.
    pub disclosure: Disclosure,
    /// How fast they come.
    pub speed: Speed,
    /// Which of them.
    pub sieve: Sieve,
}

/// Reads a capture file from `input` and writes frames to `output` until the file ends.
///
/// # Errors
/// [`Gone`] when `output` cannot be written.
pub fn replay<R, W>(input: R, output: W, how: How) -> Result<(), Gone>
where
    R: Read + Send + 'static,
    W: Write,
{
    let How { disclosure, speed, sieve } = how;
    let mut out = Frames { output, next_seq: 0 };
    let hello = Hello { version: Version::OURS, nonce: [0; 32], build: env!("CARGO_PKG_VERSION").to_owned() };
    out.write(&Frame::encode_raw(Kind::Hello, 0, &hello.to_bytes()).map_err(|_| Gone)?)?;
    let mut source = match FileSource::open(input) {
        Ok(source) => source.through(sieve),
        Err(error) => {
            return out.event(&Event::Failed { session: SESSION, kind: error.kind, detail: error.detail });
        }
    };
    let started = Started {
        session: SESSION,
        link_type: source.link_type(),
        buffer_bytes: 0,
        counts_drops: false,
        engine: weir_protocol::Engine::Auto,
    };
    out.event(&Event::Started(started))?;
    let job = |pace| Job { session: SESSION, pace, vantage: Vantage::File, disclosure, observe: true };
    let never = AtomicBool::new(false);
    let outcome = match speed {
        Speed::Full => pipeline::run(&job(Pace::File), &mut source, &mut out, &never),
        Speed::Original => pipeline::run(&job(Pace::Live), &mut Paced::new(source), &mut out, &never),
    };
    match outcome.end {
        Ok(()) => out.event(&Event::Stopped { session: SESSION, totals: outcome.totals }),
        Err(End::Source(error)) => {
            out.event(&Event::Failed { session: SESSION, kind: error.kind, detail: error.detail })
        }
        Err(End::Gone) => Err(Gone),
    }
}

struct Frames<W> {
    output: W,
    next_seq: u64,
}

impl<W: Write> Frames<W> {
    fn event(&mut self, event: &Event) -> Result<(), Gone> {
        let bytes = Frame::encode(Kind::Event, Version::OURS.revision, event).map_err(|_| Gone)?;
        self.write(&bytes)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Gone> {
        self.output.write_all(bytes).and_then(|()| self.output.flush()).map_err(|_| Gone)
    }
}

impl<W: Write> TickSink for Frames<W> {
    fn put(&mut self, mut tick: Tick) -> Result<(), Gone> {
        tick.seq = self.next_seq;
        self.next_seq += 1;
        self.event(&Event::Tick(Box::new(tick)))
    }
}
