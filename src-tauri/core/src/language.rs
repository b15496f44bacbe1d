//! The language that Weir speaks outside of its window: in the tray and in notifications.
//!
//! The window has more texts, of its own; what both say is the same, and tests compare it.

mod phrases;

use std::sync::LazyLock;

use icu_decimal::{DecimalFormatter, input::Decimal};
pub use phrases::Phrase;

use crate::{
    detection::{EpisodeKind, Severity},
    said::{Said, fill},
    settings::Language,
    view::UserError,
};

/// A language that Weir has texts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Spoken {
    English,
    German,
}

impl Spoken {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Its name in BCP 47.
    const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }
}

/// A language with its way to write numbers.
#[derive(Clone, Debug)]
pub struct Locale {
    spoken: Spoken,
    /// None only if the data of the language were missing: numbers are then written without separators.
    numbers: Option<DecimalFormatter>,
}

impl Locale {
    /// That of a choice on a desktop with this locale (BCP 47, such as `de-CH`), by the rules of the window: the
    /// region of the desktop counts where its language is the one spoken, and digits are 0 to 9.
    #[must_use]
    pub fn of(choice: Language, desktop: Option<&str>) -> Self {
        let own = desktop.and_then(|tag| tag.parse::<icu_locale_core::Locale>().ok()).map(|own| own.id);
        let speaks = |spoken: Spoken| own.as_ref().is_some_and(|own| own.language.as_str() == spoken.tag());
        let spoken = match choice {
            Language::System if speaks(Spoken::German) => Spoken::German,
            Language::System | Language::En => Spoken::English,
            Language::De => Spoken::German,
        };
        let region = own
            .as_ref()
            .filter(|_| speaks(spoken))
            .map_or_else(|| spoken.tag().to_owned(), ToString::to_string);
        let written = format!("{region}-u-nu-latn").parse::<icu_locale_core::Locale>().ok();
        let numbers =
            written.and_then(|locale| DecimalFormatter::try_new(locale.into(), Default::default()).ok());
        Self { spoken, numbers }
    }

    /// English, as in the terminal and in reports.
    #[must_use]
    pub fn english() -> &'static Self {
        static ENGLISH: LazyLock<Locale> = LazyLock::new(|| Locale::of(Language::En, None));
        &ENGLISH
    }

    /// The language.
    #[must_use]
    pub const fn spoken(&self) -> Spoken {
        self.spoken
    }

    /// A text that is filled with `values`, each by its name.
    #[must_use]
    pub fn say(&self, phrase: Phrase, values: &[(&str, &str)]) -> String {
        let value = |wanted: &str| values.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
        fill(phrase.text(self.spoken), value)
    }

    /// What happened and what to do about it; the latter may be empty.
    #[must_use]
    pub fn trouble(&self, error: &UserError) -> (String, String) {
        let said: &Said = &error.said;
        said.in_words(self.spoken)
    }

    /// What an episode is.
    #[must_use]
    pub const fn kind(&self, kind: EpisodeKind) -> &'static str {
        match self.spoken {
            Spoken::English => kind.label(),
            Spoken::German => phrases::kind(kind),
        }
    }

    /// How bad it is.
    #[must_use]
    pub const fn severity(&self, severity: Severity) -> &'static str {
        match self.spoken {
            Spoken::English => severity.label(),
            Spoken::German => phrases::severity(severity),
        }
    }

    /// 2134 as `2,134` or `2.134`.
    #[must_use]
    pub fn number(&self, number: u64) -> String {
        self.written(Decimal::from(number))
    }

    /// In powers of 1000, as links are sold: `11.8 Mbit/s` or `11,8 Mbit/s`.
    #[must_use]
    pub fn bit_rate(&self, bits: u64) -> String {
        for (unit, size) in [("Gbit/s", 1_000_000_000), ("Mbit/s", 1_000_000), ("kbit/s", 1_000)] {
            // The value that would be written as 1,000.0 belongs to the next unit, as 1.0.
            if bits.saturating_add(size / 20_000) >= size {
                let mut tenths =
                    Decimal::from((bits / (size / 10)) + u64::from(bits % (size / 10) >= size / 20));
                tenths.multiply_pow10(-1);
                return format!("{} {unit}", self.written(tenths));
            }
        }
        format!("{} bit/s", self.number(bits))
    }

    fn written(&self, number: Decimal) -> String {
        match &self.numbers {
            Some(numbers) => numbers.format_to_string(&number),
            None => number.to_string(),
        }
    }
}

#[cfg(test)]
mod tests;
