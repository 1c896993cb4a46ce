//! Questions to the database that no slice owns.

use crate::clock::Moment;
use crate::db::{Ask, Db, Result};
use crate::sql;

pub(super) async fn ping(mut db: &Db) -> Result<()> {
    let _: (i64,) = db.one(sql!("SELECT CAST(1 AS bigint)")).await?;
    Ok(())
}

/// Throttles that have run out, attempts and form keys older than `before`, and the secrets of mails that failed before then.
pub(super) async fn forget(db: &Db, now: Moment, before: Moment) -> Result<()> {
    db.run(sql!("DELETE FROM throttles WHERE blocked_until < $1 AND since < $2", now, before)).await?;
    db.run(sql!("DELETE FROM attempts WHERE at < $1", before)).await?;
    db.run(sql!("DELETE FROM form_keys WHERE at < $1", before)).await?;
    db.run(sql!("UPDATE outbox SET secret = NULL WHERE state = 'failed' AND created_at < $1 AND secret IS NOT NULL", before)).await?;
    Ok(())
}

/// Users by status, for the metrics.
pub(super) async fn users(mut db: &Db) -> Result<Vec<(String, i64)>> {
    db.all(sql!("SELECT status, CAST(sum(n) AS bigint) FROM user_counts GROUP BY status ORDER BY status")).await
}

/// Mails by state.
pub(super) async fn mails(mut db: &Db) -> Result<Vec<(String, i64)>> {
    db.all(sql!("SELECT state, count(*) FROM outbox GROUP BY state ORDER BY state")).await
}

pub(super) async fn sessions(mut db: &Db, now: Moment) -> Result<i64> {
    let (n,): (i64,) = db.one(sql!("SELECT count(*) FROM sessions WHERE ends_at > $1", now)).await?;
    Ok(n)
}
