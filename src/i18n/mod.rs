//! The visitor's language and zone, and every word a person reads.

mod catalogue;
mod dates;
mod words;
mod zones;

pub use catalogue::{FILES, text};
pub use words::{Said, Value, Words};
pub use zones::{zone, zone_typed, zones, zones_at};

use chrono_tz::Tz;

use crate::clock::Moment;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    German,
    /// English with accents and 40 % more letters: shows what was never put into the catalogue, and what does not fit.
    Pseudo,
}

impl Language {
    /// The ones people are offered, each by its own name.
    pub const OFFERED: [(Self, &'static str); 2] = [(Self::English, "English"), (Self::German, "Deutsch")];

    /// The tag of BCP 47.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Pseudo => "en-XA",
        }
    }

    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        [Self::English, Self::German, Self::Pseudo].into_iter().find(|language| language.tag() == tag)
    }

    /// The best of what a browser asks for: `Accept-Language`, RFC 9110 §12.5.4.
    #[must_use]
    pub fn accepted(header: &str) -> Option<Self> {
        let mut wanted: Vec<(f32, &str)> = header
            .split(',')
            .take(20)
            .filter_map(|part| {
                let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
                Some((weight.trim().parse().ok()?, tag.trim()))
            })
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        wanted.iter().find_map(|(_, tag)| Self::from_tag(tag).or_else(|| Self::from_tag(tag.split('-').next().unwrap_or(tag))))
    }
}

/// Who reads: the language for words, the zone for moments, and when "now" is for them.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    pub language: Language,
    pub zone: Tz,
    pub now: Moment,
}

impl askama::Values for Reader {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn std::any::Any> {
        (key == "reader").then_some(self)
    }
}

/// Marks that turn the reading direction of the text around them: with one, "gpj.exe" would read "exe.jpg".
#[must_use]
pub fn turns(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_gets_the_first_language_it_asks_for_that_exists() {
        assert_eq!(Language::accepted("de-AT,de;q=0.9,en;q=0.8"), Some(Language::German));
        assert_eq!(Language::accepted("fr, en;q=0.3, de;q=0.7"), Some(Language::German));
        assert_eq!(Language::accepted("fr-CH, en-US;q=0.3"), Some(Language::English));
        assert_eq!(Language::accepted("de;q=0, fr"), None);
        assert_eq!(Language::accepted(";;;q=x,,"), None);
    }
}
