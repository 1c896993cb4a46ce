//! Setting up: the project, its first roles, its first administrator.

use uuid::Uuid;

use super::model::Project;
use super::store::{self, FirstRole};
use crate::access::{self, Actor};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Db, Write};
use crate::i18n::{self, Language, Words};
use crate::users::{self, Email};
use crate::web::{App, Error, Result};

/// Whether set-up is still to be done.
///
/// # Errors
/// When the database is away.
pub async fn is_open(db: &Db) -> Result<bool> {
    Ok(!store::is_done(db).await?)
}

/// Writes the project and its first roles, once; `false` when that was done already.
///
/// # Errors
/// When the database refuses or is away.
pub async fn set_up_project(write: &mut Write, actor: &Actor, project: &Project, now: Moment) -> Result<bool> {
    if store::add_settings(write, project, now).await? == 0 {
        return Ok(false);
    }
    let language = Language::from_tag(&project.language).unwrap_or(Language::English);
    let roles = [
        ("Administrator", "role-administrator-description", true, true, None),
        ("Member", "role-member-description", false, true, None),
        ("Public", "role-public-description", false, false, Some("public")),
    ];
    for (name, description, admin_access, app_access, built_in) in roles {
        let (id, description) = (Uuid::now_v7(), &*i18n::text(language, description, None));
        store::add_role(write, FirstRole { id, name, description, admin_access, app_access, built_in }, now).await?;
        if app_access {
            access::add_preset(write, id).await?;
        }
        audit::record(write, actor, Event::new("role.create", Subject::role(id, name)), now).await?;
    }
    let event = Event::new("settings.create", Subject::settings()).set("project_name", &project.name);
    audit::record(write, actor, event, now).await?;
    Ok(true)
}

/// Adds an active administrator with a password that has been hashed; whoever may call this has proved it: by the set-up
/// code, or by running the command.
///
/// # Errors
/// `Invalid` when the address is taken.
pub async fn create_admin(write: &mut Write, actor: &Actor, email: &Email, names: (&str, &str), hash: &str, now: Moment) -> Result<Uuid> {
    let (role,) = store::an_admin_role(write).await?.ok_or_else(|| Error::Internal("no role administers".into()))?;
    let new = users::NewUser {
        email: email.clone(),
        first_name: names.0.to_owned(),
        last_name: names.1.to_owned(),
        role: Some(role),
        temporary_password: None,
    };
    users::create_active(write, actor, &new, hash, now).await
}

/// Sets up in one go: the project and its first administrator.
///
/// # Errors
/// `Refused` when someone else was quicker.
pub async fn set_up(app: &App, project: &Project, email: &Email, names: (&str, &str), password: &str, actor: &Actor) -> Result<Uuid> {
    let hash = app.hash_pool.hash(password).await?;
    let now = app.now();
    let mut write = app.db.write().await?;
    if !set_up_project(&mut write, actor, project, now).await? {
        return Err(Words::new("refused-set-up").into());
    }
    let id = create_admin(&mut write, actor, email, names, &hash, now).await?;
    write.commit().await?;
    Ok(id)
}
