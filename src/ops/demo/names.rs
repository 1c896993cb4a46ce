//! What people are called and where they live: one `Culture` per way of naming.

/// Names in the Latin alphabet; the e-mail address drops their diacritics.
macro_rules! latin {
    ($($name:literal)+) => { &[$(($name, $name)),+] };
}

/// Names in any other alphabet, each beside its spelling in plain Latin letters.
macro_rules! roman {
    ($($name:literal $spelling:literal),+ $(,)?) => { &[$(($name, $spelling)),+] };
}

/// Each a name, a time zone and a pattern of telephone numbers.
macro_rules! places {
    ($($name:literal $zone:literal $phone:literal),+ $(,)?) => {
        &[$(Place { name: $name, zone: $zone, phone: $phone }),+]
    };
}

pub mod address;
pub mod aegean_to_caucasus;
pub mod africa;
pub mod dice;
pub mod east_asia;
pub mod history;
pub mod latin_east;
pub mod latin_north;
pub mod latin_west;
pub mod levant;
pub mod notes;
pub mod roles;
pub mod shape;
pub mod south_asia;
pub mod work;

pub use dice::Dice;
pub use shape::Shape;

/// As written, and in Latin letters.
pub type Names = &'static [(&'static str, &'static str)];

/// One way of naming people, and where and how those people mostly live and write.
pub struct Culture {
    pub name: &'static str,
    /// How common it is among all, relative to the others.
    pub share: u32,
    /// Women's and men's.
    pub given: [Names; 2],
    /// The same table twice, unless the language inflects family names (Wiśniewska, Wiśniewski).
    pub family: [Names; 2],
    pub shapes: &'static [(Shape, u32)],
    pub places: &'static [Place],
    pub house: Company,
    /// Sentences about oneself in the language itself, true of any gender.
    pub about: &'static [&'static str],
}

pub struct Place {
    pub name: &'static str,
    pub zone: &'static str,
    /// `#` is any digit. None can ring: they lie in the range the country keeps for films, or their
    /// subscriber number starts with 0.
    pub phone: &'static str,
}

pub struct Company {
    pub name: &'static str,
    pub domain: &'static str,
}

pub const CULTURES: &[&Culture] = &[
    &latin_west::GERMAN,
    &latin_west::ENGLISH,
    &aegean_to_caucasus::GREEK,
    &levant::ARABIC,
    &east_asia::CHINESE,
    &latin_east::POLISH,
    &south_asia::HINDI,
    &latin_west::SPANISH,
    &aegean_to_caucasus::RUSSIAN,
    &levant::HEBREW,
    &east_asia::JAPANESE,
    &latin_west::DUTCH,
    &south_asia::BENGALI,
    &latin_east::TURKISH,
    &east_asia::KOREAN,
    &south_asia::THAI,
    &africa::AMHARIC,
    &aegean_to_caucasus::GEORGIAN,
    &latin_west::IRISH,
    &latin_north::SWEDISH,
    &east_asia::VIETNAMESE,
    &south_asia::INDONESIAN,
    &latin_west::FRENCH,
    &latin_west::PORTUGUESE,
    &latin_west::ITALIAN,
    &latin_north::NORWEGIAN,
    &latin_north::ICELANDIC,
    &latin_north::FINNISH,
    &latin_north::LITHUANIAN,
    &latin_east::CZECH,
    &latin_east::HUNGARIAN,
    &latin_east::ROMANIAN,
    &latin_east::CROATIAN,
    &aegean_to_caucasus::UKRAINIAN,
    &aegean_to_caucasus::BULGARIAN,
    &aegean_to_caucasus::ARMENIAN,
    &levant::PERSIAN,
    &africa::YORUBA,
    &africa::SWAHILI,
    &south_asia::TAMIL,
    &south_asia::BURMESE,
    &east_asia::TAIWANESE,
];

impl Place {
    /// Two in three people leave one.
    pub fn telephone(&self, dice: &mut Dice) -> String {
        if dice.chance(350) {
            return String::new();
        }
        let extension = if dice.chance(30) { " ext. 1#" } else { "" };
        let mut number = String::with_capacity(28);
        number.extend(dice.fill_in(self.phone));
        number.extend(dice.fill_in(extension));
        number
    }
}

#[cfg(test)]
mod tests {
    use super::super::people::{People, Person};
    use super::*;

    #[test]
    fn every_script_and_shape_of_name_occurs() {
        let all: Vec<_> = People::new(7).take(10_000).collect();
        for (script, first, last) in [
            ("Greek", 'Α', 'ω'),
            ("Cyrillic", 'А', 'я'),
            ("Armenian", 'Ա', 'ֆ'),
            ("Hebrew", 'א', 'ת'),
            ("Arabic", 'ء', 'ي'),
            ("Devanagari", '\u{900}', '\u{97F}'),
            ("Bengali", '\u{980}', '\u{9FF}'),
            ("Tamil", '\u{B80}', '\u{BFF}'),
            ("Thai", 'ก', '\u{E7F}'),
            ("Burmese", '\u{1000}', '\u{109F}'),
            ("Georgian", 'ა', 'ჰ'),
            ("Korean", '가', '힣'),
            ("Ethiopic", '\u{1200}', '\u{137F}'),
            ("Vietnamese", 'Ạ', 'ỹ'),
            ("Hiragana", 'ぁ', 'ん'),
            ("Katakana", 'ァ', 'ン'),
            ("Chinese", '一', '\u{9FFF}'),
            ("Chinese beyond 16 bits", '\u{20000}', '\u{2FFFF}'),
        ] {
            let written = |name: &str| name.chars().any(|letter| (first..=last).contains(&letter));
            assert!(all.iter().any(|one| written(&one.first_name) || written(&one.last_name)), "{script}");
        }
        for piece in ["van der ", "O'", "O’", "ı", "Ł", "Å", "Đ", "Þ", "ß", "-", ". ", "Jr.", "\u{200C}"] {
            let named = |one: &Person| [&*one.first_name, " ", &one.last_name, " "].concat();
            assert!(all.iter().any(|one| named(one).contains(piece)), "{piece}");
        }
        let letters = |one: &Person| one.first_name.chars().count() + one.last_name.chars().count();
        assert!(all.iter().any(|one| letters(one) >= 60));
        assert!(all.iter().any(|one| letters(one) == 2 && !one.first_name.is_empty()));
        assert!(all.iter().any(|one| one.first_name.is_empty() && !one.last_name.is_empty()));
        assert!(all.iter().any(|one| !one.first_name.is_empty() && one.last_name.is_empty()));
    }

    #[test]
    fn every_time_zone_exists() {
        for place in CULTURES.iter().flat_map(|culture| culture.places) {
            assert!(place.zone.parse::<chrono_tz::Tz>().is_ok(), "{}", place.zone);
        }
    }
}
