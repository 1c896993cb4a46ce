//! Pending invitations whose inviter goes: somebody else stands for them, or nobody, and then their links let nobody in.

use uuid::Uuid;

use super::store;
use crate::access::{self, Actor};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Ask, Write};
use crate::users::{self, User};
use crate::web::{Error, Result};

/// Whom somebody has invited who has not come yet, by name, and how many more there are that whoever acts does not see.
///
/// # Errors
/// When the database is away.
pub async fn sent_by(mut db: impl Ask, actor: &Actor, inviter: Uuid) -> Result<(Vec<String>, i64)> {
    let ids = store::pending_of(&mut db, inviter).await?;
    let seen = users::seen_all(&mut db, actor, &ids).await?;
    let hidden = i64::try_from(ids.len() - seen.len()).unwrap_or(i64::MAX);
    Ok((seen.iter().map(|user| user.name()).collect(), hidden))
}

/// Makes somebody else, or nobody, stand for all pending invitations of a user who goes; an event for each. The name in them stays:
/// nobody says in somebody else's name what they have not written. Whether all of them may be handed over: else nothing is to be
/// committed.
///
/// # Errors
/// When the database refuses or is away.
pub async fn hand_over(write: &mut Write, actor: &Actor, from: &User, to: Option<&User>, now: Moment) -> Result<bool> {
    for id in store::pending_of(&mut *write, from.id).await? {
        if let Some(to) = to
            && !may_hand(write, actor, id, to, now).await?
        {
            return Ok(false);
        }
        store::save_inviter(write, id, to.map(|to| to.id)).await?;
        let name = users::store::find(&mut *write, id).await?.map(|user| user.name()).unwrap_or_default();
        let event = Event::new("invitation.edit", Subject::user(id, name));
        audit::record(write, actor, event.change("owner", Some(from.name()), to.map(User::name)), now).await?;
    }
    Ok(true)
}

/// A link lets in whom its inviter could let in: whoever hands it over must hold what it gives, and so must whoever gets it.
async fn may_hand(write: &mut Write, actor: &Actor, id: Uuid, to: &User, now: Moment) -> Result<bool> {
    match users::require_to_manage(&mut *write, actor, id, now).await {
        Ok(()) => Ok(access::still_covers(write, Some(to.id), id, Some(&actor.rights.catalogue), now).await?),
        Err(Error::Refused(_) | Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}
