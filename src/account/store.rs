//! Preferences as columns of one's own record.

use sqlx::FromRow;
use uuid::Uuid;

use super::model::Preferences;
use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;

#[derive(FromRow, Clone, Debug, PartialEq)]
pub(super) struct PreferencesRow {
    pub language: String,
    pub timezone: String,
    pub theme: String,
    pub density: String,
    pub shortcuts: bool,
}

pub(super) async fn find(mut db: impl Ask, id: Uuid) -> Result<Option<PreferencesRow>> {
    db.first(sql!("SELECT language, timezone, theme, density, shortcuts FROM users WHERE id = $1", id)).await
}

/// What holds for those who have not chosen.
#[derive(FromRow, Clone, Debug)]
pub(super) struct DefaultsRow {
    pub default_language: String,
    pub default_timezone: String,
}

pub(super) async fn defaults(mut db: impl Ask) -> Result<DefaultsRow> {
    db.one(sql!("SELECT default_language, default_timezone FROM settings")).await
}

pub(super) async fn save(write: &mut Write, id: Uuid, p: &Preferences, now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE users SET language = $2, timezone = $3, theme = $4, density = $5, shortcuts = $6, version = version + 1, updated_at = $7,
                              updated_by = $1
             WHERE id = $1",
            id, p.language.as_str(), p.timezone.as_str(), p.theme.as_str(), p.density.as_str(), p.shortcuts, now
        ))
        .await
}
