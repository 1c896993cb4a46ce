//! Who is in a group: permission, rule, write, audit, in one transaction.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::actions::require_proof;
use super::model::Group;
use super::record::{Sight, Whole};
use super::store;
use crate::access::{Actor, Rights};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Db, Write};
use crate::i18n::Words;
use crate::rules::Collection;
use crate::users::{self, User};
use crate::web::{Error, Result};

/// A group and users, as far as whoever took them in or out may see them.
pub type Taken = (Sight, Vec<users::Sight>);

/// Takes all of these users into the group, or none of them. Returns it, and those who were not in it.
///
/// # Errors
/// `Lack`, `NotFound`; `Invalid` for someone unknown.
pub async fn add_members(db: &Db, actor: &Actor, group: Uuid, ids: &[Uuid], now: Moment) -> Result<Taken> {
    change_members(db, actor, group, ids, true, now).await
}

/// Takes all of these users out of the group, or none of them. Returns it, and those who were in it.
///
/// # Errors
/// `Lack`, `NotFound`; `Invalid` for someone unknown; `Refused` when no administrator would be left.
pub async fn remove_members(db: &Db, actor: &Actor, group: Uuid, ids: &[Uuid], now: Moment) -> Result<Taken> {
    change_members(db, actor, group, ids, false, now).await
}

async fn change_members(db: &Db, actor: &Actor, id: Uuid, ids: &[Uuid], adds: bool, now: Moment) -> Result<Taken> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let taken = move_members(&mut write, &actor, id, ids, adds, now).await?;
    write.commit().await?;
    Ok(taken)
}

/// Takes one user into these groups and out of those: all of it, or nothing. Who comes into one first and leaves another then
/// keeps what both give. Returns the user as far as whoever acts may see them.
///
/// # Errors
/// `Lack`; `NotFound` for a user or a group that is not there; `Refused` when no administrator would be left.
pub async fn move_user(db: &Db, actor: &Actor, id: Uuid, into: &[Uuid], out_of: &[Uuid], now: Moment) -> Result<users::Sight> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let user = users::seen(&mut write, &actor, id).await?;
    user.require_shown(&["groups"])?;
    for (groups, adds) in [(into, true), (out_of, false)] {
        for group in groups {
            move_members(&mut write, &actor, *group, &[id], adds, now).await?;
        }
    }
    write.commit().await?;
    Ok(user)
}

/// Takes all of these users into the group, inside a transaction that has just invited them.
///
/// # Errors
/// As `add_members`.
pub async fn take_in(write: &mut Write, actor: &Actor, group: Uuid, ids: &[Uuid], now: Moment) -> Result<()> {
    move_members(write, actor, group, ids, true, now).await.map(drop)
}

/// Takes all of these users out of the group, inside another transaction.
///
/// # Errors
/// As `remove_members`.
pub async fn take_out(write: &mut Write, actor: &Actor, group: Uuid, ids: &[Uuid], now: Moment) -> Result<()> {
    move_members(write, actor, group, ids, false, now).await.map(drop)
}

async fn move_members(write: &mut Write, actor: &Actor, id: Uuid, ids: &[Uuid], adds: bool, now: Moment) -> Result<Taken> {
    let group = store::find(&mut *write, id).await?.ok_or(Error::NotFound)?;
    let whole = Whole::of(&mut *write, actor, group.clone()).await?;
    let seen = Sight::of(actor, whole)?;
    // Before anything depends on who is in it.
    let (mut users, mut sights) = movable(write, actor, &seen, ids, adds).await?;
    let members = store::members_among(&mut *write, id, ids).await?;
    users.retain(|user| members.contains(&user.id) != adds);
    sights.retain(|user| members.contains(&user.id) != adds);
    if users.is_empty() {
        return Ok((seen, sights));
    }
    let before = actor.rights_before(write, users.iter().map(|user| user.id).collect(), now).await?;
    require_to_manage_all(actor, &before)?;
    if adds {
        store::join(write, id, users.iter().map(|user| user.id), now).await?;
    } else {
        for user in &users {
            store::leave(write, id, user.id).await?;
        }
    }
    actor.require_to_give_all(write, &before, now).await?;
    for (user, before) in &before {
        // Nor does one take what one could not give.
        actor.require_to_give(&actor.rights_of(&mut *write, *user, now).await?, before)?;
    }
    users::require_an_admin(write, now).await?;
    let events: Vec<Event> = users.iter().map(|user| moved(&group, user.id, user.name(), adds)).collect();
    audit::record_all(write, actor, events, now).await?;
    require_proof(actor, &store::carried(&mut *write, id).await?, now)?;
    Ok((seen, sights))
}

/// These users, and as far as whoever acts may see them, if they may be taken in or out of the group: who may say who is in it
/// may say so of everyone they see; others move each user's own groups, and nobody to where they may do more.
async fn movable(write: &mut Write, actor: &Actor, group: &Sight, ids: &[Uuid], adds: bool) -> Result<(Vec<User>, Vec<users::Sight>)> {
    let (mut users, mut sights) = (Vec::new(), Vec::new());
    for id in ids.iter().collect::<BTreeSet<_>>() {
        let user = users::store::find(&mut *write, *id).await?.ok_or_else(unknown_user)?;
        let seen = users::Sight::of(actor, user.clone()).map_err(|_| unknown_user())?;
        require_movable(actor, group, &user, &seen, adds)?;
        sights.push(seen);
        users.push(user);
    }
    Ok((users, sights))
}

/// Asks whether this user may be taken in or out by whoever acts, who may say who is in the group or which groups the user is in.
pub(super) fn require_movable(actor: &Actor, group: &Sight, user: &User, seen: &users::Sight, adds: bool) -> Result<()> {
    if group.changes("members") {
        return Ok(());
    }
    seen.require_changes(&["groups"])?;
    let mut groups = user.groups.clone();
    groups.retain(|id| *id != group.id);
    groups.extend(adds.then_some(group.id));
    actor.require_change(Collection::Users, user, &User { groups, ..user.clone() }, &["groups"])
}

/// Who comes or goes may come under whoever acts by it: a rule may ask for the group, or for those who are not in it.
pub(super) fn require_to_manage_all(actor: &Actor, members: &[(Uuid, Rights)]) -> Result<()> {
    members.iter().filter(|(id, _)| !actor.is(*id)).try_for_each(|(_, rights)| actor.require_to_manage(rights))
}

fn unknown_user() -> Error {
    Error::Invalid(vec![("id", Words::new("error-user-unknown"))])
}

/// A user came or went: their own history tells it, and names the group.
pub(super) fn moved(group: &Group, user: Uuid, name: String, adds: bool) -> Event {
    let group = Some(group.name.as_str());
    let (action, from, to) = if adds { ("group.add", None, group) } else { ("group.remove", group, None) };
    Event::new(action, Subject::user(user, name)).change("group", from, to)
}
