//! Pending invitations whose inviter goes: somebody else stands for them, or nobody, and then their links let nobody in.

use uuid::Uuid;

use super::offered::Offered;
use super::store::{self, InvitationRow};
use crate::access::{self, Actor};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Ask, Write};
use crate::rules::{Action, Collection};
use crate::users::{self, User};
use crate::web::{Error, Result};

/// Whom somebody has invited who has not come yet, by name, of the first `most` those whom whoever acts sees.
///
/// # Errors
/// When the database is away.
pub async fn sent_by(mut db: impl Ask, actor: &Actor, inviter: Uuid, most: i64) -> Result<Vec<String>> {
    let ids = store::pending_of(&mut db, inviter, most).await?;
    Ok(users::seen_all(&mut db, actor, &ids).await?.iter().map(|user| user.name()).collect())
}

/// Makes somebody else, or nobody, stand for all pending invitations of a user who goes; an event for each. The name in them stays:
/// nobody says in somebody else's name what they have not written. Whether all of them may be handed over: else nothing is to be
/// committed.
///
/// # Errors
/// When the database refuses or is away.
pub async fn hand_over(write: &mut Write, actor: &Actor, from: &User, to: Option<&User>, now: Moment) -> Result<bool> {
    let mut events = Vec::new();
    for id in store::pending_of(&mut *write, from.id, i64::MAX).await? {
        let invitee = users::store::find(&mut *write, id).await?.ok_or(Error::NotFound)?;
        if let Some(to) = to
            && !may_hand(write, actor, &invitee, to, now).await?
        {
            return Ok(false);
        }
        store::save_inviter(write, id, to.map(|to| to.id)).await?;
        let event = Event::new("invitation.edit", Subject::user(id, invitee.name()));
        events.push(event.change("owner", Some(from.name()), to.map(User::name)));
    }
    audit::record_all(write, actor, events, now).await?;
    Ok(true)
}

/// A link lets in whom its inviter could let in: whoever hands it over must hold what it gives and be one who invites, and so must
/// whoever gets it. Nor may a rule open to its new inviter what it opens to neither of them.
async fn may_hand(write: &mut Write, actor: &Actor, invitee: &User, to: &User, now: Moment) -> Result<bool> {
    let row = store::find(&mut *write, invitee.id).await?.ok_or(Error::NotFound)?;
    let after = InvitationRow { invited_by: Some(to.id), ..row.clone() };
    let (before, after) = (Offered::pending(invitee, &row), Offered::pending(invitee, &after));
    let theirs = actor.rights_of(&mut *write, to.id, now).await?;
    if !actor.may(Action::Create, Collection::Invitations) || !theirs.may(Action::Create, Collection::Invitations) {
        return Ok(false);
    }
    let is_open = actor.require_change(Collection::Invitations, &before, &after, &["invited_by"]).is_ok()
        || actor.may_hand(Collection::Invitations, &theirs, &before, [&before, &after]);
    match users::require_to_manage(&mut *write, actor, invitee.id, now).await {
        Ok(()) if is_open => Ok(access::still_covers(write, Some(to.id), invitee.id, Some(&actor.rights.catalogue), now).await?),
        Ok(()) | Err(Error::Refused(_) | Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}
