//! Changing preferences.

use uuid::Uuid;

use super::model::{Preferences, Typed};
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Db, Write};
use crate::i18n::Words;
use crate::rules::Collection;
use crate::users::{self, User};
use crate::web::{Error, Result};

/// Saves somebody's preferences, one's own or another's: those that the form had.
///
/// # Errors
/// `NotFound` where they may not be seen; `Lack`, naming the field that may not be changed; `Refused` when the record has changed
/// since `version`.
pub async fn save_preferences(db: &Db, actor: &Actor, id: Uuid, version: i64, typed: &Typed, now: Moment) -> Result<()> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let user = users::store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let Some(event) = save_in(&mut write, &actor, &user, version, typed, now).await? else { return Ok(()) };
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(())
}

/// The same inside another transaction, which records the event; `None` where nothing changes. It asks everything before it writes.
///
/// # Errors
/// As `save_preferences`.
pub async fn save_in(write: &mut Write, actor: &Actor, user: &User, version: i64, typed: &Typed, now: Moment) -> Result<Option<Event>> {
    let old = Preferences::of(user);
    let new = typed.over(&old);
    users::Sight::of(actor, user.clone())?.require_changes(&typed.fields())?;
    actor.require_change(Collection::Users, user, &new.clone().on(user.clone()), &typed.fields())?;
    if old == new {
        return Ok(None);
    }
    if store::save(write, user.id, version, &new, actor.id(), now).await? == 0 {
        return Err(Words::new("refused-stale").into());
    }
    let event = Event::new("user.preferences", Subject::user(user.id, user.name()))
        .change("language", &old.language, &new.language)
        .change("timezone", &old.timezone, &new.timezone)
        .change("theme", &old.theme, &new.theme)
        .change("density", &old.density, &new.density)
        .change("shortcuts", old.shortcuts, new.shortcuts)
        .change("email_notifications", old.email_notifications, new.email_notifications);
    Ok(Some(event))
}
