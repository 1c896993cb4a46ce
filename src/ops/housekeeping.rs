//! Forgetting what is over, and telling of what soon will be. Nothing else depends on it but the size of tables: every end is checked
//! at use.

use std::time::Duration;

use chrono::TimeDelta;

use super::{digest, store};
use crate::clock::Moment;
use crate::db::Db;
use crate::web::{App, Result};
use crate::{access, invitations, jobs, transfer, users};

const EVERY: Duration = Duration::from_mins(10);
/// Attempts to sign in are shown on profiles for this long.
const KEPT: TimeDelta = TimeDelta::days(90);
/// What became of jobs can be read for this long.
const JOBS_KEPT: TimeDelta = TimeDelta::days(30);

pub async fn run(app: App) {
    loop {
        tokio::time::sleep(EVERY).await;
        let now = app.now();
        if let Err(error) = sweep(&app.db, now).await {
            tracing::warn!(%error, "housekeeping will be tried again");
        }
        if let Err(error) = invitations::remind(&app, now).await {
            tracing::warn!(%error, "reminders will be tried again");
        }
        if let Err(error) = users::warn_of_ends(&app, now).await {
            tracing::warn!(%error, "warnings of end dates will be tried again");
        }
        if let Err(error) = digest::write(&app, now).await {
            tracing::warn!(%error, "the digest will be tried again");
        }
    }
}

/// Forgets what is over at that moment.
///
/// # Errors
/// When the database refuses or is away.
pub async fn sweep(db: &Db, now: Moment) -> Result<()> {
    access::forget_ended(db, now).await?;
    access::forget_unseen_devices(db, now).await?;
    users::forget_past_grants(db, now).await?;
    users::suspend_past_end(db, now).await?;
    jobs::forget(db, now - JOBS_KEPT).await?;
    transfer::forget(db, now).await?;
    store::forget(db, now, now - KEPT).await?;
    Ok(db.count_again().await?)
}
