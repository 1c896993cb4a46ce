//! Shared views whose owner goes: somebody else keeps them, or they go too.

use uuid::Uuid;

use super::actions::MOST;
use super::model::{Share, View};
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{self, Ask, Write};
use crate::rules::{Action, Collection};

/// Letters of a name.
const LETTERS: usize = 60;

/// What the views are called that somebody shares with others, those that whoever acts has.
///
/// # Errors
/// When the database is away.
pub async fn shared_by(db: impl Ask, actor: &Actor, user: Uuid) -> db::Result<Vec<String>> {
    let views = store::shared_by(db, user).await?;
    Ok(views.into_iter().filter(|view| view.is_for(actor)).map(|view| view.name).collect())
}

/// A user, by id and by what they are called.
pub type Called<'a> = (Uuid, &'a str);

/// Makes somebody else keep what a user shares; an event for each. Whom a view is shared with has it as before; where its new owner
/// has one of that name already, a number tells them apart. `key_of` makes of a name what names are told apart by. Whether all of
/// them may be handed over, to somebody who could share them: else nothing is to be committed.
///
/// # Errors
/// When the database refuses or is away.
pub async fn hand_over(
    write: &mut Write,
    actor: &Actor,
    from: Called<'_>,
    to: Called<'_>,
    key_of: impl Fn(&str) -> String,
    now: Moment,
) -> db::Result<bool> {
    let views = store::shared_by(&mut *write, from.0).await?;
    let theirs = actor.rights_of(&mut *write, to.0, now).await?;
    let shares = theirs.may(Action::Create, Collection::Views) || theirs.may(Action::Update, Collection::Views);
    let has = |view: &View| match view.share() {
        Share::Role(id) => theirs.is_admin() || theirs.held().iter().any(|held| held.role.id == id),
        Share::Everyone | Share::Nobody => true,
    };
    let many = store::count(&mut *write, to.0).await? + i64::try_from(views.len()).unwrap_or(i64::MAX);
    if !shares || many > MOST || !views.iter().all(has) {
        return Ok(false);
    }
    for view in views {
        let (mut name, mut n) = (view.name.clone(), 1);
        while store::is_named(&mut *write, to.0, &key_of(&name)).await? {
            n += 1;
            let number = format!(" {n}");
            name = view.name.chars().take(LETTERS - number.len()).chain(number.chars()).collect();
        }
        store::give(write, view.id, to.0, (&name, &key_of(&name)), now).await?;
        let event = Event::new("view.edit", Subject::view(view.id, &view.name)).change("owner", Some(from.1), Some(to.1)).change(
            "name",
            view.name.as_str(),
            name.as_str(),
        );
        audit::record(write, actor, event, now).await?;
    }
    Ok(true)
}

/// Deletes what a user shares; an event for each.
///
/// # Errors
/// When the database refuses or is away.
pub async fn release(write: &mut Write, actor: &Actor, from: Uuid, now: Moment) -> db::Result<()> {
    for view in store::shared_by(&mut *write, from).await? {
        store::delete(write, view.id).await?;
        let event = Event::new("view.delete", Subject::view(view.id, &view.name)).change("query", Some(view.query.as_str()), None);
        audit::record(write, actor, event, now).await?;
    }
    Ok(())
}
