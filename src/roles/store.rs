//! The rows of roles.

use uuid::Uuid;

use super::model::{Details, Role};
use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;

/// `SELECT` of a `Role`, to be continued.
macro_rules! select_role {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, description, admin_access, app_access, require_2fa, icon, built_in, version, created_at, created_by, updated_at, updated_by
             FROM roles ",
            $rest
        )
    };
}

/// The most powerful first; what is built in last.
pub(super) async fn all(mut db: impl Ask) -> Result<Vec<Role>> {
    db.all(sql!(select_role!("ORDER BY built_in IS NOT NULL, admin_access DESC, app_access DESC, name_key"))).await
}

pub(super) async fn find(mut db: impl Ask, id: Uuid) -> Result<Option<Role>> {
    db.first(sql!(select_role!("WHERE id = $1"), id)).await
}

/// Adds a role; the unique key on the name refuses a second one.
pub(super) async fn add(write: &mut Write, id: Uuid, new: &Details, by: Option<Uuid>, now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "INSERT INTO roles (id, name, name_key, description, admin_access, app_access, created_at, created_by, updated_at, updated_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7, $8)",
            id,
            new.name.as_str(),
            new.name_key(),
            new.description.as_str(),
            new.admin_access,
            new.app_access,
            now,
            by
        ))
        .await
}

/// Saves a role unless someone else has changed it since that version; the number of rows says which.
pub(super) async fn save(write: &mut Write, id: Uuid, version: i64, new: &Details, by: Option<Uuid>, now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE roles SET name = $3, name_key = $4, description = $5, admin_access = $6, app_access = $7, version = version + 1,
                              updated_at = $8, updated_by = $9
             WHERE id = $1 AND version = $2",
            id,
            version,
            new.name.as_str(),
            new.name_key(),
            new.description.as_str(),
            new.admin_access,
            new.app_access,
            now,
            by
        ))
        .await
}

pub(super) async fn delete(write: &mut Write, id: Uuid) -> Result<u64> {
    write.run(sql!("DELETE FROM roles WHERE id = $1", id)).await
}
