//! Every change to a role and to who has it: permission, rule, write, audit, in one transaction.

use std::sync::Arc;

use uuid::Uuid;

use super::model::{Details, Typed};
use super::record::{self, Sight};
use super::store;
use crate::access::{self, Actor, Catalogue, RoleRights};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{self, Db, Write};
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::users::{self, User};
use crate::web::{Act, Error, Result};

/// A role and users, as far as whoever gave or took it may see them.
pub type Given = (Sight, Vec<users::Sight>);

/// Creates a role.
///
/// # Errors
/// `Lack`; `Invalid` when the name is taken.
pub async fn create(db: &Db, actor: &Actor, new: &Details, now: Moment) -> Result<Uuid> {
    actor.require(Action::Create, Collection::Roles)?;
    let (mut write, actor) = actor.begin(db, now).await?;
    let id = Uuid::now_v7();
    add_row(&mut write, &actor, id, new, false, now).await?;
    if new.app_access {
        access::add_preset(&mut write, id).await?;
    }
    actor.require_change_of(None, rights(&mut write, id).await?.as_deref())?;
    audit::record(&mut write, &actor, created(id, new), now).await?;
    actor.require_proof(Act::Access, now)?;
    write.commit().await?;
    Ok(id)
}

/// Adds the row of a new role, if whoever acts may create one with these fields.
pub(super) async fn add_row(write: &mut Write, actor: &Actor, id: Uuid, new: &Details, has_permissions: bool, now: Moment) -> Result<()> {
    store::add(write, id, new, actor.id(), now).await.map_err(taken)?;
    let role = store::find(&mut *write, id).await?.ok_or(Error::NotFound)?;
    let given = [
        ("name", true),
        ("description", !new.description.is_empty()),
        ("admin_access", new.admin_access),
        ("app_access", new.app_access),
        ("require_2fa", new.require_2fa),
        ("ip_allow", !new.ip_allow.is_empty()),
        ("permissions", has_permissions),
    ];
    actor.require_creation(Collection::Roles, &role, &given)
}

pub(super) fn created(id: Uuid, new: &Details) -> Event {
    Event::new("role.create", Subject::role(id, &new.name))
        .set("description", &new.description)
        .set("admin_access", new.admin_access)
        .set("app_access", new.app_access)
        .set("require_2fa", new.require_2fa)
        .set("ip_allow", new.networks())
}

/// Saves a role. Whoever has it has the new rights with their next request; nobody is signed out.
///
/// # Errors
/// `Lack`, `NotFound`; `Invalid` when the name is taken; `Refused` when it has changed since `version`, for the public role,
/// or when one's own rights or the last administrator's would go.
pub async fn edit(db: &Db, actor: &Actor, id: Uuid, version: i64, typed: &Typed, now: Moment) -> Result<()> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let role = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let old = role.details();
    let new = &typed.over(&old);
    Sight::of(&actor, role.clone())?.require_changes(&typed.fields())?;
    actor.require_change(Collection::Roles, &role, &role.with(new), &typed.fields())?;
    if old == *new {
        return Ok(());
    }
    let before = rights(&mut write, id).await?;
    let is_own = actor.rights.held().iter().any(|held| held.role.id == id);
    if role.version != version {
        return Err(Words::new("refused-stale").into());
    }
    role.may_become(new, is_own).map_err(|refusal| Error::Refused(refusal.into()))?;
    if is_own && old.ip_allow != new.ip_allow && !new.counts_from(&actor.client.address) {
        return Err(Error::Invalid(vec![("ip_allow", Words::new("error-own-address").with("address", actor.client.address.as_str()))]));
    }
    let opens_pages = new.app_access && !old.app_access && !actor.is_admin();
    let holders = if opens_pages { store::holder_ids(&mut write, id, now).await? } else { Vec::new() };
    let rights_before = actor.rights_before(&mut write, holders, now).await?;
    if store::save(&mut write, id, version, new, actor.id(), now).await.map_err(taken)? == 0 {
        return Err(Words::new("refused-stale").into());
    }
    if new.app_access && !old.app_access {
        access::add_preset(&mut write, id).await?;
    }
    actor.require_change_of(before.as_deref(), rights(&mut write, id).await?.as_deref())?;
    actor.require_to_give_all(&mut write, &rights_before, now).await?;
    users::require_an_admin(&mut write, now).await?;
    let event = Event::new("role.edit", Subject::role(id, &old.name))
        .change("name", &old.name, &new.name)
        .change("description", &old.description, &new.description)
        .change("admin_access", old.admin_access, new.admin_access)
        .change("app_access", old.app_access, new.app_access)
        .change("require_2fa", old.require_2fa, new.require_2fa)
        .change("ip_allow", old.networks(), new.networks());
    audit::record(&mut write, &actor, event, now).await?;
    actor.require_proof(Act::Access, now)?;
    write.commit().await?;
    Ok(())
}

/// Deletes a role. Its users get the role `to`, or lose theirs and, where active, are suspended for `reason`. Returns it
/// as whoever acts saw it, and how many users it had.
///
/// # Errors
/// `Lack`, `NotFound`; `Invalid` when `to` cannot be given; `Refused` for the public role, or when one's own rights or the
/// last administrator's would go.
pub async fn delete(db: &Db, actor: &Actor, id: Uuid, to: Option<Uuid>, reason: &str, now: Moment) -> Result<(Sight, usize)> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let role = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let seen = Sight::of(&actor, role.clone())?;
    actor.require_on(Action::Delete, Collection::Roles, &role, &[])?;
    let to = match to {
        Some(to) => Some(access::giveable_role(&mut write, to).await?.filter(|to| to.id != id).ok_or_else(unknown_role)?),
        None => None,
    };
    actor.require_change_of(rights(&mut write, id).await?.as_deref(), None)?;
    if let Some(to) = &to {
        actor.require_change_of(None, rights(&mut write, to.id).await?.as_deref())?;
    }
    let is_own = actor.rights.held().iter().any(|held| held.role.id == id);
    role.may_go(to.as_ref(), is_own).map_err(|refusal| Error::Refused(refusal.into()))?;
    let groups = store::groups_with(&mut write, id).await?;
    let event = Event::new("role.delete", Subject::role(id, &role.name))
        .change("name", Some(role.name.as_str()), None)
        .change("moved_to", None, to.as_ref().map(|to| to.name.as_str()))
        .change("groups", groups, Vec::<String>::new());
    audit::record(&mut write, &actor, event, now).await?;
    let holders = if actor.is_admin() { Vec::new() } else { store::holder_ids(&mut write, id, now).await? };
    let before = actor.rights_before(&mut write, holders, now).await?;
    users::require_to_move(&mut write, &actor, id, to.as_ref(), &before).await?;
    let affected = users::empty_role(&mut write, &actor, &role.named(), to.as_ref(), reason, now).await?;
    store::delete(&mut write, id).await?;
    actor.require_to_give_all(&mut write, &before, now).await?;
    actor.require_proof(Act::Access, now)?;
    write.commit().await?;
    Ok((seen, affected))
}

/// Gives the role to all of these users, or to none of them. Returns it, and those who did not have it as they were, as far as
/// whoever acts may see them.
///
/// # Errors
/// `Lack`, `NotFound`; `Invalid` for someone unknown; `Refused` for oneself, or when no administrator would be left.
pub async fn add_users(db: &Db, actor: &Actor, role: Uuid, ids: &[Uuid], now: Moment) -> Result<Given> {
    change_users(db, actor, role, ids, true, now).await
}

/// Takes the role from all of these users, or from none of them. Returns it, and those who had it as they were, as far as
/// whoever acts may see them.
///
/// # Errors
/// As `add_users`.
pub async fn remove_users(db: &Db, actor: &Actor, role: Uuid, ids: &[Uuid], now: Moment) -> Result<Given> {
    change_users(db, actor, role, ids, false, now).await
}

async fn change_users(db: &Db, actor: &Actor, role: Uuid, ids: &[Uuid], gives: bool, now: Moment) -> Result<Given> {
    actor.require(Action::Update, Collection::Users)?;
    let (mut write, actor) = actor.begin(db, now).await?;
    let role = access::giveable_role(&mut write, role).await?.ok_or(Error::NotFound)?;
    let seen = record::seen(&mut write, &actor, role.id).await?;
    let mut changed = Vec::new();
    for id in ids {
        let user = users::store::find(&mut write, *id).await?.ok_or_else(unknown_user)?;
        // Before anything depends on what role they have.
        let before = users::Sight::of(&actor, user.clone()).map_err(|_| unknown_user())?;
        before.require_changes(&["role"])?;
        if (user.role_id == Some(role.id)) != gives {
            let after = User { role_id: gives.then_some(role.id), ..user.clone() };
            actor.require_change(Collection::Users, &user, &after, &["role"])?;
            users::give_role(&mut write, &actor, &user, gives.then_some(&role), now).await?;
            changed.push(before);
        }
    }
    users::require_an_admin(&mut write, now).await?;
    actor.require_proof(Act::Access, now)?;
    write.commit().await?;
    Ok((seen, changed))
}

/// What a role may do, with the changes of this transaction in sight.
pub(super) async fn rights(write: &mut Write, id: Uuid) -> Result<Option<Arc<RoleRights>>> {
    Ok(Catalogue::read(write, 0).await?.role(id).cloned())
}

fn taken(error: db::Error) -> Error {
    if db::is_taken(&error) { Error::Invalid(vec![("name", Words::new("error-role-taken"))]) } else { error.into() }
}

fn unknown_role() -> Error {
    Error::Invalid(vec![("role", Words::new("error-role-unknown"))])
}

fn unknown_user() -> Error {
    Error::Invalid(vec![("id", Words::new("error-user-unknown"))])
}
