//! Taking many users into a group or out of it, as far as the rules allow for each.

use serde_json::json;
use uuid::Uuid;

use super::membership::{moved, require_movable};
use super::record::{Sight, Whole};
use super::store;
use crate::access::{Actor, AdminsLeft, Holdings};
use crate::audit::{self, Event};
use crate::clock::Moment;
use crate::db::Write;
use crate::i18n::Words;
use crate::users::{self, Crowd, Fate, User, Wish, require_from};
use crate::web::{Error, Result};

/// Takes each in or out, as it is wanted of them.
///
/// # Errors
/// When the database refuses or is away; what the rules refuse is a fate.
pub async fn move_all(write: &mut Write, actor: &Actor, group: Uuid, wishes: &[Wish<bool, bool>], now: Moment) -> Result<Vec<Fate>> {
    let ids: Vec<Uuid> = wishes.iter().map(|wish| wish.id).collect();
    let Some(found) = store::find(&mut *write, group).await? else { return gone(&ids) };
    let whole = Whole::of(&mut *write, actor, found.clone()).await?;
    let roles = whole.roles.clone();
    let Ok(seen_group) = Sight::of(actor, whole) else { return gone(&ids) };
    let crowd = Crowd::of(&mut *write, &ids).await?;
    let holdings = Holdings::of(&mut *write, &ids, &actor.rights.catalogue, now).await?;
    let mut admins = AdminsLeft::when_go(&mut *write, ids.len(), now).await?;
    let judge = |user: &User, seen: &users::Sight, wish: &Wish<bool, bool>| {
        if !judge(actor, &seen_group, (user, seen), wish, (&holdings, &roles))? {
            admins.require_another(user.id)?;
        }
        Ok((wish.to, [json!(!wish.to), json!(wish.to)]))
    };
    let (changed, fates) = crowd.judge(actor, wishes, |wish| wish.id, judge)?;
    let of = |adds: bool| changed.iter().filter(|(_, to)| *to == adds).map(|(user, _)| user.id).collect::<Vec<_>>();
    let (joining, leaving) = (of(true), of(false));
    if !joining.is_empty() {
        store::join(write, group, joining.into_iter(), now).await?;
    }
    if !leaving.is_empty() {
        store::leave_all(write, group, &leaving).await?;
    }
    let events: Vec<Event> = changed.iter().map(|(user, adds)| moved(&found, user.id, user.name(), *adds)).collect();
    audit::record_all(write, actor, events, now).await?;
    Ok(fates)
}

fn gone(ids: &[Uuid]) -> Result<Vec<Fate>> {
    ids.iter().map(|id| Fate::left(*id, None, Words::new("error-group-unknown").into())).collect()
}

/// Whether they stay an administrator, where they are one.
fn judge(
    actor: &Actor,
    group: &Sight,
    (user, seen): (&User, &users::Sight),
    wish: &Wish<bool, bool>,
    (holdings, roles): (&Holdings, &[Uuid]),
) -> Result<bool> {
    require_movable(actor, group, user, seen, wish.to)?;
    require_from(&user.groups.contains(&group.id), wish.from.as_ref(), &wish.to)?;
    let (before, after) = (holdings.rights(user.id), holdings.with_group(user.id, group.id, wish.to.then_some(roles)));
    if !actor.is(user.id) {
        users::require_no_more(actor, user, &before)?;
    }
    actor.require_to_give(&before, &after)?;
    // Nor does one take what one could not give.
    actor.require_to_give(&after, &before)?;
    Ok(after.is_lasting_admin())
}

/// Asks for the proof that belongs to taking people in and out of this group.
///
/// # Errors
/// `NotFound`; `Prove`.
pub async fn require_proof_to_move(write: &mut Write, actor: &Actor, group: Uuid, now: Moment) -> Result<()> {
    let found = store::find(&mut *write, group).await?.ok_or(Error::NotFound)?;
    let whole = Whole::of(&mut *write, actor, found).await?;
    Sight::of(actor, whole.clone())?;
    super::actions::require_proof(actor, &whole.roles, now)
}
