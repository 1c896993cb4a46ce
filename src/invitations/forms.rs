//! What the forms of invitations post.

use std::collections::BTreeSet;

use serde::Deserialize;
use uuid::Uuid;
use validator::Validate;

use super::addresses::{self, Entry};
use super::listed::Shown;
use super::send::MOST_AT_ONCE;
use super::table;
use super::terms::{MOST_GROUPS, Terms};
use crate::i18n::{Language, Reader, Words};
use crate::users::{role_of, until_of};
use crate::web::{Error, NO_LETTER, Problems};

/// How long the link may work, in days; what the settings say stands among them.
pub const DAYS: [i64; 3] = [3, 7, 30];
/// How long it may work at all.
pub const MOST_DAYS: i64 = 30;

#[derive(Deserialize, Validate, Clone)]
#[serde(deny_unknown_fields)]
pub struct InviteForm {
    #[serde(default)]
    pub emails: String,
    /// A list from a file, which joins the one that was typed.
    #[serde(default)]
    pub file: String,
    /// Everyone becomes a member of these.
    #[serde(default)]
    pub groups: Vec<String>,
    /// "" is none; not said at all is the default role.
    #[serde(default)]
    pub role: Option<String>,
    #[serde(default)]
    #[validate(length(max = 2000, code = "error-too-long"))]
    pub message: String,
    #[serde(default)]
    pub language: String,
    #[serde(default)]
    pub days: String,
    /// The last day on which they have access; none is for good.
    #[serde(default)]
    pub until: String,
    /// Made with the form: sent twice, it invites once.
    #[serde(default)]
    pub form_key: String,
    /// `check` or `send`.
    #[serde(default)]
    pub act: String,
    /// An address to leave out.
    #[serde(default)]
    pub drop: String,
    /// Rows that were put right: places, and what stands there now.
    #[serde(default)]
    pub at: Vec<String>,
    #[serde(default)]
    pub fix: Vec<String>,
    /// Someone archived to restore; the list stays.
    #[serde(default)]
    pub restore: String,
}

/// What is done about one invitation.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    Send,
    Link,
    Cancel,
    /// Other words from now on.
    Save,
    /// Other words, in a new mail with a new link.
    Resend,
}

#[derive(Deserialize, Validate, Clone)]
#[serde(deny_unknown_fields)]
pub struct InvitationForm {
    pub act: Act,
    #[serde(default)]
    #[validate(length(max = 2000, code = "error-too-long"))]
    pub message: String,
    #[serde(default)]
    pub language: String,
    /// Where the button stood.
    #[serde(default)]
    pub back: String,
}

impl InvitationForm {
    pub fn language(&self) -> Result<Language, Error> {
        Language::from_tag(&self.language).ok_or_else(|| Error::Invalid(vec![("language", Words::new("error-language"))]))
    }
}

/// What is done about the ticked ones of a list.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum ManyAct {
    Send,
    Cancel,
    /// Takes back that they were cancelled.
    Reopen,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ManyForm {
    pub act: ManyAct,
    /// The users.
    #[serde(default)]
    pub id: Vec<Uuid>,
    #[serde(default)]
    pub show: Shown,
    /// Where the page of the list begins.
    pub after: Option<Uuid>,
    /// Where the notice with Undo stood.
    #[serde(default)]
    pub back: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct AcceptForm {
    #[serde(default)]
    #[validate(length(max = 100, code = "error-too-long"))]
    pub first_name: String,
    #[serde(default)]
    #[validate(length(max = 100, code = "error-too-long"))]
    pub last_name: String,
    /// For password managers; the address is the invitation's.
    #[serde(default)]
    #[expect(dead_code, reason = "browsers send it, nothing may depend on it")]
    pub email: String,
    #[serde(default)]
    pub password: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct AskForm {}

impl InviteForm {
    /// The list as it stands after this form: with what came in a file, what was put right, and without what was left out.
    pub fn list(&self) -> String {
        let fixes = self.at.iter().zip(&self.fix).map(|(at, fix)| (at.as_str(), fix.as_str()));
        let typed = addresses::changed(&self.emails, &self.drop, fixes);
        if self.file.trim().is_empty() {
            return typed;
        }
        if typed.trim().is_empty() {
            return self.file.clone();
        }
        addresses::write(&[addresses::parse(&typed), addresses::parse(&self.file)].concat())
    }

    /// The addresses, if there are any and not too many.
    pub fn entries(&self) -> Result<Vec<Entry>, Error> {
        let wrong = |words| Err(Error::Invalid(vec![("emails", words)]));
        if self.emails.contains(NO_LETTER) {
            return wrong(Words::new("error-emails-file"));
        }
        if table::lacks_addresses(&self.emails) {
            return wrong(Words::new("error-emails-column"));
        }
        let entries = addresses::parse(&self.emails);
        match entries.len() {
            0 => wrong(Words::new("error-emails-none")),
            n if n > MOST_AT_ONCE => wrong(Words::new("error-emails-many").with("n", n).with("max", MOST_AT_ONCE)),
            _ => Ok(entries),
        }
    }

    pub fn terms(&self, default_role: Option<Uuid>, reader: &Reader) -> Result<Terms, Error> {
        let mut problems = Problems::new();
        let role = self.role.as_deref().map_or(Ok(default_role), role_of);
        let role = role.map_err(|_| problems.push(("role", Words::new("error-role-unknown")))).ok().flatten();
        let language = Language::from_tag(&self.language);
        if language.is_none() {
            problems.push(("language", Words::new("error-language")));
        }
        let days = self.days.parse().ok().filter(|days| (1..=MOST_DAYS).contains(days));
        if days.is_none() {
            problems.push(("days", Words::new("error-choose")));
        }
        let groups: Result<BTreeSet<Uuid>, _> = self.groups.iter().map(|id| id.parse()).collect();
        if groups.as_ref().is_ok_and(|groups| groups.len() > MOST_GROUPS) {
            problems.push(("groups", Words::new("error-groups-many").with("max", MOST_GROUPS)));
        }
        let groups: Vec<Uuid> = groups
            .map(|groups| groups.into_iter().collect())
            .map_err(|_| problems.push(("groups", Words::new("error-group-unknown"))))
            .unwrap_or_default();
        let until = until_of(&self.until, reader).unwrap_or_else(|error| {
            problems.extend(if let Error::Invalid(wrong) = error { wrong } else { Problems::new() });
            None
        });
        match (language, days) {
            (Some(language), Some(days)) if problems.is_empty() => {
                Ok(Terms { role, groups, message: self.message.clone(), language, days, until })
            }
            _ => Err(Error::Invalid(problems)),
        }
    }

    pub fn key(&self) -> Result<Uuid, Error> {
        self.form_key.parse().map_err(|_| Error::Malformed("form key"))
    }
}
