//! A source that a test writes down beforehand.

use super::{Hints, Next, Packet, PacketSource, SourceError};

/// One thing that a [`FakeSource`] says.
#[derive(Clone, Debug)]
pub enum Step {
    /// A packet on Ethernet that was captured whole.
    Packet {
        /// Nanoseconds since the Unix epoch.
        time: u64,
        /// The frame.
        bytes: Vec<u8>,
    },
    /// Nothing to read at this time.
    Idle(u64),
    /// The kernel dropped so many.
    Drops(u64),
    /// The source breaks.
    Fail(SourceError),
}

/// Says its steps, then ends.
#[derive(Debug)]
pub struct FakeSource {
    steps: std::vec::IntoIter<Step>,
    current: Vec<u8>,
    drops: u64,
}

impl FakeSource {
    /// A source of these steps.
    #[must_use]
    pub fn new(steps: Vec<Step>) -> Self {
        Self { steps: steps.into_iter(), current: Vec::new(), drops: 0 }
    }
}

impl PacketSource for FakeSource {
    fn next(&mut self) -> Result<Next<'_>, SourceError> {
        loop {
            match self.steps.next() {
                None => return Ok(Next::End),
                Some(Step::Drops(more)) => self.drops += more,
                Some(Step::Idle(now)) => return Ok(Next::Idle { now }),
                Some(Step::Fail(error)) => return Err(error),
                Some(Step::Packet { time, bytes }) => {
                    self.current = bytes;
                    let length = u32::try_from(self.current.len()).unwrap_or(u32::MAX);
                    return Ok(Next::Packet(Packet {
                        time,
                        length,
                        link: 1,
                        bytes: &self.current,
                        hints: Hints::default(),
                    }));
                }
            }
        }
    }

    fn stop(&mut self) {
        self.steps = Vec::new().into_iter();
    }

    fn take_drops(&mut self) -> u64 {
        std::mem::take(&mut self.drops)
    }
}
