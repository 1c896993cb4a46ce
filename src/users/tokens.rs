//! Tokens end with what their user may no more: leaving `active`, or having come to the end date, disables them all.

use uuid::Uuid;

use super::model::User;
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{self, Db, Write};

/// Users whose tokens the sweep disables in one transaction.
const BATCH: i64 = 100;

/// Disables every token of a user. None comes back by itself: whoever may can enable one again, by name.
///
/// # Errors
/// When the database refuses or is away.
pub async fn refuse_tokens(write: &mut Write, actor: &Actor, user: &User, now: Moment) -> db::Result<()> {
    let tokens = store::refuse_tokens_of(write, &[user.id]).await?;
    let names: Vec<String> = tokens.into_iter().map(|token| token.name).collect();
    if names.is_empty() { Ok(()) } else { audit::record(write, actor, disabled(user.id, user.name(), &names), now).await }
}

/// The same for everyone active whose own role goes.
pub(super) async fn refuse_tokens_of_role(write: &mut Write, actor: &Actor, role: Uuid, now: Moment) -> db::Result<()> {
    let tokens = store::refuse_tokens_of_role(write, role).await?;
    let of_one = tokens.chunk_by(|one, other| one.user_id == other.user_id);
    let events = of_one.filter_map(|tokens| {
        let names: Vec<String> = tokens.iter().map(|token| token.name.clone()).collect();
        tokens.first().map(|token| disabled(token.user_id, token.user(), &names))
    });
    audit::record_all(write, actor, events, now).await
}

/// The same for everyone past their end date: later, another date revives none. Until then each is refused at use.
///
/// # Errors
/// When the database refuses or is away.
pub async fn refuse_tokens_past_end(db: &Db, now: Moment) -> db::Result<()> {
    let past = store::past_end_with_tokens(db, now, BATCH).await?;
    if past.is_empty() {
        return Ok(());
    }
    let mut write = db.write().await?;
    for id in past {
        // Their date may have moved meanwhile.
        if let Some(user) = store::find(&mut write, id).await?.filter(|user| user.is_past_end(now)) {
            refuse_tokens(&mut write, &Actor::system(), &user, now).await?;
        }
    }
    write.commit().await
}

pub(super) fn disabled(user: Uuid, name: String, tokens: &[String]) -> Event {
    Event::new("token.disable", Subject::user(user, name)).set("tokens", tokens)
}
