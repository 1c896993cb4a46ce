//! The made-up people of `rolecall demo`: anyone, anywhere, in any state, and again for the same seed.

use super::names::address::{self, Addresses};
use super::names::history::{History, STANDINGS};
use super::names::latin_west::GERMAN;
use super::names::{CULTURES, Culture, Dice, Place, notes, work};

pub use super::names::history::Standing;
pub use super::names::roles::ROLES;

/// One made-up person. Ages count back from now; nothing happened before `created_days_ago`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub title: &'static str,
    pub company: &'static str,
    pub location: &'static str,
    pub phone: String,
    pub description: String,
    pub tags: Vec<&'static str>,
    pub language: &'static str,
    pub timezone: &'static str,
    pub status: Standing,
    /// When the status became what it is.
    pub status_days_ago: u32,
    /// Why suspended or archived, unless nobody said.
    pub reason: Option<&'static str>,
    /// Index into `ROLES`.
    pub role: Option<usize>,
    pub created_days_ago: u32,
    pub last_seen_minutes_ago: Option<u32>,
    /// When the invitation still open was last sent; it may have expired since.
    pub invited_days_ago: Option<u32>,
}

impl Person {
    /// As when somebody typed or pasted an address and nothing else.
    fn know_only_the_address(&mut self) {
        (self.title, self.company, self.location) = Default::default();
        self.phone.clear();
        self.description.clear();
        self.tags.clear();
    }
}

/// All the people of one seed, without end. Who comes when depends on nothing but the seed, so the first
/// hundred of a thousand are the hundred; and the first few dozen (one per culture) have every culture,
/// status and role among them, so that a small demo is complete.
pub struct People {
    seed: u64,
    index: u64,
    addresses: Addresses,
}

impl People {
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed, index: 0, addresses: Addresses::default() }
    }
}

impl Iterator for People {
    type Item = Person;

    fn next(&mut self) -> Option<Person> {
        let dice = &mut Dice::new(self.seed, self.index);
        let shown = usize::try_from(self.index).unwrap_or(usize::MAX);
        self.index += 1;

        let culture = CULTURES.get(shown).copied().unwrap_or_else(|| any_culture(dice));
        let gender = dice.below(2) as usize;
        let naming = culture.name_someone(dice, gender);
        let status = standing(dice, shown);
        let role = role(dice, shown, status);
        let history = History::of(dice, status);
        let may_visit = role.is_none_or(|role| ROLES[role].app_access);
        let nameless = dice.chance(match status {
            Standing::Draft => 600,
            Standing::Invited => 500,
            _ if shown < ROLES.len() => 0,
            _ => 12,
        });
        let moved = dice.chance(120);
        let home = if moved { any_culture(dice) } else { culture };
        let place = dice.pick(home.places);
        let language = language(dice, culture, place);
        let workplace = work::place(dice, home);

        let desk = nameless && dice.chance(250);
        let (given, family) = if desk { Default::default() } else { (naming.given, naming.family) };
        let german = culture.name == GERMAN.name && dice.chance(850);
        let stem = address::stem(dice, given, family, german);
        let email = self.addresses.give_out(stem, address::tag(dice), workplace.domain);
        let (first_name, last_name) = if nameless { Default::default() } else { (naming.first, naming.last) };
        let mut person = Person {
            first_name,
            last_name,
            email,
            title: work::title(dice, language, gender),
            company: if dice.chance(100) { "" } else { workplace.name },
            location: if dice.chance(80) { "" } else { place.name },
            phone: place.telephone(dice),
            description: notes::description(dice, culture, language),
            tags: notes::tags(dice, language),
            language,
            timezone: place.zone,
            status,
            status_days_ago: history.status,
            reason: notes::reason(dice, status, role.is_some()),
            role,
            created_days_ago: history.created,
            last_seen_minutes_ago: history.seen.filter(|_| may_visit),
            invited_days_ago: history.invited,
        };
        if nameless && matches!(status, Standing::Draft | Standing::Invited) {
            person.know_only_the_address();
        }
        Some(person)
    }
}

fn any_culture(dice: &mut Dice) -> &'static Culture {
    CULTURES[dice.weigh_index(CULTURES, |culture| culture.share)]
}

/// After the people who show the roles come those who show the statuses.
fn standing(dice: &mut Dice, shown: usize) -> Standing {
    let drawn = dice.weigh_index(STANDINGS, |one| one.1);
    match shown.checked_sub(ROLES.len()) {
        None => Standing::Active,
        Some(place) => STANDINGS.get(place).unwrap_or(&STANDINGS[drawn]).0,
    }
}

fn role(dice: &mut Dice, shown: usize, status: Standing) -> Option<usize> {
    let none = dice.chance(match status {
        Standing::Draft => 600,
        Standing::Suspended => 80,
        _ => 2,
    });
    let drawn = dice.weigh_index(ROLES, |role| role.share);
    match shown {
        place if place < ROLES.len() => Some(place),
        place if place == ROLES.len() => None,
        _ => (!none).then_some(drawn),
    }
}

/// Rolecall speaks two languages: German where it is spoken, English to everyone else.
fn language(dice: &mut Dice, culture: &Culture, place: &Place) -> &'static str {
    let there = matches!(place.zone, "Europe/Berlin" | "Europe/Vienna" | "Europe/Zurich");
    let likely = match (culture.name == GERMAN.name, there) {
        (true, true) => 960,
        (true, false) => 700,
        (false, true) => 600,
        (false, false) => 5,
    };
    if dice.chance(likely) { "de" } else { "en" }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const QUARTER: u32 = 90 * 24 * 60;

    fn people(count: usize) -> Vec<Person> {
        People::new(7).take(count).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_people() {
        assert_eq!(people(2000), people(2000));
        assert!(People::new(8).zip(people(50)).any(|(other, person)| other != person));
    }

    /// Pinned, so that no update of Rust and no other machine changes them unnoticed. Editing a
    /// table may.
    #[test]
    fn the_same_seed_gives_the_same_people_everywhere() {
        for (index, expected) in [
            (0, "fassbender.baerbel@north.example 726"),
            (5_000, "hasmik.baghdasaryan@acme.example 324"),
            (99_999, "mahmonir_rostami@tarnvalley.example 1519"),
        ] {
            let person = People::new(1).nth(index).expect("there is no end");
            let found = format!("{} {}", person.email, person.created_days_ago);
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn nobody_shares_an_address_whatever_the_case_or_tag() {
        let mut seen = HashSet::new();
        for person in people(100_000) {
            let (local, domain) = person.email.split_once('@').expect("an address");
            let bare = local.split('+').next().unwrap_or_default().to_lowercase();
            assert!(person.email.is_ascii() && !bare.is_empty(), "{local}");
            assert!(local.len() <= 64, "{local}");
            assert!(seen.insert(format!("{bare}@{domain}")), "{bare}@{domain} twice");
        }
    }

    #[test]
    fn no_address_can_reach_anybody() {
        let reserved = [".example", ".test", ".internal", ".local"];
        for email in People::new(7).take(10_000).map(|person| person.email) {
            assert!(reserved.iter().any(|end| email.ends_with(end)), "{email}");
        }
    }

    #[test]
    fn a_small_demo_shows_every_status_and_role() {
        let few = people(CULTURES.len());
        for (status, _) in STANDINGS {
            assert!(few.iter().any(|person| person.status == *status), "{status:?}");
        }
        for role in (0..ROLES.len()).map(Some).chain([None]) {
            assert!(few.iter().any(|person| person.role == role), "{role:?}");
        }
    }

    #[test]
    fn statuses_roles_and_visits_are_shared_out_as_in_a_real_house() {
        let all = people(100_000);
        let count = |what: &dyn Fn(&Person) -> bool| all.iter().filter(|one| what(one)).count();
        for (status, per_myriad) in STANDINGS {
            let (found, expected) = (count(&|one| one.status == *status), 10 * *per_myriad as usize);
            assert!(found.abs_diff(expected) < 80 + expected / 50, "{status:?}: {found}");
        }
        let nameless = |one: &Person| one.first_name.is_empty() && one.last_name.is_empty();
        for (what, found, expected) in [
            ("administrators", count(&|one| one.role == Some(0)), 20..80),
            ("members", count(&|one| one.role == Some(1)), 81_000..83_000),
            ("no role", count(&|one| one.role.is_none()), 400..650),
            ("never seen", count(&|one| one.last_seen_minutes_ago.is_none()), 4_600..5_400),
            ("long not seen", count(&|one| one.last_seen_minutes_ago > Some(QUARTER)), 7_500..8_500),
            ("nameless", count(&nameless), 1_500..3_000),
        ] {
            assert!(expected.contains(&found), "{what}: {found}");
        }
    }
}
