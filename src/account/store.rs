//! Preferences as columns of a record.

use sqlx::FromRow;
use uuid::Uuid;

use super::model::Preferences;
use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;

/// What holds for those who have not chosen.
#[derive(FromRow, Clone, Debug)]
pub(super) struct DefaultsRow {
    pub default_language: String,
    pub default_timezone: String,
}

pub(super) async fn defaults(mut db: impl Ask) -> Result<DefaultsRow> {
    db.one(sql!("SELECT default_language, default_timezone FROM settings")).await
}

/// Saves preferences unless someone else has changed the record since that version; the number of rows says which.
pub(super) async fn save(write: &mut Write, id: Uuid, version: i64, p: &Preferences, by: Option<Uuid>, now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE users SET language = $3, timezone = $4, theme = $5, density = $6, shortcuts = $7, email_notifications = $8,
                              version = version + 1, updated_at = $9, updated_by = $10
             WHERE id = $1 AND version = $2",
            id,
            version,
            p.language.as_str(),
            p.timezone.as_str(),
            p.theme.as_str(),
            p.density.as_str(),
            p.shortcuts,
            p.email_notifications,
            now,
            by
        ))
        .await
}
