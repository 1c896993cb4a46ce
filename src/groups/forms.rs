//! What the forms of groups post.

use serde::Deserialize;
use uuid::Uuid;
use validator::Validate;

use super::model::{Details, Typed};
use crate::i18n::Words;
use crate::users::{Email, EmailError, name_key};
use crate::web::{Error, Problems, Result};

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct GroupForm {
    /// The one the form was drawn from; a new group has none.
    #[serde(default)]
    pub version: i64,
    #[validate(length(max = 60, code = "error-too-long"))]
    pub name: Option<String>,
    #[validate(length(max = 500, code = "error-too-long"))]
    pub description: Option<String>,
    /// An e-mail address; "" is nobody.
    pub owner: Option<String>,
    /// "on" where the form has a box for each role: none ticked is then none.
    #[serde(default)]
    pub roles: String,
    #[serde(default)]
    pub role: Vec<Uuid>,
}

impl GroupForm {
    /// # Errors
    /// `Invalid` without a name, and when the owner's address is none.
    pub fn typed(&self) -> Result<Typed> {
        let mut problems = Problems::new();
        if self.name.as_deref().is_some_and(|name| name_key(name).is_empty()) {
            problems.push(("name", Words::new("error-group-nameless")));
        }
        if let Some(Err(error)) = self.address() {
            problems.push(("owner", Words::new(error.key())));
        }
        let typed = Typed {
            owner: self.owner.clone(),
            name: self.name.as_deref().map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")),
            description: self.description.clone(),
            roles: (self.roles == "on" || !self.role.is_empty()).then(|| self.role.clone()),
        };
        if problems.is_empty() { Ok(typed) } else { Err(Error::Invalid(problems)) }
    }

    fn address(&self) -> Option<std::result::Result<Email, EmailError>> {
        self.owner.as_deref().filter(|email| !email.is_empty()).map(Email::parse)
    }

    /// The address of the owner, where it is one.
    pub fn owner(&self) -> Option<Email> {
        self.address().and_then(std::result::Result::ok)
    }

    /// # Errors
    /// As `typed`; a new group has a name.
    pub fn details(&self) -> Result<Details> {
        let typed = self.typed()?;
        let Some(name) = typed.name else { return Err(Error::Invalid(vec![("name", Words::new("error-group-nameless"))])) };
        Ok(Details {
            name,
            description: typed.description.unwrap_or_default(),
            owner: self.owner(),
            roles: typed.roles.unwrap_or_default(),
        })
    }
}

/// The groups of one user: those ticked, and those that were when the form was drawn. Only what its reader has moved is moved.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct OfUserForm {
    #[serde(default)]
    #[validate(length(max = 500, code = "error-too-many-groups"))]
    pub group: Vec<Uuid>,
    #[serde(default)]
    #[validate(length(max = 500, code = "error-too-many-groups"))]
    pub was: Vec<Uuid>,
    #[serde(default)]
    pub back: String,
}

impl OfUserForm {
    pub fn joined(&self) -> Vec<Uuid> {
        self.group.iter().filter(|id| !self.was.contains(id)).copied().collect()
    }

    pub fn left(&self) -> Vec<Uuid> {
        self.was.iter().filter(|id| !self.group.contains(id)).copied().collect()
    }
}
