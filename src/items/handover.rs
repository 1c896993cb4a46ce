//! Items whose owner goes: somebody else has them, or nobody.

use uuid::Uuid;

use super::model::{Item, Sight};
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{self, Ask, Write};
use crate::rules::Collection;
use crate::users::User;
use crate::web::Result;

/// What belongs to somebody, by label, of the first `most` those that whoever acts sees.
///
/// # Errors
/// When the database is away.
pub async fn owned_by(db: impl Ask, actor: &Actor, owner: Uuid, most: i64) -> db::Result<Vec<Sight>> {
    Ok(store::of_user(db, owner, most).await?.into_iter().filter_map(|item| Sight::of(actor, item).ok()).collect())
}

/// Makes somebody else, or nobody, the owner of all items of a user who goes; an event for each. Whether all of them may be handed
/// over: else nothing is to be committed.
///
/// # Errors
/// When the database refuses or is away.
pub async fn hand_over(write: &mut Write, actor: &Actor, from: &User, to: Option<&User>, now: Moment) -> Result<bool> {
    let items = store::of_user(&mut *write, from.id, i64::MAX).await?;
    if let Some(to) = to {
        let theirs = actor.rights_of(&mut *write, to.id, now).await?;
        // Whoever may change owners names whom they like, others nobody to whom it would open what it does not open to themselves.
        let may = |item: &Item| {
            let after = Item { user_id: Some(to.id), ..item.clone() };
            actor.require_change(Collection::Items, item, &after, &["user"]).is_ok()
                || actor.may_hand(Collection::Items, &theirs, item, [item, &after])
        };
        if !items.iter().all(may) {
            return Ok(false);
        }
    }
    store::give_all(write, from.id, to.map(|to| to.id), now).await?;
    let event =
        |item: &Item| Event::new("item.edit", Subject::item(item.id, &item.label)).change("owner", Some(from.name()), to.map(User::name));
    audit::record_all(write, actor, items.iter().map(event).collect::<Vec<_>>(), now).await?;
    Ok(true)
}
