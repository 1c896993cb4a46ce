//! Granting further roles, with an end or without: to one user, by somebody who has what the role gives for as long.

use uuid::Uuid;

use super::model::User;
use super::notices::tell;
use super::record::{Sight, require_no_more};
use super::role::{giveable, require_an_admin, settle};
use super::store::{self, EndedGrant, GrantRow, NewGrantRow};
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{self, Db, Write};
use crate::i18n::Words;
use crate::mail::Told;
use crate::rules::Collection;
use crate::web::{Act, Error, Result};

/// Grants that the sweep ends in one transaction.
const BATCH: i64 = 500;

pub struct NewGrant<'a> {
    pub role: Uuid,
    /// From then on it does not count.
    pub until: Option<Moment>,
    pub reason: &'a str,
}

/// Grants a role. Returns the user as far as whoever acts may see them, and the grant.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` for oneself, or when the role, or what they have already, is more than whoever acts has;
/// `Invalid` for a role that cannot be given or that they were granted already, and for an end that has passed.
pub async fn grant(db: &Db, actor: &Actor, id: Uuid, new: NewGrant<'_>, now: Moment) -> Result<(Sight, Uuid)> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let (user, seen) = grantee(&mut write, &actor, id).await?;
    let before = actor.rights_of(&mut write, id, now).await?;
    require_no_more(&actor, &user, &before)?;
    let role = giveable(&mut write, new.role).await?;
    require_ahead(new.until, now)?;
    match store::grant_of_role(&mut write, id, role.id).await? {
        Some(past) if past.is_past(now) => {
            let event = over("grant.expire", Subject::user(id, user.name()), &past.role_name, past.expires_at);
            store::delete_grant(&mut write, past.id).await?;
            audit::record(&mut write, &Actor::system(), event, now).await?;
        }
        Some(granted) => return Err(Error::Invalid(vec![("role", already(&seen, &granted))])),
        None => {}
    }
    let grant = Uuid::now_v7();
    let row = NewGrantRow { id: grant, user: id, role: role.id, until: new.until, reason: new.reason, by: actor.id(), now };
    store::add_grant(&mut write, row).await?;
    settle(&mut write, &actor, id, &before, now).await?;
    let event = Event::new("grant.add", Subject::user(id, user.name()))
        .because(new.reason)
        .change("role", None, Some(role.name.as_str()))
        .change("expires_at", None, new.until);
    audit::record(&mut write, &actor, event, now).await?;
    tell(&mut write, id, Told::RoleGranted { role: role.name, until: new.until }, &actor, now).await?;
    actor.require_proof(Act::Access, now)?;
    write.commit().await?;
    Ok((seen, grant))
}

/// Whether an end is still to come, if there is to be one.
pub(super) fn require_ahead(until: Option<Moment>, now: Moment) -> Result<()> {
    match until {
        Some(until) if until <= now => Err(Error::Invalid(vec![("until", Words::new("error-until-past"))])),
        _ => Ok(()),
    }
}

/// Ends a grant before its time. `None` when there is nothing to end any more: a double click is harmless.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` for oneself, for somebody who has more than whoever acts, or when no administrator would be
/// left.
pub async fn end_grant(db: &Db, actor: &Actor, id: Uuid, grant: Uuid, now: Moment) -> Result<Option<(Sight, GrantRow)>> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let (user, seen) = grantee(&mut write, &actor, id).await?;
    let before = actor.rights_of(&mut write, id, now).await?;
    require_no_more(&actor, &user, &before)?;
    let Some(grant) = store::grant(&mut write, id, grant).await?.filter(|grant| !grant.is_past(now)) else { return Ok(None) };
    store::delete_grant(&mut write, grant.id).await?;
    settle(&mut write, &actor, id, &before, now).await?;
    let event = over("grant.end", Subject::user(id, user.name()), &grant.role_name, grant.expires_at);
    audit::record(&mut write, &actor, event, now).await?;
    require_an_admin(&mut write, now).await?;
    actor.require_proof(Act::Access, now)?;
    write.commit().await?;
    Ok(Some((seen, grant)))
}

/// The user whose grants may change.
async fn grantee(write: &mut Write, actor: &Actor, id: Uuid) -> Result<(User, Sight)> {
    let user = store::find(write, id).await?.ok_or(Error::NotFound)?;
    actor.require_change(Collection::Users, &user, &user, &["grants"])?;
    let seen = Sight::of(actor, user.clone())?;
    if actor.is(id) { Err(Words::new("refused-own-grants").into()) } else { Ok((user, seen)) }
}

fn already(user: &Sight, grant: &GrantRow) -> Words {
    match grant.expires_at {
        Some(until) => Words::new("error-granted-until").with("name", user.name()).with("date", until),
        None => Words::new("error-granted").with("name", user.name()),
    }
}

fn over(action: &'static str, subject: Subject, role: &str, end: Option<Moment>) -> Event {
    Event::new(action, subject).change("role", Some(role), None).change("expires_at", end, None)
}

/// Takes grants away for good, each with an event.
async fn drop_grants(write: &mut Write, actor: &Actor, action: &'static str, grants: &[EndedGrant], now: Moment) -> db::Result<()> {
    let mut events = Vec::new();
    for grant in grants {
        store::delete_grant(write, grant.id).await?;
        events.push(over(action, Subject::user(grant.user_id, grant.user_name()), &grant.role_name, grant.expires_at));
    }
    audit::record_all(write, actor, events, now).await
}

/// Ends every grant of a role that goes, and takes it from every group, inside a transaction that ends with `require_an_admin`:
/// once the role is gone it is too late to ask.
///
/// # Errors
/// When the database refuses or is away.
pub(super) async fn end_grants_of_role(write: &mut Write, actor: &Actor, role: Uuid, now: Moment) -> db::Result<()> {
    store::take_from_groups(write, role).await?;
    loop {
        let grants = store::grants_of_role(write, role, BATCH).await?;
        if grants.is_empty() {
            return Ok(());
        }
        drop_grants(write, actor, "grant.end", &grants, now).await?;
    }
}

/// Removes grants past their end, each with one event. They have not counted since; nothing waits for this but the list of
/// grants and the trail. Writers run one at a time: however many servers sweep, each grant goes once. Returns how many went.
///
/// # Errors
/// When the database refuses or is away.
pub async fn forget_past_grants(db: &Db, now: Moment) -> db::Result<usize> {
    let mut gone = 0;
    // Asked before the turn to write is: mostly there is nothing to do.
    while !store::past_grants(db, now, 1).await?.is_empty() {
        let mut write = db.write().await?;
        let past = store::past_grants(&mut write, now, BATCH).await?;
        gone += past.len();
        drop_grants(&mut write, &Actor::system(), "grant.expire", &past, now).await?;
        write.commit().await?;
    }
    Ok(gone)
}
