//! The rows of attempts to sign in.

use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;

pub(super) struct Attempt<'a> {
    pub email_key: &'a str,
    pub at: Moment,
    pub outcome: &'static str,
    pub address: &'a str,
    pub agent: &'a str,
}

pub(super) async fn add_attempt(write: &mut Write, a: &Attempt<'_>) -> Result<()> {
    write
        .run(sql!(
            "INSERT INTO attempts (id, email_key, at, outcome, address, agent) VALUES ($1, $2, $3, $4, $5, $6)",
            Uuid::now_v7(),
            a.email_key,
            a.at,
            a.outcome,
            a.address,
            a.agent
        ))
        .await?;
    Ok(())
}

/// Whether a try was refused for that account since then.
pub(super) async fn is_refused(mut db: impl Ask, email_key: &str, since: Moment) -> Result<bool> {
    let refused: Option<(Uuid,)> = db
        .first(sql!("SELECT id FROM attempts WHERE email_key = $1 AND at >= $2 AND outcome = 'throttled' LIMIT 1", email_key, since))
        .await?;
    Ok(refused.is_some())
}
