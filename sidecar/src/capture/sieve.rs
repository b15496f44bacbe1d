//! Which packets of a file are counted: a checked filter program for each link type.
//!
//! A file has no kernel that would run them, so they are run here. They come as numbers, one argument for each link
//! type: `1:40,0,0,12;21,0,1,2048;…` is link type, colon, and the instructions with code, jt, jf and k.

use weir_protocol::{BpfInstruction, FailureKind, limits::MAX_FILTER_INSTRUCTIONS};

use super::{
    SourceError,
    filter::{Program, machine::View},
};

/// More link types than there are in the tcpdump registry make no sense.
const MAX_LINKS: usize = 512;

/// The programs; none: every packet is counted.
#[derive(Clone, Debug, Default)]
pub struct Sieve {
    programs: Vec<(u16, Program)>,
}

/// An argument is no program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a filter program")]
pub struct NoProgram;

impl Sieve {
    /// Adds the program of one link type, in the form that the module describes.
    ///
    /// # Errors
    /// When the text has another form, or the program does not pass the checks of [`Program::check`].
    pub fn add(&mut self, text: &str) -> Result<(), NoProgram> {
        let (link, code) = text.split_once(':').ok_or(NoProgram)?;
        let link = link.parse().map_err(|_| NoProgram)?;
        let code: Vec<_> = code
            .split(';')
            .take(MAX_FILTER_INSTRUCTIONS + 1)
            .map(read)
            .collect::<Option<_>>()
            .ok_or(NoProgram)?;
        if self.programs.len() >= MAX_LINKS {
            return Err(NoProgram);
        }
        self.programs.push((link, Program::check(&code).map_err(|_| NoProgram)?));
        Ok(())
    }

    /// Whether a packet passes.
    ///
    /// # Errors
    /// [`FailureKind::BadFilter`] when there are programs, and none for its link type.
    pub fn passes(&self, link: u16, bytes: &[u8], length: u32) -> Result<bool, SourceError> {
        if self.programs.is_empty() {
            return Ok(true);
        }
        let Some((_, program)) = self.programs.iter().find(|(known, _)| *known == link) else {
            let detail = format!("link type {link}");
            return Err(SourceError::new(FailureKind::BadFilter, detail));
        };
        // A file keeps tags where they were, and says nothing about its interface.
        let view = View { bytes, tag: None, length, packet_type: 0, protocol: 0, hardware: 0 };
        Ok(program.run(&view) != 0)
    }
}

fn read(text: &str) -> Option<BpfInstruction> {
    let mut numbers = text.split(',');
    let instruction = BpfInstruction {
        code: numbers.next()?.parse().ok()?,
        jt: numbers.next()?.parse().ok()?,
        jf: numbers.next()?.parse().ok()?,
        k: numbers.next()?.parse().ok()?,
    };
    numbers.next().is_none().then_some(instruction)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `ip` on Ethernet, as libpcap writes it.
    const IP: &str = "1:40,0,0,12;21,0,1,2048;6,0,0,262144;6,0,0,0";

    fn ethernet(kind: u16) -> Vec<u8> {
        let mut bytes = vec![0; 12];
        bytes.extend(kind.to_be_bytes());
        bytes.extend([0; 46]);
        bytes
    }

    #[test]
    fn packets_pass_by_the_program_of_their_link_type() {
        let mut sieve = Sieve::default();
        assert_eq!(sieve.passes(147, &[], 0), Ok(true), "no filter, no question");
        sieve.add(IP).unwrap();
        assert_eq!(sieve.passes(1, &ethernet(0x0800), 60), Ok(true));
        assert_eq!(sieve.passes(1, &ethernet(0x0806), 60), Ok(false));
        assert_eq!(sieve.passes(1, &[1, 2, 3], 60), Ok(false), "it ends before the filter can look");
        let refused = sieve.passes(147, &ethernet(0x0800), 60).unwrap_err();
        assert_eq!((refused.kind, refused.detail.as_str()), (FailureKind::BadFilter, "link type 147"));
    }

    #[test]
    fn what_is_no_program_is_refused() {
        let many = format!("1:{}6,0,0,1", "0,0,0,1;".repeat(MAX_FILTER_INSTRUCTIONS));
        for text in [
            "",
            "1",
            "1:",
            ":6,0,0,0",
            "70000:6,0,0,0",
            "1:6,0,0",
            "1:6,0,0,0,0",
            "1:6,0,0,-1",
            "1:40,0,0,12",
            &many,
        ] {
            assert_eq!(Sieve::default().add(text), Err(NoProgram), "{text}");
        }
    }
}
