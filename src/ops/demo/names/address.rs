//! E-mail addresses made from a name's plain Latin spelling.

use std::collections::{HashMap, hash_map::Entry};

use super::Dice;

/// `G` is the given name, `F` the family name, a small letter its initial; the rest stands for itself.
const STYLES: &[(&str, u32)] = &[
    ("G.F", 430),
    ("gF", 150),
    ("g.F", 100),
    ("F.G", 70),
    ("G_F", 40),
    ("G-F", 50),
    ("Gf", 40),
    ("Fg", 30),
    ("F", 40),
    ("G", 30),
    ("gf", 20),
];

const TAGS: &[&str] = &["+rolecall", "+hr", "+team", "+2026", "+test", "+north-2"];

/// Desks and machines have an address before anybody gives them a name.
const DESKS: &[&str] = &[
    "reception",
    "empfang",
    "kiosk-2",
    "lager",
    "front.desk",
    "no-reply",
    "on-call",
    "print_room",
    "ausbildung",
    "trainee",
    "accounts-payable.travel-expenses.building-four",
];

/// The longest stem; number and tag fit behind it within the 64 characters a local part may have.
const LONGEST: usize = 46;

/// The addresses given out so far.
#[derive(Default)]
pub struct Addresses {
    /// Their fingerprints, each with the highest number added to it to make another.
    taken: HashMap<u64, u32>,
}

impl Addresses {
    /// Adds a number if someone has the address already, whatever tag either bears.
    pub fn give_out(&mut self, stem: String, tag: &str, domain: &str) -> String {
        let plain = fingerprint(&stem, domain);
        let letters = stem.len();
        let mut email = stem;
        let mut number = self.taken.get(&plain).copied().unwrap_or(0);
        while let Entry::Occupied(_) = self.taken.entry(fingerprint(&email, domain)) {
            number += 1;
            email.truncate(letters);
            email += &number.to_string();
        }
        self.taken.insert(fingerprint(&email, domain), 1);
        self.taken.insert(plain, number.max(1));
        email += tag;
        email.push('@');
        email += domain;
        email
    }
}

/// FNV-1a of the address in small letters. The standard library may change its hash, and with it who gets
/// a number.
fn fingerprint(local: &str, domain: &str) -> u64 {
    let bytes = local.bytes().chain([b'@']).chain(domain.bytes());
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0000_0100_0000_01B3))
}

/// The part before number and tag, in ASCII and never empty. `german` writes `ü` as `ue`.
pub fn stem(dice: &mut Dice, given: &str, family: &str, german: bool) -> String {
    let style = match (given.is_empty(), family.is_empty()) {
        (true, true) => return (*dice.pick(DESKS)).into(),
        (true, false) => "F",
        (false, true) => "G",
        (false, false) => dice.weigh(STYLES, |style| style.1).0,
    };
    let gap = *dice.pick(&["", "", "-"]);
    let mut stem = String::with_capacity(80);
    for mark in style.chars() {
        match mark {
            'G' => stem.extend(spelled(given, gap, german)),
            'F' => stem.extend(spelled(family, gap, german)),
            'g' => stem.extend(initial(given)),
            'f' => stem.extend(initial(family)),
            _ => stem.push(mark),
        }
    }
    if dice.chance(if style.len() < 3 { 250 } else { 20 }) {
        stem.push_str(dice.pick::<&str>(&["07", "1", "64", "71", "77", "84", "88", "92", "99"]));
    }
    stem.truncate(LONGEST);
    stem.truncate(stem.trim_end_matches(['.', '-', '_']).len());
    if dice.chance(15) {
        stem = capitalised(&stem);
    }
    stem
}

/// Mostly nothing.
pub fn tag(dice: &mut Dice) -> &'static str {
    if dice.chance(25) { dice.pick::<&str>(TAGS) } else { "" }
}

/// As some people type their address; it is the same address all the same.
fn capitalised(stem: &str) -> String {
    let mut before = '.';
    let letters = stem.chars().map(|letter| {
        let first = !before.is_ascii_alphanumeric();
        before = letter;
        if first { letter.to_ascii_uppercase() } else { letter }
    });
    letters.collect()
}

fn initial(name: &str) -> Option<&str> {
    spelled(name, "", false).next().and_then(|letters| letters.get(..1))
}

/// The name in small ASCII letters, `gap` for every space and hyphen.
fn spelled<'a>(name: &'a str, gap: &'a str, german: bool) -> impl Iterator<Item = &'a str> {
    name.char_indices().filter_map(move |(at, letter)| match letter {
        'a'..='z' => name.get(at..=at),
        ' ' | '-' => Some(gap),
        'ä' | 'Ä' if german => Some("ae"),
        'ö' | 'Ö' if german => Some("oe"),
        'ü' | 'Ü' if german => Some("ue"),
        _ => letter.to_lowercase().next().and_then(plain),
    })
}

/// A small letter without its diacritics; nothing for apostrophes, dots and what is no Latin letter.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'a' | 'á' | 'à' | 'â' | 'ä' | 'ã' | 'ā' | 'ă' | 'ą' | 'å' => "a",
        'æ' => "ae",
        'b' => "b",
        'c' | 'ç' | 'ć' | 'č' => "c",
        'd' | 'ď' | 'đ' | 'ð' => "d",
        'e' | 'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'f' => "f",
        'g' | 'ğ' | 'ģ' => "g",
        'h' => "h",
        'i' | 'í' | 'ì' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'j' => "j",
        'k' | 'ķ' => "k",
        'l' | 'ł' | 'ľ' | 'ļ' => "l",
        'm' => "m",
        'n' | 'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'o' | 'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ő' | 'ø' => "o",
        'œ' => "oe",
        'p' => "p",
        'q' => "q",
        'r' | 'ř' => "r",
        's' | 'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        't' | 'ť' | 'ţ' | 'ț' => "t",
        'þ' => "th",
        'u' | 'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'v' => "v",
        'w' => "w",
        'x' => "x",
        'y' | 'ý' | 'ÿ' => "y",
        'z' | 'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::CULTURES;
    use super::*;

    #[test]
    fn every_name_in_the_tables_can_be_spelled() {
        for culture in CULTURES {
            for (name, latin) in culture.given.iter().chain(&culture.family).copied().flatten() {
                let letters = latin.chars().filter(|letter| letter.is_alphabetic()).count();
                let spelled: String = spelled(latin, "", false).collect();
                assert!(!spelled.is_empty() && spelled.is_ascii(), "{name}: {spelled}");
                assert!(spelled.len() >= letters, "{name} loses letters: {spelled}");
            }
        }
    }

    #[test]
    fn diacritics_go_the_way_people_write_them() {
        for (name, german, expected) in [
            ("Müller-Lüdenscheid", true, "muellerluedenscheid"),
            ("Öztürk", false, "ozturk"),
            ("Łukasz", false, "lukasz"),
            ("İbrahim", false, "ibrahim"),
            ("O’Sullivan", false, "osullivan"),
            ("Þóra", false, "thora"),
            ("Strauß", true, "strauss"),
            ("van 't Hoff", false, "vanthoff"),
        ] {
            assert_eq!(spelled(name, "", german).collect::<String>(), expected);
        }
    }
}
