//! Changing a password, and what ends with the old one.

use chrono::TimeDelta;
use uuid::Uuid;

use super::password::Password;
use super::store::{self, Credentials};
use crate::access::{self, Actor, Entry, SecondStep};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::crypto::Secret;
use crate::db::{self, Ask, Write};
use crate::i18n::Words;
use crate::links::{self, Purpose};
use crate::mail::Told;
use crate::throttles::{self, Guess};
use crate::users;
use crate::web::{App, Client, Error, PASSWORD_MIN, Result};

/// How long the link to a new password works.
pub(super) const RESET_LASTS: TimeDelta = TimeDelta::minutes(60);

/// The fewest letters of a new password, as the project says.
///
/// # Errors
/// When the database is away.
pub async fn password_min(db: impl Ask) -> db::Result<usize> {
    Ok(store::password_min(db).await?.and_then(|min| usize::try_from(min).ok()).unwrap_or(PASSWORD_MIN))
}

/// Changes one's own password. Ends every other session, and gives this one a new key.
///
/// # Errors
/// `Invalid` for a wrong present password or a new one that breaks a rule; `Busy`.
pub async fn change_own(app: &App, actor: &Actor, present: Option<&str>, new: &Password) -> Result<Entry> {
    let id = actor.id().ok_or(Error::SignIn)?;
    let credentials = store::find_by_id(&app.db, id).await?.ok_or(Error::SignIn)?;
    if let Some(present) = present
        && !is_password(app, actor, &credentials, present).await?
    {
        return Err(Error::Invalid(vec![("present", Words::new("error-password-wrong"))]));
    }
    if app.hash_pool.verify(new.expose(), credentials.password_hash.as_deref()).await? {
        return Err(Error::Invalid(vec![("password", Words::new("error-password-same"))]));
    }
    let hash = app.hash_pool.hash(new.expose()).await?;
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    // Read again: an administrator may have changed the password or the standing while this one was hashed, and wins.
    let unchanged = |present: &Credentials| present.is_active(now) && present.password_hash == credentials.password_hash;
    let credentials = store::find_by_id(&mut write, id).await?.filter(unchanged).ok_or(Error::SignIn)?;
    let step = match actor.session() {
        Some(session) => access::second_step_of(&mut write, session).await?,
        None => SecondStep::None,
    };
    replace(&mut write, &actor, &credentials, &hash, now).await?;
    let entry = access::open_session(&mut write, id, step, &actor.client, now).await?;
    write.commit().await?;
    Ok(entry)
}

/// The present password, counted like a sign-in: a stolen session is no way to guess it.
pub(super) async fn is_password(app: &App, actor: &Actor, credentials: &Credentials, present: &str) -> Result<bool> {
    let guess = Guess::Password(&credentials.email_key);
    let approach = throttles::approach(&app.db, guess, &actor.client, app.now()).await?.map_err(|wait| Error::TooMany(wait.seconds()))?;
    let place = app.hash_pool.place()?;
    let charged = approach.charge(&app.db, &actor.client).await?;
    let charge = charged.map_err(|wait| Error::TooMany(wait.seconds()))?;
    let offered = Password::offered(present).map_or_else(String::new, |password| password.expose().to_owned());
    let is_right = place.verify(&offered, credentials.password_hash.as_deref()).await?;
    let mut write = app.db.write().await?;
    let settled = charge.settle(&mut write, is_right, app.now()).await?;
    write.commit().await?;
    settled.map_err(|wait| Error::TooMany(wait.seconds()))?;
    Ok(is_right)
}

/// Whose password the link still leads to, if it does; asking changes nothing.
///
/// # Errors
/// When the database is away.
pub async fn find_by_link(app: &App, secret: &Secret) -> Result<Option<Credentials>> {
    let now = app.now();
    let link = links::find(&app.db, Purpose::Reset, secret, now).await?.filter(|link| link.ended.is_none());
    Ok(match link {
        Some(link) => store::find_by_id(&app.db, link.user).await?.filter(|user| user.is_active(now)),
        None => None,
    })
}

/// Chooses a new password by a link. Never signs in by itself.
///
/// # Errors
/// `NotFound` when the link does not work any more, or the user is not active.
pub async fn reset(app: &App, secret: &Secret, new: &Password, client: &Client) -> Result<()> {
    // Nothing costly for a link that is dead.
    if find_by_link(app, secret).await?.is_none() {
        return Err(Error::NotFound);
    }
    let hash = app.hash_pool.hash(new.expose()).await?;
    let now = app.now();
    let mut write = app.db.write().await?;
    let link = links::find(&mut write, Purpose::Reset, secret, now).await?.ok_or(Error::NotFound)?;
    let credentials = store::find_by_id(&mut write, link.user).await?.ok_or(Error::NotFound)?;
    if !credentials.is_active(now) || !links::spend(&mut write, &link, now).await? {
        return Err(Error::NotFound);
    }
    let actor = Actor::user(credentials.id, credentials.name(), client.clone());
    replace(&mut write, &actor, &credentials, &hash, now).await?;
    // Whoever had the old one may have made tokens with it.
    let user = users::store::find(&mut write, credentials.id).await?.ok_or(Error::NotFound)?;
    users::refuse_tokens(&mut write, &actor, &user, now).await?;
    write.commit().await?;
    Ok(())
}

async fn replace(write: &mut Write, actor: &Actor, credentials: &Credentials, hash: &str, now: Moment) -> Result<()> {
    users::store::save_password(write, credentials.id, hash, None, now).await?;
    access::end_sessions(write, credentials.id, None).await?;
    links::cancel_all(write, credentials.id, now).await?;
    throttles::clear(write, &credentials.email_key).await?;
    access::forget_devices(write, credentials.id).await?;
    let event = Event::new("password.change", Subject::user(credentials.id, credentials.name()));
    audit::record(write, actor, event, now).await?;
    users::tell(write, credentials.id, Told::PasswordChanged, actor, now).await
}

/// A one-time link to a new password, made on the command line when nobody can sign in any more. A suspended or archived
/// administrator stays so: the link is refused for them.
///
/// # Errors
/// `NotFound` when nobody active has that address.
pub async fn recovery_link(app: &App, email_key: &str) -> Result<(Uuid, String)> {
    let now = app.now();
    let mut write = app.db.write().await?;
    let user = store::find(&mut write, email_key).await?.filter(|user| user.is_active(now)).ok_or(Error::NotFound)?;
    let secret = links::make(&mut write, Purpose::Reset, user.id, RESET_LASTS, now).await?;
    let event = Event::new("password.link", Subject::user(user.id, user.name()));
    audit::record(&mut write, &Actor::cli(), event, now).await?;
    write.commit().await?;
    Ok((user.id, app.url(&format!("/reset/{}", secret.expose()))))
}
