//! What the forms of tokens post.

use chrono::TimeDelta;
use serde::Deserialize;
use validator::Validate;

use super::actions::NewToken;
use crate::access::{Limits, pair_of};
use crate::clock::Moment;
use crate::i18n::{Reader, Words};
use crate::users::end_of;
use crate::web::{Error, Problems, Result};

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct TokenForm {
    #[validate(length(max = 60, code = "error-too-long"))]
    pub name: String,
    /// "everything", "read" or "some".
    #[serde(default)]
    pub may: String,
    /// "users.read"; these count where `may` is "some".
    #[serde(default)]
    pub right: Vec<String>,
    /// Days, "date" or "never".
    #[serde(default)]
    pub ends: String,
    /// The last day, where `ends` is "date".
    #[serde(default)]
    pub until: String,
}

/// Days that are offered; the second is what the form starts with.
pub(super) const DAYS: [i64; 3] = [30, 90, 365];

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ActForm {
    pub act: Act,
}

#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    Regenerate,
    Revoke,
    Enable,
}

impl TokenForm {
    /// # Errors
    /// `Invalid` with everything that is missing or cannot be read.
    pub fn token(&self, reader: &Reader) -> Result<NewToken> {
        let mut problems = Problems::new();
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            problems.push(("name", Words::new("error-token-nameless")));
        }
        let limits = self.limits().unwrap_or_else(|words| {
            problems.push(("right", words));
            Limits::nothing()
        });
        let expires_at = self.end(reader).unwrap_or_else(|words| {
            problems.push(("until", words));
            None
        });
        if problems.is_empty() { Ok(NewToken { name, limits, expires_at }) } else { Err(Error::Invalid(problems)) }
    }

    fn limits(&self) -> std::result::Result<Limits, Words> {
        match self.may.as_str() {
            // Ticked, but another choice above: which of them was meant?
            "everything" | "read" if !self.right.is_empty() => Err(Words::new("error-rights-and-all")),
            "everything" => Ok(Limits::Everything),
            "read" => Ok(Limits::Reading),
            "some" if self.right.is_empty() => Err(Words::new("error-no-right-chosen")),
            "some" => {
                let pairs = self.right.iter().map(|pair| pair_of(pair)).collect::<Option<Vec<_>>>();
                pairs.map(Limits::only).ok_or_else(|| Words::new("error-rights-not-had"))
            }
            _ => Err(Words::new("error-no-right-chosen")),
        }
    }

    fn end(&self, reader: &Reader) -> std::result::Result<Option<Moment>, Words> {
        let days = self.ends.parse::<i64>().ok().filter(|days| DAYS.contains(days));
        match (self.ends.as_str(), days) {
            (_, Some(_)) | ("never", _) if !self.until.is_empty() => Err(Words::new("error-until-and-days")),
            (_, Some(days)) => Ok(Some(reader.now + TimeDelta::days(days))),
            ("never", _) => Ok(None),
            ("date", _) => end_of(&self.until, reader).map(Some).ok_or_else(|| Words::new("error-until-unknown")),
            _ => Err(Words::new("error-until-unknown")),
        }
    }
}
