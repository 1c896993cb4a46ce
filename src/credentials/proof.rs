//! Proving anew who sits there, before an act that asks for it.

use super::actions::is_password;
use super::store;
use crate::access::{self, Actor, Entry};
use crate::i18n::Words;
use crate::throttles::{self, Guess};
use crate::two_factor::{self, Typed};
use crate::web::{App, Error, Proving, Result};

/// Takes the password, or where none was typed a code of the app, as a proof for one kind of act; the session gets a new key.
///
/// # Errors
/// `Invalid` for a wrong one, counted like one at sign-in; `TooMany`; `Busy`.
pub async fn prove(app: &App, actor: &Actor, proving: &Proving) -> Result<Entry> {
    let id = actor.id().ok_or(Error::SignIn)?;
    let credentials = store::find_by_id(&app.db, id).await?.ok_or(Error::SignIn)?;
    if proving.password.is_empty() && credentials.has_two_factor {
        return prove_by_code(app, actor, proving).await;
    }
    let (act, password) = (proving.act, proving.password.as_str());
    if !is_password(app, actor, &credentials, password).await? {
        tracing::warn!(event = "authn_login_fail", outcome = "proof", user = %id, address = %actor.client.address);
        return Err(Error::Invalid(vec![("prove-password", Words::new("error-password-wrong"))]));
    }
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    // An administrator may have given another password while this one was looked at.
    let unchanged = store::find_by_id(&mut write, id).await?.is_some_and(|now| now.password_hash == credentials.password_hash);
    if !unchanged {
        return Err(Error::SignIn);
    }
    let key = access::keep_proof(&mut write, &actor, act, now).await?;
    write.commit().await?;
    Ok(key)
}

async fn prove_by_code(app: &App, actor: &Actor, proving: &Proving) -> Result<Entry> {
    let id = actor.id().ok_or(Error::SignIn)?;
    let typed = Typed::Code(&proving.code);
    if !typed.is_whole() {
        return Err(Error::Invalid(vec![("prove-code", Words::new(typed.error()))]));
    }
    let charged = throttles::charge(&app.db, Guess::Code(id), &actor.client, app.now()).await?;
    let charge = charged.map_err(|wait| Error::TooMany(wait.seconds()))?;
    let now = app.now();
    let (mut write, actor) = match actor.begin(&app.db, now).await {
        Ok(begun) => begun,
        Err(error) => {
            // Nobody looked at the code.
            charge.take_back(&app.db).await?;
            return Err(error);
        }
    };
    let is_right = two_factor::spend(&mut write, &app.keys, &actor, typed, now).await?;
    if let Err(wait) = charge.settle(&mut write, is_right, now).await? {
        // Told nothing, and a code that was right is still to be used.
        drop(write);
        charge.take_back(&app.db).await?;
        return Err(Error::TooMany(wait.seconds()));
    }
    if !is_right {
        write.commit().await?;
        tracing::warn!(event = "authn_login_fail", outcome = "proof", user = %id, address = %actor.client.address);
        return Err(Error::Invalid(vec![("prove-code", Words::new("error-code"))]));
    }
    let key = access::keep_proof(&mut write, &actor, proving.act, now).await?;
    write.commit().await?;
    Ok(key)
}
