//! A group, and the part of it that a form changes.

use sqlx::FromRow;
use uuid::Uuid;

use crate::access::RoleName;
use crate::clock::Moment;
use crate::users::{Email, name_key};
use crate::web::display_name;

#[derive(FromRow, Clone, Debug)]
pub struct Group {
    pub id: Uuid,
    pub name: String,
    pub description: String,
    /// Who answers for it.
    pub owner_id: Option<Uuid>,
    owner_first_name: Option<String>,
    owner_last_name: Option<String>,
    owner_email: Option<String>,
    /// Not archived.
    pub members: i64,
    pub version: i64,
    pub created_at: Moment,
    pub created_by: Option<Uuid>,
    pub updated_at: Moment,
    pub updated_by: Option<Uuid>,
}

impl Group {
    #[must_use]
    pub fn owner_email(&self) -> &str {
        self.owner_email.as_deref().unwrap_or_default()
    }

    /// What the owner is called.
    #[must_use]
    pub fn owner(&self) -> Option<String> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        self.owner_id.map(|_| display_name(&text(&self.owner_first_name), &text(&self.owner_last_name), self.owner_email()))
    }
}

/// What a form says about a group.
#[derive(Clone, Debug, Default)]
pub struct Details {
    pub name: String,
    pub description: String,
    pub owner: Option<Email>,
    /// Roles that its members hold too.
    pub roles: Vec<Uuid>,
}

impl Details {
    #[must_use]
    pub fn name_key(&self) -> String {
        name_key(&self.name)
    }
}

/// Whether whoever is in the group may do everything.
#[must_use]
pub fn is_privileged(roles: &[RoleName]) -> bool {
    roles.iter().any(|role| role.admin_access)
}
