//! Every change to what is registered: permission, rule, write, audit, in one transaction.

use uuid::Uuid;

use super::model::{Item, NewItem};
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::Db;
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::users;
use crate::web::{Error, Result};

/// Registers an item, or says what is new of the one of that kind and external id: an application may say it as often as it likes.
/// Returns its id.
///
/// # Errors
/// `Invalid` with every wrong field, an owner whom whoever acts does not see among them; `Lack`; `NotFound` for one that is there
/// and not theirs to see.
pub async fn register(db: &Db, actor: &Actor, new: &NewItem, now: Moment) -> Result<Uuid> {
    new.check()?;
    let (mut write, actor) = actor.begin(db, now).await?;
    actor.require(Action::Create, Collection::Items)?;
    let owner = users::seen(&mut write, &actor, new.owner).await.map_err(|error| match error {
        Error::NotFound => Error::Invalid(vec![("owner", Words::new("error-owner-unknown"))]),
        error => error,
    })?;
    let id = if let Some(item) = store::find(&mut write, &new.kind, &new.external_id).await? {
        let after = Item { user_id: Some(owner.id), label: new.label.clone(), url: new.url.clone(), ..item.clone() };
        let changes = [("label", item.label != after.label), ("url", item.url != after.url), ("user", item.user_id != after.user_id)];
        let changed: Vec<&'static str> = changes.into_iter().filter(|(_, is)| *is).map(|(field, _)| field).collect();
        actor.require_change(Collection::Items, &item, &after, &changed)?;
        if !changed.is_empty() {
            store::save(&mut write, &after, now).await?;
            let before = match item.user_id {
                Some(id) => users::store::find(&mut write, id).await?.map(|user| user.name()),
                None => None,
            };
            let event = Event::new("item.edit", Subject::item(item.id, &item.label))
                .change("label", &item.label, &after.label)
                .change("url", &item.url, &after.url)
                .change("owner", before, Some(owner.name()));
            audit::record(&mut write, &actor, event, now).await?;
        }
        item.id
    } else {
        let id = Uuid::now_v7();
        store::add(&mut write, id, new, now).await?;
        let item = store::find(&mut write, &new.kind, &new.external_id).await?.ok_or(Error::NotFound)?;
        let fields = [("user", true), ("kind", true), ("external_id", true), ("label", true), ("url", !item.url.is_empty())];
        actor.require_creation(Collection::Items, &item, &fields)?;
        let event = Event::new("item.create", Subject::item(id, &item.label))
            .set("kind", &item.kind)
            .set("external_id", &item.external_id)
            .set("owner", owner.name());
        audit::record(&mut write, &actor, event, now).await?;
        id
    };
    write.commit().await?;
    Ok(id)
}

/// Forgets an item; what it stood for is the application's to keep.
///
/// # Errors
/// `NotFound`, the same for one that is not there and one that may not be seen; `Lack`.
pub async fn remove(db: &Db, actor: &Actor, kind: &str, external_id: &str, now: Moment) -> Result<()> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let item = store::find(&mut write, kind, external_id).await?.ok_or(Error::NotFound)?;
    actor.require_on(Action::Delete, Collection::Items, &item, &[])?;
    store::delete(&mut write, item.id).await?;
    let event = Event::new("item.delete", Subject::item(item.id, &item.label)).change("kind", Some(item.kind.as_str()), None);
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(())
}
