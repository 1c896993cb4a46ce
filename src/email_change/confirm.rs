//! The proof of a new address: whoever has the link that went there is signed in as the user it is for.
//!
//! The link alone is not enough. It goes where somebody typed, perhaps wrongly: whoever reads the mail there would have the account by
//! asking for a new password next. So they sign in first, as always, second step included; and a session alone is not enough either.

use uuid::Uuid;

use super::actions::with_email;
use super::effect::take_effect;
use crate::access::{self, Actor};
use crate::clock::Moment;
use crate::crypto::Secret;
use crate::db::Ask;
use crate::links::{self, End, Link, Purpose};
use crate::rules::Collection;
use crate::users::{self, Email};
use crate::web::{App, Error, Result};

/// What stands behind a link, for whoever is signed in.
#[derive(Clone, Debug)]
pub enum State {
    /// That address can be theirs.
    Open(Email, Moment),
    /// Somebody else has it by now.
    Taken(Email),
    /// It is for somebody else.
    NotTheirs,
    /// `None` where there never was one.
    Dead(Option<End>),
}

/// Looks what a link is; asking changes nothing.
///
/// # Errors
/// When the database is away.
pub async fn find(app: &App, user: Uuid, secret: Option<&Secret>) -> Result<State> {
    let link = match secret {
        Some(secret) => links::find(&app.db, Purpose::Email, secret, app.now()).await?,
        None => None,
    };
    match link {
        Some(link) => state_of(&app.db, user, &link, app.now()).await,
        None => Ok(State::Dead(None)),
    }
}

async fn state_of(mut db: impl Ask, user: Uuid, link: &Link, now: Moment) -> Result<State> {
    if link.user != user {
        return Ok(State::NotTheirs);
    }
    let email = link.email.as_deref().and_then(|email| Email::parse(email).ok());
    let Some(email) = email.filter(|_| link.ended.is_none()) else { return Ok(State::Dead(link.ended)) };
    // What somebody else asked of them counts as long as they could ask it today.
    if link.asked_by != Some(user) && !access::still_covers(&mut db, link.asked_by, user, None, now).await? {
        return Ok(State::Dead(Some(End::Cancelled)));
    }
    let is_taken = users::store::find_by_email(db, email.key()).await?.is_some_and(|other| other.id != user);
    Ok(if is_taken { State::Taken(email) } else { State::Open(email, link.expires_at) })
}

/// Makes the address of a link one's own. `Ok(Err(…))` says why it is not.
///
/// # Errors
/// `Lack` for who asked for it themselves and may change their address no more.
pub async fn confirm(app: &App, actor: &Actor, secret: &Secret) -> Result<std::result::Result<Email, State>> {
    let id = actor.id().ok_or(Error::SignIn)?;
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let Some(link) = links::find(&mut write, Purpose::Email, secret, now).await? else { return Ok(Err(State::Dead(None))) };
    let email = match state_of(&mut write, id, &link, now).await? {
        State::Open(email, _) => email,
        state => return Ok(Err(state)),
    };
    let user = users::store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    // What somebody else asked of them is theirs to do without that right.
    if link.asked_by == Some(id) {
        actor.require_change(Collection::Users, &user, &with_email(&user, &email), &["email"])?;
    }
    if !links::spend(&mut write, &link, now).await? {
        return Ok(Err(State::Dead(Some(End::Used))));
    }
    if !take_effect(&mut write, &actor, &user, &email, Some(now), now).await? {
        return Ok(Err(State::Taken(email)));
    }
    write.commit().await?;
    Ok(Ok(email))
}
