//! What became of the items of a job, as pages and files show it.

use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::db::{Ask, Db, Result};
use crate::i18n::Said;
use crate::sql;

/// An item as pages and files show it.
#[derive(FromRow, Clone, Debug)]
pub struct ItemRow {
    pub n: i64,
    pub subject_id: Option<Uuid>,
    pub name: String,
    pub outcome: String,
    pub reason: Option<Json<Said>>,
}

/// Items of any outcome, from the one after `after` on.
pub(in crate::jobs) async fn results(mut db: &Db, job: Uuid, after: i64, most: i64) -> Result<Vec<ItemRow>> {
    db.all(sql!(
        "SELECT n, subject_id, name, outcome, reason FROM job_items WHERE job_id = $1 AND n > $2 ORDER BY n LIMIT $3",
        job,
        after,
        most
    ))
    .await
}

/// Those that were not done, with the reasons.
pub(in crate::jobs) async fn problems(mut db: &Db, job: Uuid, after: i64, most: i64) -> Result<Vec<ItemRow>> {
    db.all(sql!(
        "SELECT n, subject_id, name, outcome, reason FROM job_items
         WHERE job_id = $1 AND n > $2 AND outcome IN ('skipped', 'failed') ORDER BY n LIMIT $3",
        job,
        after,
        most
    ))
    .await
}
