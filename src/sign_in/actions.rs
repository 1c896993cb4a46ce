//! Signing in with a password, and out again.

use std::sync::Arc;

use super::store::{self, Attempt};
use crate::access::{self, Actor, Catalogue, Entry, SecondStep};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::credentials::{Credentials, Password, find_credentials};
use crate::crypto::Secret;
use crate::db::Write;
use crate::links::{self, Purpose};
use crate::mail::Told;
use crate::throttles::{self, Guess, Wait};
use crate::users::{self, Email};
use crate::web::{App, Client, Error, Result};

/// What a try to sign in came to. Everything that is not `In`, `Pending` or `Wait` looks the same from outside.
pub enum Outcome {
    In(Entry),
    /// The password was right, and the second step is due.
    Pending(Entry),
    Wrong,
    Wait(Wait),
}

/// Tries a password. Known and unknown accounts, right and wrong standing cost the same work. `known` is what roles may do, where
/// it is still how things are.
///
/// # Errors
/// `Busy` when too many are being hashed; the attempt is then neither judged nor counted.
pub async fn sign_in(app: &App, known: &Arc<Catalogue>, typed_email: &str, typed_password: &str, client: &Client) -> Result<Outcome> {
    let now = app.now();
    let email_key = match Email::parse(typed_email) {
        Ok(email) => email.key().to_owned(),
        // It is nobody's, and may be a password that slipped into the wrong field: it is told apart, and never kept.
        Err(_) => Secret::from(app.keys.sign("nobody", typed_email.trim().as_bytes())).expose(),
    };
    let attempt = |outcome| Attempt { email_key: &email_key, at: now, outcome, address: &client.address, agent: &client.agent };
    let approach = match throttles::approach(&app.db, Guess::Password(&email_key), client, now).await? {
        Ok(approach) => approach,
        Err(wait) => {
            refuse(app, wait, &attempt("throttled")).await?;
            return Ok(Outcome::Wait(wait));
        }
    };
    // Before it counts: who is told to come back is not charged.
    let place = app.hash_pool.place()?;
    let charge = match approach.charge(&app.db, client).await? {
        Ok(charge) => charge,
        Err(wait) => {
            refuse(app, wait, &attempt("throttled")).await?;
            return Ok(Outcome::Wait(wait));
        }
    };
    let credentials = find_credentials(&app.db, &email_key).await?;
    let hash = credentials.as_ref().and_then(|credentials| credentials.password_hash.as_deref());
    // A password too large to be anyone's is hashed as an empty one.
    let offered = Password::offered(typed_password).map_or_else(String::new, |password| password.expose().to_owned());
    let is_right = place.verify(&offered, hash).await?;
    let now = app.now();
    let mut write = app.db.write().await?;
    // Read again: the standing may have changed while the password was hashed, and this is the moment that counts.
    let credentials = find_credentials(&mut write, &email_key)
        .await?
        .filter(|now| credentials.as_ref().is_some_and(|before| before.id == now.id && before.password_hash == now.password_hash));
    let may_use_pages = match &credentials {
        Some(user) => access::rights_from(&mut write, user.id, &client.address, Some(known), now).await?.may_use_pages(),
        None => false,
    };
    let is_outgrown = match &credentials {
        Some(user) => is_outgrown(&mut write, known, user, now).await?,
        None => false,
    };
    let outcome = match &credentials {
        Some(user) if is_right && !user.is_active(now) => "status",
        Some(_) if is_right && is_outgrown => "outgrown",
        Some(_) if is_right && !may_use_pages => "role",
        Some(user) if is_right && user.has_two_factor => "pending",
        Some(_) if is_right => "ok",
        _ => "password",
    };
    let failures = charge.failures_of_account();
    if let Err(wait) = charge.settle(&mut write, matches!(outcome, "ok" | "pending"), now).await? {
        write.commit().await?;
        refuse(app, wait, &attempt("throttled")).await?;
        return Ok(Outcome::Wait(wait));
    }
    store::add_attempt(&mut write, &attempt(outcome)).await?;
    if let (Some(user), "password", Some(failures)) = (&credentials, outcome, failures) {
        users::suspend_after(&mut write, user.id, failures, now).await?;
    }
    let whose = credentials.as_ref().map(|user| user.id);
    let Some(user) = credentials.filter(|_| matches!(outcome, "ok" | "pending")) else {
        write.commit().await?;
        tracing::warn!(event = "authn_login_fail", outcome, user = %whose.unwrap_or_default(), address = %client.address);
        return Ok(Outcome::Wrong);
    };
    if user.has_two_factor {
        let entry = access::open_pending(&mut write, user.id, client, now).await?;
        write.commit().await?;
        return Ok(Outcome::Pending(entry));
    }
    let entry = open(&mut write, &user, SecondStep::None, client, now).await?;
    write.commit().await?;
    tracing::info!(event = "authn_login_success", user = %user.id, address = %client.address);
    Ok(Outcome::In(entry))
}

/// Whether it is a temporary password that would open more than whoever made it has by now.
async fn is_outgrown(write: &mut Write, known: &Arc<Catalogue>, user: &Credentials, now: Moment) -> Result<bool> {
    match user.temporary_by {
        Some(maker) => Ok(!access::still_covers(write, Some(maker), user.id, Some(known), now).await?),
        None => Ok(false),
    }
}

/// Lets somebody in who has proved all that is asked of them.
pub(super) async fn open(write: &mut Write, user: &Credentials, step: SecondStep, client: &Client, now: Moment) -> Result<Entry> {
    // They know their password: a link to a new one has no more to do. One that proves a new address does: it is opened by whoever is
    // signed in, and opens nothing by itself.
    links::cancel(write, Purpose::Reset, user.id, now).await?;
    let entry = access::open_session(write, user.id, step, client, now).await?;
    let actor = Actor::user(user.id, user.name(), client.clone());
    audit::record(write, &actor, Event::new("session.open", Subject::user(user.id, user.name())), now).await?;
    if entry.is_new_device {
        users::tell(write, user.id, Told::NewDevice, &actor, now).await?;
    }
    Ok(entry)
}

/// Refuses without a word about the password. A profile shows one refusal for each wait of its account; nothing else of a
/// flood is kept.
pub(super) async fn refuse(app: &App, wait: Wait, attempt: &Attempt<'_>) -> Result<()> {
    tracing::warn!(event = "authn_login_throttled", address = attempt.address);
    if let Wait::Account { since, .. } = wait
        && !store::is_refused(&app.db, attempt.email_key, since).await?
    {
        let mut write = app.db.write().await?;
        if !store::is_refused(&mut write, attempt.email_key, since).await? {
            store::add_attempt(&mut write, attempt).await?;
            write.commit().await?;
        }
    }
    Ok(())
}

/// Ends the session that asks.
///
/// # Errors
/// When the database refuses or is away.
pub async fn sign_out(app: &App, actor: &Actor, session: uuid::Uuid) -> Result<()> {
    let id = actor.id().ok_or(Error::SignIn)?;
    let now = app.now();
    let mut write = app.db.write().await?;
    access::end_session(&mut write, session).await?;
    audit::record(&mut write, actor, Event::new("session.end", Subject::user(id, actor.name.clone())), now).await?;
    write.commit().await?;
    Ok(())
}
