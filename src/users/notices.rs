//! Telling a user what happened to their account.

use uuid::Uuid;

use super::model::{Status, User};
use super::store::{self, ProjectRow};
use crate::access::{Actor, Who};
use crate::clock::Moment;
use crate::db::Write;
use crate::mail::{self, Notice, Receiver, Told};
use crate::web::{Error, Result};

/// Writes to a user, in the transaction of what happened. Those who never had access hear nothing, nor do service accounts,
/// which read no mail; of roles and status only those hear who want to.
///
/// # Errors
/// When the database refuses or is away.
pub async fn tell(write: &mut Write, id: Uuid, told: Told, actor: &Actor, now: Moment) -> Result<()> {
    let user = store::find(&mut *write, id).await?.ok_or(Error::NotFound)?;
    tell_at(write, &user, &user.email, told, actor, now).await
}

/// The same to many, each of something.
///
/// # Errors
/// When the database refuses or is away.
pub(super) async fn tell_all(write: &mut Write, told: Vec<(User, Told)>, actor: &Actor, now: Moment) -> Result<()> {
    let hearing: Vec<_> = told.iter().filter(|(user, told)| hears(user, told)).collect();
    if hearing.is_empty() {
        return Ok(());
    }
    let project = store::project(&mut *write).await?;
    let notices = hearing.into_iter().map(|(user, told)| letter(&project, user, &user.email, told.clone(), actor, now));
    mail::tell_all(write, notices, now).await?;
    Ok(())
}

/// The same, at another address: the one that was theirs before.
///
/// # Errors
/// When the database refuses or is away.
pub async fn tell_at(write: &mut Write, user: &User, address: &str, told: Told, actor: &Actor, now: Moment) -> Result<()> {
    if hears(user, &told) {
        let project = store::project(&mut *write).await?;
        mail::tell_all(write, [letter(&project, user, address, told, actor, now)], now).await?;
    }
    Ok(())
}

fn hears(user: &User, told: &Told) -> bool {
    let hears = match user.status {
        Status::Active => true,
        Status::Suspended | Status::Archived => told.is_about_status(),
        Status::Draft | Status::Invited => false,
    };
    hears && (told.is_about_security() || user.email_notifications) && user.kind == "person"
}

fn letter<'a>(project: &'a ProjectRow, user: &'a User, address: &'a str, told: Told, actor: &Actor, now: Moment) -> (Receiver<'a>, Notice) {
    let receiver = Receiver {
        id: user.id,
        address,
        name: user.name(),
        languages: [&user.language, &project.default_language],
        zones: [&user.timezone, &project.default_timezone],
    };
    let is_theirs = actor.is(user.id);
    let notice = Notice {
        project: project.project_name.clone(),
        told,
        at: now,
        by: match actor.who {
            Who::User(_) | Who::Token(_) if !is_theirs => Some(actor.name.clone()),
            Who::System | Who::Cli => Some(project.project_name.clone()),
            Who::User(_) | Who::Token(_) | Who::Stranger => None,
        },
        from: if is_theirs { actor.client.address.clone() } else { String::new() },
        agent: if is_theirs { actor.client.agent.clone() } else { String::new() },
    };
    (receiver, notice)
}
