//! Changing one's preferences.

use super::model::Preferences;
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::Db;
use crate::rules::{Action, Collection};
use crate::users;
use crate::web::{Error, Result};

/// What preferences are kept in.
const FIELDS: [&str; 5] = ["language", "timezone", "theme", "density", "shortcuts"];

/// Saves one's own preferences.
///
/// # Errors
/// When the database refuses or is away.
pub async fn save_preferences(db: &Db, actor: &Actor, new: &Preferences, now: Moment) -> Result<()> {
    let id = actor.id().ok_or(Error::SignIn)?;
    let (mut write, actor) = actor.begin(db, now).await?;
    let old = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let event = Event::new("user.preferences", Subject::user(id, actor.name.clone()))
        .change("language", &old.language, &new.language)
        .change("timezone", &old.timezone, &new.timezone)
        .change("theme", &old.theme, &new.theme)
        .change("density", &old.density, &new.density)
        .change("shortcuts", old.shortcuts, new.shortcuts);
    if !event.changes.is_empty() {
        let user = users::store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
        let fields: Vec<&'static str> = FIELDS.into_iter().filter(|field| event.changes.has(field)).collect();
        actor.require_on(Action::Update, Collection::Users, &user, &fields)?;
        store::save(&mut write, id, new, now).await?;
        audit::record(&mut write, &actor, event, now).await?;
        write.commit().await?;
    }
    Ok(())
}
