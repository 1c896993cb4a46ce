//! The rows of throttles.

use sea_query::{Expr, ExprTrait, Query as Build};
use sqlx::FromRow;

use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;

#[derive(FromRow)]
pub(super) struct Throttle {
    pub bucket: String,
    pub n: i64,
    pub since: Moment,
    pub blocked_until: Moment,
}

pub(super) async fn find(mut db: impl Ask, bucket: &str) -> Result<Option<Throttle>> {
    db.first(sql!("SELECT bucket, n, since, blocked_until FROM throttles WHERE bucket = $1", bucket)).await
}

/// Those that there are, in the order they are asked for.
pub(super) async fn find_three(mut db: impl Ask, buckets: [&str; 3]) -> Result<[Option<Throttle>; 3]> {
    let [a, b, c] = buckets;
    let rows: Vec<Throttle> =
        db.all(sql!("SELECT bucket, n, since, blocked_until FROM throttles WHERE bucket IN ($1, $2, $3)", a, b, c)).await?;
    let mut found = [None, None, None];
    for row in rows {
        if let Some(place) = buckets.iter().position(|bucket| *bucket == row.bucket) {
            found[place] = Some(row);
        }
    }
    Ok(found)
}

/// Which of these there are.
pub(super) async fn those_of(mut db: impl Ask, buckets: Vec<String>) -> Result<Vec<String>> {
    let mut select = Build::select();
    select.column("bucket").from("throttles").and_where(Expr::col("bucket").is_in(buckets));
    let rows: Vec<(String,)> = db.all(select.into()).await?;
    Ok(rows.into_iter().map(|(bucket,)| bucket).collect())
}

pub(super) async fn save(write: &mut Write, row: Throttle) -> Result<()> {
    write
        .run(sql!(
            "INSERT INTO throttles (bucket, n, since, blocked_until) VALUES ($1, $2, $3, $4)
             ON CONFLICT (bucket) DO UPDATE SET n = excluded.n, since = excluded.since, blocked_until = excluded.blocked_until",
            row.bucket,
            row.n,
            row.since,
            row.blocked_until
        ))
        .await?;
    Ok(())
}

/// Two of them by one statement: every attempt to sign in waits for it.
pub(super) async fn save_both(write: &mut Write, a: Throttle, b: Throttle) -> Result<()> {
    write
        .run(sql!(
            "INSERT INTO throttles (bucket, n, since, blocked_until) VALUES ($1, $2, $3, $4), ($5, $6, $7, $8)
             ON CONFLICT (bucket) DO UPDATE SET n = excluded.n, since = excluded.since, blocked_until = excluded.blocked_until",
            a.bucket,
            a.n,
            a.since,
            a.blocked_until,
            b.bucket,
            b.n,
            b.since,
            b.blocked_until
        ))
        .await?;
    Ok(())
}

pub(super) async fn forget(write: &mut Write, bucket: &str) -> Result<()> {
    write.run(sql!("DELETE FROM throttles WHERE bucket = $1", bucket)).await?;
    Ok(())
}

pub(super) async fn rename(write: &mut Write, from: &str, to: &str) -> Result<()> {
    write.run(sql!("UPDATE throttles SET bucket = $2 WHERE bucket = $1", from, to)).await?;
    Ok(())
}

/// One failure less; the wait it brought ends too, unless another failure has come since.
pub(super) async fn take_back(write: &mut Write, bucket: &str, at: Moment) -> Result<()> {
    write
        .run(sql!(
            "UPDATE throttles SET n = n - 1, blocked_until = CASE WHEN since = $2 THEN since ELSE blocked_until END WHERE bucket = $1 AND n > 0",
            bucket,
            at
        ))
        .await?;
    Ok(())
}
