//! The made-up people of `rolecall demo`: anyone, anywhere, in any state, and again for the same seed.

use std::collections::{HashMap, hash_map::Entry};

use super::names::history::{History, STANDINGS};
use super::names::latin_west::GERMAN;
use super::names::{CULTURES, Culture, Dice, Place, address, work};

pub use super::names::history::Standing;
pub use super::names::roles::{DemoRole, ROLES};

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

/// By then everything there is has been seen.
pub const SHOWN: usize = CULTURES.len();

/// All the people of one seed, without end. Who comes when depends on nothing but the seed, so the first
/// hundred of a thousand are the hundred; and the first `SHOWN` have every culture, status and role among
/// them, so that a small demo is complete.
pub struct People {
    seed: u64,
    index: u64,
    /// Fingerprints of the addresses given out, each with the highest number added to it to make another.
    taken: HashMap<u64, u32>,
}

impl People {
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            index: 0,
            taken: HashMap::new(),
        }
    }

    /// Adds a number if someone has the address already, whatever tag either bears.
    fn give_out(&mut self, stem: String, tag: &str, domain: &str) -> String {
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
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

impl Iterator for People {
    type Item = Person;

    fn next(&mut self) -> Option<Person> {
        let dice = &mut Dice::new(self.seed, self.index);
        let shown = usize::try_from(self.index).unwrap_or(usize::MAX);
        self.index += 1;

        let culture = CULTURES
            .get(shown)
            .copied()
            .unwrap_or_else(|| any_culture(dice));
        let gender = dice.below(2) as usize;
        let naming = culture.name_someone(dice, gender);
        let status = standing(dice, shown);
        let role = role(dice, shown, status);
        let history = History::of(dice, status);
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
        let (given, family) = if desk {
            Default::default()
        } else {
            (naming.given, naming.family)
        };
        let german = culture.name == GERMAN.name && dice.chance(850);
        let stem = address::stem(dice, given, family, german);
        let email = self.give_out(stem, address::tag(dice), workplace.domain);
        let (first_name, last_name) = if nameless {
            Default::default()
        } else {
            (naming.first, naming.last)
        };
        Some(Person {
            first_name,
            last_name,
            email,
            title: work::title(dice, language, gender),
            company: if dice.chance(100) { "" } else { workplace.name },
            location: if dice.chance(80) { "" } else { place.name },
            phone: place.telephone(dice),
            description: work::description(dice, culture, language),
            tags: work::tags(dice, language),
            language,
            timezone: place.zone,
            status,
            status_days_ago: history.status,
            reason: reason(dice, status, role),
            role,
            created_days_ago: history.created,
            last_seen_minutes_ago: history.seen,
            invited_days_ago: history.invited,
        })
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

fn reason(dice: &mut Dice, status: Standing, role: Option<usize>) -> Option<&'static str> {
    let told = dice.chance(850);
    match status {
        Standing::Suspended if role.is_none() => Some(work::WHY_SUSPENDED_WITHOUT_ROLE),
        Standing::Suspended if told => Some(*dice.pick(work::WHY_SUSPENDED)),
        Standing::Archived if told => Some(*dice.pick(work::WHY_ARCHIVED)),
        _ => None,
    }
}

/// Rolecall speaks two languages: German where it is spoken, English to everyone else.
fn language(dice: &mut Dice, culture: &Culture, place: &Place) -> &'static str {
    let there = matches!(
        place.zone,
        "Europe/Berlin" | "Europe/Vienna" | "Europe/Zurich"
    );
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

    fn people(count: usize) -> Vec<Person> {
        People::new(7).take(count).collect()
    }

    fn all_true(people: &[Person], promise: impl Fn(&Person) -> bool) {
        let broken = people.iter().find(|person| !promise(person));
        assert!(broken.is_none(), "{broken:#?}");
    }

    #[test]
    fn the_same_seed_gives_the_same_people() {
        assert_eq!(people(2000), people(2000));
        assert!(
            People::new(8)
                .zip(people(50))
                .any(|(other, person)| other != person)
        );
    }

    /// Pinned, so that an update of Rust or another machine cannot change them unnoticed. Editing a table may.
    #[test]
    fn the_same_seed_gives_the_same_people_everywhere() {
        let emails: Vec<_> = People::new(1)
            .step_by(5000)
            .take(3)
            .map(|person| person.email)
            .collect();
        assert_eq!(emails, ["", "", ""]);
    }

    #[test]
    fn nobody_shares_an_address_whatever_the_case_or_tag() {
        let mut seen = HashSet::new();
        for person in people(100_000) {
            let (local, domain) = person.email.split_once('@').expect("an address");
            let bare = local.split('+').next().unwrap_or_default().to_lowercase();
            assert!(
                person.email.is_ascii() && !bare.is_empty() && local.len() <= 64,
                "{local}"
            );
            assert!(
                seen.insert(format!("{bare}@{domain}")),
                "{} twice",
                person.email
            );
        }
    }

    #[test]
    fn no_address_can_reach_anybody() {
        let reserved = [".example", ".test", ".internal", ".local"];
        all_true(&people(10_000), |person| {
            reserved.iter().any(|end| person.email.ends_with(end))
        });
    }

    #[test]
    fn a_small_demo_shows_every_status_and_role() {
        let few = people(SHOWN);
        for (status, _) in STANDINGS {
            assert!(
                few.iter().any(|person| person.status == *status),
                "{status:?}"
            );
        }
        for role in (0..ROLES.len()).map(Some).chain([None]) {
            assert!(few.iter().any(|person| person.role == role), "{role:?}");
        }
    }

    #[test]
    fn statuses_roles_and_visits_are_shared_out_as_in_a_real_house() {
        let all = people(100_000);
        let share = |wanted: &dyn Fn(&Person) -> bool| all.iter().filter(|one| wanted(one)).count();
        let unseen = |person: &Person| person.last_seen_minutes_ago.is_none();
        let long_unseen = |person: &Person| person.last_seen_minutes_ago > Some(90 * 24 * 60);
        for (what, wanted, range) in [
            (
                "active",
                share(&|one| one.status == Standing::Active),
                92_000..94_000,
            ),
            (
                "invited",
                share(&|one| one.status == Standing::Invited),
                1_300..1_700,
            ),
            (
                "draft",
                share(&|one| one.status == Standing::Draft),
                150..260,
            ),
            (
                "suspended",
                share(&|one| one.status == Standing::Suspended),
                2_300..2_700,
            ),
            (
                "archived",
                share(&|one| one.status == Standing::Archived),
                2_800..3_200,
            ),
            ("administrators", share(&|one| one.role == Some(0)), 30..80),
            ("members", share(&|one| one.role == Some(1)), 81_000..83_000),
            ("without a role", share(&|one| one.role.is_none()), 400..650),
            ("never seen", share(&unseen), 4_600..5_400),
            ("not seen for 90 days", share(&long_unseen), 7_500..8_500),
            (
                "nameless",
                share(&|one| one.first_name.is_empty() && one.last_name.is_empty()),
                1_500..3_000,
            ),
        ] {
            assert!(range.contains(&wanted), "{what}: {wanted}");
        }
    }
}
