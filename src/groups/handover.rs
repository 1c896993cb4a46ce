//! Groups whose owner goes: somebody else answers for them, or nobody.

use std::sync::Arc;

use uuid::Uuid;

use super::model::Group;
use super::record::{Sight, Whole};
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Ask, Write};
use crate::rules::Collection;
use crate::users::User;
use crate::web::Result;

/// What the groups are called that somebody answers for, and how many more there are that whoever acts does not see.
///
/// # Errors
/// When the database is away.
pub async fn owned_by(mut db: impl Ask, actor: &Actor, owner: Uuid) -> Result<(Vec<String>, i64)> {
    let (mut names, mut hidden) = (Vec::new(), 0);
    for group in store::owned(&mut db, owner).await? {
        match Sight::of(actor, Whole::of(&mut db, actor, group).await?) {
            Ok(group) => names.push(group.name.clone()),
            Err(_) => hidden += 1,
        }
    }
    Ok((names, hidden))
}

/// Makes somebody else answer for all groups of a user who goes, or nobody; an event for each. Whether all of them may be handed
/// over: else nothing is to be committed.
///
/// # Errors
/// When the database refuses or is away.
pub async fn hand_over(write: &mut Write, actor: &Actor, from: &User, to: Option<&User>, now: Moment) -> Result<bool> {
    for group in store::owned(&mut *write, from.id).await? {
        store::save_owner(write, group.id, to.map(|to| to.id), actor.id(), now).await?;
        if let Some(to) = to
            && !may_hand(write, actor, &group, to, now).await?
        {
            return Ok(false);
        }
        let event = Event::new("group.edit", Subject::group(group.id, &group.name));
        audit::record(write, actor, event.change("owner", Some(from.name()), to.map(User::name)), now).await?;
    }
    Ok(true)
}

/// Asks about a group as it was, which in this transaction is somebody else's already: whoever may change owners names whom they
/// like, others nobody to whom it would open what it does not open to themselves.
async fn may_hand(write: &mut Write, actor: &Actor, group: &Group, to: &User, now: Moment) -> Result<bool> {
    let after = store::find(&mut *write, group.id).await?.unwrap_or_else(|| group.clone());
    let mine = [Whole::of(&mut *write, actor, group.clone()).await?, Whole::of(&mut *write, actor, after.clone()).await?];
    if actor.require_change(Collection::Groups, &mine[0], &mine[1], &["owner"]).is_ok() {
        return Ok(true);
    }
    let mut them = actor.clone();
    them.rights = Arc::new(actor.rights_of(&mut *write, to.id, now).await?);
    let theirs = [Whole::of(&mut *write, &them, group.clone()).await?, Whole::of(&mut *write, &them, after).await?];
    Ok(actor.may_hand(Collection::Groups, &them.rights, &mine[0], [&theirs[0], &theirs[1]]))
}
