//! A user as rules compare them, and as far as a reader may see them.

use std::ops::Deref;

use uuid::Uuid;

use super::model::{Status, User};
use super::store;
use crate::access::{Actor, Fields};
use crate::clock::{Moment, NEVER};
use crate::db::Ask;
use crate::rules::{Action, Collection, Field, Record, Stored};
use crate::web::{Error, Result};

fn text(value: &str) -> Stored {
    if value.is_empty() { Stored::Null } else { Stored::Text(value.to_owned()) }
}

fn id(value: Option<Uuid>) -> Stored {
    value.map_or(Stored::Null, Stored::Id)
}

fn moment(value: Option<Moment>) -> Stored {
    value.filter(|at| *at > NEVER).map_or(Stored::Null, Stored::Moment)
}

impl Record for User {
    fn value(&self, field: &'static Field) -> Stored {
        match field.name {
            "id" => Stored::Id(self.id),
            "first_name" => text(&self.first_name),
            "last_name" => text(&self.last_name),
            "email" => text(&self.email_key),
            "title" => text(&self.title),
            "company" => text(&self.company),
            "location" => text(&self.location),
            "phone" => text(&self.phone),
            "description" => text(&self.description),
            "tags" => Stored::List(self.tag_list().into_iter().map(str::to_owned).collect()),
            "status" => text(self.status.name()),
            "role" => id(self.role_id),
            "groups" => Stored::Ids(self.groups.clone()),
            "expires_at" => moment(self.expires_at),
            "two_factor" => Stored::Flag(self.has_two_factor),
            "language" => text(&self.language),
            "timezone" => text(&self.timezone),
            "theme" => text(&self.theme),
            "density" => text(&self.density),
            "shortcuts" => Stored::Flag(self.shortcuts),
            "email_notifications" => Stored::Flag(self.email_notifications),
            "kind" => text(&self.kind),
            "owner" => id(self.owner_id),
            "provider" => text(&self.provider),
            "external_id" => text(self.external_id.as_deref().unwrap_or_default()),
            "last_seen_at" => moment(Some(self.last_seen_at)),
            "last_page" => text(&self.last_page),
            "created_at" => moment(Some(self.created_at)),
            "created_by" => id(self.created_by),
            "updated_at" => moment(Some(self.updated_at)),
            "updated_by" => id(self.updated_by),
            _ => Stored::Null,
        }
    }
}

/// A user as far as a reader may see them: what they may not read is blank.
#[derive(Clone, Debug)]
pub struct Sight {
    user: User,
    reads: Fields,
    updates: Fields,
    pub deletes: bool,
}

impl Deref for Sight {
    type Target = User;

    fn deref(&self) -> &User {
        &self.user
    }
}

impl Sight {
    /// What this reader sees of a user.
    ///
    /// # Errors
    /// `NotFound` when that is nothing.
    pub fn of(actor: &Actor, user: User) -> Result<Self> {
        let reads = actor.sight_of(Collection::Users, &user)?;
        let updates = actor.rights.on(Action::Update, Collection::Users, &user).unwrap_or(Fields::none(Collection::Users));
        let deletes = actor.rights.on(Action::Delete, Collection::Users, &user).is_some();
        Ok(Self { user: blanked(user, reads), reads, updates, deletes })
    }

    /// Whether the reader may see this field.
    #[must_use]
    pub fn shows(&self, field: &str) -> bool {
        self.reads.has(field)
    }

    /// Whether the reader may see and change this field.
    #[must_use]
    pub fn changes(&self, field: &str) -> bool {
        self.reads.has(field) && self.updates.has(field)
    }

    /// Whether the reader may set this field, seen or not: nobody sees a password.
    #[must_use]
    pub fn sets(&self, field: &str) -> bool {
        self.updates.has(field)
    }

    /// Whether any of the fields in the form of details can be changed.
    #[must_use]
    pub fn changes_details(&self) -> bool {
        DETAILS.iter().any(|field| self.changes(field))
    }
}

/// The fields of the form of details.
pub const DETAILS: [&str; 8] = ["first_name", "last_name", "title", "company", "location", "phone", "description", "tags"];

fn blanked(mut user: User, reads: Fields) -> User {
    if reads.is_all() {
        return user;
    }
    let texts: [(&str, &mut String); 11] = [
        ("first_name", &mut user.first_name),
        ("last_name", &mut user.last_name),
        ("title", &mut user.title),
        ("company", &mut user.company),
        ("location", &mut user.location),
        ("phone", &mut user.phone),
        ("description", &mut user.description),
        ("language", &mut user.language),
        ("timezone", &mut user.timezone),
        ("last_page", &mut user.last_page),
        ("provider", &mut user.provider),
    ];
    for (field, value) in texts {
        if !reads.has(field) {
            value.clear();
        }
    }
    if !reads.has("email") {
        user.email.clear();
        user.email_key.clear();
        user.email_verified_at = None;
    }
    if !reads.has("tags") {
        user.tags = serde_json::Value::Null;
    }
    if !reads.has("status") {
        user.status = Status::Draft;
        user.status_before = None;
        user.status_since = NEVER;
        user.status_by = None;
        user.status_reason.clear();
    }
    if !reads.has("role") {
        user.role_id = None;
        user.role_name = None;
        user.role_is_admin = false;
    }
    if !reads.has("groups") {
        user.groups.clear();
    }
    if !reads.has("last_seen_at") {
        user.last_seen_at = NEVER;
    }
    let optional = [("expires_at", &mut user.expires_at)];
    for (field, value) in optional {
        if !reads.has(field) {
            *value = None;
        }
    }
    let people = [("created_by", &mut user.created_by), ("updated_by", &mut user.updated_by), ("owner", &mut user.owner_id)];
    for (field, value) in people {
        if !reads.has(field) {
            *value = None;
        }
    }
    if !reads.has("external_id") {
        user.external_id = None;
    }
    user
}

/// The user of that id, as far as whoever acts may see them.
///
/// # Errors
/// `NotFound`, the same for those who are not there and those who may not be seen.
pub async fn seen(db: impl Ask, actor: &Actor, id: Uuid) -> Result<Sight> {
    Sight::of(actor, store::find(db, id).await?.ok_or(Error::NotFound)?)
}

/// Asks whether whoever acts may manage this user at all: they have no more rights than oneself.
///
/// # Errors
/// `Refused`, naming what they have more; when the database is away.
pub async fn require_to_manage(db: impl Ask, actor: &Actor, user: Uuid, now: Moment) -> Result<()> {
    if actor.is_admin() || actor.is(user) {
        return Ok(());
    }
    actor.require_to_manage(&actor.rights_of(db, user, now).await?)
}
