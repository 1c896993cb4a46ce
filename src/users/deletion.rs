//! Deleting for good: what goes with a user, whoever takes them out.

use uuid::Uuid;

use super::model::{Status, User};
use super::record::{Sight, require_to_manage};
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Db, Write};
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::web::{Act, Error, Result};
use crate::{mail, throttles};

/// Deletes an archived user for good, and every trace of theirs. The trail keeps the name, and so do invitations they
/// sent: they say who invited. Returns the user as whoever acts saw them.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` when not archived or oneself; `Invalid` when what was typed is not what confirms it.
pub async fn delete(db: &Db, actor: &Actor, id: Uuid, typed: &str, now: Moment) -> Result<Sight> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let user = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    actor.require_on(Action::Delete, Collection::Users, &user, &[])?;
    if actor.is(id) {
        return Err(Words::new("refused-own-account").into());
    }
    if !matches!(user.status, Status::Archived | Status::Draft) {
        return Err(Words::new("refused-delete-unarchived").into());
    }
    let seen = Sight::of(&actor, user.clone())?;
    require_confirmed(&seen, typed)?;
    require_to_manage(&mut write, &actor, id, now).await?;
    actor.require_proof(Act::Delete, now)?;
    erase(&mut write, &actor, &user, now).await?;
    write.commit().await?;
    Ok(seen)
}

/// Asks whether what was typed is what confirms it.
///
/// # Errors
/// `Invalid`, naming what does.
pub fn require_confirmed(user: &Sight, typed: &str) -> Result<()> {
    let what = user.confirmation();
    if typed.trim().to_lowercase() == what.to_lowercase() {
        return Ok(());
    }
    Err(Error::Invalid(vec![("confirm", Words::new("error-confirm").with("what", what))]))
}

/// Takes a user out for good, in a transaction that has asked whether it may be.
///
/// # Errors
/// When the database refuses or is away.
pub async fn erase(write: &mut Write, actor: &Actor, user: &User, now: Moment) -> Result<()> {
    store::delete(write, user.id).await?;
    store::delete_attempts(write, &user.email_key).await?;
    mail::forget(write, user.id, &user.email).await?;
    throttles::clear(write, &user.email_key).await?;
    let event = Event::new("user.delete", Subject::user(user.id, user.name())).change("email", Some(user.email.as_str()), None);
    audit::record(write, actor, event, now).await?;
    Ok(())
}
