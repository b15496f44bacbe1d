//! Words from the network made safe to show: one line, left to right, of bounded length.

/// Longest name that is shown: that of DNS (RFC 1035, section 2.3.4).
pub const MAX_SHOWN: usize = 255;

/// `raw` with everything that would not show as itself written out: control characters, line ends, direction marks and
/// invisible characters as `\u{202e}`. At most [`MAX_SHOWN`] characters of it are shown, with `…` for the rest.
///
/// Markup stays as it is: whoever shows a name shows it as text.
#[must_use]
pub fn shown(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len().min(MAX_SHOWN));
    for (count, letter) in raw.chars().enumerate() {
        if count >= MAX_SHOWN {
            text.push('…');
            break;
        }
        if is_deceiving(letter) {
            text.extend(letter.escape_unicode());
        } else {
            text.push(letter);
        }
    }
    text
}

/// Controls, and the characters that Unicode calls format (Cf) or separators other than the space.
fn is_deceiving(letter: char) -> bool {
    letter.is_control()
        || (letter.is_whitespace() && letter != ' ')
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffd}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_names_are_left_alone() {
        for name in ["one.example", "büro.example", "名前.example", "a-b_c.d", "<img src=x onerror=alert(1)>"]
        {
            assert_eq!(shown(name), name);
        }
    }

    #[test]
    fn what_would_deceive_is_written_out() {
        assert_eq!(shown("a\u{202e}moc.b"), "a\\u{202e}moc.b");
        assert_eq!(shown("a\nb\0c\u{2028}d"), "a\\u{a}b\\u{0}c\\u{2028}d");
        assert_eq!(shown("pay\u{200b}pal"), "pay\\u{200b}pal");
    }

    #[test]
    fn a_long_name_ends() {
        assert_eq!(shown(&"x".repeat(255)).chars().count(), 255);
        let cut = shown(&"x".repeat(100_000));
        assert_eq!((cut.chars().count(), cut.ends_with('…')), (256, true));
    }

    proptest! {
        #[test]
        fn nothing_invisible_comes_out(raw in any::<String>()) {
            prop_assert!(!shown(&raw).chars().any(is_deceiving));
        }
    }
}
