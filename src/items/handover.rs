//! Items whose owner goes: somebody else has them, or nobody.

use uuid::Uuid;

use super::model::Item;
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{self, Ask, Write};
use crate::rules::{Action, Collection};
use crate::users::User;
use crate::web::Result;

/// What belongs to somebody, by label, and how many more there are that whoever acts does not see.
///
/// # Errors
/// When the database is away.
pub async fn owned_by(db: impl Ask, actor: &Actor, owner: Uuid) -> db::Result<(Vec<String>, i64)> {
    let items = store::of_user(db, owner).await?;
    let sees = |item: &Item| actor.rights.on(Action::Read, Collection::Items, item).is_some_and(|reads| reads.has("label"));
    let n = items.len();
    let labels: Vec<String> = items.into_iter().filter(sees).map(|item| item.label).collect();
    let hidden = i64::try_from(n - labels.len()).unwrap_or(i64::MAX);
    Ok((labels, hidden))
}

/// Makes somebody else, or nobody, the owner of all items of a user who goes; an event for each. Whether all of them may be handed
/// over: else nothing is to be committed.
///
/// # Errors
/// When the database refuses or is away.
pub async fn hand_over(write: &mut Write, actor: &Actor, from: &User, to: Option<&User>, now: Moment) -> Result<bool> {
    for item in store::of_user(&mut *write, from.id).await? {
        let after = Item { user_id: to.map(|to| to.id), ..item.clone() };
        if let Some(to) = to
            && !may_hand(write, actor, [&item, &after], to, now).await?
        {
            return Ok(false);
        }
        store::save(write, &after, now).await?;
        let event = Event::new("item.edit", Subject::item(item.id, &item.label));
        audit::record(write, actor, event.change("owner", Some(from.name()), to.map(User::name)), now).await?;
    }
    Ok(true)
}

/// Whoever may change owners names whom they like, others nobody to whom it would open what it does not open to themselves.
async fn may_hand(write: &mut Write, actor: &Actor, [item, after]: [&Item; 2], to: &User, now: Moment) -> Result<bool> {
    if actor.require_change(Collection::Items, item, after, &["user"]).is_ok() {
        return Ok(true);
    }
    let theirs = actor.rights_of(write, to.id, now).await?;
    Ok(actor.may_hand(Collection::Items, &theirs, item, [item, after]))
}
