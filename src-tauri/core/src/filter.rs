//! The user's capture filter: text in the language of pcap-filter(7), compiled by libpcap into numbers that the sidecar
//! checks and gives to the kernel.
//!
//! Owns nothing. The text never leaves this process; libpcap may look up host names that stand in it.

mod file;
mod locate;

use weir_protocol::{BpfInstruction, CaptureFilter, limits::MAX_FILTER_INSTRUCTIONS};

use crate::{
    said::SaidId,
    view::{ErrorCode, UserError},
};
pub use file::FileFilter;

/// Longest filter text: two hundred addresses. libpcap takes the square of the length: a second for this, some minutes
/// for a hundred thousand bytes.
pub const MAX_FILTER_BYTES: usize = 4096;

/// EtherTypes of VLAN tags. The kernel takes the outermost tag out of a frame, so a filter that asks for one of them
/// must be shown the tag.
const TAG_TYPES: [u32; 3] = [0x8100, 0x88a8, 0x9100];

/// What frames begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// An Ethernet header.
    Ethernet,
    /// An IP header: tun, WireGuard, tunnels.
    Raw,
}

impl Shape {
    /// That of an interface, by the kernel's word (ARPHRD, linux/if_arp.h); Ethernet where it says nothing.
    #[must_use]
    pub fn of(interface: &str) -> Self {
        const WITHOUT_HEADER: [&str; 8] = ["512", "519", "768", "769", "776", "778", "823", "65534"];
        let file = std::path::Path::new("/sys/class/net").join(interface).join("type");
        let kind = std::fs::read_to_string(file).unwrap_or_default();
        if WITHOUT_HEADER.contains(&kind.trim()) { Self::Raw } else { Self::Ethernet }
    }
}

/// Compiles `text` for an interface of that shape; a text without any word is no filter. Blocks while libpcap looks up
/// a name.
///
/// # Errors
/// [`ErrorCode::BadFilter`] with libpcap's own words and, for a syntax error, the word at which it occurs.
pub fn compile(text: &str, shape: Shape) -> Result<Option<CaptureFilter>, UserError> {
    let Some(text) = checked(text)? else { return Ok(None) };
    let (ethernet, raw) = (machine::compile(text, Shape::Ethernet), machine::compile(text, Shape::Raw));
    let own = match shape {
        Shape::Ethernet => &ethernet,
        Shape::Raw => &raw,
    };
    if let Err(message) = own {
        let place = locate::syntax_error(text, message, |part| machine::compile(part, shape));
        return Err(not_valid(message, place));
    }
    // What cannot be said of the other shape matches nothing there.
    let filter = CaptureFilter {
        tags: ethernet.iter().flatten().any(asks_for_tag),
        ethernet: ethernet.unwrap_or_default(),
        raw: raw.unwrap_or_default(),
    };
    let longest = filter.ethernet.len().max(filter.raw.len());
    if longest > MAX_FILTER_INSTRUCTIONS {
        return Err(too_long(longest));
    }
    Ok(Some(filter))
}

/// The text without blanks around it, if it has any word and can be compiled at all.
fn checked(text: &str) -> Result<Option<&str>, UserError> {
    let text = text.trim();
    check_length(text).map_err(|_| too_many_bytes(text.len()))?;
    if let Some(place) = text.find(['\0', '\n', '\r']) {
        return Err(bad(SaidId::CaptureFilterLine, &[("place", &(place + 1).to_string())]));
    }
    Ok(Some(text).filter(|text| !text.is_empty()))
}

fn not_valid(message: &str, place: Option<String>) -> UserError {
    match place {
        None => bad(SaidId::CaptureFilterWrong, &[("message", message)]),
        Some(place) => bad(SaidId::CaptureFilterWrongAt, &[("message", message), ("place", &place)]),
    }
}

fn too_long(instructions: usize) -> UserError {
    let values = [instructions, MAX_FILTER_INSTRUCTIONS].map(|number| number.to_string());
    bad(SaidId::CaptureFilterSize, &[("instructions", &values[0]), ("most", &values[1])])
}

fn too_many_bytes(bytes: usize) -> UserError {
    let values = [bytes, MAX_FILTER_BYTES].map(|number| number.to_string());
    bad(SaidId::CaptureFilterLong, &[("bytes", &values[0]), ("most", &values[1])])
}

/// Refuses a text that is too long to be compiled.
///
/// # Errors
/// A sentence.
pub fn check_length(text: &str) -> Result<(), String> {
    if text.len() <= MAX_FILTER_BYTES {
        return Ok(());
    }
    Err(too_many_bytes(text.len()).sentence)
}

fn bad(id: SaidId, values: &[(&str, &str)]) -> UserError {
    UserError::new(ErrorCode::BadFilter, id, values)
}

/// A comparison with the EtherType of a tag.
fn asks_for_tag(instruction: &BpfInstruction) -> bool {
    const JUMP_IF_EQUAL: u16 = 0x15;
    instruction.code == JUMP_IF_EQUAL && TAG_TYPES.contains(&instruction.k)
}

#[cfg(unix)]
mod machine {
    //! libpcap.

    use std::sync::Mutex;

    use pcap::{BpfInstruction as Shown, Capture, Error, Linktype};
    use weir_protocol::BpfInstruction;

    use super::Shape;

    /// libpcap looks up names with functions that are not made for threads.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

    pub(super) fn compile(text: &str, shape: Shape) -> Result<Vec<BpfInstruction>, String> {
        const DLT_RAW: i32 = 12;
        let link = match shape {
            Shape::Ethernet => Linktype::ETHERNET.0,
            Shape::Raw => DLT_RAW,
        };
        compile_for(text, link)
    }

    /// For the link type with this number of libpcap's own.
    pub(super) fn compile_for(text: &str, number: i32) -> Result<Vec<BpfInstruction>, String> {
        let link = Linktype(number);
        let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let program =
            Capture::dead(link).and_then(|dead| dead.compile(text, true)).map_err(|error| words(&error))?;
        program
            .get_instructions()
            .iter()
            .map(|shown| read(shown).ok_or_else(|| "libpcap gave no instructions".to_owned()))
            .collect()
    }

    fn words(error: &Error) -> String {
        let message = if let Error::PcapError(message) = error { message.clone() } else { error.to_string() };
        message.trim_start_matches("can't parse filter expression: ").to_owned()
    }

    /// The crate shows an instruction only as text: four decimal numbers.
    fn read(shown: &Shown) -> Option<BpfInstruction> {
        let text = shown.to_string();
        let mut fields = text.split(' ');
        Some(BpfInstruction {
            code: fields.next()?.parse().ok()?,
            jt: fields.next()?.parse().ok()?,
            jf: fields.next()?.parse().ok()?,
            k: fields.next()?.parse().ok()?,
        })
    }
}

#[cfg(not(unix))]
mod machine {
    //! No compiler here yet.

    use weir_protocol::BpfInstruction;

    use super::Shape;

    pub(super) fn compile(_: &str, _: Shape) -> Result<Vec<BpfInstruction>, String> {
        Err("this build of Weir has no capture filters".into())
    }

    pub(super) fn compile_for(text: &str, _: i32) -> Result<Vec<BpfInstruction>, String> {
        compile(text, Shape::Ethernet)
    }
}

#[cfg(test)]
mod tests;
