//! What the forms of roles post.

use serde::Deserialize;
use uuid::Uuid;
use validator::Validate;

use super::model::Details;
use crate::i18n::Words;
use crate::users;
use crate::web::{Error, Result};

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct RoleForm {
    /// The one the form was drawn from; a new role has none.
    #[serde(default)]
    pub version: i64,
    #[validate(length(max = 60, code = "error-too-long"))]
    pub name: String,
    #[serde(default)]
    #[validate(length(max = 500, code = "error-too-long"))]
    pub description: String,
    /// "on"
    #[serde(default)]
    pub admin_access: String,
    /// "on"
    #[serde(default)]
    pub app_access: String,
}

impl RoleForm {
    /// # Errors
    /// `Invalid` without a name.
    pub fn details(&self) -> Result<Details> {
        let details = Details {
            name: self.name.split_whitespace().collect::<Vec<_>>().join(" "),
            description: self.description.clone(),
            admin_access: self.admin_access == "on",
            app_access: self.app_access == "on",
        };
        if details.name_key().is_empty() {
            return Err(Error::Invalid(vec![("name", Words::new("error-role-nameless"))]));
        }
        Ok(details)
    }
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct DeleteForm {
    /// "suspend" or "move".
    #[serde(default)]
    pub act: String,
    /// Where its users move.
    #[serde(default)]
    pub role: String,
}

impl DeleteForm {
    /// The role for its users; none suspends them.
    ///
    /// # Errors
    /// `Invalid` when nothing, or no role, was chosen.
    pub fn onward(&self) -> Result<Option<Uuid>> {
        match self.act.as_str() {
            "suspend" => Ok(None),
            "move" => match users::role_of(&self.role)? {
                Some(role) => Ok(Some(role)),
                None => Err(Error::Invalid(vec![("role", Words::new("error-role-unknown"))])),
            },
            _ => Err(Error::Invalid(vec![("act", Words::new("error-choose-onward"))])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_move_on_only_to_a_role_that_was_named() {
        let form = |act: &str, role: &str| DeleteForm { act: act.into(), role: role.into() }.onward();
        let id = Uuid::now_v7();
        assert_eq!(form("move", &id.to_string()).ok(), Some(Some(id)));
        assert_eq!(form("suspend", &id.to_string()).ok(), Some(None));
        for (act, role) in [("move", ""), ("move", "none"), ("move", "x"), ("", ""), ("drop", "")] {
            assert!(matches!(form(act, role), Err(Error::Invalid(_))), "{act} {role}");
        }
    }
}
