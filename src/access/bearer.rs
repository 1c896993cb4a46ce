//! The way in for programs: whoever has a token acts as its user, within what the token opens.

use std::sync::Arc;

use super::store::tokens;
use super::{Actor, Limits, Presence, Remembered, Rights, still_covers};
use crate::clock::Moment;
use crate::crypto::Token;
use crate::db::{self, Db};
use crate::web::{Client, display_name};

/// Who acts by that token at this moment; `None` for one that is unknown, disabled or expired, and one whose user may not act.
///
/// # Errors
/// When the database is away.
pub async fn actor_of_token(
    db: &Db,
    remembered: &Remembered,
    presence: &Presence,
    token: &Token,
    client: Client,
    now: Moment,
) -> db::Result<Option<Actor>> {
    let Some(row) = tokens::bearer(db, token.hash(), now).await? else { return Ok(None) };
    let catalogue = remembered.at(db, row.rights_version).await?;
    // Whoever made it keeps the secret: it opens no more than they have themselves, and nothing when they are gone.
    if row.is_service && !still_covers(db, row.maker, row.id, Some(&catalogue), now).await? {
        return Ok(None);
    }
    let rights = Rights::of(db, row.id, catalogue, Some(&client.address), now).await?.limited_to(Limits::stored(&row.scope));
    presence.used(row.token_id, row.id, &client.address, row.last_used_at, now);
    let name = format!("{} ({})", display_name(&row.first_name, &row.last_name, &row.email), row.token_name);
    Ok(Some(Actor::with_token(row.id, name, client, row.token_id, Arc::new(rights))))
}
