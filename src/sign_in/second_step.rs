//! The second step of signing in: a code, for whoever was right about the password in this browser a moment ago.

use std::sync::Arc;

use uuid::Uuid;

use super::actions::{open, refuse};
use super::store::{self, Attempt};
use crate::access::{self, Actor, Catalogue, Entry, SecondStep};
use crate::credentials::find_credentials_of;
use crate::throttles::{self, Guess, Wait};
use crate::two_factor::{self, Typed};
use crate::web::{App, Client, Result};

/// What a code came to.
pub enum Outcome {
    In(Entry),
    /// By a recovery code; so many are left.
    Recovered(Entry, i64),
    /// What was typed can be no code: nobody looked at it, and it is no guess.
    Slip(&'static str),
    /// So many more are free before there is a wait.
    Wrong(i64),
    Wait(Wait),
    /// Nobody waits in this browser: the password comes first.
    Over,
}

/// Whose second step is due in that session: the address, for the page.
///
/// # Errors
/// When the database is away.
pub async fn whose(app: &App, session: Option<Uuid>) -> Result<Option<String>> {
    let Some(session) = session else { return Ok(None) };
    let Some(user) = access::pending(&app.db, session, app.now()).await? else { return Ok(None) };
    Ok(find_credentials_of(&app.db, user).await?.map(|user| user.email))
}

/// Tries a code. It is counted for its account before anyone looks at it, whatever the password did to its own counter; and it
/// opens a session only for who could sign in at this very moment. `known` is what roles may do, where it is still how things are.
///
/// # Errors
/// When the database refuses or is away.
pub async fn take(app: &App, known: &Arc<Catalogue>, session: Option<Uuid>, typed: Typed<'_>, client: &Client) -> Result<Outcome> {
    let now = app.now();
    let Some(session) = session else { return Ok(Outcome::Over) };
    let Some(id) = access::pending(&app.db, session, now).await? else { return Ok(Outcome::Over) };
    let Some(user) = find_credentials_of(&app.db, id).await? else { return Ok(Outcome::Over) };
    if !typed.is_whole() {
        return Ok(Outcome::Slip(typed.error()));
    }
    let attempt = |outcome| Attempt { email_key: &user.email_key, at: now, outcome, address: &client.address, agent: &client.agent };
    let charge = match throttles::charge(&app.db, Guess::Code(id), client, now).await? {
        Ok(charge) => charge,
        Err(wait) => {
            refuse(app, wait, &attempt("throttled")).await?;
            return Ok(Outcome::Wait(wait));
        }
    };
    let left = charge.left();
    let mut write = app.db.write().await?;
    // Asked again where there is one at a time: another window may have taken the step, or somebody ended the session, and
    // nobody looks at a code any more.
    let is_due = access::pending(&mut write, session, now).await?.is_some();
    let user = find_credentials_of(&mut write, id).await?.filter(|user| is_due && user.is_active(now) && user.has_two_factor);
    let may_use_pages = access::rights_from(&mut write, id, &client.address, Some(known), now).await?.may_use_pages();
    let Some(user) = user.filter(|_| may_use_pages) else {
        access::end_session(&mut write, session).await?;
        write.commit().await?;
        charge.take_back(&app.db).await?;
        return Ok(Outcome::Over);
    };
    let actor = Actor::user(id, user.name(), client.clone());
    let is_right = two_factor::spend(&mut write, &app.keys, &actor, typed, now).await?;
    let attempt = |outcome| Attempt { email_key: &user.email_key, at: now, outcome, address: &client.address, agent: &client.agent };
    if let Err(wait) = charge.settle(&mut write, is_right, now).await? {
        // Told nothing, and a code that was right is still to be used: nothing has happened but that the source waits.
        drop(write);
        charge.take_back(&app.db).await?;
        refuse(app, wait, &attempt("throttled")).await?;
        return Ok(Outcome::Wait(wait));
    }
    store::add_attempt(&mut write, &attempt(if is_right { "ok" } else { "code" })).await?;
    if !is_right {
        write.commit().await?;
        tracing::warn!(event = "authn_login_fail", outcome = "code", user = %id, address = %client.address);
        return Ok(Outcome::Wrong(left));
    }
    access::end_session(&mut write, session).await?;
    let step = match typed {
        Typed::Code(_) => SecondStep::App,
        Typed::Recovery(_) => SecondStep::Recovery,
    };
    let key = open(&mut write, &user, step, client, now).await?;
    let codes_left = two_factor::codes_left(&mut write, id).await?;
    write.commit().await?;
    tracing::info!(event = "authn_login_success", user = %id, address = %client.address);
    Ok(match step {
        SecondStep::Recovery => Outcome::Recovered(key, codes_left),
        SecondStep::App | SecondStep::None => Outcome::In(key),
    })
}
