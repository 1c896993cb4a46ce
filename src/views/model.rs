//! A saved view, and whom it is shared with: pure.

use sqlx::FromRow;
use uuid::Uuid;

use crate::access::Actor;
use crate::rules::{Field, Record, Stored};

#[derive(FromRow, Clone, Debug)]
pub struct View {
    pub id: Uuid,
    pub user_id: Uuid,
    pub name: String,
    /// Filters, order and arrangement, as the address of a list spells them.
    pub query: String,
    shared_with: String,
    role_id: Option<Uuid>,
    pub version: i64,
}

/// Who else has a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    Nobody,
    /// Whoever holds the role.
    Role(Uuid),
    Everyone,
}

impl Share {
    /// As forms spell it: nothing, `all`, or a role.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "" => Some(Self::Nobody),
            "all" => Some(Self::Everyone),
            role => role.parse().ok().map(Self::Role),
        }
    }

    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Nobody => String::new(),
            Self::Everyone => "all".into(),
            Self::Role(id) => id.to_string(),
        }
    }

    /// As the database spells it.
    #[must_use]
    pub(super) fn kept(self) -> (&'static str, Option<Uuid>) {
        match self {
            Self::Nobody => ("", None),
            Self::Everyone => ("all", None),
            Self::Role(id) => ("role", Some(id)),
        }
    }
}

impl View {
    #[must_use]
    pub fn share(&self) -> Share {
        match (self.shared_with.as_str(), self.role_id) {
            ("all", _) => Share::Everyone,
            ("role", Some(id)) => Share::Role(id),
            // A role that is gone takes its share along.
            _ => Share::Nobody,
        }
    }

    /// Whether it is theirs, or shared with them.
    #[must_use]
    pub fn is_for(&self, actor: &Actor) -> bool {
        actor.is(self.user_id)
            || match self.share() {
                Share::Nobody => false,
                Share::Everyone => true,
                Share::Role(id) => actor.is_admin() || actor.rights.held().iter().any(|held| held.role.id == id),
            }
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/users?{}{}view={}", self.query, if self.query.is_empty() { "" } else { "&" }, self.id)
    }
}

impl Record for View {
    fn value(&self, field: &'static Field) -> Stored {
        match field.name {
            "id" => Stored::Id(self.id),
            "user" => Stored::Id(self.user_id),
            "name" => Stored::Text(self.name.clone()),
            _ => Stored::Null,
        }
    }
}
