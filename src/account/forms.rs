//! What the forms of one's own account post.

use serde::Deserialize;
use validator::Validate;

use super::model::Preferences;
use crate::i18n::{self, Language, Words};
use crate::web::{Error, Problems};

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct PreferencesForm {
    #[serde(default)]
    pub language: String,
    #[serde(default)]
    pub timezone: String,
    pub theme: String,
    pub density: String,
    /// "on": keys of one letter do something.
    #[serde(default)]
    pub shortcuts: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct PasswordForm {
    #[serde(default)]
    pub present: String,
    #[serde(default)]
    pub password: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct NothingForm {}

impl PreferencesForm {
    /// The preferences, if each is one of those offered.
    pub fn preferences(&self) -> Result<Preferences, Error> {
        let mut problems = Problems::new();
        if !self.language.is_empty() && Language::from_tag(&self.language).is_none() {
            problems.push(("language", Words::new("error-language")));
        }
        if !self.timezone.is_empty() && i18n::zone(&self.timezone).is_none() {
            problems.push(("timezone", Words::new("error-timezone")));
        }
        if !["auto", "light", "dark"].contains(&self.theme.as_str()) {
            problems.push(("theme", Words::new("error-choose")));
        }
        if !["comfortable", "compact"].contains(&self.density.as_str()) {
            problems.push(("density", Words::new("error-choose")));
        }
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        Ok(Preferences {
            language: self.language.clone(),
            timezone: self.timezone.clone(),
            theme: self.theme.clone(),
            density: self.density.clone(),
            shortcuts: self.shortcuts == "on",
        })
    }
}
