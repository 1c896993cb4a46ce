//! Every change to a saved view: permission, rule, write, audit, in one transaction.

use uuid::Uuid;

use super::model::{Share, View};
use super::store::{self, Written};
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{self, Ask, Db, Write};
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::web::{Error, Lack, Result};

/// Of one user; and shown to one, with those of others.
pub(super) const MOST: i64 = 50;
const SHOWN: i64 = 500;

/// What a form says of a view.
pub struct Saved<'a> {
    pub name: &'a str,
    /// The name as names are told apart.
    pub key: String,
    pub query: &'a str,
    pub share: Share,
}

/// The views that whoever acts has: their own first, then those shared with them.
///
/// # Errors
/// When the database is away.
pub async fn of_reader(db: impl Ask, actor: &Actor) -> Result<Vec<View>> {
    let Some(user) = actor.id() else { return Ok(Vec::new()) };
    Ok(store::all(db, user, SHOWN).await?.into_iter().filter(|view| view.is_for(actor)).collect())
}

/// What somebody saved.
///
/// # Errors
/// When the database is away.
pub async fn of_user(db: impl Ask, user: Uuid) -> db::Result<Vec<View>> {
    store::of_user(db, user).await
}

/// A view that whoever acts has.
///
/// # Errors
/// `NotFound`, the same for one that is not there and one that is not theirs to see.
pub async fn find(db: impl Ask, actor: &Actor, id: Uuid) -> Result<View> {
    store::find(db, id).await?.filter(|view| view.is_for(actor)).ok_or(Error::NotFound)
}

/// Saves a list under a name.
///
/// # Errors
/// `Lack` for who may not share; `Invalid` when the name is taken; `Refused` when there are too many.
pub async fn save(db: &Db, actor: &Actor, new: &Saved<'_>, now: Moment) -> Result<Uuid> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let user = actor.id().ok_or(Error::SignIn)?;
    require_to_share(&actor, Action::Create, Share::Nobody, new.share)?;
    if store::count(&mut write, user).await? >= MOST {
        return Err(Words::new("refused-too-many-views").with("max", MOST).into());
    }
    let id = Uuid::now_v7();
    store::add(&mut write, &written(id, user, new, now)).await.map_err(taken)?;
    let event = Event::new("view.create", Subject::view(id, new.name)).set("query", new.query).set("share", share(&actor, new.share));
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(id)
}

/// Says something else of a view.
///
/// # Errors
/// `NotFound`, `Lack`; `Invalid` when the name is taken; `Refused` when it has changed since `version`.
pub async fn edit(db: &Db, actor: &Actor, id: Uuid, version: i64, new: &Saved<'_>, now: Moment) -> Result<()> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let view = change(&mut write, &actor, Action::Update, id).await?;
    require_to_share(&actor, Action::Update, view.share(), new.share)?;
    if view.version != version {
        return Err(Words::new("refused-stale").into());
    }
    if (view.name.as_str(), view.query.as_str(), view.share()) == (new.name, new.query, new.share) {
        return Ok(());
    }
    store::save(&mut write, &written(id, view.user_id, new, now)).await.map_err(taken)?;
    let event = Event::new("view.edit", Subject::view(id, &view.name))
        .change("name", view.name.as_str(), new.name)
        .change("query", view.query.as_str(), new.query)
        .change("share", share(&actor, view.share()), share(&actor, new.share));
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(())
}

/// Deletes a view; the users in it are none the less there. Returns it.
///
/// # Errors
/// `NotFound`, `Lack`.
pub async fn delete(db: &Db, actor: &Actor, id: Uuid, now: Moment) -> Result<View> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let view = change(&mut write, &actor, Action::Delete, id).await?;
    store::delete(&mut write, id).await?;
    let event = Event::new("view.delete", Subject::view(id, &view.name)).change("query", Some(view.query.as_str()), None);
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(view)
}

/// One's own is one's own to change; what others share, where a role says so.
async fn change(write: &mut Write, actor: &Actor, action: Action, id: Uuid) -> Result<View> {
    let view = find(&mut *write, actor, id).await?;
    if !actor.is(view.user_id) {
        actor.rights.on(action, Collection::Views, &view).ok_or(Error::Lack(Lack::of(action, Collection::Views)))?;
    }
    Ok(view)
}

/// Keeping a view to oneself takes no permission; showing it to others, or no longer, does.
fn require_to_share(actor: &Actor, action: Action, before: Share, after: Share) -> Result<()> {
    if before == after {
        return Ok(());
    }
    actor.require(action, Collection::Views)?;
    match after {
        Share::Role(id) if !actor.is_admin() && actor.rights.held().iter().all(|held| held.role.id != id) => {
            Err(Error::Invalid(vec![("share", Words::new("error-choose"))]))
        }
        _ => Ok(()),
    }
}

fn written<'a>(id: Uuid, user: Uuid, new: &'a Saved<'_>, now: Moment) -> Written<'a> {
    Written { id, user, name: new.name, key: &new.key, query: new.query, share: new.share, now }
}

/// As the trail says it.
fn share(actor: &Actor, share: Share) -> Option<String> {
    match share {
        Share::Nobody => None,
        Share::Everyone => Some("all".into()),
        Share::Role(id) => Some(actor.rights.catalogue.role(id).map_or_else(|| id.to_string(), |role| role.name.clone())),
    }
}

fn taken(error: db::Error) -> Error {
    if db::is_taken(&error) { Error::Invalid(vec![("name", Words::new("error-view-taken"))]) } else { error.into() }
}
