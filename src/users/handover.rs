//! Service accounts whose owner goes: somebody else answers for them, or nobody, and then they rest.

use uuid::Uuid;

use super::model::{Status, User};
use super::record::Sight;
use super::{Email, find_owner, refuse_tokens, store};
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Ask, Write};
use crate::i18n::Words;
use crate::rules::Collection;
use crate::web::{Error, Result};

/// What the service accounts are called that somebody answers for, and how many more there are that whoever acts does not see.
/// Their owner knows them all.
///
/// # Errors
/// When the database is away.
pub async fn services_of(mut db: impl Ask, actor: &Actor, owner: Uuid) -> Result<(Vec<String>, i64)> {
    let (mut names, mut hidden) = (Vec::new(), 0);
    for id in store::services_of(&mut db, owner).await? {
        let service = store::find(&mut db, id).await?.ok_or(Error::NotFound)?;
        match Sight::of(actor, service.clone()) {
            _ if actor.is(owner) => names.push(service.name()),
            Ok(seen) => names.push(seen.name()),
            Err(_) => hidden += 1,
        }
    }
    Ok((names, hidden))
}

/// Whoever is to answer for what `leaving` leaves behind: another person who is active, and whom whoever acts sees by that address.
///
/// # Errors
/// `Invalid`, the same for all others; when the database is away.
pub async fn find_successor(
    db: impl Ask,
    actor: &Actor,
    email: &Email,
    leaving: Option<Uuid>,
    field: &'static str,
    now: Moment,
) -> Result<User> {
    let found = match find_owner(db, actor, email, None).await {
        Err(Error::Invalid(_)) => None,
        found => Some(found?),
    };
    found
        .filter(|user| can_take_over(user, now) && Some(user.id) != leaving)
        .ok_or_else(|| Error::Invalid(vec![(field, Words::new("error-successor"))]))
}

/// Whether somebody is there to answer for things.
#[must_use]
pub fn can_take_over(user: &User, now: Moment) -> bool {
    user.status == Status::Active && !user.is_past_end(now) && !user.is_service()
}

/// Makes somebody else answer for all service accounts of a user who goes; an event for each. Without anybody their tokens are
/// disabled: nothing runs on that nobody answers for. Whether all of them may be handed over: else nothing is to be committed.
///
/// # Errors
/// When the database refuses or is away.
pub async fn hand_over_services(write: &mut Write, actor: &Actor, from: &User, to: Option<&User>, now: Moment) -> Result<bool> {
    for id in store::services_of(&mut *write, from.id).await? {
        let service = store::find(&mut *write, id).await?.ok_or(Error::NotFound)?;
        if let Some(to) = to
            && !may_hand(write, actor, &service, to, now).await?
        {
            return Ok(false);
        }
        store::save_owner(write, id, to.map(|to| to.id), actor.id(), now).await?;
        let event = Event::new("user.owner", Subject::user(id, service.name()));
        audit::record(write, actor, event.change("owner", Some(from.name()), to.map(User::name)), now).await?;
        if to.is_none() {
            refuse_tokens(write, actor, &service, now).await?;
        }
    }
    Ok(true)
}

/// Whoever may change owners names whom they like, others nobody to whom it would open what it does not open to themselves. Tokens
/// are no question: what an owner makes opens no more than they may themselves.
async fn may_hand(write: &mut Write, actor: &Actor, service: &User, to: &User, now: Moment) -> Result<bool> {
    let after = User { owner_id: Some(to.id), ..service.clone() };
    if actor.require_change(Collection::Users, service, &after, &["owner"]).is_ok() {
        return Ok(true);
    }
    let theirs = actor.rights_of(write, to.id, now).await?;
    Ok(actor.may_hand(Collection::Users, &theirs, service, [service, &after]))
}
