//! Tokens, as far as a request with one needs to know.

use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;

/// Whose token it is, as they are now.
#[derive(FromRow)]
pub(in crate::access) struct BearerRow {
    pub token_id: Uuid,
    pub token_name: String,
    pub scope: Value,
    pub last_used_at: Option<Moment>,
    /// Who made the token of a service account.
    pub maker: Option<Uuid>,
    pub is_service: bool,
    pub id: Uuid,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub rights_version: i64,
}

/// No row as soon as the token is over: it was disabled or has expired, or its user is not active, past their end date, or must
/// change their password first.
macro_rules! select_bearer {
    ($which:literal) => {
        concat!(
            "SELECT t.id AS token_id, t.name AS token_name, t.scope, t.last_used_at, t.created_by AS maker, u.kind = 'service' AS is_service, u.id, u.first_name, u.last_name, u.email, p.rights_version
             FROM tokens t JOIN users u ON u.id = t.user_id CROSS JOIN settings p
             WHERE t.enabled AND (t.expires_at IS NULL OR t.expires_at > $2)
               AND u.status = 'active' AND (u.expires_at IS NULL OR u.expires_at > $2) AND NOT u.must_change_password AND ",
            $which
        )
    };
}

/// One indexed query per request.
pub(in crate::access) async fn bearer(mut db: impl Ask, secret_hash: Vec<u8>, now: Moment) -> Result<Option<BearerRow>> {
    db.first(sql!(select_bearer!("t.secret_hash = $1"), secret_hash, now)).await
}

pub(in crate::access) async fn bearer_of(mut db: impl Ask, token: Uuid, now: Moment) -> Result<Option<BearerRow>> {
    db.first(sql!(select_bearer!("t.id = $1"), token, now)).await
}

/// The token was used. A service account has no other way to be seen; a person is not there when a program asks for them.
pub(in crate::access) async fn touch(write: &mut Write, token: Uuid, user: Uuid, address: String, at: Moment) -> Result<()> {
    write.run(sql!("UPDATE tokens SET last_used_at = $2, last_used_from = $3 WHERE id = $1", token, at, address)).await?;
    write.run(sql!("UPDATE users SET last_seen_at = $2 WHERE id = $1 AND kind = 'service'", user, at)).await?;
    Ok(())
}
