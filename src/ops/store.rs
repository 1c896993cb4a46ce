//! Questions to the database that no slice owns.

use crate::clock::Moment;
use crate::db::{Ask, Db, Result, Write};
use crate::mail::Bounced;
use crate::sql;

pub(super) async fn ping(mut db: &Db) -> Result<()> {
    let _: (i64,) = db.one(sql!("SELECT CAST(1 AS bigint)")).await?;
    Ok(())
}

/// Throttles that have run out, attempts and form keys older than `before`, links for new addresses that ended before then, and the
/// secrets of mails that failed before then and of invitations that have ended.
pub(super) async fn forget(db: &Db, now: Moment, before: Moment) -> Result<()> {
    db.run(sql!("DELETE FROM throttles WHERE blocked_until < $1 AND since < $2", now, before)).await?;
    db.run(sql!("DELETE FROM attempts WHERE at < $1", before)).await?;
    db.run(sql!("DELETE FROM form_keys WHERE at < $1", before)).await?;
    db.run(sql!("DELETE FROM links WHERE purpose = 'email' AND expires_at < $1", before)).await?;
    db.run(sql!("UPDATE outbox SET secret = NULL WHERE state = 'failed' AND created_at < $1 AND secret IS NOT NULL", before)).await?;
    // What told people that their account is deleted is all that is left of them: it goes when it has arrived, or never will.
    let left = "DELETE FROM outbox WHERE kind = 'notice' AND user_id IS NULL AND (state = 'sent' OR created_at < $1)";
    db.run(sql!(left, before)).await?;
    db.run(sql!("UPDATE invitations SET secret = NULL WHERE expires_at <= $1 AND secret IS NOT NULL", now)).await?;
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

/// Up to when failed invitations were told of.
pub(super) async fn last_digest(mut db: impl Ask) -> Result<Moment> {
    let (at,): (Moment,) = db.one(sql!("SELECT digest_at FROM mail_state")).await?;
    Ok(at)
}

pub(super) async fn save_digest(write: &mut Write, at: Moment) -> Result<u64> {
    write.run(sql!("UPDATE mail_state SET digest_at = $1", at)).await
}

/// How many invitations failed for good between these moments; of one that failed `next_at` says when.
pub(super) async fn count_bounced(write: &mut Write, since: Moment, until: Moment) -> Result<i64> {
    let count = "SELECT count(*) FROM outbox WHERE state = 'failed' AND kind = 'invitation' AND next_at > $1 AND next_at <= $2";
    let (n,): (i64,) = write.one(sql!(count, since, until)).await?;
    Ok(n)
}

/// The last of them.
pub(super) async fn bounced(write: &mut Write, since: Moment, until: Moment, most: i64) -> Result<Vec<Bounced>> {
    write
        .all(sql!(
            "SELECT user_id AS \"user\", CASE to_name WHEN '' THEN to_address ELSE to_name END AS name, to_address AS address, answer
             FROM outbox WHERE state = 'failed' AND kind = 'invitation' AND next_at > $1 AND next_at <= $2
             ORDER BY next_at DESC, id DESC LIMIT $3",
            since,
            until,
            most
        ))
        .await
}
