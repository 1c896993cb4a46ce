//! The one row of settings, and the roles every directory starts with.

use uuid::Uuid;

use super::model::Project;
use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;

pub(super) async fn is_done(mut db: impl Ask) -> Result<bool> {
    let row: Option<(i64,)> = db.first(sql!("SELECT id FROM settings")).await?;
    Ok(row.is_some())
}

/// Of two set-ups at once, one writes the row.
pub(super) async fn add_settings(write: &mut Write, project: &Project, now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "INSERT INTO settings (id, project_name, default_language, default_timezone, created_at, updated_at)
             VALUES (1, $1, $2, $3, $4, $4) ON CONFLICT (id) DO NOTHING",
            project.name.as_str(),
            project.language.as_str(),
            project.timezone.as_str(),
            now
        ))
        .await
}

pub(super) struct FirstRole<'a> {
    pub id: Uuid,
    pub name: &'static str,
    pub description: &'a str,
    pub admin_access: bool,
    pub app_access: bool,
    pub built_in: Option<&'static str>,
}

pub(super) async fn add_role(write: &mut Write, role: FirstRole<'_>, now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "INSERT INTO roles (id, name, name_key, description, admin_access, app_access, built_in, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
            role.id,
            role.name,
            crate::users::fold(role.name),
            role.description,
            role.admin_access,
            role.app_access,
            role.built_in,
            now
        ))
        .await
}

/// The role that administers everything, as set-up made it or as it is called now.
pub(super) async fn an_admin_role(write: &mut Write) -> Result<Option<(Uuid,)>> {
    write.first(sql!("SELECT id FROM roles WHERE admin_access ORDER BY created_at, id LIMIT 1")).await
}
