//! The project, as mails speak of it.

use sqlx::FromRow;

use crate::db::{Ask, Result};
use crate::sql;

#[derive(FromRow)]
pub struct ProjectRow {
    pub project_name: String,
    pub default_language: String,
    pub default_timezone: String,
    pub suspend_after: i64,
    pub two_factor: String,
    /// Whether users may delete their own account.
    pub own_deletion: bool,
}

/// # Errors
/// When the database is away.
pub async fn project(mut db: impl Ask) -> Result<ProjectRow> {
    db.one(sql!("SELECT project_name, default_language, default_timezone, suspend_after, two_factor, own_deletion FROM settings")).await
}
