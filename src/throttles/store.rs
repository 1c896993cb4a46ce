//! The rows of throttles.

use sqlx::FromRow;

use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;

#[derive(FromRow)]
pub(super) struct Throttle {
    pub n: i64,
    pub since: Moment,
    pub blocked_until: Moment,
}

pub(super) async fn find(mut db: impl Ask, bucket: &str) -> Result<Option<Throttle>> {
    db.first(sql!("SELECT n, since, blocked_until FROM throttles WHERE bucket = $1", bucket)).await
}

pub(super) async fn save(write: &mut Write, bucket: &str, n: i64, since: Moment, until: Moment) -> Result<()> {
    write
        .run(sql!(
            "INSERT INTO throttles (bucket, n, since, blocked_until) VALUES ($1, $2, $3, $4)
             ON CONFLICT (bucket) DO UPDATE SET n = excluded.n, since = excluded.since, blocked_until = excluded.blocked_until",
            bucket,
            n,
            since,
            until
        ))
        .await?;
    Ok(())
}

pub(super) async fn forget(write: &mut Write, bucket: &str) -> Result<()> {
    write.run(sql!("DELETE FROM throttles WHERE bucket = $1", bucket)).await?;
    Ok(())
}

pub(super) async fn lower(write: &mut Write, bucket: &str) -> Result<()> {
    write.run(sql!("UPDATE throttles SET n = n - 1 WHERE bucket = $1 AND n > 0", bucket)).await?;
    Ok(())
}
