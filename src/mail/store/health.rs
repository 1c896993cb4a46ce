//! The row that says how delivery as a whole fares.

use sqlx::FromRow;

use crate::clock::Moment;
use crate::db::{Ask, Db, Result, Write};
use crate::mail::health::Health;
use crate::mail::sender::Sender;
use crate::sql;

/// All that a worker asks before it takes mails.
#[derive(FromRow)]
pub(in crate::mail) struct Look {
    #[sqlx(flatten)]
    pub health: Health,
    #[sqlx(flatten)]
    pub sender: Sender,
    pub is_due: bool,
}

/// How it stands, who writes, and whether any mail is due; costs nobody a lock.
pub(in crate::mail) async fn look(mut db: &Db, now: Moment) -> Result<Look> {
    db.one(sql!(
        "SELECT m.failures, m.refusals, m.paused_until, m.answer, m.resumed_at,
                coalesce(s.mail_from, '') AS mail_from, coalesce(s.mail_reply_to, '') AS mail_reply_to,
                EXISTS (SELECT 1 FROM outbox WHERE state = 'waiting' AND next_at <= $1 AND leased_until <= $1) AS is_due
         FROM mail_state m LEFT JOIN settings s ON s.id = 1",
        now
    ))
    .await
}

pub(in crate::mail) async fn find(mut db: impl Ask) -> Result<Health> {
    db.one(sql!("SELECT failures, refusals, paused_until, answer, resumed_at FROM mail_state")).await
}

pub(in crate::mail) async fn save(write: &mut Write, health: &Health) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE mail_state SET failures = $1, refusals = $2, paused_until = $3, answer = $4, resumed_at = $5",
            health.failures,
            health.refusals,
            health.paused_until,
            health.answer.as_str(),
            health.resumed_at
        ))
        .await
}

pub(in crate::mail) async fn sender(mut db: impl Ask) -> Result<Sender> {
    let sender: Option<Sender> = db.first(sql!("SELECT mail_from, mail_reply_to FROM settings")).await?;
    Ok(sender.unwrap_or_default())
}
