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

    /// Without what the owner is called.
    pub(super) fn conceal_owner(&mut self) {
        self.owner_first_name = None;
        self.owner_last_name = None;
        self.owner_email = None;
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

/// What a form says about a group: what it did not have stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub name: Option<String>,
    pub description: Option<String>,
    /// An address; "" is nobody.
    pub owner: Option<String>,
    pub roles: Option<Vec<Uuid>>,
}

impl Typed {
    /// Those that the form had, whether it changes them or not.
    #[must_use]
    pub fn fields(&self) -> Vec<&'static str> {
        let fields = [
            ("name", self.name.is_some()),
            ("description", self.description.is_some()),
            ("owner", self.owner.is_some()),
            ("roles", self.roles.is_some()),
        ];
        fields.into_iter().filter(|(_, is_there)| *is_there).map(|(field, _)| field).collect()
    }

    /// With what the group has where the form says nothing.
    #[must_use]
    pub fn over(&self, group: &Group, roles: &[Uuid]) -> Details {
        Details {
            name: self.name.clone().unwrap_or_else(|| group.name.clone()),
            description: self.description.clone().unwrap_or_else(|| group.description.clone()),
            owner: Email::parse(self.owner.as_deref().unwrap_or_else(|| group.owner_email())).ok(),
            roles: self.roles.clone().unwrap_or_else(|| roles.to_vec()),
        }
    }
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
