//! What the forms of groups post.

use serde::Deserialize;
use uuid::Uuid;
use validator::Validate;

use super::model::Details;
use crate::i18n::Words;
use crate::users::Email;
use crate::web::{Error, Problems, Result};

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct GroupForm {
    /// The one the form was drawn from; a new group has none.
    #[serde(default)]
    pub version: i64,
    #[validate(length(max = 60, code = "error-too-long"))]
    pub name: String,
    #[serde(default)]
    #[validate(length(max = 500, code = "error-too-long"))]
    pub description: String,
    /// An e-mail address; none is nobody.
    #[serde(default)]
    pub owner: String,
    #[serde(default)]
    pub role: Vec<Uuid>,
}

impl GroupForm {
    /// # Errors
    /// `Invalid` without a name, and when the owner's address is none.
    pub fn details(&self) -> Result<Details> {
        let mut problems = Problems::new();
        let owner = match self.owner.as_str() {
            "" => None,
            email => Email::parse(email).map_err(|error| problems.push(("owner", Words::new(error.key())))).ok(),
        };
        let details = Details {
            name: self.name.split_whitespace().collect::<Vec<_>>().join(" "),
            description: self.description.clone(),
            owner,
            roles: self.role.clone(),
        };
        if details.name_key().is_empty() {
            problems.insert(0, ("name", Words::new("error-group-nameless")));
        }
        if problems.is_empty() { Ok(details) } else { Err(Error::Invalid(problems)) }
    }
}
