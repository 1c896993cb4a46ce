//! The rows of roles.

use serde_json::Value;
use uuid::Uuid;

use super::model::{Details, Role};
use super::permission::Entry;
use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;

/// `SELECT` of a `Role`, to be continued.
macro_rules! select_role {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, description, admin_access, app_access, require_2fa, ip_allow, icon, built_in, version, created_at, created_by, updated_at, updated_by
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
            "INSERT INTO roles (id, name, name_key, description, admin_access, app_access, require_2fa, ip_allow, created_at, created_by, updated_at, updated_by)
             VALUES ($1, $2, $3, $4, $5, $6, $9, $10, $7, $8, $7, $8)",
            id,
            new.name.as_str(),
            new.name_key(),
            new.description.as_str(),
            new.admin_access,
            new.app_access,
            now,
            by,
            new.require_2fa,
            Value::from(new.networks())
        ))
        .await
}

/// Saves a role unless someone else has changed it since that version; the number of rows says which.
pub(super) async fn save(write: &mut Write, id: Uuid, version: i64, new: &Details, by: Option<Uuid>, now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE roles SET name = $3, name_key = $4, description = $5, admin_access = $6, app_access = $7, require_2fa = $10, ip_allow = $11,
                              version = version + 1, updated_at = $8, updated_by = $9
             WHERE id = $1 AND version = $2",
            id,
            version,
            new.name.as_str(),
            new.name_key(),
            new.description.as_str(),
            new.admin_access,
            new.app_access,
            now,
            by,
            new.require_2fa,
            Value::from(new.networks())
        ))
        .await
}

pub(super) async fn delete(write: &mut Write, id: Uuid) -> Result<u64> {
    write.run(sql!("DELETE FROM roles WHERE id = $1", id)).await
}

/// Marks a role as changed unless someone else has changed it since that version; the number of rows says which.
pub(super) async fn touch(write: &mut Write, id: Uuid, version: i64, by: Option<Uuid>, now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE roles SET version = version + 1, updated_at = $3, updated_by = $4 WHERE id = $1 AND version = $2",
            id,
            version,
            now,
            by
        ))
        .await
}

/// Of one role, in the order they were made.
pub(super) async fn permissions(mut db: impl Ask, role: Uuid) -> Result<Vec<Entry>> {
    db.all(sql!("SELECT id, collection, action, rule, fields, defaults FROM permissions WHERE role_id = $1 ORDER BY id", role)).await
}

pub(super) async fn add_permission(write: &mut Write, role: Uuid, new: &Entry) -> Result<u64> {
    write
        .run(sql!(
            "INSERT INTO permissions (id, role_id, collection, action, rule, fields, defaults) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            new.id,
            role,
            new.collection.as_str(),
            new.action.as_str(),
            new.rule.clone(),
            new.fields.clone(),
            new.defaults.clone()
        ))
        .await
}

pub(super) async fn change_permission(write: &mut Write, role: Uuid, new: &Entry) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE permissions SET collection = $3, action = $4, rule = $5, fields = $6, defaults = $7 WHERE id = $1 AND role_id = $2",
            new.id,
            role,
            new.collection.as_str(),
            new.action.as_str(),
            new.rule.clone(),
            new.fields.clone(),
            new.defaults.clone()
        ))
        .await
}

pub(super) async fn delete_permission(write: &mut Write, role: Uuid, id: Uuid) -> Result<u64> {
    write.run(sql!("DELETE FROM permissions WHERE id = $1 AND role_id = $2", id, role)).await
}

/// Of every role, how many permissions it has.
pub(super) async fn permission_counts(mut db: impl Ask) -> Result<Vec<(Uuid, i64)>> {
    db.all(sql!("SELECT role_id, count(*) FROM permissions GROUP BY role_id")).await
}

/// Users who have the role by any way, archived ones apart.
pub(super) async fn effective_holders(mut db: impl Ask, role: Uuid, now: Moment) -> Result<i64> {
    let row: Option<(i64,)> = db
        .first(sql!(
            "SELECT count(*) FROM users WHERE status <> 'archived' AND id IN (
                SELECT id FROM users WHERE role_id = $1
                UNION SELECT m.user_id FROM team_members m JOIN team_roles t ON t.team_id = m.team_id WHERE t.role_id = $1
                UNION SELECT g.user_id FROM grants g WHERE g.role_id = $1 AND (g.expires_at IS NULL OR g.expires_at > $2))",
            role,
            now
        ))
        .await?;
    Ok(row.map_or(0, |(n,)| n))
}

/// Everyone who has the role by any way, archived ones too.
pub(super) async fn holder_ids(write: &mut Write, role: Uuid, now: Moment) -> Result<Vec<Uuid>> {
    let holders: Vec<(Uuid,)> = write
        .all(sql!(
            "SELECT id FROM users WHERE role_id = $1
             UNION SELECT m.user_id FROM team_members m JOIN team_roles t ON t.team_id = m.team_id WHERE t.role_id = $1
             UNION SELECT user_id FROM grants WHERE role_id = $1 AND (expires_at IS NULL OR expires_at > $2)",
            role,
            now
        ))
        .await?;
    Ok(holders.into_iter().map(|(id,)| id).collect())
}

/// The names of the groups that carry the role.
pub(super) async fn groups_with(mut db: impl Ask, role: Uuid) -> Result<Vec<String>> {
    let sql = sql!("SELECT t.name FROM teams t JOIN team_roles r ON r.team_id = t.id WHERE r.role_id = $1 ORDER BY t.name_key", role);
    let rows: Vec<(String,)> = db.all(sql).await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// How many grants give the role at this moment.
pub(super) async fn grants_of(mut db: impl Ask, role: Uuid, now: Moment) -> Result<i64> {
    let sql = sql!("SELECT count(*) FROM grants WHERE role_id = $1 AND (expires_at IS NULL OR expires_at > $2)", role, now);
    let row: Option<(i64,)> = db.first(sql).await?;
    Ok(row.map_or(0, |(n,)| n))
}
