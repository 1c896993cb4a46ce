//! Forgetting what is over. Nothing depends on it but the size of tables: every end is checked at use.

use std::time::Duration;

use chrono::TimeDelta;

use super::store;
use crate::access;
use crate::web::App;

const EVERY: Duration = Duration::from_mins(10);
/// Attempts to sign in are shown on profiles for this long.
const KEPT: TimeDelta = TimeDelta::days(90);

pub async fn run(app: App) {
    loop {
        tokio::time::sleep(EVERY).await;
        let now = app.now();
        let forgotten = async {
            access::forget_ended(&app.db, now).await?;
            store::forget(&app.db, now, now - KEPT).await
        };
        if let Err(error) = forgotten.await {
            tracing::warn!(%error, "housekeeping will be tried again");
        }
    }
}
