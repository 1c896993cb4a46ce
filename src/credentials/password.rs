//! The rules of passwords: NIST SP 800-63B-4 §3.1.1 — length counts, composition does not.

use std::sync::LazyLock;

use fst::Set;
use unicode_normalization::UnicodeNormalization;

use crate::i18n::Words;
use crate::users::fold;

/// Code points.
const LONGEST: usize = 256;
/// Bytes after normalisation, checked before anything is hashed.
const LARGEST: usize = 1024;
/// Context words that are looked at, the longest first: nobody has more.
const MOST_WORDS: usize = 40;
/// A password of fewer different letters is no better than a short one.
const FEWEST_DIFFERENT: usize = 5;

/// The list stays as it is in the program's file: pages of it are read when they are asked for (docs/passwords.md).
static COMMON: LazyLock<Set<&'static [u8]>> =
    LazyLock::new(|| Set::new(&include_bytes!("common_passwords.fst")[..]).expect("a list that the tests have read"));

/// A password that may be kept: normalised (NFC), otherwise exactly as typed.
pub struct Password(String);

/// What a text breaks of the rules of new passwords; all `None` for one that may be kept.
pub struct Judgement {
    pub length: Option<Words>,
    /// What others have as theirs, and what counts or repeats.
    pub guess: Option<Words>,
    /// What is made of who chooses it, and where.
    pub own: Option<Words>,
}

impl Judgement {
    /// `context` are words that anyone would try first: the project, the host, names, the address.
    #[must_use]
    pub fn of(typed: &str, shortest: usize, context: &[&str]) -> Self {
        let password: String = typed.nfc().collect();
        let length = password.chars().count();
        let length = if length < shortest {
            Some(Words::new("error-password-short").with("min", shortest))
        } else if length > LONGEST || password.len() > LARGEST {
            Some(Words::new("error-password-long").with("max", LONGEST))
        } else if password.contains('\0') {
            Some(Words::new("error-password-nul"))
        } else {
            None
        };
        if password.len() > LARGEST {
            return Self { length, guess: None, own: None };
        }
        let mut different: Vec<char> = password.chars().collect();
        different.sort_unstable();
        different.dedup();
        let guess = if different.len() < FEWEST_DIFFERENT || is_run(&password) {
            Some(Words::new("error-password-simple"))
        } else {
            is_known(&password).then(|| Words::new("error-password-common"))
        };
        Self { length, guess, own: is_made_of(&password, context).then(|| Words::new("error-password-context")) }
    }

    #[must_use]
    pub fn is_good(&self) -> bool {
        self.length.is_none() && self.guess.is_none() && self.own.is_none()
    }
}

impl Password {
    /// Checks a new password.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn choose(typed: &str, shortest: usize, context: &[&str]) -> Result<Self, Words> {
        let judgement = Judgement::of(typed, shortest, context);
        match judgement.length.or(judgement.guess).or(judgement.own) {
            Some(words) => Err(words),
            None => Ok(Self(typed.nfc().collect())),
        }
    }

    /// A password to compare with the stored one: normalised, never judged. Too large ones match nothing.
    #[must_use]
    pub fn offered(typed: &str) -> Option<Self> {
        let password: String = typed.nfc().collect();
        (password.len() <= LARGEST).then_some(Self(password))
    }

    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Whether the whole of it is in the list of common passwords, in whatever case.
fn is_known(password: &str) -> bool {
    COMMON.contains(password.to_lowercase().nfc().collect::<String>())
}

/// "abcdefghijklmno", "123456789012345": each letter one after the one before, wherever it began.
fn is_run(password: &str) -> bool {
    let letters: Vec<u32> = password.chars().map(u32::from).collect();
    let steps = letters.windows(2).filter(|pair| pair[1].abs_diff(pair[0]) == 1).count();
    steps + 3 >= letters.len()
}

/// Nothing but context words, digits and signs: "Acme-2026-Acme-2026".
fn is_made_of(password: &str, context: &[&str]) -> bool {
    let mut letters: String = fold(password).chars().filter(|c| c.is_alphabetic()).collect();
    let mut words: Vec<String> = context
        .iter()
        .flat_map(|text| {
            fold(&text.chars().take(LONGEST).collect::<String>()).split(|c: char| !c.is_alphabetic()).map(str::to_owned).collect::<Vec<_>>()
        })
        .filter(|word| word.chars().count() > 2)
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    for word in words.into_iter().take(MOST_WORDS) {
        letters = letters.replace(&word, "");
    }
    letters.chars().count() < FEWEST_DIFFERENT
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> Option<&'static str> {
        Password::choose(text, 15, &["Acme Media", "people.acme.example", "ines.castellanos", "Ines", "Castellanos"])
            .err()
            .map(|words| words.key)
    }

    #[test]
    fn length_counts_code_points() {
        assert_eq!(error("fourteen chars"), Some("error-password-short"));
        assert_eq!(error("fifteen letters"), None);
        assert_eq!(error("пятнадцать букв"), None);
        assert_eq!(error(&"correct horse ".repeat(18)), None);
        assert_eq!(error(&"correct horse ".repeat(19)), Some("error-password-long"));
    }

    #[test]
    fn what_anyone_would_try_first_is_refused() {
        for bad in ["aaaaaaaaaaaaaaaaaaaa", "123456789012345", "abcdefghijklmnopq", "121212121212121212"] {
            assert_eq!(error(bad), Some("error-password-simple"), "{bad}");
        }
        for bad in ["AcmeMedia2026!2026", "ines.castellanos1990", "Castellanos-Castellanos", "people.acme.example"] {
            assert_eq!(error(bad), Some("error-password-context"), "{bad}");
        }
        assert_eq!(error("acme is only a part of this"), None);
    }

    #[test]
    fn what_others_have_is_refused_as_a_whole_and_in_any_case() {
        for bad in
            ["passwordpassword", "PasswordPassword1", "qwertyuiopasdfgh", "ILOVEYOUiloveyou", "1qaz2wsx3edc4rfv", "sunshinesunshine2024"]
        {
            assert_eq!(error(bad), Some("error-password-common"), "{bad}");
        }
        assert_eq!(error("my passwordpassword is long"), None);
        let short = |text| Password::choose(text, 8, &[]).err().map(|words| words.key);
        assert_eq!(
            (short("trustno1"), short("baseball1"), short("7 tides")),
            (Some("error-password-common"), Some("error-password-common"), Some("error-password-short"))
        );
        assert_eq!(short("seven tides"), None);
    }

    #[test]
    fn two_ways_to_type_a_letter_are_one_password() {
        let a = Password::choose("jose\u{301} reads a lot", 15, &[]).expect("fine");
        let b = Password::offered("josé reads a lot").expect("fine");
        assert_eq!(a.expose(), b.expose());
        assert!(Password::offered(&"x".repeat(1025)).is_none());
    }
}
