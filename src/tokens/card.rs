//! The card "Tokens": whose they are, what each opens, and what the reader may do about them.

use std::borrow::Borrow;

use chrono::TimeDelta;
use uuid::Uuid;

use super::actions::Made;
use super::model::{Holder, Sight, TokenRow};
use super::store::{self, ServiceRow};
use crate::access::{self, Actor, Limits};
use crate::clock::Moment;
use crate::db::Db;
use crate::i18n::{self, Reader, Words};
use crate::rules::{Action, Collection};
use crate::users;
use crate::web::{Error, Result};

/// An end this near is pointed out.
const SOON: TimeDelta = TimeDelta::days(14);

pub struct Card {
    pub holder: Holder,
    pub is_own: bool,
    pub tokens: Vec<Sight>,
    /// Whether the reader can have one made here.
    pub makes: bool,
    /// The service accounts that the reader answers for, on their own card.
    pub services: Vec<ServiceRow>,
    /// The one that was made just now.
    pub made: Option<Made>,
    /// Tokens of a service account that open nothing: whoever made them is not active any more, or may less than it.
    outgrown: Vec<Uuid>,
    /// Whether the reader sees whose they are, and the page that the card stands on.
    is_seen: bool,
}

impl Card {
    /// # Errors
    /// `NotFound` where there is no such user for this reader, or nothing of their tokens.
    pub async fn read(db: &Db, actor: &Actor, user: Uuid, now: Moment) -> Result<Self> {
        let whole = users::store::find(db, user).await?.ok_or(Error::NotFound)?;
        let mut holder = Holder::of(&whole, now);
        let (is_own, is_owned) = (actor.is(user), holder.is_owned_by(actor));
        let seen = users::Sight::of(actor, whole).ok();
        match &seen {
            // Whoever answers for it knows what it is called.
            None if is_owned => {}
            None => return Err(Error::NotFound),
            Some(seen) => holder.name = seen.name(),
        }
        let makes = holder.takes_from(actor);
        let reads = actor.may(Action::Read, Collection::Tokens);
        if !(is_own || is_owned || makes || reads) {
            return Err(Error::NotFound);
        }
        let rows = store::of_user(db, user).await?;
        let outgrown = outgrown(db, actor, &holder, &rows, now).await?;
        let tokens = rows.into_iter().filter_map(|row| holder.sight_of(actor, row).ok()).collect();
        let services = if is_own { store::services_of(db, user).await? } else { Vec::new() };
        Ok(Self { holder, is_own, tokens, makes, services, made: None, outgrown, is_seen: is_own || (seen.is_some() && reads) })
    }

    /// Whether the reader could not even see tokens of their own: no role of theirs opens them.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.is_own && !self.makes && self.tokens.is_empty()
    }

    /// Where the reader finds it again.
    #[must_use]
    pub fn home(&self) -> String {
        match (self.is_own, self.is_seen) {
            (true, _) => "/account/security#tokens".into(),
            (false, true) => format!("/users/{}/security#tokens", self.holder.id),
            (false, false) => format!("/users/{}/tokens", self.holder.id),
        }
    }

    /// Whether it opens nothing until somebody renews it.
    #[must_use]
    pub fn is_outgrown(&self, token: impl Borrow<Sight>) -> bool {
        self.outgrown.contains(&token.borrow().id)
    }

    /// Whether the reader can have another secret for it.
    #[must_use]
    pub fn renews(&self, token: impl Borrow<Sight>) -> bool {
        let token = token.borrow();
        (self.is_own || self.holder.is_service) && self.holder.is_active && token.enabled && token.sets("expires_at")
    }

    #[must_use]
    pub fn enables(&self, token: impl Borrow<Sight>) -> bool {
        let token = token.borrow();
        !token.enabled && self.holder.is_active && token.sets("enabled")
    }

    /// What a token opens, in words.
    #[must_use]
    pub fn may(&self, token: impl Borrow<Sight>, reader: &Reader) -> String {
        let words = match token.borrow().limits() {
            Limits::Everything if self.is_own => Words::new("token-may-all-of-yours"),
            Limits::Everything => Words::new("token-may-everything").with("name", &self.holder.name),
            Limits::Reading => Words::new("token-may-read"),
            limits @ Limits::Only(_) if limits.is_nothing() => Words::new("token-may-nothing"),
            limits @ Limits::Only(_) => return chosen(limits, reader),
        };
        words.to(reader).into_owned()
    }

    /// Whether it ends before long.
    #[must_use]
    pub fn ends_soon(&self, token: impl Borrow<Sight>, now: impl Borrow<Moment>) -> bool {
        let (token, now) = (token.borrow(), *now.borrow());
        !token.is_past(now) && token.is_past(now + SOON)
    }
}

async fn outgrown(db: &Db, actor: &Actor, holder: &Holder, rows: &[TokenRow], now: Moment) -> Result<Vec<Uuid>> {
    let mut outgrown = Vec::new();
    for row in rows.iter().filter(|row| holder.is_service && row.enabled) {
        if !access::still_covers(db, row.created_by, holder.id, Some(&actor.rights.catalogue), now).await? {
            outgrown.push(row.id);
        }
    }
    Ok(outgrown)
}

/// "Users: read, change; Groups: read".
fn chosen(limits: Limits, reader: &Reader) -> String {
    let word = |key: &str| i18n::text(reader.language, key, None);
    let of_one = |on: Collection| {
        let actions: Vec<_> = Action::ALL.into_iter().filter(|action| limits.has(*action, on)).map(|action| word(action.word())).collect();
        (!actions.is_empty()).then(|| format!("{}: {}", word(on.word()), actions.join(", ")))
    };
    Collection::ALL.into_iter().filter_map(of_one).collect::<Vec<_>>().join("; ")
}
