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
use crate::i18n::Words;
use crate::rules::Collection;
use crate::web::{Error, Result};

type End = Option<Moment>;

/// Gives each the end that is wanted of them, or none.
///
/// # Errors
/// When the database refuses or is away; what the rules refuse is a fate.
pub async fn change_end_of_all(write: &mut Write, actor: &Actor, wishes: &[Wish<End, End>], now: Moment) -> Result<Vec<Fate>> {
    let ids: Vec<Uuid> = wishes.iter().map(|wish| wish.id).collect();
    let mut crowd = Crowd::of(&mut *write, &ids).await?;
    let holdings = Holdings::of(&mut *write, &ids, &actor.rights.catalogue, now).await?;
    let mut admins = AdminsLeft::when_go(&mut *write, ids.len(), now).await?;
    let (mut alike, mut events): (BTreeMap<End, Vec<Uuid>>, _) = (BTreeMap::new(), Vec::new());
    let mut fates = Vec::with_capacity(ids.len());
    for wish in wishes {
        let (user, seen) = match crowd.take(actor, wish.id) {
            Ok(found) => found,
            Err(error) => {
                fates.push(Fate::left(wish.id, None, error)?);
                continue;
            }
        };
        let judged = judge(actor, &user, &seen, wish, &holdings, now).and_then(|()| {
            // Whose account ends by itself is no lasting administrator.
            if wish.to.is_none() || admins.may_go(user.id) { Ok(()) } else { Err(Words::new("refused-last-admin").into()) }
        });
        match judged {
            Ok(()) => {
                fates.push(Fate::done(&seen, json!(user.expires_at), json!(wish.to)));
                alike.entry(wish.to).or_default().push(user.id);
                events.push(Event::new("user.end", Subject::user(user.id, user.name())).change("expires_at", user.expires_at, wish.to));
            }
            Err(error) => fates.push(Fate::left(wish.id, Some(&seen), error)?),
        }
    }
    for (end, ids) in alike {
        store::save_ends(write, &ids, end, actor.id(), now).await?;
    }
    audit::record_all(write, actor, events, now).await?;
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
