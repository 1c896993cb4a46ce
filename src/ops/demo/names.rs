//! What people are called: one `Culture` per way of naming, and the rules that put a name together.

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
pub mod roles;
pub mod south_asia;
pub mod work;

pub use dice::Dice;

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

/// How a name is put together and split over the two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Plain,
    /// "John Q."
    Initial,
    /// Two given names with this between: "Anna-Lena".
    TwoGiven(&'static str),
    /// Two family names with this between: "García Márquez".
    TwoFamilies(&'static str),
    /// A second name from this table: "Анна Сергеевна".
    Middle([Names; 2]),
    /// The same said before the given one: "Văn Minh".
    MiddleBefore([Names; 2]),
    /// A foreign first name from this table, the rest in Latin letters: "Grace Chen".
    Borrowed([Names; 2]),
    /// All in Latin letters.
    Romanised,
    /// Written without a gap, family first, all in the first field: "王小明".
    Unsplit,
    GivenOnly,
    FamilyOnly,
    /// "Jr.", "III".
    Suffixed,
    /// "Claire DUPONT".
    Capitals,
    /// "tom baker", as typed in a hurry.
    Lowercase,
    /// Name after name, 60 letters at least, this before the last: " y ".
    Chain(&'static str),
}

/// A made-up name, and the two words of it an e-mail address is made from.
pub struct Naming {
    pub first: String,
    pub last: String,
    pub given: &'static str,
    pub family: &'static str,
}

/// How other alphabets reach an international directory: mostly as they are, often transcribed.
pub const OWN_SCRIPT: &[(Shape, u32)] = &[
    (Shape::Plain, 78),
    (Shape::Romanised, 20),
    (Shape::GivenOnly, 1),
    (Shape::FamilyOnly, 1),
];

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

impl Culture {
    /// Names one person; `gender` is 0 or 1, as in the tables.
    pub fn name_someone(&self, dice: &mut Dice, gender: usize) -> Naming {
        let (one, other) = dice.pick_two(self.given[gender]);
        let (house, second_house) = dice.pick_two(self.family[gender]);
        let mut named = Naming {
            first: one.0.into(),
            last: house.0.into(),
            given: one.1,
            family: house.1,
        };
        match dice.weigh(self.shapes, |shape| shape.1).0 {
            Shape::Plain => {}
            Shape::Initial => {
                named.first.push(' ');
                named.first.extend(other.0.chars().next());
                named.first.push('.');
            }
            Shape::TwoGiven(between) => append(&mut named.first, between, other.0),
            Shape::TwoFamilies(between) => append(&mut named.last, between, second_house.0),
            Shape::Middle(table) => append(&mut named.first, " ", dice.pick(table[gender]).0),
            Shape::MiddleBefore(table) => {
                named.first = [dice.pick(table[gender]).0, one.0].join(" ");
            }
            Shape::Borrowed(table) => {
                let foreign = dice.pick(table[gender]);
                named.first = foreign.0.into();
                named.given = foreign.1;
                named.last = house.1.into();
            }
            Shape::Romanised => {
                named.first = one.1.into();
                named.last = house.1.into();
            }
            Shape::Unsplit => {
                named.first = [house.0, one.0].concat();
                named.last.clear();
            }
            Shape::GivenOnly => {
                named.last.clear();
                named.family = "";
            }
            Shape::FamilyOnly => {
                named.first.clear();
                named.given = "";
            }
            Shape::Suffixed => {
                append(
                    &mut named.last,
                    " ",
                    dice.pick::<&str>(&["Jr.", "Sr.", "III", "PhD", "MBE"]),
                );
            }
            Shape::Capitals => named.last = named.last.to_uppercase(),
            Shape::Lowercase => {
                named.first = named.first.to_lowercase();
                named.last = named.last.to_lowercase();
            }
            Shape::Chain(before_last) => {
                append(&mut named.first, " ", other.0);
                append(&mut named.last, " ", second_house.0);
                let last = dice.pick(self.family[gender]).0;
                while named.first.chars().chain(named.last.chars()).count() + last.len() < 58 {
                    append(&mut named.last, " ", dice.pick(self.family[gender]).0);
                }
                append(&mut named.last, before_last, last);
            }
        }
        named
    }
}

impl Place {
    /// Two in three people leave one.
    pub fn telephone(&self, dice: &mut Dice) -> String {
        if dice.chance(350) {
            return String::new();
        }
        let extension = if dice.chance(30) { " ext. 1#" } else { "" };
        let marks = self.phone.chars().chain(extension.chars());
        marks
            .map(|mark| if mark == '#' { dice.digit() } else { mark })
            .collect()
    }
}

fn append(to: &mut String, between: &str, more: &str) {
    to.push_str(between);
    to.push_str(more);
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
            assert!(
                all.iter()
                    .any(|one| written(&one.first_name) || written(&one.last_name)),
                "{script}"
            );
        }
        for piece in [
            "van der ", "O'", "O’", "ı", "Ł", "Å", "Đ", "Þ", "ß", "-", ". ", "Jr.", "\u{200C}",
        ] {
            let named = |one: &Person| [&*one.first_name, " ", &one.last_name, " "].concat();
            assert!(all.iter().any(|one| named(one).contains(piece)), "{piece}");
        }
        let letters = |one: &Person| one.first_name.chars().count() + one.last_name.chars().count();
        assert!(all.iter().any(|one| letters(one) >= 60));
        assert!(
            all.iter()
                .any(|one| letters(one) == 2 && !one.first_name.is_empty())
        );
        assert!(
            all.iter()
                .any(|one| one.first_name.is_empty() && !one.last_name.is_empty())
        );
        assert!(
            all.iter()
                .any(|one| !one.first_name.is_empty() && one.last_name.is_empty())
        );
    }

    #[test]
    fn every_time_zone_exists() {
        for place in CULTURES.iter().flat_map(|culture| culture.places) {
            assert!(
                place.zone.parse::<chrono_tz::Tz>().is_ok(),
                "{}",
                place.zone
            );
        }
    }
}
