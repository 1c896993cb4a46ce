//! What the forms of users post.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use uuid::Uuid;
use validator::Validate;

use super::avatar::Crop;
use super::grants::{NewGrant, require_ahead};
use super::{Email, MOST_CHOSEN, Status, Typed, phone};
use crate::clock::Moment;
use crate::i18n::{Reader, Words};
use crate::web::{Error, both};

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewUserForm {
    pub email: String,
    #[serde(default)]
    #[validate(length(max = 100, code = "error-too-long"))]
    pub first_name: String,
    #[serde(default)]
    #[validate(length(max = 100, code = "error-too-long"))]
    pub last_name: String,
    /// "" is none; not said at all is the default role.
    #[serde(default)]
    pub role: Option<String>,
    /// "on": make a temporary password.
    #[serde(default)]
    pub temporary: String,
    /// The last day; none is for good.
    #[serde(default)]
    pub until: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ServiceForm {
    #[validate(length(max = 100, code = "error-too-long"))]
    pub name: String,
    /// The e-mail address of whoever answers for it.
    #[serde(default)]
    pub owner: String,
    #[serde(default)]
    pub role: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct OwnerForm {
    #[serde(default)]
    pub owner: String,
}

/// What is done about a picture.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum AvatarAct {
    Save,
    Remove,
}

/// The file itself comes beside the fields.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct AvatarForm {
    pub act: AvatarAct,
    #[serde(default)]
    pub crop: Crop,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct StatusForm {
    #[serde(default)]
    pub status: String,
    #[serde(default)]
    #[validate(length(max = 500, code = "error-too-long"))]
    pub reason: String,
    /// The one step that the form was about, if it was.
    #[serde(default)]
    #[expect(dead_code, reason = "the form that is drawn again reads it")]
    pub to: String,
    /// Where the form stood.
    #[serde(default)]
    pub back: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct RoleForm {
    #[serde(default)]
    pub role: String,
    #[serde(default)]
    pub back: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct EndForm {
    /// The last day, or the very moment; none takes an end date away.
    #[serde(default)]
    pub until: String,
    #[serde(default)]
    pub back: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct GrantForm {
    pub act: GrantAct,
    /// The grant that ends.
    pub id: Option<Uuid>,
    #[serde(default)]
    pub role: String,
    /// The last day, or the very moment; without one it does not end.
    #[serde(default)]
    pub until: String,
    #[serde(default)]
    #[validate(length(max = 500, code = "error-too-long"))]
    pub reason: String,
    /// Where the form stood.
    #[serde(default)]
    pub back: String,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub enum GrantAct {
    Add,
    End,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct DetailsForm {
    pub version: i64,
    #[validate(length(max = 100, code = "error-too-long"))]
    pub first_name: Option<String>,
    #[validate(length(max = 100, code = "error-too-long"))]
    pub last_name: Option<String>,
    #[validate(length(max = 100, code = "error-too-long"))]
    pub title: Option<String>,
    #[validate(length(max = 100, code = "error-too-long"))]
    pub company: Option<String>,
    #[validate(length(max = 100, code = "error-too-long"))]
    pub location: Option<String>,
    #[validate(length(max = 50, code = "error-too-long"))]
    pub phone: Option<String>,
    #[validate(length(max = 2000, code = "error-too-long"))]
    pub description: Option<String>,
    /// Separated by commas.
    #[validate(length(max = 500, code = "error-too-long"))]
    pub tags: Option<String>,
    /// Those that were ticked among what others have: they come behind the typed ones.
    #[serde(default)]
    pub tag: Vec<String>,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct NothingForm {}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct MustChangeForm {
    /// "on": the password must be changed at the next sign-in.
    #[serde(default)]
    pub must_change: String,
}

/// Users to add to a role or group, or to remove from it; a search keeps those who are ticked.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ChosenForm {
    pub act: Act,
    #[serde(default)]
    pub id: Vec<Uuid>,
    /// What was searched for.
    #[serde(default)]
    pub q: String,
    /// Where the form stood.
    #[serde(default)]
    pub back: String,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    Search,
    Add,
    Remove,
}

impl StatusForm {
    pub fn status(&self) -> Result<Status, Error> {
        Status::from_name(&self.status).ok_or_else(|| Error::Invalid(vec![("status", Words::new("error-status-unknown"))]))
    }
}

impl GrantForm {
    pub fn grant(&self, reader: &Reader) -> Result<NewGrant<'_>, Error> {
        let role = role_of(&self.role).and_then(|role| role.ok_or_else(|| wrong("role", "error-role-unknown")));
        both(role, until_of(&self.until, reader)).map(|(role, until)| NewGrant { role, until, reason: &self.reason })
    }
}

fn wrong(field: &'static str, key: &'static str) -> Error {
    Error::Invalid(vec![(field, Words::new(key))])
}

/// A field for an end that is still to come, or for none.
///
/// # Errors
/// `Invalid` for what is no day, and for one that has passed.
pub fn until_of(text: &str, reader: &Reader) -> Result<Option<Moment>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let until = end_of(text, reader).ok_or_else(|| wrong("until", "error-until-unknown"))?;
    require_ahead(Some(until), reader.now).map(|()| Some(until))
}

/// The end of a day where the reader is, or the moment that was written out. Both databases order years of four digits.
#[must_use]
pub fn end_of(text: &str, reader: &Reader) -> Option<Moment> {
    let moment = match text.parse::<NaiveDate>() {
        Ok(day) => reader.end_of(day)?,
        Err(_) => text.parse::<Moment>().ok()?,
    };
    (1970..9999).contains(&moment.year()).then_some(moment)
}

impl DetailsForm {
    /// # Errors
    /// `Invalid` for what is no telephone number.
    pub fn typed(&self) -> Result<Typed, Error> {
        let phone = self.phone.as_deref().map(|text| phone::normalised(text).ok_or_else(|| wrong("phone", "error-phone"))).transpose()?;
        Ok(Typed {
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            title: self.title.clone(),
            company: self.company.clone(),
            location: self.location.clone(),
            phone,
            description: self.description.clone(),
            tags: self.tags.as_deref().map(|typed| tags(&format!("{typed},{}", self.tag.join(",")))),
            custom: Vec::new(),
        })
    }
}

/// "newsroom, on-call,," → two tags; the same one twice is one.
fn tags(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

impl ChosenForm {
    /// Those who are ticked: somebody, and not too many.
    ///
    /// # Errors
    /// `Invalid` for nobody to add or remove, and for too many.
    pub fn chosen(&self) -> Result<&[Uuid], Error> {
        match self.id.len() {
            0 if self.act != Act::Search => Err(Error::Invalid(vec![("id", Words::new("error-nobody-chosen"))])),
            n if n > MOST_CHOSEN => Err(Error::Invalid(vec![("id", Words::new("error-too-many-users").with("max", MOST_CHOSEN))])),
            _ => Ok(&self.id),
        }
    }
}

/// An address field.
pub fn email_of(text: &str) -> Result<Email, Error> {
    Email::parse(text).map_err(|error| Error::Invalid(vec![("email", Words::new(error.key()))]))
}

/// A role field: an id, or nothing for no role.
///
/// # Errors
/// `Invalid` when it is neither.
pub fn role_of(text: &str) -> Result<Option<Uuid>, Error> {
    match text {
        "" | "none" => Ok(None),
        id => id.parse().map(Some).map_err(|_| Error::Invalid(vec![("role", Words::new("error-role-unknown"))])),
    }
}
