//! The second factor as columns of its user, and the rows of recovery codes.

use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;

/// The only place a sealed seed is read into.
#[derive(FromRow)]
pub(super) struct FactorRow {
    pub secret: Option<Vec<u8>>,
    pub last_step: Option<i64>,
    pub enabled_at: Option<Moment>,
}

pub(super) async fn find(mut db: impl Ask, user: Uuid) -> Result<Option<FactorRow>> {
    db.first(sql!(
        "SELECT totp_secret AS secret, totp_last_step AS last_step, totp_enabled_at AS enabled_at FROM users WHERE id = $1",
        user
    ))
    .await
}

/// Keeps the seed, and the step that was shown to come of it.
pub(super) async fn enable(write: &mut Write, user: Uuid, sealed: Vec<u8>, step: i64, now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE users SET totp_secret = $2, totp_enabled_at = $4, version = version + 1, updated_at = $4, updated_by = $1,
               totp_last_step = CASE WHEN totp_last_step >= $3 THEN totp_last_step + 1 ELSE $3 END
             WHERE id = $1",
            user,
            sealed,
            step,
            now
        ))
        .await
}

/// Forgets the seed and all recovery codes. The last step stays, which makes the next seed another one.
pub(super) async fn disable(write: &mut Write, user: Uuid, by: Option<Uuid>, now: Moment) -> Result<u64> {
    forget_codes(write, user).await?;
    write
        .run(sql!(
            "UPDATE users SET totp_secret = NULL, totp_enabled_at = NULL, version = version + 1, updated_at = $2, updated_by = $3
             WHERE id = $1 AND totp_enabled_at IS NOT NULL",
            user,
            now,
            by
        ))
        .await
}

/// Takes a step, if none so late was taken before. The row decides, whichever node asks.
pub(super) async fn take_step(write: &mut Write, user: Uuid, step: i64) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE users SET totp_last_step = $2
             WHERE id = $1 AND totp_enabled_at IS NOT NULL AND (totp_last_step IS NULL OR totp_last_step < $2)",
            user,
            step
        ))
        .await
}

pub(super) async fn add_code(write: &mut Write, user: Uuid, hash: Vec<u8>) -> Result<u64> {
    write.run(sql!("INSERT INTO recovery_codes (user_id, code_hash) VALUES ($1, $2)", user, hash)).await
}

pub(super) async fn forget_codes(write: &mut Write, user: Uuid) -> Result<u64> {
    write.run(sql!("DELETE FROM recovery_codes WHERE user_id = $1", user)).await
}

/// Takes a recovery code, once.
pub(super) async fn take_code(write: &mut Write, user: Uuid, hash: Vec<u8>, now: Moment) -> Result<u64> {
    write
        .run(sql!("UPDATE recovery_codes SET used_at = $3 WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL", user, hash, now))
        .await
}

pub(super) async fn codes_left(mut db: impl Ask, user: Uuid) -> Result<i64> {
    let (n,): (i64,) = db.one(sql!("SELECT count(*) FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL", user)).await?;
    Ok(n)
}

pub(super) async fn is_open_code(mut db: impl Ask, user: Uuid, hash: Vec<u8>) -> Result<bool> {
    let (n,): (i64,) =
        db.one(sql!("SELECT count(*) FROM recovery_codes WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL", user, hash)).await?;
    Ok(n > 0)
}
