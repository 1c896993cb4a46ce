//! The rows of one-time links.

use sea_query::{Expr, ExprTrait, Iden, Query as Build};
use sqlx::FromRow;
use uuid::Uuid;

use super::PendingEmail;
use crate::clock::Moment;
use crate::crypto::Secret;
use crate::db::{Ask, Result, Write};
use crate::sql;

/// Links added by one statement.
const BATCH: usize = 500;

#[derive(FromRow)]
pub(super) struct LinkRow {
    pub id: Uuid,
    pub user_id: Uuid,
    pub expires_at: Moment,
    pub ended_as: Option<String>,
    pub email: Option<String>,
    pub asked_by: Option<Uuid>,
}

pub(super) async fn find(mut db: impl Ask, purpose: &str, hash: Vec<u8>) -> Result<Option<LinkRow>> {
    db.first(sql!(
        "SELECT id, user_id, expires_at, ended_as, email, asked_by FROM links WHERE secret_hash = $1 AND purpose = $2",
        hash,
        purpose
    ))
    .await
}

pub(super) async fn pending_email(mut db: impl Ask, user: Uuid, now: Moment) -> Result<Option<PendingEmail>> {
    db.first(sql!(
        "SELECT email, expires_at FROM links WHERE user_id = $1 AND purpose = 'email' AND ended_at IS NULL AND expires_at > $2",
        user,
        now
    ))
    .await
}

pub(super) async fn add_for_email(
    write: &mut Write,
    user: Uuid,
    secret: &Secret,
    (email, asked_by): (&str, Option<Uuid>),
    now: Moment,
    ends: Moment,
) -> Result<()> {
    write
        .run(sql!(
            "INSERT INTO links (id, purpose, user_id, secret_hash, created_at, expires_at, email, asked_by)
             VALUES ($1, 'email', $2, $3, $4, $5, $6, $7)",
            Uuid::now_v7(),
            user,
            secret.hash(),
            now,
            ends,
            email,
            asked_by
        ))
        .await?;
    Ok(())
}

/// Adds the links of these users.
pub(super) async fn add_all(write: &mut Write, purpose: &str, links: &[(Uuid, Secret)], now: Moment, ends: Moment) -> Result<()> {
    use Links as L;
    for links in links.chunks(BATCH) {
        let mut insert = Build::insert();
        insert.into_table(L::Table).columns([L::Id, L::Purpose, L::UserId, L::SecretHash, L::CreatedAt, L::ExpiresAt]);
        for (user, secret) in links {
            insert.values_panic([Uuid::now_v7().into(), purpose.into(), (*user).into(), secret.hash().into(), now.into(), ends.into()]);
        }
        write.run(insert.into()).await?;
    }
    Ok(())
}

#[derive(Iden, Clone, Copy)]
enum Links {
    Table,
    Id,
    Purpose,
    UserId,
    SecretHash,
    CreatedAt,
    ExpiresAt,
    EndedAt,
    EndedAs,
}

pub(super) async fn spend(write: &mut Write, id: Uuid, now: Moment) -> Result<u64> {
    write
        .run(sql!("UPDATE links SET ended_at = $2, ended_as = 'used' WHERE id = $1 AND ended_at IS NULL AND expires_at > $2", id, now))
        .await
}

pub(super) async fn end(write: &mut Write, purpose: &str, user: Uuid, how: &str, now: Moment) -> Result<()> {
    write
        .run(sql!(
            "UPDATE links SET ended_at = $3, ended_as = $4 WHERE user_id = $1 AND purpose = $2 AND ended_at IS NULL",
            user,
            purpose,
            now,
            how
        ))
        .await?;
    Ok(())
}

pub(super) async fn bury(write: &mut Write, users: &[Uuid]) -> Result<()> {
    use Links as L;
    // It says as before that it was cancelled, and has no time left.
    let mut update = Build::update();
    update
        .table(L::Table)
        .value(L::ExpiresAt, Expr::col(L::CreatedAt))
        .and_where(among(users))
        .and_where(Expr::col(L::EndedAs).eq("cancelled"));
    write.run(update.into()).await?;
    Ok(())
}

fn among(users: &[Uuid]) -> Expr {
    Expr::col(Links::UserId).is_in(users.iter().copied())
}

pub(super) async fn reopen(write: &mut Write, purpose: &str, user: Uuid, now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE links SET ended_at = NULL, ended_as = NULL
             WHERE id = (SELECT id FROM links WHERE user_id = $1 AND purpose = $2 ORDER BY created_at DESC, id DESC LIMIT 1)
               AND ended_as = 'cancelled' AND expires_at > $3",
            user,
            purpose,
            now
        ))
        .await
}

pub(super) async fn end_all(write: &mut Write, users: &[Uuid], now: Moment) -> Result<()> {
    use Links as L;
    let mut update = Build::update();
    update.table(L::Table).values([(L::EndedAt, now.into()), (L::EndedAs, "cancelled".into())]);
    write.run(update.and_where(among(users)).and_where(Expr::col(L::EndedAt).is_null()).take().into()).await?;
    Ok(())
}

pub(super) async fn end_of_role(write: &mut Write, role: Uuid, now: Moment) -> Result<()> {
    write
        .run(sql!(
            "UPDATE links SET ended_at = $2, ended_as = 'cancelled'
             WHERE ended_at IS NULL AND user_id IN (SELECT id FROM users WHERE role_id = $1 AND status = 'active')",
            role,
            now
        ))
        .await?;
    Ok(())
}
