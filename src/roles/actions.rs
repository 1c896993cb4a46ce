//! Every change to a role and to who has it: permission, rule, write, audit, in one transaction.

use uuid::Uuid;

use super::model::{Details, Role};
use super::store;
use crate::access::{self, Actor, Right};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{self, Db, Write};
use crate::i18n::Words;
use crate::users::{self, User};
use crate::web::{Error, Result};

/// Creates a role.
///
/// # Errors
/// `Lack`; `Invalid` when the name is taken.
pub async fn create(db: &Db, actor: &Actor, new: &Details, now: Moment) -> Result<Uuid> {
    actor.require(Right::ManageRoles)?;
    let mut write = actor.begin(db, now).await?;
    let id = Uuid::now_v7();
    store::add(&mut write, id, new, actor.id(), now).await.map_err(taken)?;
    let event = Event::new("role.create", Subject::role(id, &new.name))
        .set("description", &new.description)
        .set("admin_access", new.admin_access)
        .set("app_access", new.app_access);
    audit::record(&mut write, actor, event, now).await?;
    write.commit().await?;
    Ok(id)
}

/// Saves a role. Whoever has it has the new rights with their next request; nobody is signed out.
///
/// # Errors
/// `Lack`, `NotFound`; `Invalid` when the name is taken; `Refused` when it has changed since `version`, for the public role,
/// or when one's own rights or the last administrator's would go.
pub async fn edit(db: &Db, actor: &Actor, id: Uuid, version: i64, new: &Details, now: Moment) -> Result<()> {
    actor.require(Right::ManageRoles)?;
    let mut write = actor.begin(db, now).await?;
    let role = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let old = role.details();
    if old == *new {
        return Ok(());
    }
    let is_own = is_own(&mut write, actor, &role).await?;
    if role.version != version {
        return Err(Words::new("refused-stale").into());
    }
    role.may_become(new, is_own).map_err(|refusal| Error::Refused(refusal.into()))?;
    if store::save(&mut write, id, version, new, actor.id(), now).await.map_err(taken)? == 0 {
        return Err(Words::new("refused-stale").into());
    }
    users::require_an_admin(&mut write, old.admin_access, now).await?;
    let event = Event::new("role.edit", Subject::role(id, &old.name))
        .change("name", &old.name, &new.name)
        .change("description", &old.description, &new.description)
        .change("admin_access", old.admin_access, new.admin_access)
        .change("app_access", old.app_access, new.app_access);
    audit::record(&mut write, actor, event, now).await?;
    write.commit().await?;
    Ok(())
}

/// Deletes a role. Its users get the role `to`, or lose theirs and, where active, are suspended for `reason`. Returns its
/// name and how many users it had.
///
/// # Errors
/// `Lack`, `NotFound`; `Invalid` when `to` cannot be given; `Refused` for the public role, or when one's own rights or the
/// last administrator's would go.
pub async fn delete(db: &Db, actor: &Actor, id: Uuid, to: Option<Uuid>, reason: &str, now: Moment) -> Result<(String, usize)> {
    actor.require(Right::ManageRoles)?;
    let mut write = actor.begin(db, now).await?;
    let role = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let to = match to {
        Some(to) => Some(access::giveable_role(&mut write, to).await?.filter(|to| to.id != id).ok_or_else(unknown_role)?),
        None => None,
    };
    let is_own = is_own(&mut write, actor, &role).await?;
    role.may_go(to.as_ref(), is_own).map_err(|refusal| Error::Refused(refusal.into()))?;
    let event = Event::new("role.delete", Subject::role(id, &role.name)).change("name", Some(role.name.as_str()), None).change(
        "moved_to",
        None,
        to.as_ref().map(|to| to.name.as_str()),
    );
    audit::record(&mut write, actor, event, now).await?;
    let affected = users::empty_role(&mut write, actor, &role.named(), to.as_ref(), reason, now).await?;
    store::delete(&mut write, id).await?;
    write.commit().await?;
    Ok((role.name, affected))
}

/// Gives the role to all of these users, or to none of them. Returns those who did not have it, as they were.
///
/// # Errors
/// `Lack`, `NotFound`; `Invalid` for someone unknown; `Refused` for oneself, or when no administrator would be left.
pub async fn add_users(db: &Db, actor: &Actor, role: Uuid, ids: &[Uuid], now: Moment) -> Result<Vec<User>> {
    change_users(db, actor, role, ids, true, now).await
}

/// Takes the role from all of these users, or from none of them. Returns those who had it, as they were.
///
/// # Errors
/// As `add_users`.
pub async fn remove_users(db: &Db, actor: &Actor, role: Uuid, ids: &[Uuid], now: Moment) -> Result<Vec<User>> {
    change_users(db, actor, role, ids, false, now).await
}

async fn change_users(db: &Db, actor: &Actor, role: Uuid, ids: &[Uuid], gives: bool, now: Moment) -> Result<Vec<User>> {
    actor.require(Right::ManageRoles)?;
    let mut write = actor.begin(db, now).await?;
    let role = access::giveable_role(&mut write, role).await?.ok_or(Error::NotFound)?;
    let mut changed: Vec<User> = Vec::new();
    for id in ids {
        let user = users::store::find(&mut write, *id).await?.ok_or_else(unknown_user)?;
        if (user.role_id == Some(role.id)) != gives {
            users::give_role(&mut write, actor, &user, gives.then_some(&role), now).await?;
            changed.push(user);
        }
    }
    users::require_an_admin(&mut write, changed.iter().any(|user| user.role_is_admin), now).await?;
    write.commit().await?;
    Ok(changed)
}

/// Whether the actor has this role.
async fn is_own(write: &mut Write, actor: &Actor, role: &Role) -> Result<bool> {
    let Some(id) = actor.id() else { return Ok(false) };
    Ok(users::store::find(write, id).await?.is_some_and(|user| user.role_id == Some(role.id)))
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
