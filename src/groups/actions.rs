//! Every change to a group: permission, rule, write, audit, in one transaction.

use uuid::Uuid;

use super::membership::{moved, require_to_manage_all};
use super::model::{Details, Typed};
use super::record::{Sight, Whole, shown};
use super::store::{self, Written};
use crate::access::{self, Actor, RoleName};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{self, Ask, Db, Write};
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::users::{self, Email, User};
use crate::web::{Act, Error, Result, both};

/// Members looked at in one go while a group goes.
const BATCH: i64 = 1_000;

/// Creates a group.
///
/// # Errors
/// `Lack`; `Invalid` when the name is taken, or for an owner or role that is not there.
pub async fn create(db: &Db, actor: &Actor, new: &Details, now: Moment) -> Result<Uuid> {
    actor.require(Action::Create, Collection::Groups)?;
    let (mut write, actor) = actor.begin(db, now).await?;
    let (owner, roles) = both(find_owner(&mut write, &actor, new.owner.as_ref(), None).await, find_roles(&mut write, new).await)?;
    let id = Uuid::now_v7();
    let row = Written { id, details: new, owner: owner.as_ref().map(|owner| owner.id), by: actor.id(), now };
    store::add(&mut write, &row).await.map_err(taken)?;
    require_created(&mut write, &actor, id, new).await?;
    require_reach(&actor, &new.roles)?;
    let event = Event::new("group.create", Subject::group(id, &new.name))
        .set("description", &new.description)
        .set("owner", owner.map(|owner| owner.name()))
        .set("roles", names(&roles));
    audit::record(&mut write, &actor, event, now).await?;
    require_proof(&actor, &new.roles, now)?;
    write.commit().await?;
    Ok(id)
}

/// Saves a group. Its members have the rights of its new roles with their next request.
///
/// # Errors
/// `Lack`, `NotFound`; `Invalid` when the name is taken, or for an owner or role that is not there; `Refused` when it has
/// changed since `version`, or when no administrator would be left.
pub async fn edit(db: &Db, actor: &Actor, id: Uuid, version: i64, typed: &Typed, now: Moment) -> Result<()> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let group = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let whole = Whole::of(&mut write, &actor, group.clone()).await?;
    shown(&mut write, &actor, whole.clone()).await?.require_offered(&typed.fields())?;
    let new = &typed.over(&group, &whole.roles);
    if group.version != version {
        return Err(Words::new("refused-stale").into());
    }
    let owner = find_owner(&mut write, &actor, new.owner.as_ref(), group.owner_id).await;
    let (owner, roles) = both(owner, find_roles(&mut write, new).await)?;
    let before = roles_of(&mut write, id).await?;
    let owner_id = owner.as_ref().map(|owner| owner.id);
    if (&group.name, &group.description, group.owner_id, &before) == (&new.name, &new.description, owner_id, &roles) {
        return Ok(());
    }
    let has_other_roles = before != roles && !actor.is_admin();
    let members = if has_other_roles { store::member_ids(&mut write, id).await? } else { Vec::new() };
    let rights = actor.rights_before(&mut write, members, now).await?;
    store::save(&mut write, &Written { id, details: new, owner: owner_id, by: actor.id(), now }).await.map_err(taken)?;
    let after = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let after = Whole::of(&mut write, &actor, after).await?;
    actor.require_change(Collection::Groups, &whole, &after, &typed.fields())?;
    let moved = |role: &&Uuid| new.roles.contains(role) != whole.roles.contains(role);
    require_reach(&actor, new.roles.iter().chain(&whole.roles).filter(moved))?;
    actor.require_to_give_all(&mut write, &rights, now).await?;
    users::require_an_admin(&mut write, now).await?;
    let event = Event::new("group.edit", Subject::group(id, &group.name))
        .change("name", &group.name, &new.name)
        .change("description", &group.description, &new.description)
        .change("owner", group.owner(), owner.map(|owner| owner.name()))
        .change("roles", names(&before), names(&roles));
    audit::record(&mut write, &actor, event, now).await?;
    if before != roles {
        actor.require_proof(Act::Access, now)?;
    }
    write.commit().await?;
    Ok(())
}

/// Deletes a group. Its members keep everything but what they had through it; each has an event of their own. Returns it as
/// whoever acts saw it.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` when no administrator would be left.
pub async fn delete(db: &Db, actor: &Actor, id: Uuid, now: Moment) -> Result<Sight> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let group = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let whole = Whole::of(&mut write, &actor, group.clone()).await?;
    let seen = Sight::of(&actor, whole.clone())?;
    actor.require_on(Action::Delete, Collection::Groups, &whole, &[])?;
    require_reach(&actor, &whole.roles)?;
    let members = if actor.is_admin() { Vec::new() } else { store::member_ids(&mut write, id).await? };
    let before = actor.rights_before(&mut write, members, now).await?;
    require_to_manage_all(&actor, &before)?;
    let event = Event::new("group.delete", Subject::group(id, &group.name)).change("name", Some(group.name.as_str()), None);
    audit::record(&mut write, &actor, event, now).await?;
    let mut last = Uuid::nil();
    loop {
        let members = store::members(&mut write, id, last, BATCH).await?;
        let events = members.iter().map(|member| moved(&group, member.id, member.name(), false));
        audit::record_all(&mut write, &actor, events, now).await?;
        let Some(member) = members.last() else { break };
        last = member.id;
    }
    store::delete(&mut write, id).await?;
    actor.require_to_give_all(&mut write, &before, now).await?;
    users::require_an_admin(&mut write, now).await?;
    require_proof(&actor, &whole.roles, now)?;
    write.commit().await?;
    Ok(seen)
}

/// Asks the gate about a group that has just been added in this transaction.
async fn require_created(write: &mut Write, actor: &Actor, id: Uuid, new: &Details) -> Result<()> {
    let group = store::find(&mut *write, id).await?.ok_or(Error::NotFound)?;
    let whole = Whole::of(write, actor, group).await?;
    let given =
        [("name", true), ("description", !new.description.is_empty()), ("owner", new.owner.is_some()), ("roles", !new.roles.is_empty())];
    actor.require_creation(Collection::Groups, &whole, &given)
}

/// Who is in a group that carries roles says who may do what.
pub(super) fn require_proof(actor: &Actor, roles: &[Uuid], now: Moment) -> Result<()> {
    if roles.is_empty() { Ok(()) } else { actor.require_proof(Act::Access, now) }
}

/// Whether whoever acts may hand all of these roles around.
fn require_reach<'a>(actor: &Actor, roles: impl IntoIterator<Item = &'a Uuid>) -> Result<()> {
    roles.into_iter().filter_map(|role| actor.rights.catalogue.role(*role)).try_for_each(|role| actor.require_reach(role))
}

/// What was typed, or all that is wrong with it: also that there is no such owner, which only the database knows.
///
/// # Errors
/// As `typed` has; `Invalid` for an owner who is not there.
pub(super) async fn with_owner<T>(db: &Db, actor: &Actor, typed: Result<T>, owner: Option<Email>, before: Option<Uuid>) -> Result<T> {
    match typed {
        Err(error) => both(Err(error), find_owner(db, actor, owner.as_ref(), before).await).map(|(typed, _)| typed),
        typed => typed,
    }
}

/// The owner, where one is named.
async fn find_owner(db: impl Ask, actor: &Actor, owner: Option<&Email>, before: Option<Uuid>) -> Result<Option<User>> {
    match owner {
        Some(email) => users::find_owner(db, actor, email, before).await.map(Some),
        None => Ok(None),
    }
}

/// The roles that the group is to carry, in the order of their names.
async fn find_roles(write: &mut Write, new: &Details) -> Result<Vec<RoleName>> {
    let mut roles = access::roles(write).await?;
    roles.retain(|role| role.can_be_given() && new.roles.contains(&role.id));
    if new.roles.iter().any(|id| roles.iter().all(|role| role.id != *id)) {
        return Err(Error::Invalid(vec![("role", Words::new("error-role-unknown"))]));
    }
    Ok(roles)
}

/// The roles that the group carries, in the order of their names.
async fn roles_of(write: &mut Write, id: Uuid) -> Result<Vec<RoleName>> {
    let carried = store::carried(&mut *write, id).await?;
    Ok(access::roles(write).await?.into_iter().filter(|role| carried.contains(&role.id)).collect())
}

fn names(roles: &[RoleName]) -> Vec<&str> {
    roles.iter().map(|role| role.name.as_str()).collect()
}

fn taken(error: db::Error) -> Error {
    if db::is_taken(&error) { Error::Invalid(vec![("name", Words::new("error-group-taken"))]) } else { error.into() }
}
