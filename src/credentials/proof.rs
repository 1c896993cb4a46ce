//! Proving anew who sits there, before an act that asks for it.

use super::actions::is_password;
use super::store;
use crate::access::{self, Actor, Entry};
use crate::i18n::Words;
use crate::web::{Act, App, Error, Result};

/// Takes the password as a proof for one kind of act; the session gets a new key.
///
/// # Errors
/// `Invalid` for a wrong password, counted like one at sign-in; `TooMany`; `Busy`.
pub async fn prove(app: &App, actor: &Actor, act: Act, password: &str) -> Result<Entry> {
    let id = actor.id().ok_or(Error::SignIn)?;
    let credentials = store::find_by_id(&app.db, id).await?.ok_or(Error::SignIn)?;
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
