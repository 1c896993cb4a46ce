//! Changing the settings.

use super::model::{Sight, SignInRules};
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Ask, Db};
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::web::{Act, Error, Result};

/// The settings, as far as whoever acts may see them.
///
/// # Errors
/// `Lack` for who may see none of the rules of signing in.
pub async fn seen(db: impl Ask, actor: &Actor) -> Result<Sight> {
    actor.require(Action::Read, Collection::Settings)?;
    let settings = Sight::of(actor, store::find(db).await?.ok_or(Error::NotFound)?)?;
    settings.require_shown(&["sign_in"])?;
    Ok(settings)
}

/// Changes how people sign in, from their next try on; the time without a sign of life counts at once.
///
/// # Errors
/// `Lack`; `Prove`; `Refused` when they have changed since `version`.
pub async fn save_sign_in(db: &Db, actor: &Actor, version: i64, new: &SignInRules, now: Moment) -> Result<()> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let settings = seen(&mut write, &actor).await?;
    settings.require_changes(&["sign_in"])?;
    let old = &settings.sign_in;
    if old == new {
        return Ok(());
    }
    if settings.version != version {
        return Err(Words::new("refused-stale").into());
    }
    actor.require_proof(Act::Settings, now)?;
    store::save_sign_in(&mut write, new, now).await?;
    let event = Event::new("settings.edit", Subject::settings())
        .change("password_min", old.password_min, new.password_min)
        .change("two_factor", &old.two_factor, &new.two_factor)
        .change("suspend_after", old.suspend_after, new.suspend_after)
        .change("session_idle_minutes", old.session_idle_minutes, new.session_idle_minutes)
        .change("session_max_minutes", old.session_max_minutes, new.session_max_minutes)
        .change("sessions_per_user", old.sessions_per_user, new.sessions_per_user);
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(())
}
