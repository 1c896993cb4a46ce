//! What the forms of one's own account post.

use serde::Deserialize;
use validator::Validate;

use super::model::{DENSITIES, THEMES, Typed};
use crate::i18n::{self, Language, Words};
use crate::web::{Error, Problems};

/// What the form did not have stays as it is.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct PreferencesForm {
    /// The one the form was drawn from.
    pub version: i64,
    pub language: Option<String>,
    /// "" is the project's.
    pub timezone: Option<String>,
    pub theme: Option<String>,
    pub density: Option<String>,
    /// "off", and behind it "on" where the box is ticked.
    #[serde(default)]
    pub shortcuts: Vec<String>,
    #[serde(default)]
    pub email_notifications: Vec<String>,
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
    /// # Errors
    /// `Invalid` for what is not offered.
    pub fn typed(&self) -> Result<Typed, Error> {
        let mut problems = Problems::new();
        if self.language.as_deref().is_some_and(|tag| !tag.is_empty() && Language::from_tag(tag).is_none()) {
            problems.push(("language", Words::new("error-language")));
        }
        let timezone = match self.timezone.as_deref() {
            None | Some("") => self.timezone.clone(),
            Some(text) => {
                let zone = i18n::zone_typed(text);
                if zone.is_none() {
                    problems.push(("timezone", Words::new("error-timezone")));
                }
                zone.map(|zone| zone.name().to_owned())
            }
        };
        for (field, typed, offered) in [("theme", &self.theme, &THEMES[..]), ("density", &self.density, &DENSITIES[..])] {
            if typed.as_deref().is_some_and(|typed| !offered.iter().any(|(name, _)| *name == typed)) {
                problems.push((field, Words::new("error-choose")));
            }
        }
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        Ok(Typed {
            language: self.language.clone(),
            timezone,
            theme: self.theme.clone(),
            density: self.density.clone(),
            shortcuts: ticked(&self.shortcuts),
            email_notifications: ticked(&self.email_notifications),
        })
    }
}

/// Whether a box is ticked; `None` where the form had none.
fn ticked(values: &[String]) -> Option<bool> {
    (!values.is_empty()).then(|| values.iter().any(|value| value == "on"))
}
