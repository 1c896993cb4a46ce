//! Giving users an end date, or taking it from them: from then on they count as suspended, and the sweep writes that they are.

use std::collections::BTreeMap;

use serde_json::json;
use uuid::Uuid;

use super::crowd::{Crowd, Fate, Wish, require_from};
use super::grants::require_ahead;
use super::model::{Status, User};
use super::moving::{Move, move_all, tell_moved};
use super::record::{Sight, require_no_more};
use super::store;
use crate::access::{Actor, AdminsLeft, Holdings};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Db, Write};
use crate::i18n::{Language, Reader, Words, zone};
use crate::mail::{self, Kind};
use crate::rules::Collection;
use crate::web::{Error, Result};

type End = Option<Moment>;

/// Users whose end the sweep writes in one transaction.
const BATCH: i64 = 100;

/// Gives one user an end date, or takes it away. The one they have already changes nothing and is no error. Returns the user as they
/// were, as far as whoever acts may see them.
///
/// # Errors
/// `Lack`, `NotFound`; `Invalid` for an end that has passed; `Refused` for oneself, for somebody who has more than whoever acts, or
/// when no lasting administrator would be left.
pub async fn change_end(db: &Db, actor: &Actor, id: Uuid, end: End, now: Moment) -> Result<Sight> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let user = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let seen = Sight::of(&actor, user)?;
    seen.require_changes(&["expires_at"])?;
    require_ahead(end, now)?;
    if seen.expires_at != end {
        for fate in change_end_of_all(&mut write, &actor, &[Wish { id, from: None, to: end }], now).await? {
            fate.outcome.map_err(Error::Refused)?;
        }
        write.commit().await?;
    }
    Ok(seen)
}

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
        mail::void_all(write, &ids, Kind::EndWarning).await?;
    }
    let event =
        |(user, end): &(User, End)| Event::new("user.end", Subject::user(user.id, user.name())).change("expires_at", user.expires_at, *end);
    audit::record_all(write, actor, ended.iter().map(event).collect::<Vec<_>>(), now).await?;
    Ok(fates)
}

/// Nobody says when they themselves have to go.
pub(super) fn own() -> Error {
    Words::new("refused-own-end").into()
}

fn judge(actor: &Actor, user: &User, seen: &Sight, wish: &Wish<End, End>, holdings: &Holdings, now: Moment) -> Result<()> {
    seen.require_changes(&["expires_at"])?;
    actor.require_change(Collection::Users, user, &User { expires_at: wish.to, ..user.clone() }, &["expires_at"])?;
    require_from(&user.expires_at, wish.from.as_ref(), &wish.to)?;
    require_ahead(wish.to, now)?;
    if actor.is(user.id) {
        return Err(own());
    }
    require_no_more(actor, user, &holdings.rights(user.id))
}

/// Suspends everyone active whose end date has come: what they were refused since then ends for good. They hear of it as of any
/// suspension. Writers run one at a time: however many servers sweep, each is suspended once.
///
/// # Errors
/// When the database refuses or is away.
pub async fn suspend_past_end(db: &Db, now: Moment) -> Result<()> {
    while !store::past_end(db, now, 1).await?.is_empty() {
        let mut write = db.write().await?;
        let ids = store::past_end(&mut write, now, BATCH).await?;
        let users = store::find_all(&mut write, ids.into_iter().map(store::Key::Id)).await?;
        let moves: Vec<Move> = users.into_iter().map(|user| (user, Status::Suspended)).collect();
        let project = store::project(&mut write).await?;
        let reader = Reader {
            language: Language::from_tag(&project.default_language).unwrap_or(Language::English),
            zone: zone(&project.default_timezone).unwrap_or(chrono_tz::UTC),
            now,
        };
        let reason = Words::new("suspended-at-end").to(&reader).into_owned();
        move_all(&mut write, &Actor::system(), &moves, &reason, now).await?;
        tell_moved(&mut write, &Actor::system(), moves, now).await?;
        write.commit().await?;
    }
    Ok(())
}
