//! A role as far as a reader may see it.

use serde_json::Value;
use uuid::Uuid;

use super::model::Role;
use super::store;
use crate::access::{self, Actor, Conceal, Fields};
use crate::db::Ask;
use crate::rules::{Action, Collection};
use crate::web::{Error, Lack, Result, short_key};

/// A role as far as a reader may see it.
pub type Sight = access::Sight<Role>;

/// The fields of its form.
pub(super) const FORM: [&str; 6] = ["name", "description", "app_access", "admin_access", "require_2fa", "ip_allow"];
/// What a copy has of it.
const COPIED: [&str; 6] = ["description", "app_access", "admin_access", "require_2fa", "ip_allow", "permissions"];

impl Conceal for Role {
    const COLLECTION: Collection = Collection::Roles;

    fn conceal(&mut self, reads: Fields) {
        if !reads.has("name") {
            self.name = short_key(self.id);
        }
        for (field, value) in [("description", &mut self.description), ("icon", &mut self.icon)] {
            if !reads.has(field) {
                value.clear();
            }
        }
        let flags =
            [("app_access", &mut self.app_access), ("admin_access", &mut self.admin_access), ("require_2fa", &mut self.require_2fa)];
        for (field, value) in flags {
            *value &= reads.has(field);
        }
        if !reads.has("ip_allow") {
            self.ip_allow = Value::Array(Vec::new());
        }
        for (field, value) in [("created_by", &mut self.created_by), ("updated_by", &mut self.updated_by)] {
            if !reads.has(field) {
                *value = None;
            }
        }
    }
}

impl access::Sight<Role> {
    /// Whether the form of this role has that field: of the public one only the description changes.
    #[must_use]
    pub fn offers(&self, field: &str) -> bool {
        self.changes(field) && (field == "description" || !self.is_public())
    }

    /// Whether anything in its form is the reader's to change.
    #[must_use]
    pub fn is_editable(&self) -> bool {
        FORM.iter().any(|field| self.offers(field))
    }

    /// What cannot be read cannot be copied.
    ///
    /// # Errors
    /// `Lack`, naming the field.
    pub fn require_copyable(&self) -> Result<()> {
        self.require_shown(&COPIED)
    }
}

/// The role of that id, as far as whoever acts may see it.
///
/// # Errors
/// `NotFound`, the same for one that is not there and one that may not be seen.
pub(super) async fn seen(db: impl Ask, actor: &Actor, id: Uuid) -> Result<Sight> {
    Sight::of(actor, store::find(db, id).await?.ok_or(Error::NotFound)?)
}

/// All roles that whoever acts may see.
///
/// # Errors
/// When the database is away.
pub async fn all_seen(db: impl Ask, actor: &Actor) -> Result<Vec<Sight>> {
    Ok(store::all(db).await?.into_iter().filter_map(|role| Sight::of(actor, role).ok()).collect())
}

/// A role of which there is something in the form that whoever acts may change.
///
/// # Errors
/// `NotFound`, `Lack`.
pub(super) async fn editable(db: impl Ask, actor: &Actor, id: Uuid) -> Result<Sight> {
    let role = seen(db, actor, id).await?;
    if role.is_editable() { Ok(role) } else { Err(Error::Lack(Lack::of(Action::Update, Collection::Roles))) }
}

/// A role that whoever acts may delete.
///
/// # Errors
/// `NotFound`, `Lack`.
pub(super) async fn deletable(db: impl Ask, actor: &Actor, id: Uuid) -> Result<Sight> {
    let role = seen(db, actor, id).await?;
    if role.deletes { Ok(role) } else { Err(Error::Lack(Lack::of(Action::Delete, Collection::Roles))) }
}
