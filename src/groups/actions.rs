//! Every change to a group and to who is in it: permission, rule, write, audit, in one transaction.

use uuid::Uuid;

use super::model::{Details, Group, Typed};
use super::record::Whole;
use super::store::{self, Written};
use crate::access::{self, Actor, Rights, RoleName};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{self, Ask, Db, Write};
use crate::i18n::Words;
use crate::rules::{Action, Collection, changed};
use crate::users::store::Row;
use crate::users::{self, Email, Status, User};
use crate::web::{Error, Result, both};

/// Members looked at in one go while a group goes.
const BATCH: i64 = 1_000;

/// Creates a group.
///
/// # Errors
/// `Lack`; `Invalid` when the name is taken, or for an owner or role that is not there.
pub async fn create(db: &Db, actor: &Actor, new: &Details, now: Moment) -> Result<Uuid> {
    actor.require(Action::Create, Collection::Groups)?;
    let (mut write, actor) = actor.begin(db, now).await?;
    let (owner, roles) = both(find_owner(&mut write, new.owner.as_ref(), None).await, find_roles(&mut write, new).await)?;
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
    actor.sight_of(Collection::Groups, &whole)?;
    let new = &typed.over(&group, &whole.roles);
    if group.version != version {
        return Err(Words::new("refused-stale").into());
    }
    let owner = find_owner(&mut write, new.owner.as_ref(), group.owner_id).await;
    let (owner, roles) = both(owner, find_roles(&mut write, new).await)?;
    let before = roles_of(&mut write, id).await?;
    let owner_id = owner.as_ref().map(|owner| owner.id);
    if (&group.name, &group.description, group.owner_id, &before) == (&new.name, &new.description, owner_id, &roles) {
        return Ok(());
    }
    store::save(&mut write, &Written { id, details: new, owner: owner_id, by: actor.id(), now }).await.map_err(taken)?;
    let after = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let after = Whole::of(&mut write, &actor, after).await?;
    actor.require_change(Collection::Groups, &whole, &after, &changed(Collection::Groups, &whole, &after))?;
    let moved = |role: &&Uuid| new.roles.contains(role) != whole.roles.contains(role);
    require_reach(&actor, new.roles.iter().chain(&whole.roles).filter(moved))?;
    users::require_an_admin(&mut write, now).await?;
    let event = Event::new("group.edit", Subject::group(id, &group.name))
        .change("name", &group.name, &new.name)
        .change("description", &group.description, &new.description)
        .change("owner", group.owner(), owner.map(|owner| owner.name()))
        .change("roles", names(&before), names(&roles));
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(())
}

/// Deletes a group. Its members keep everything but what they had through it; each has an event of their own. Returns it as
/// it was.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` when no administrator would be left.
pub async fn delete(db: &Db, actor: &Actor, id: Uuid, now: Moment) -> Result<Group> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let group = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let whole = Whole::of(&mut write, &actor, group.clone()).await?;
    actor.require_on(Action::Delete, Collection::Groups, &whole, &[])?;
    require_reach(&actor, &whole.roles)?;
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
    users::require_an_admin(&mut write, now).await?;
    write.commit().await?;
    Ok(group)
}

/// Takes all of these users into the group, or none of them. Returns those who were not in it.
///
/// # Errors
/// `Lack`, `NotFound`; `Invalid` for someone unknown.
pub async fn add_members(db: &Db, actor: &Actor, group: Uuid, ids: &[Uuid], now: Moment) -> Result<Vec<Row>> {
    change_members(db, actor, group, ids, true, now).await
}

/// Takes all of these users out of the group, or none of them. Returns those who were in it.
///
/// # Errors
/// `Lack`, `NotFound`; `Invalid` for someone unknown; `Refused` when no administrator would be left.
pub async fn remove_members(db: &Db, actor: &Actor, group: Uuid, ids: &[Uuid], now: Moment) -> Result<Vec<Row>> {
    change_members(db, actor, group, ids, false, now).await
}

async fn change_members(db: &Db, actor: &Actor, id: Uuid, ids: &[Uuid], adds: bool, now: Moment) -> Result<Vec<Row>> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let group = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let whole = Whole::of(&mut write, &actor, group.clone()).await?;
    actor.sight_of(Collection::Groups, &whole)?;
    let mut users = users::store::some(&mut write, ids).await?;
    if ids.iter().any(|id| users.iter().all(|user| user.id != *id)) {
        return Err(unknown_user());
    }
    let members = store::members_among(&mut write, id, ids).await?;
    users.retain(|user| members.contains(&user.id) != adds);
    if users.is_empty() {
        return Ok(users);
    }
    let before = rights_before(&mut write, &actor, &whole, &users, now).await?;
    if adds {
        store::join(&mut write, id, users.iter().map(|user| user.id), now).await?;
    } else {
        for user in &users {
            store::leave(&mut write, id, user.id).await?;
        }
    }
    for (user, before) in before {
        let after = actor.rights_of(&mut write, user, now).await?;
        actor.require_to_give(&before, &after)?;
        // Nor does one take what one could not give.
        actor.require_to_give(&after, &before)?;
    }
    users::require_an_admin(&mut write, now).await?;
    let events = users.iter().map(|user| moved(&group, user.id, user.name(), adds));
    audit::record_all(&mut write, &actor, events, now).await?;
    write.commit().await?;
    Ok(users)
}

/// Asks the gate about each of these users and this group, and returns what each may do before the change. Who may do
/// everything needs no comparison.
async fn rights_before(write: &mut Write, actor: &Actor, group: &Whole, users: &[Row], now: Moment) -> Result<Vec<(Uuid, Rights)>> {
    let mut before = Vec::new();
    if actor.is_admin() {
        return Ok(before);
    }
    let by_group = actor.rights.on(Action::Update, Collection::Groups, group).is_some_and(|open| open.has("members"));
    for row in users {
        let user = users::store::find(&mut *write, row.id).await?.ok_or_else(unknown_user)?;
        actor.sight_of(Collection::Users, &user).map_err(|_| unknown_user())?;
        if !by_group {
            actor.require_on(Action::Update, Collection::Users, &user, &["groups"])?;
        }
        before.push((user.id, actor.rights_of(&mut *write, user.id, now).await?));
    }
    Ok(before)
}

fn unknown_user() -> Error {
    Error::Invalid(vec![("id", Words::new("error-user-unknown"))])
}

/// Asks the gate about a group that has just been added in this transaction.
async fn require_created(write: &mut Write, actor: &Actor, id: Uuid, new: &Details) -> Result<()> {
    let group = store::find(&mut *write, id).await?.ok_or(Error::NotFound)?;
    let whole = Whole::of(write, actor, group).await?;
    let given =
        [("name", true), ("description", !new.description.is_empty()), ("owner", new.owner.is_some()), ("roles", !new.roles.is_empty())];
    actor.require_creation(Collection::Groups, &whole, &given)
}

/// Whether whoever acts may hand all of these roles around.
fn require_reach<'a>(actor: &Actor, roles: impl IntoIterator<Item = &'a Uuid>) -> Result<()> {
    roles.into_iter().filter_map(|role| actor.rights.catalogue.role(*role)).try_for_each(|role| actor.require_reach(role))
}

/// A user came or went: their own history tells it, and names the group.
fn moved(group: &Group, user: Uuid, name: String, adds: bool) -> Event {
    let group = Some(group.name.as_str());
    let (action, from, to) = if adds { ("group.add", None, group) } else { ("group.remove", group, None) };
    Event::new(action, Subject::user(user, name)).change("group", from, to)
}

/// What was typed, or all that is wrong with it: also that there is no such owner, which only the database knows.
///
/// # Errors
/// As `typed` has; `Invalid` for an owner who is not there.
pub(super) async fn with_owner<T>(db: &Db, typed: Result<T>, owner: Option<Email>, before: Option<Uuid>) -> Result<T> {
    match typed {
        Err(error) => both(Err(error), find_owner(db, owner.as_ref(), before).await).map(|(typed, _)| typed),
        typed => typed,
    }
}

/// The owner, who must be there; and not archived, unless they are the owner already.
async fn find_owner(db: impl Ask, owner: Option<&Email>, before: Option<Uuid>) -> Result<Option<User>> {
    let Some(email) = owner else { return Ok(None) };
    let owner = users::store::find_by_email(db, email.key()).await?;
    match owner.filter(|owner| owner.status != Status::Archived || before == Some(owner.id)) {
        None => Err(Error::Invalid(vec![("owner", Words::new("error-owner-unknown"))])),
        owner => Ok(owner),
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
