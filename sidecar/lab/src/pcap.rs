//! Writes classic pcap files: a header of 24 bytes, then 16 bytes before each frame.

use std::io::{self, Write};
use std::time::Duration;

/// Marks a file with nanosecond timestamps.
const MAGIC_NANOS: u32 = 0xa1b2_3c4d;
const LINKTYPE_ETHERNET: u32 = 1;
/// No frame of the lab is longer, so nothing is cut unless a smaller limit is asked for.
const SNAP_BYTES: u32 = 65_535;

/// A capture file that grows frame by frame.
pub struct PcapWriter<W> {
    out: W,
    snap: u32,
}

impl<W: Write> PcapWriter<W> {
    /// Writes the file header.
    pub fn new(out: W) -> io::Result<Self> {
        Self::cutting(out, SNAP_BYTES)
    }

    /// The same, keeping at most `snap` bytes of each frame, as a capture with a snap length does.
    pub fn cutting(mut out: W, snap: u32) -> io::Result<Self> {
        out.write_all(&MAGIC_NANOS.to_le_bytes())?;
        out.write_all(&[2, 0, 4, 0])?;
        // Time zone and accuracy: always zero.
        out.write_all(&[0; 8])?;
        out.write_all(&snap.to_le_bytes())?;
        out.write_all(&LINKTYPE_ETHERNET.to_le_bytes())?;
        Ok(Self { out, snap })
    }

    /// Writes one frame; `at` is the time since 1970.
    pub fn write(&mut self, at: Duration, frame: &[u8]) -> io::Result<()> {
        let length = u32::try_from(frame.len()).map_err(io::Error::other)?;
        let kept = length.min(self.snap);
        let seconds = u32::try_from(at.as_secs()).map_err(io::Error::other)?;
        for field in [seconds, at.subsec_nanos(), kept, length] {
            self.out.write_all(&field.to_le_bytes())?;
        }
        self.out.write_all(frame.get(..kept as usize).unwrap_or(frame))
    }

    /// Flushes and gives the writer back.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headers_are_24_and_16_bytes() {
        let mut writer = PcapWriter::new(Vec::new()).unwrap();
        writer.write(Duration::new(7, 9), &[0xaa; 3]).unwrap();
        let file = writer.finish().unwrap();
        assert_eq!(file.len(), 24 + 16 + 3);
        assert_eq!(file[..4], MAGIC_NANOS.to_le_bytes());
        assert_eq!(file[24..40], [7, 0, 0, 0, 9, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0]);
    }

    #[test]
    fn a_cut_frame_keeps_its_original_length() {
        let mut writer = PcapWriter::cutting(Vec::new(), 2).unwrap();
        writer.write(Duration::ZERO, &[0xaa; 5]).unwrap();
        let file = writer.finish().unwrap();
        assert_eq!(file[32..], [2, 0, 0, 0, 5, 0, 0, 0, 0xaa, 0xaa]);
    }
}
