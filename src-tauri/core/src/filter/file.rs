//! A capture filter for a file: compiled for each link type that a file can have, since only the program that reads
//! the file gets to know which it is.

use weir_protocol::{BpfInstruction, limits::MAX_FILTER_INSTRUCTIONS};

use super::{checked, locate, machine, not_valid, too_long};
use crate::view::UserError;

/// What libpcap compiles for, and the link types (tcpdump registry) whose frames look like that: loopback of BSD,
/// Ethernet, PPP, raw IP, PPP on a serial line, 802.11, loopback of OpenBSD, cooked, 802.11 with radiotap, cooked
/// version 2.
const LINKS: [(i32, &[u16]); 10] = [
    (0, &[0]),
    (1, &[1]),
    (9, &[9]),
    (12, &[12, 14, 101, 228, 229]),
    (50, &[50]),
    (105, &[105]),
    (108, &[108]),
    (113, &[113]),
    (127, &[127]),
    (276, &[276]),
];

/// Programs by link type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFilter {
    programs: Vec<(u16, Vec<BpfInstruction>)>,
}

impl FileFilter {
    /// Compiles `text`; one without any word is no filter. Blocks while libpcap looks up a name.
    ///
    /// # Errors
    /// As [`super::compile`], when it is a filter for no link type at all.
    pub fn compile(text: &str) -> Result<Option<Self>, UserError> {
        let Some(text) = checked(text)? else { return Ok(None) };
        let (mut programs, mut first_error) = (Vec::new(), None);
        for (number, links) in LINKS {
            match machine::compile_for(text, number) {
                Ok(program) if program.len() > MAX_FILTER_INSTRUCTIONS => {
                    return Err(too_long(program.len()));
                }
                Ok(program) => programs.extend(links.iter().map(|&link| (link, program.clone()))),
                // What cannot be said of a link type is refused where it occurs. Ethernet's words are the plainest.
                Err(message) if number == 1 || first_error.is_none() => first_error = Some((number, message)),
                Err(_) => {}
            }
        }
        match first_error {
            Some((number, message)) if programs.is_empty() => {
                let place = locate::syntax_error(text, &message, |part| machine::compile_for(part, number));
                Err(not_valid(&message, place))
            }
            _ => Ok(Some(Self { programs })),
        }
    }

    /// The words for the replay program.
    pub(crate) fn words(&self) -> impl Iterator<Item = String> {
        self.programs.iter().flat_map(|(link, program)| {
            let code: Vec<String> = program
                .iter()
                .map(|BpfInstruction { code, jt, jf, k }| format!("{code},{jt},{jf},{k}"))
                .collect();
            ["--filter".to_owned(), format!("{link}:{}", code.join(";"))]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::ErrorCode;

    #[test]
    fn nothing_is_no_filter_and_nonsense_is_refused_with_the_place() {
        assert_eq!(FileFilter::compile(" "), Ok(None));
        let error = FileFilter::compile("tcp and and udp").unwrap_err();
        assert_eq!(error.code, ErrorCode::BadFilter);
        assert!(error.sentence.contains("syntax error at 'and' (character 9)"), "{}", error.sentence);
    }

    #[test]
    fn each_link_type_has_its_own_program() {
        let filter = FileFilter::compile("tcp port 80").unwrap().unwrap();
        let of = |link| filter.programs.iter().find(|(known, _)| *known == link).map(|(_, code)| code);
        assert_eq!(of(1).map(|code| code[0].k), Some(12), "the EtherType");
        assert_eq!(of(113).map(|code| code[0].k), Some(14), "the protocol of a cooked header");
        assert_eq!(of(101), of(12));
        assert!(of(147).is_none());
        let words: Vec<String> = filter.words().collect();
        assert_eq!(words.len(), 2 * filter.programs.len());
        assert!(words[3].starts_with("1:40,0,0,12;"), "{}", words[3]);
    }

    #[test]
    fn what_only_one_link_type_knows_is_a_filter_for_that() {
        let filter = FileFilter::compile("wlan type mgt").unwrap().unwrap();
        assert!(filter.programs.iter().all(|(link, _)| [105, 127].contains(link)), "{filter:?}");
    }
}
