//! What the form of settings posts.

use serde::Deserialize;
use validator::Validate;

use super::model::{BOUNDS, SignInRules, label};
use super::section_page::SectionForm;
use crate::web::{Error, Page, Result};

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct SettingsForm {
    pub version: i64,
    pub password_min: String,
    pub two_factor: String,
    pub suspend_after: String,
    pub session_idle_minutes: String,
    pub session_max_minutes: String,
    pub sessions_per_user: String,
    /// "on": users may delete their own account.
    #[serde(default)]
    pub own_deletion: String,
}

impl SectionForm for SettingsForm {
    type Section = SignInRules;

    fn version(&self) -> i64 {
        self.version
    }

    fn typed(&self) -> Result<SignInRules> {
        let numbers =
            [&self.password_min, &self.suspend_after, &self.session_idle_minutes, &self.session_max_minutes, &self.sessions_per_user];
        // What is no number is out of bounds.
        let [password_min, suspend_after, session_idle_minutes, session_max_minutes, sessions_per_user] =
            numbers.map(|text| text.parse().unwrap_or(-1));
        let rules = SignInRules {
            password_min,
            two_factor: self.two_factor.clone(),
            suspend_after,
            session_idle_minutes,
            session_max_minutes,
            sessions_per_user,
            own_deletion: self.own_deletion == "on",
        };
        let problems = rules.problems();
        if problems.is_empty() { Ok(rules) } else { Err(Error::Invalid(problems)) }
    }

    fn told(rules: &SignInRules, page: &Page) -> Vec<(&'static str, &'static str, String)> {
        BOUNDS
            .iter()
            .map(|(field, ..)| *field)
            .chain(["two_factor", "own_deletion"])
            .map(|field| (field, label(field), rules.told(field, page)))
            .collect()
    }
}
