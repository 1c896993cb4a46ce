//! The rows of throttles and of attempts to sign in.

use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Db, Result, Write};
use crate::sql;

#[derive(FromRow)]
pub(super) struct Throttle {
    pub n: i64,
    pub since: Moment,
    pub blocked_until: Moment,
}

pub(super) async fn throttle(write: &mut Write, bucket: &str) -> Result<Option<Throttle>> {
    write.first(sql!("SELECT n, since, blocked_until FROM throttles WHERE bucket = $1", bucket)).await
}

pub(super) async fn save_throttle(write: &mut Write, bucket: &str, n: i64, since: Moment, until: Moment) -> Result<()> {
    write
        .run(sql!(
            "INSERT INTO throttles (bucket, n, since, blocked_until) VALUES ($1, $2, $3, $4)
             ON CONFLICT (bucket) DO UPDATE SET n = excluded.n, since = excluded.since, blocked_until = excluded.blocked_until",
            bucket, n, since, until
        ))
        .await?;
    Ok(())
}

pub(super) async fn forget_throttle(write: &mut Write, bucket: &str) -> Result<()> {
    write.run(sql!("DELETE FROM throttles WHERE bucket = $1", bucket)).await?;
    Ok(())
}

pub(super) async fn lower_throttle(write: &mut Write, bucket: &str) -> Result<()> {
    write.run(sql!("UPDATE throttles SET n = n - 1 WHERE bucket = $1 AND n > 0", bucket)).await?;
    Ok(())
}

const ADD_ATTEMPT: &str = "INSERT INTO attempts (id, email_key, at, outcome, address, agent) VALUES ($1, $2, $3, $4, $5, $6)";

pub(super) struct Attempt<'a> {
    pub email_key: &'a str,
    pub at: Moment,
    pub outcome: &'static str,
    pub address: &'a str,
    pub agent: &'a str,
}

pub(super) async fn add_attempt(db: &Db, a: Attempt<'_>) -> Result<()> {
    db.run(sql!(ADD_ATTEMPT, Uuid::now_v7(), a.email_key, a.at, a.outcome, a.address, a.agent)).await?;
    Ok(())
}

pub(super) async fn add_attempt_in(write: &mut Write, a: Attempt<'_>) -> Result<()> {
    write.run(sql!(ADD_ATTEMPT, Uuid::now_v7(), a.email_key, a.at, a.outcome, a.address, a.agent)).await?;
    Ok(())
}
