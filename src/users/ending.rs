//! Giving many an end date, or taking it from them: from then on they count as suspended.

use std::collections::BTreeMap;

use serde_json::json;
use uuid::Uuid;

use super::crowd::{Crowd, Fate, Wish, require_from};
use super::grants::require_ahead;
use super::model::{Refusal, User};
use super::record::{Sight, require_no_more};
use super::store;
use crate::access::{Actor, AdminsLeft, Holdings};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::Write;
use crate::rules::Collection;
use crate::web::{Error, Result};

type End = Option<Moment>;

/// Gives each the end that is wanted of them, or none.
///
/// # Errors
/// When the database refuses or is away; what the rules refuse is a fate.
pub async fn change_end_of_all(write: &mut Write, actor: &Actor, wishes: &[Wish<End, End>], now: Moment) -> Result<Vec<Fate>> {
    let ids: Vec<Uuid> = wishes.iter().map(|wish| wish.id).collect();
    let crowd = Crowd::of(&mut *write, &ids).await?;
    let holdings = Holdings::of(&mut *write, &ids, &actor.rights.catalogue, now).await?;
    let mut admins = AdminsLeft::when_go(&mut *write, ids.len(), now).await?;
    let judge = |user: &User, seen: &Sight, wish: &Wish<End, End>| {
        judge(actor, user, seen, wish, &holdings, now)?;
        // Whose account ends by itself is no lasting administrator.
        if wish.to.is_some() {
            admins.require_another(user.id)?;
        }
        Ok((wish.to, [json!(user.expires_at), json!(wish.to)]))
    };
    let (ended, fates) = crowd.judge(actor, wishes, |wish| wish.id, judge)?;
    let mut alike: BTreeMap<End, Vec<Uuid>> = BTreeMap::new();
    for (user, end) in &ended {
        alike.entry(*end).or_default().push(user.id);
    }
    for (end, ids) in alike {
        store::save_ends(write, &ids, end, actor.id(), now).await?;
    }
    let event =
        |(user, end): &(User, End)| Event::new("user.end", Subject::user(user.id, user.name())).change("expires_at", user.expires_at, *end);
    audit::record_all(write, actor, ended.iter().map(event).collect::<Vec<_>>(), now).await?;
    Ok(fates)
}

fn judge(actor: &Actor, user: &User, seen: &Sight, wish: &Wish<End, End>, holdings: &Holdings, now: Moment) -> Result<()> {
    seen.require_changes(&["expires_at"])?;
    actor.require_change(Collection::Users, user, &User { expires_at: wish.to, ..user.clone() }, &["expires_at"])?;
    require_from(&user.expires_at, wish.from.as_ref(), &wish.to)?;
    require_ahead(wish.to, now)?;
    if actor.is(user.id) {
        return Err(Error::Refused(Refusal::OwnAccount.into()));
    }
    require_no_more(actor, user, &holdings.rights(user.id))
}
