//! A user as rules compare them, and as far as a reader may see them.

use std::collections::HashMap;

use uuid::Uuid;

use super::model::{Status, User};
use super::{custom, store};
use crate::access::{self, Actor, Conceal, Fields, Rights};
use crate::clock::{Moment, NEVER};
use crate::db::Ask;
use crate::i18n::Words;
use crate::rules::{Action, Collection, Field, Record, Schema, Stored};
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
            name => field.definition().map_or(Stored::Null, |added| custom::stored(self.custom.get(name), added)),
        }
    }
}

/// A user as far as a reader may see them.
pub type Sight = access::Sight<User>;

impl access::Sight<User> {
    /// Whether any of the fields in the form of details can be changed.
    #[must_use]
    pub fn changes_details(&self, schema: &Schema) -> bool {
        DETAILS.iter().any(|field| self.changes(field)) || schema.added().any(|(field, _)| self.changes_field(field))
    }

    /// What the reader types to delete them for good: the address, where it is shown, else what they are called here.
    #[must_use]
    pub fn confirmation(&self) -> String {
        if self.email.is_empty() || self.is_service() { self.name() } else { self.email.clone() }
    }
}

/// The fields of the form of details.
pub const DETAILS: [&str; 8] = ["first_name", "last_name", "title", "company", "location", "phone", "description", "tags"];

/// What tells of the ways to roles, each by its field of the user.
pub(super) const WAYS: [&str; 3] = ["role", "groups", "grants"];

impl Conceal for User {
    const COLLECTION: Collection = Collection::Users;

    fn conceal_added(&mut self, reads: Fields, schema: &Schema) {
        let shows = |name: &str| schema.field(Collection::Users, name).is_some_and(|field| reads.has_field(field));
        self.custom.retain(|name, _| reads.is_all() || shows(name));
    }

    fn conceal(&mut self, reads: Fields) {
        let texts: [(&str, &mut String); 12] = [
            ("first_name", &mut self.first_name),
            ("last_name", &mut self.last_name),
            ("avatar", &mut self.avatar),
            ("title", &mut self.title),
            ("company", &mut self.company),
            ("location", &mut self.location),
            ("phone", &mut self.phone),
            ("description", &mut self.description),
            ("language", &mut self.language),
            ("timezone", &mut self.timezone),
            ("last_page", &mut self.last_page),
            ("provider", &mut self.provider),
        ];
        for (field, value) in texts {
            if !reads.has(field) {
                value.clear();
            }
        }
        if !reads.has("email") {
            self.email.clear();
            self.email_key.clear();
            self.email_verified_at = None;
        }
        if !reads.has("tags") {
            self.tags = serde_json::Value::Null;
        }
        if !reads.has("status") {
            self.status = Status::Draft;
            self.status_before = None;
            self.status_since = NEVER;
            self.status_by = None;
            self.status_reason.clear();
        }
        if !reads.has("role") {
            self.role_id = None;
            self.role_name = None;
            self.role_is_admin = false;
        }
        if !reads.has("groups") {
            self.groups.clear();
        }
        if !reads.has("last_seen_at") {
            self.last_seen_at = NEVER;
        }
        if !reads.has("expires_at") {
            // The sweep says why: that tells the date.
            if self.status_by.is_none() && self.expires_at.is_some_and(|end| end <= self.status_since) {
                self.status_reason.clear();
            }
            self.expires_at = None;
        }
        let people = [("created_by", &mut self.created_by), ("updated_by", &mut self.updated_by), ("owner", &mut self.owner_id)];
        for (field, value) in people {
            if !reads.has(field) {
                *value = None;
            }
        }
        if !reads.has("external_id") {
            self.external_id = None;
        }
    }
}

/// The user of that id, as far as whoever acts may see them.
///
/// # Errors
/// `NotFound`, the same for those who are not there and those who may not be seen.
pub async fn seen(db: impl Ask, actor: &Actor, id: Uuid) -> Result<Sight> {
    Sight::of(actor, store::find(db, id).await?.ok_or(Error::NotFound)?)
}

/// Those of these users whom whoever acts may see, as far as they may, in the order of the ids.
///
/// # Errors
/// When the database is away.
pub async fn seen_all(db: impl Ask, actor: &Actor, ids: &[Uuid]) -> Result<Vec<Sight>> {
    let users = store::find_all(db, ids.iter().copied().map(store::Key::Id)).await?;
    let mut users: HashMap<Uuid, User> = users.into_iter().map(|user| (user.id, user)).collect();
    Ok(ids.iter().filter_map(|id| users.remove(id)).filter_map(|user| Sight::of(actor, user).ok()).collect())
}

/// Whose address that is, if whoever acts sees that it is theirs.
///
/// # Errors
/// When the database is away.
pub async fn seen_at(db: impl Ask, actor: &Actor, email_key: &str) -> Result<Option<Sight>> {
    let user = store::find_by_email(db, email_key).await?.and_then(|user| Sight::of(actor, user).ok());
    Ok(user.filter(|user| user.shows("email")))
}

/// Asks whether whoever acts may manage this user at all: they have no more rights than oneself.
///
/// # Errors
/// `Refused`; when the database is away.
pub async fn require_to_manage(mut db: impl Ask, actor: &Actor, user: Uuid, now: Moment) -> Result<()> {
    if actor.is_admin() || actor.is(user) {
        return Ok(());
    }
    let theirs = actor.rights_of(&mut db, user, now).await?;
    let user = store::find(db, user).await?.ok_or(Error::NotFound)?;
    require_no_more(actor, &user, &theirs)
}

/// The same, where their rights are known.
///
/// # Errors
/// `Refused`, naming what they have more to those who see where it comes from.
pub fn require_no_more(actor: &Actor, user: &User, theirs: &Rights) -> Result<()> {
    let reads = actor.rights.on(Action::Read, Collection::Users, user);
    match actor.require_to_manage(theirs) {
        Err(Error::Refused(_)) if !reads.is_some_and(|reads| WAYS.iter().all(|way| reads.has(way))) => {
            Err(Words::new("refused-manage-somehow").into())
        }
        outcome => outcome,
    }
}
