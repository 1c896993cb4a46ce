//! Giving and taking roles: one user's by hand, those of many from the page of a role, everyone's when a role goes.

use uuid::Uuid;

use super::grants::end_grants_of_role;
use super::model::{Status, User};
use super::notices::tell;
use super::record::{Sight, require_no_more};
use super::store::{self, Holder, Onward};
use super::tokens::refuse_tokens_of_role;
use crate::access::{self, Actor, Rights, RoleName};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Db, Write};
use crate::i18n::Words;
use crate::links;
use crate::mail::Told;
use crate::rules::{Action, Collection};
use crate::web::{Act, Error, Lack, Result};

/// Users looked at in one go while a role goes.
const BATCH: i64 = 1_000;

/// Gives a role of one's own, or none. Returns the user as they were, as far as whoever acts may see them.
///
/// # Errors
/// `Lack`, `NotFound`; `Prove`; `Refused` for one's own role or when no administrator would be left; `Invalid` for a role that cannot
/// be given.
pub async fn change_role(db: &Db, actor: &Actor, id: Uuid, role: Option<Uuid>, now: Moment) -> Result<Sight> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let user = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    if change_role_in(&mut write, &actor, &user, role, now).await? {
        actor.require_proof(Act::Access, now)?;
        write.commit().await?;
    }
    Sight::of(&actor, user)
}

/// The same inside another transaction, which asks for the proof. Returns whether it is another role.
///
/// # Errors
/// As `change_role`.
pub async fn change_role_in(write: &mut Write, actor: &Actor, user: &User, role: Option<Uuid>, now: Moment) -> Result<bool> {
    actor.require_change(Collection::Users, user, &User { role_id: role, ..user.clone() }, &["role"])?;
    if user.role_id == role {
        return Ok(false);
    }
    let role = match role {
        Some(id) => Some(giveable(&mut *write, id).await?),
        None => None,
    };
    give_role(&mut *write, actor, user, role.as_ref(), now).await?;
    require_an_admin(write, now).await?;
    Ok(true)
}

/// The role of that id, if users can be given it.
///
/// # Errors
/// `Invalid` if not.
pub(crate) async fn giveable(write: &mut Write, role: Uuid) -> Result<RoleName> {
    access::giveable_role(&mut *write, role).await?.ok_or_else(unknown)
}

pub(super) fn unknown() -> Error {
    Error::Invalid(vec![("role", Words::new("error-role-unknown"))])
}

/// Gives one user another role, or none, inside a transaction that ends with `require_an_admin`.
///
/// # Errors
/// `Refused` for one's own role, or when the role, or what they have already, is more than whoever acts has.
pub(crate) async fn give_role(write: &mut Write, actor: &Actor, user: &User, role: Option<&RoleName>, now: Moment) -> Result<()> {
    let before = actor.rights_of(&mut *write, user.id, now).await?;
    require_role_of(actor, user, &before)?;
    store::save_roles(write, &[user.id], role.map(|role| role.id), actor.id(), now).await?;
    settle(write, actor, user.id, &before, now).await?;
    audit::record(write, actor, role_event(user, role), now).await?;
    tell(write, user.id, Told::RoleChanged { role: role.map(|role| role.name.clone()) }, actor, now).await
}

/// Asks whether the role of somebody with these rights is theirs to change.
pub(super) fn require_role_of(actor: &Actor, user: &User, theirs: &Rights) -> Result<()> {
    if actor.is(user.id) { Err(Words::new("refused-own-role").into()) } else { require_no_more(actor, user, theirs) }
}

pub(super) fn role_event(user: &User, role: Option<&RoleName>) -> Event {
    let event = Event::new("user.role", Subject::user(user.id, user.name()));
    event.change("role", user.role_name.as_deref(), role.map(|role| role.name.as_str()))
}

/// Asks whether somebody's rights may have become what they are in this transaction; where they lost any, their sessions end.
///
/// # Errors
/// `Refused` when they gained what whoever acts does not have.
pub(super) async fn settle(write: &mut Write, actor: &Actor, user: Uuid, before: &Rights, now: Moment) -> Result<()> {
    let after = actor.rights_of(&mut *write, user, now).await?;
    actor.require_to_give(before, &after)?;
    if before.beyond(&[&after]).is_some() {
        access::end_sessions(write, user, None).await?;
    }
    Ok(())
}

/// Asks whether an administrator is left, after a change that may have taken one away.
///
/// # Errors
/// `Refused` when there is none.
pub(crate) async fn require_an_admin(write: &mut Write, now: Moment) -> Result<()> {
    if access::is_an_admin_left(write, now).await? { Ok(()) } else { Err(Words::new("refused-last-admin").into()) }
}

/// Asks the gate about each of these holders of a role that goes: whoever acts may manage them, and move those whose own it is.
///
/// # Errors
/// `Lack`; `Refused` for somebody who has more than whoever acts, or would be out of their reach.
pub(crate) async fn require_to_move(
    write: &mut Write,
    actor: &Actor,
    role: Uuid,
    to: Option<&RoleName>,
    holders: &[(Uuid, Rights)],
) -> Result<()> {
    for (id, rights) in holders {
        let user = store::find(&mut *write, *id).await?.ok_or(Error::NotFound)?;
        if user.role_id != Some(role) {
            continue;
        }
        actor.require_to_manage(rights)?;
        let ends = to.is_none() && user.status == Status::Active;
        let status = if ends { Status::Suspended } else { user.status };
        let after = User { role_id: to.map(|to| to.id), status, ..user.clone() };
        let fields: &[&str] = if ends { &["role", "status"] } else { &["role"] };
        actor.require_change(Collection::Users, &user, &after, fields).map_err(|error| match error {
            // Somebody whom they may not even see.
            Error::NotFound => Error::Lack(Lack::of(Action::Update, Collection::Users).field("role")),
            error => error,
        })?;
    }
    Ok(())
}

/// Takes a role from everyone who has it, archived ones too, before it goes: they get `to` in its place, or none; then
/// those who were active are suspended, and lose with it what a suspension ends. Who has it by a group or a grant has it no
/// more. One event for each. Returns how many had it as their own.
///
/// # Errors
/// `Refused` when no administrator would be left.
pub(crate) async fn empty_role(
    write: &mut Write,
    actor: &Actor,
    role: &RoleName,
    to: Option<&RoleName>,
    reason: &str,
    now: Moment,
) -> Result<usize> {
    let mut affected = 0;
    let mut last = None;
    loop {
        let holders = store::holders(write, role.id, last.as_ref(), BATCH).await?;
        affected += holders.len();
        let events = holders.iter().map(|holder| event_of(holder, role, to, reason));
        audit::record_all(write, actor, events, now).await?;
        last = holders.into_iter().next_back();
        if last.is_none() {
            break;
        }
    }
    let loses = role.admin_access && !to.is_some_and(|to| to.admin_access);
    if loses || to.is_none() {
        access::end_sessions_of_role(write, role.id).await?;
    }
    if to.is_none() {
        refuse_tokens_of_role(write, actor, role.id, now).await?;
        links::cancel_of_role(write, role.id, now).await?;
    }
    end_grants_of_role(write, actor, role.id, now).await?;
    store::save_onward(write, Onward { from: role.id, to: to.map(|to| to.id), reason, by: actor.id(), now }).await?;
    require_an_admin(write, now).await?;
    Ok(affected)
}

/// What a role that goes means for one of its users.
fn event_of(holder: &Holder, role: &RoleName, to: Option<&RoleName>, reason: &str) -> Event {
    let is_suspended = to.is_none() && holder.status == Status::Active;
    let action = if is_suspended { "user.suspend" } else { "user.role" };
    let event = Event::new(action, Subject::user(holder.id, holder.name())).because(reason);
    let event = event.change("role", Some(role.name.as_str()), to.map(|to| to.name.as_str()));
    if is_suspended { event.change("status", Status::Active.name(), Status::Suspended.name()) } else { event }
}
