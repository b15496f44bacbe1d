//! Where the syntax error is. libpcap says only that there is one.
//!
//! The words in front of an error can be continued to a valid filter, those up to it cannot. So the text is cut behind
//! each word in turn, and the first piece that no ending makes valid ends with the word that is wrong.

use weir_protocol::BpfInstruction;

/// More words than this are not tried: each costs some compilations.
const MAX_WORDS: usize = 200;

/// What libpcap says.
const SYNTAX_ERROR: &str = "syntax error";

/// One of these makes any beginning valid that can be made valid, as far as the grammar of pcap-filter(7) goes.
const ENDINGS: [&str; 12] = [
    "",
    "tcp",
    "1",
    "192.0.2.1",
    "host 192.0.2.1",
    "port 1",
    "02:00:00:00:00:01",
    "= 1",
    "0] = 1",
    "] = 1",
    "1 = 1",
    "mask 255.255.255.255",
];

/// The word with its place in characters, or where the text ends, in words; `None` when it cannot be told.
pub(super) fn syntax_error(
    text: &str,
    message: &str,
    compile: impl Fn(&str) -> Result<Vec<BpfInstruction>, String>,
) -> Option<String> {
    if !message.contains(SYNTAX_ERROR) {
        return None;
    }
    let words = words(text);
    if words.len() > MAX_WORDS {
        return None;
    }
    let parses = |candidate: &str| match compile(candidate) {
        Ok(_) => true,
        Err(error) => !error.contains(SYNTAX_ERROR),
    };
    for &(start, end) in &words {
        let (Some(beginning), Some(word)) = (text.get(..end), text.get(start..end)) else { return None };
        if !ENDINGS.iter().any(|ending| parses(&closed(&format!("{beginning} {ending}")))) {
            let character = text.get(..start)?.chars().count() + 1;
            return Some(format!("'{word}' (character {character})"));
        }
    }
    Some("its end".into())
}

/// With the parentheses closed that are open.
fn closed(text: &str) -> String {
    let count = |wanted: char| text.chars().filter(|&c| c == wanted).count();
    format!("{text}{}", ")".repeat(count('(').saturating_sub(count(')'))))
}

/// Where each word begins and ends: names, numbers and addresses, or one sign.
fn words(text: &str) -> Vec<(usize, usize)> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | ':' | '-' | '_' | '/' | '\\' | '$');
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut inside = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match words.last_mut() {
            Some(last) if inside && is_part(c) => last.1 = end,
            _ if c.is_whitespace() => {}
            _ => words.push((at, end)),
        }
        inside = is_part(c);
    }
    // Signs of two characters are one word.
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in words {
        match joined.last_mut() {
            Some(last)
                if last.1 == start
                    && matches!(
                        text.get(last.0..end),
                        Some("&&" | "||" | "<<" | ">>" | "<=" | ">=" | "==" | "!=")
                    ) =>
            {
                last.1 = end;
            }
            _ => joined.push((start, end)),
        }
    }
    joined
}
