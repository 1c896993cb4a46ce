//! Changing the details of a record.

use uuid::Uuid;

use super::model::User;
use super::record::Sight;
use super::store::{self, DetailsRow};
use super::{Details, Typed, custom, sort_keys};
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Db, Write};
use crate::i18n::Words;
use crate::rules::{Collection, Field};
use crate::web::{Error, Result};

/// Saves the details of a record: those that the form had.
///
/// # Errors
/// `NotFound` where it may not be seen; `Lack`, naming the field that may not be changed; `Refused` when it has changed
/// since `version`.
pub async fn edit(db: &Db, actor: &Actor, id: Uuid, version: i64, typed: &Typed, now: Moment) -> Result<()> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let user = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let Some(event) = edit_in(&mut write, &actor, &user, version, typed, now).await? else { return Ok(()) };
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(())
}

/// The same inside another transaction, which records the event; `None` where nothing changes. It asks everything before it writes.
///
/// # Errors
/// As `edit`.
pub async fn edit_in(write: &mut Write, actor: &Actor, user: &User, version: i64, typed: &Typed, now: Moment) -> Result<Option<Event>> {
    // A field may have gone since the form was read, and another one have come under its name.
    let is_there = |field: &Field| {
        let now = actor.schema().field(Collection::Users, field.name).and_then(Field::definition);
        now.zip(field.definition()).is_some_and(|(now, then)| now.id == then.id)
    };
    if !typed.added().all(is_there) {
        return Err(Words::new("refused-stale").into());
    }
    let old = Details::of(user);
    let details = typed.over(&old);
    let after = user.clone().with(&details);
    let sight = Sight::of(actor, user.clone())?;
    sight.require_changes(&typed.fields())?;
    sight.require_changes_of(typed.added())?;
    actor.require_change(Collection::Users, user, &after, &typed.fields())?;
    actor.require_reach_of(Collection::Users, &after, typed.added())?;
    if old == details {
        return Ok(None);
    }
    let keys = details.keys(&user.email);
    let row = DetailsRow { id: user.id, version, details: &details, keys, by: actor.id(), now };
    if store::save_details(write, row).await? == 0 {
        return Err(Words::new("refused-stale").into());
    }
    if (&old.tags, &old.custom) != (&details.tags, &details.custom) {
        store::save_keys(write, user.id, sort_keys::keys(actor.schema(), &details)).await?;
    }
    let event = Event::new("user.edit", Subject::user(user.id, user.name()))
        .change("first_name", &old.first_name, &details.first_name)
        .change("last_name", &old.last_name, &details.last_name)
        .change("title", &old.title, &details.title)
        .change("company", &old.company, &details.company)
        .change("location", &old.location, &details.location)
        .change("phone", &old.phone, &details.phone)
        .change("description", &old.description, &details.description)
        .change("tags", &old.tags, &details.tags);
    Ok(Some(custom::changes(event, &typed.custom, &old.custom, &details.custom)))
}
