//! The settings, and the bounds of each.

use sqlx::FromRow;

use super::invitations::InvitationRules;
use super::store;
use crate::access::{self, Actor, Conceal, Fields};
use crate::db::Db;
use crate::i18n::{self, Value, Words};
use crate::mail::Sender;
use crate::rules::{Action, Collection, Field, Record, Stored};
use crate::web::{PASSWORD_MIN, Page, Problems, Result};

/// Who must use two-factor, besides those whose role says so, as the database and forms spell it: with the words for it.
pub(super) const TWO_FACTOR: [(&str, &str); 3] =
    [("nobody", "two-factor-nobody"), ("admins", "two-factor-admins"), ("everyone", "two-factor-everyone")];

/// The pages of settings: the field that opens each, where it stands, and its word.
pub(super) const SECTIONS: [(&str, &str, &str); 3] = [
    ("sign_in", "/settings", "sign-in-rules"),
    ("invitations", "/settings/invitations", "invitations"),
    ("mail", "/settings/mail", "mail"),
];

/// Where each page of settings stands that its reader may see, and its word.
pub type Tabs = Vec<(&'static str, &'static str)>;

pub(super) fn tabs(actor: &Actor, settings: Option<&Sight>) -> Tabs {
    let shown = SECTIONS.iter().filter(|(field, ..)| settings.is_some_and(|settings| settings.shows(field)));
    let fields = actor.may(Action::Read, Collection::Fields).then_some(("/settings/fields", "custom-fields"));
    shown.map(|(_, path, word)| (*path, *word)).chain(fields).collect()
}

/// The pages of settings that somebody may see, some of whom see none but that of fields.
///
/// # Errors
/// When the database is away.
pub async fn tabs_of(db: &Db, actor: &Actor) -> Result<Tabs> {
    let settings = store::find(db).await?.and_then(|settings| Sight::of(actor, settings).ok());
    Ok(tabs(actor, settings.as_ref()))
}

/// The numbers of the form: what they may be. Wrong passwords may also be 0.
pub(super) const BOUNDS: [(&str, i64, i64); 5] = [
    ("password_min", 8, 64),
    ("suspend_after", 10, 100),
    ("session_idle_minutes", 5, 1_440),
    ("session_max_minutes", 60, 10_080),
    ("sessions_per_user", 1, 100),
];

#[derive(FromRow, Clone, Debug)]
pub struct Settings {
    pub project_name: String,
    #[sqlx(flatten)]
    pub sign_in: SignInRules,
    #[sqlx(flatten)]
    pub invitations: InvitationRules,
    #[sqlx(flatten)]
    pub mail: Sender,
    pub version: i64,
}

/// How people sign in.
#[derive(FromRow, Clone, Debug, PartialEq, Eq)]
pub struct SignInRules {
    pub password_min: i64,
    pub two_factor: String,
    pub suspend_after: i64,
    pub session_idle_minutes: i64,
    pub session_max_minutes: i64,
    pub sessions_per_user: i64,
    /// Whether users may delete their own account.
    pub own_deletion: bool,
}

impl SignInRules {
    /// What is wrong with them, by field.
    pub(super) fn problems(&self) -> Problems {
        let mut problems = Problems::new();
        for (field, least, most) in BOUNDS {
            let value = self.number(field);
            let is_off = field == "suspend_after" && value == 0;
            if !is_off && !(least..=most).contains(&value) {
                let key = if field == "suspend_after" { "error-number-or-none" } else { "error-number" };
                problems.push((field, named(key, field).with("min", least).with("max", most)));
            }
        }
        if !TWO_FACTOR.iter().any(|(name, _)| *name == self.two_factor) {
            problems.push(("two_factor", Words::new("error-choose")));
        } else if is_fine(&problems, "password_min")
            && self.two_factor != "everyone"
            && self.password_min < i64::try_from(PASSWORD_MIN).unwrap_or(15)
        {
            problems.push(("password_min", named("error-password-min", "password_min").with("min", PASSWORD_MIN)));
        }
        let are_fine = ["session_idle_minutes", "session_max_minutes"].iter().all(|field| is_fine(&problems, field));
        if are_fine && self.session_idle_minutes > self.session_max_minutes {
            problems.push(("session_idle_minutes", named("error-idle", "session_idle_minutes").with("max", self.session_max_minutes)));
        }
        problems
    }

    /// A rule as its reader would put it.
    pub(super) fn told(&self, field: &str, page: &Page) -> String {
        if field == "two_factor" {
            let key = TWO_FACTOR.iter().find(|(name, _)| *name == self.two_factor).map_or("", |(_, key)| key);
            return i18n::text(page.reader.language, key, None).into_owned();
        }
        if field == "own_deletion" {
            let key = if self.own_deletion { "flag-on" } else { "flag-off" };
            return i18n::text(page.reader.language, key, None).into_owned();
        }
        page.reader.number(self.number(field))
    }

    pub(super) fn number(&self, field: &str) -> i64 {
        match field {
            "password_min" => self.password_min,
            "suspend_after" => self.suspend_after,
            "session_idle_minutes" => self.session_idle_minutes,
            "session_max_minutes" => self.session_max_minutes,
            _ => self.sessions_per_user,
        }
    }
}

/// What a field is called.
pub(super) fn label(field: &str) -> &'static str {
    match field {
        "password_min" => "password-min",
        "suspend_after" => "suspend-after",
        "session_idle_minutes" => "session-idle",
        "session_max_minutes" => "session-max",
        "two_factor" => "two-factor-for",
        "own_deletion" => "own-deletion",
        _ => "sessions-per-user",
    }
}

/// What is wrong with a field, by its name: they stand together above the form.
fn named(key: &'static str, field: &str) -> Words {
    Words::new(key).with("field", Value::Message(label(field).to_owned()))
}

/// Whether nothing is wrong with that field so far.
fn is_fine(problems: &Problems, field: &str) -> bool {
    problems.iter().all(|(wrong, _)| *wrong != field)
}

impl Record for Settings {
    fn value(&self, field: &'static Field) -> Stored {
        if field.name == "project_name" { Stored::Text(self.project_name.clone()) } else { Stored::Null }
    }
}

/// The settings as far as a reader may see them: a page asks for each part before it is drawn.
pub type Sight = access::Sight<Settings>;

impl Conceal for Settings {
    const COLLECTION: Collection = Collection::Settings;

    fn conceal(&mut self, reads: Fields) {
        if !reads.has("project_name") {
            self.project_name.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> SignInRules {
        SignInRules {
            password_min: 15,
            two_factor: "admins".into(),
            suspend_after: 0,
            session_idle_minutes: 60,
            session_max_minutes: 1_440,
            sessions_per_user: 20,
            own_deletion: false,
        }
    }

    #[test]
    fn a_short_password_needs_two_factor_for_everyone() {
        let problems = |password_min, two_factor: &str| {
            SignInRules { password_min, two_factor: two_factor.into(), ..rules() }
                .problems()
                .into_iter()
                .map(|(field, _)| field)
                .collect::<Vec<_>>()
        };
        assert!(problems(15, "nobody").is_empty() && problems(64, "admins").is_empty() && problems(8, "everyone").is_empty());
        for (min, who) in [(14, "admins"), (8, "nobody"), (7, "everyone"), (65, "everyone")] {
            assert_eq!(problems(min, who), ["password_min"], "{min} {who}");
        }
        assert_eq!(problems(15, "some"), ["two_factor"]);
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let wrong = SignInRules { password_min: 9, suspend_after: 5, session_idle_minutes: 61, session_max_minutes: 60, ..rules() };
        let fields: Vec<_> = wrong.problems().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["suspend_after", "password_min", "session_idle_minutes"]);
    }

    #[test]
    fn nobody_may_be_idle_for_longer_than_a_session_lasts() {
        let wrong = SignInRules { session_idle_minutes: 61, session_max_minutes: 60, ..rules() };
        assert_eq!(wrong.problems().len(), 1);
    }
}
