//! The rows of tokens.

use sqlx::FromRow;
use uuid::Uuid;

use super::model::TokenRow;
use crate::clock::Moment;
use crate::db::{Ask, Db, Result, Write};
use crate::sql;
use crate::users::Status;

macro_rules! select_token {
    ($rest:literal) => {
        concat!(
            "SELECT id, user_id, name, prefix, scope, enabled, created_at, created_by, expires_at, last_used_at, last_used_from FROM tokens ",
            $rest
        )
    };
}

/// All of a user, the newest first.
pub(super) async fn of_user(mut db: impl Ask, user: Uuid) -> Result<Vec<TokenRow>> {
    db.all(sql!(select_token!("WHERE user_id = $1 ORDER BY created_at DESC, id DESC"), user)).await
}

/// One of a user: the same id under another name is nothing.
pub(super) async fn one_of(mut db: impl Ask, user: Uuid, id: Uuid) -> Result<Option<TokenRow>> {
    db.first(sql!(select_token!("WHERE user_id = $1 AND id = $2"), user, id)).await
}

pub(super) async fn number_of(write: &mut Write, user: Uuid) -> Result<i64> {
    let (n,): (i64,) = write.one(sql!("SELECT count(*) FROM tokens WHERE user_id = $1", user)).await?;
    Ok(n)
}

/// What the database knows of a secret.
pub(super) struct SecretRow {
    pub prefix: String,
    pub hash: Vec<u8>,
}

pub(super) async fn add(write: &mut Write, token: &TokenRow, secret: SecretRow) -> Result<u64> {
    write
        .run(sql!(
            "INSERT INTO tokens (id, user_id, name, prefix, secret_hash, scope, enabled, created_at, created_by, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            token.id,
            token.user_id,
            token.name.as_str(),
            secret.prefix,
            secret.hash,
            token.scope.clone(),
            token.enabled,
            token.created_at,
            token.created_by,
            token.expires_at
        ))
        .await
}

/// Another secret in the same row, which begins anew with it.
pub(super) async fn renew(
    write: &mut Write,
    id: Uuid,
    secret: SecretRow,
    ends: Option<Moment>,
    by: Option<Uuid>,
    now: Moment,
) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE tokens SET prefix = $2, secret_hash = $3, expires_at = $4, created_by = $5, created_at = $6, last_used_at = NULL, last_used_from = ''
             WHERE id = $1",
            id,
            secret.prefix,
            secret.hash,
            ends,
            by,
            now
        ))
        .await
}

pub(super) async fn enable(write: &mut Write, id: Uuid) -> Result<u64> {
    write.run(sql!("UPDATE tokens SET enabled = $2 WHERE id = $1", id, true)).await
}

pub(super) async fn delete(write: &mut Write, id: Uuid) -> Result<u64> {
    write.run(sql!("DELETE FROM tokens WHERE id = $1", id)).await
}

/// A service account, to be referred to.
#[derive(FromRow, Clone, Debug)]
pub struct ServiceRow {
    pub id: Uuid,
    first_name: String,
    last_name: String,
    email: String,
    #[sqlx(try_from = "String")]
    pub status: Status,
}

impl ServiceRow {
    #[must_use]
    pub fn name(&self) -> String {
        crate::web::display_name(&self.first_name, &self.last_name, &self.email)
    }
}

/// The service accounts that somebody answers for, by name.
pub(super) async fn services_of(mut db: &Db, owner: Uuid) -> Result<Vec<ServiceRow>> {
    db.all(sql!(
        "SELECT id, first_name, last_name, email, status FROM users
         WHERE owner_id = $1 AND kind = 'service' AND status <> 'archived' ORDER BY name_key, id",
        owner
    ))
    .await
}
