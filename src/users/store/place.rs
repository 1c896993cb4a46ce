//! A user's place in a list: what each order goes by, and no more.

use sqlx::FromRow;
use uuid::Uuid;

use super::asked::Users;
use crate::access::{Fields, Scope};
use crate::clock::{Moment, NEVER};
use crate::db;
use crate::users::directory::{By, Cursor};

/// What a list is read as.
pub(super) trait Entry: db::Row {
    /// The columns it is made of, of a list in that order.
    fn columns(by: By) -> Vec<Users>;

    /// Blank in what the reader may not see.
    fn seen_in(self, scope: &Scope) -> Self;

    fn place(&self) -> &Place;
}

/// The keys of the order that the list is in; the others are blank.
#[derive(FromRow, Clone, Debug)]
pub(super) struct Place {
    pub id: Uuid,
    #[sqlx(default)]
    name_key: String,
    #[sqlx(default)]
    email_key: String,
    #[sqlx(default)]
    status: String,
    #[sqlx(default)]
    role_id: Option<Uuid>,
    #[sqlx(default)]
    last_seen_at: Option<Moment>,
    #[sqlx(default)]
    created_at: Option<Moment>,
    #[sqlx(default)]
    expires_at: Option<Moment>,
    /// Where no other column has it.
    #[sqlx(default)]
    sort_key: String,
}

impl Place {
    /// The keys become what the query makes of them for a reader who sees these fields.
    pub fn conceal(&mut self, sees: &Fields, has_name: bool) {
        if !(sees.has("first_name") && sees.has("last_name") && (has_name || sees.has("email"))) {
            self.name_key.clear();
        }
        for (field, key) in [("email", &mut self.email_key), ("status", &mut self.status)] {
            if !sees.has(field) {
                key.clear();
            }
        }
        for (field, key) in [("last_seen_at", &mut self.last_seen_at), ("created_at", &mut self.created_at)] {
            *key = key.filter(|_| sees.has(field));
        }
        self.role_id = self.role_id.filter(|_| sees.has("role"));
        self.expires_at = self.expires_at.filter(|_| sees.has("expires_at"));
    }

    pub fn cursor(&self, by: By) -> Cursor {
        let moment = |at: Option<Moment>| vec![at.unwrap_or(NEVER).to_rfc3339()];
        let keys = match by {
            By::Name => vec![self.name_key.clone()],
            By::Email => vec![self.email_key.clone()],
            By::Status => vec![self.status.clone(), self.name_key.clone()],
            By::Role => vec![self.role_id.map(|id| id.to_string()).unwrap_or_default(), self.name_key.clone()],
            By::LastSeen => moment(self.last_seen_at),
            By::Created => moment(self.created_at),
            By::End if self.expires_at.is_some() => moment(self.expires_at),
            _ if self.sort_key.is_empty() => vec![String::new(), self.name_key.clone()],
            _ => vec![self.sort_key.clone()],
        };
        Cursor { keys, id: self.id }
    }
}

impl Entry for Place {
    fn columns(by: By) -> Vec<Users> {
        use Users as U;
        match by {
            By::Email => vec![U::Id, U::EmailKey],
            By::Status => vec![U::Id, U::Status, U::NameKey],
            By::Role => vec![U::Id, U::RoleId, U::NameKey],
            By::LastSeen => vec![U::Id, U::LastSeenAt],
            By::Created => vec![U::Id, U::CreatedAt],
            By::End => vec![U::Id, U::ExpiresAt, U::NameKey],
            _ => vec![U::Id, U::NameKey],
        }
    }

    /// What an order goes by is seen by whoever has the list in it: `Directory::places` takes no other.
    fn seen_in(self, _: &Scope) -> Self {
        self
    }

    fn place(&self) -> &Place {
        self
    }
}
