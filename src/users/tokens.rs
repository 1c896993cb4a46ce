//! Tokens end with what their user may no more: leaving `active` disables them all.

use uuid::Uuid;

use super::model::User;
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{self, Write};

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

pub(super) fn disabled(user: Uuid, name: String, tokens: &[String]) -> Event {
    Event::new("token.disable", Subject::user(user, name)).set("tokens", tokens)
}
