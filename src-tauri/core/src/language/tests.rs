use super::*;

/// The `{names}` of a text, in order of the alphabet.
fn names(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
    names.sort_unstable();
    names
}

#[test]
fn every_text_is_there_in_every_language_and_filled_with_the_same_values() {
    // Nothing but values and signs, or a word that both languages have.
    let same = [Phrase::Titled, Phrase::WithRate, Phrase::Opened];
    for phrase in Phrase::ALL {
        let [english, german] = Spoken::ALL.map(|spoken| phrase.text(spoken));
        assert!(!english.is_empty() && !german.is_empty(), "{phrase:?}");
        assert_eq!(names(english), names(german), "{phrase:?}");
        assert_eq!(english == german, same.contains(phrase), "{phrase:?}");
        assert_eq!(english.starts_with(' '), german.starts_with(' '), "{phrase:?}");
        assert_eq!(english.ends_with('.'), german.ends_with('.'), "{phrase:?}");
    }
}

#[test]
fn the_language_is_the_chosen_one_or_else_that_of_the_desktop() {
    let cases = [
        (Language::System, Some("de-CH"), Spoken::German, "1'234'567"),
        (Language::System, Some("de-DE"), Spoken::German, "1.234.567"),
        (Language::System, Some("en-GB"), Spoken::English, "1,234,567"),
        (Language::System, Some("en-IN"), Spoken::English, "12,34,567"),
        (Language::System, Some("fr-FR"), Spoken::English, "1,234,567"),
        (Language::System, Some("ar-EG"), Spoken::English, "1,234,567"),
        (Language::System, Some("C"), Spoken::English, "1,234,567"),
        (Language::System, Some(""), Spoken::English, "1,234,567"),
        (Language::System, None, Spoken::English, "1,234,567"),
        (Language::En, Some("de-DE"), Spoken::English, "1,234,567"),
        (Language::De, Some("C"), Spoken::German, "1.234.567"),
        (Language::De, Some("de-u-nu-arab"), Spoken::German, "1.234.567"),
    ];
    for (choice, desktop, spoken, number) in cases {
        let locale = Locale::of(choice, desktop);
        assert_eq!(
            (locale.spoken(), locale.number(1_234_567).as_str()),
            (spoken, number),
            "{choice:?} {desktop:?}"
        );
    }
}

#[test]
fn numbers_read_as_people_write_them() {
    let [english, german] = [Language::En, Language::De].map(|choice| Locale::of(choice, None));
    for (number, en, de) in [(0, "0", "0"), (999, "999", "999"), (12_345_678, "12,345,678", "12.345.678")] {
        assert_eq!((english.number(number).as_str(), german.number(number).as_str()), (en, de));
    }
    let rates = [
        (0, "0 bit/s", "0 bit/s"),
        (949, "949 bit/s", "949 bit/s"),
        (1_500, "1.5 kbit/s", "1,5 kbit/s"),
        (999_949, "999.9 kbit/s", "999,9 kbit/s"),
        (999_950, "1.0 Mbit/s", "1,0 Mbit/s"),
        (11_800_000, "11.8 Mbit/s", "11,8 Mbit/s"),
        (2_000_000_000, "2.0 Gbit/s", "2,0 Gbit/s"),
        (1_234_000_000_000, "1,234.0 Gbit/s", "1.234,0 Gbit/s"),
        (u64::MAX, "18,446,744,073.7 Gbit/s", "18.446.744.073,7 Gbit/s"),
    ];
    for (bits, en, de) in rates {
        assert_eq!((english.bit_rate(bits).as_str(), german.bit_rate(bits).as_str()), (en, de));
    }
}

#[test]
fn a_value_is_filled_in_as_it_is() {
    let hostile = "{rate} <b> {";
    let said = Locale::of(Language::De, None).say(Phrase::StartOn, &[("name", hostile)]);
    assert_eq!(said, format!("Aufzeichnung auf {hostile} starten"));
}
