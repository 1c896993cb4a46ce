//! A token as people see it, and who may have to do with it.

use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use crate::access::{self, Actor, Conceal, Fields, Limits};
use crate::clock::Moment;
use crate::i18n::Words;
use crate::rules::{Action, Collection, Field, Record, Stored};
use crate::users::{Status, User};
use crate::web::{Error, Lack, Result};

/// Of one user.
pub const MOST: i64 = 50;

#[derive(FromRow, Clone, Debug)]
pub struct TokenRow {
    pub id: Uuid,
    pub user_id: Uuid,
    pub name: String,
    pub prefix: String,
    pub scope: Value,
    pub enabled: bool,
    pub created_at: Moment,
    /// Whoever made its present secret, and may know it.
    pub created_by: Option<Uuid>,
    pub expires_at: Option<Moment>,
    pub last_used_at: Option<Moment>,
    pub last_used_from: String,
}

impl TokenRow {
    #[must_use]
    pub fn limits(&self) -> Limits {
        Limits::stored(&self.scope)
    }

    #[must_use]
    pub fn is_past(&self, now: Moment) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }
}

impl Record for TokenRow {
    fn value(&self, field: &'static Field) -> Stored {
        let moment = |at: Option<Moment>| at.map_or(Stored::Null, Stored::Moment);
        match field.name {
            "id" => Stored::Id(self.id),
            "user" => Stored::Id(self.user_id),
            "name" => Stored::Text(self.name.clone()),
            "enabled" => Stored::Flag(self.enabled),
            "expires_at" => moment(self.expires_at),
            "last_used_at" => moment(self.last_used_at),
            "created_at" => Stored::Moment(self.created_at),
            _ => Stored::Null,
        }
    }
}

/// A token as far as a reader may see it.
pub type Sight = access::Sight<TokenRow>;

impl Conceal for TokenRow {
    const COLLECTION: Collection = Collection::Tokens;

    fn conceal(&mut self, reads: Fields) {
        if !reads.has("name") {
            self.name.clear();
            self.prefix.clear();
        }
        if !reads.has("scope") {
            self.scope = Value::Null;
        }
        if !reads.has("expires_at") {
            self.expires_at = None;
        }
        if !reads.has("last_used_at") {
            self.last_used_at = None;
            self.last_used_from.clear();
        }
    }
}

/// Whose tokens it is about.
#[derive(Clone, Debug)]
pub struct Holder {
    pub id: Uuid,
    pub name: String,
    pub is_service: bool,
    pub is_active: bool,
    pub(super) owner: Option<Uuid>,
}

impl Holder {
    #[must_use]
    pub fn of(user: &User, now: Moment) -> Self {
        Self {
            id: user.id,
            name: user.name(),
            is_service: user.kind == "service",
            is_active: user.status == Status::Active && !user.is_past_end(now),
            owner: user.owner_id,
        }
    }

    /// Whether whoever acts answers for it: the owner of a service account needs no other right to its tokens.
    #[must_use]
    pub fn is_owned_by(&self, actor: &Actor) -> bool {
        self.is_service && self.owner.is_some_and(|owner| actor.is(owner))
    }

    /// As far as whoever acts sees this token.
    ///
    /// # Errors
    /// `NotFound` for who may see nothing of it.
    pub fn sight_of(&self, actor: &Actor, token: TokenRow) -> Result<Sight> {
        if self.is_owned_by(actor) { Ok(Sight::whole(token)) } else { Sight::of(actor, token) }
    }

    /// Whether whoever acts can have a token made for them, whatever it opens: for oneself and for service accounts, for no other
    /// person.
    #[must_use]
    pub fn takes_from(&self, actor: &Actor) -> bool {
        let is_theirs = actor.is(self.id) || self.is_service;
        self.is_active && is_theirs && (self.is_owned_by(actor) || actor.may(Action::Create, Collection::Tokens))
    }

    /// Asks whether a token of theirs may be handed to whoever acts.
    ///
    /// # Errors
    /// `Refused` for a token of another person, and of somebody who is not active.
    pub fn require_hand(&self, actor: &Actor) -> Result<()> {
        if !actor.is(self.id) && !self.is_service {
            return Err(Words::new("refused-token-of-person").into());
        }
        self.require_active()
    }

    /// # Errors
    /// `Refused` for who is not active.
    pub fn require_active(&self) -> Result<()> {
        if self.is_active { Ok(()) } else { Err(Words::new("refused-token-status").into()) }
    }

    /// Asks the gate about a token that is to be made.
    ///
    /// # Errors
    /// `Lack`, naming the field.
    pub fn require_creation(&self, actor: &Actor, token: &TokenRow) -> Result<()> {
        if self.is_owned_by(actor) {
            return Ok(());
        }
        actor.require_creation(Collection::Tokens, token, &[("name", true), ("scope", true), ("expires_at", token.expires_at.is_some())])
    }
}

/// Asks whether the reader of this token may end it.
///
/// # Errors
/// `Lack`.
pub fn require_deletes(token: &Sight) -> Result<()> {
    if token.deletes { Ok(()) } else { Err(Error::Lack(Lack::of(Action::Delete, Collection::Tokens))) }
}
