//! The rows of attempts to sign in.

use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Db, Result, Write};
use crate::sql;

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
