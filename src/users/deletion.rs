//! Deleting for good: what goes with a user, whoever takes them out.

use super::model::{Status, User};
use super::record::Sight;
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::Write;
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::web::{Error, Result};
use crate::{mail, throttles};

/// Asks whether whoever acts may delete a user for good, as far as that does not lie in what the user holds.
///
/// # Errors
/// `NotFound`, `Lack`; `Refused` when neither archived nor a draft, and for oneself.
pub fn require_deletable(actor: &Actor, user: &User) -> Result<()> {
    actor.require_on(Action::Delete, Collection::Users, user, &[])?;
    if actor.is(user.id) {
        return Err(Words::new("refused-own-account").into());
    }
    if !matches!(user.status, Status::Archived | Status::Draft) {
        return Err(Words::new("refused-delete-unarchived").into());
    }
    Ok(())
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

/// Takes a user out for good, with every trace of theirs, in a transaction that has asked whether it may be. The trail keeps the
/// name, and so do invitations they sent: they say who invited.
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
