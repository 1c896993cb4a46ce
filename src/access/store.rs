//! Sessions and what a request needs to know of their user.

use chrono::TimeDelta;
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use super::RoleName;
use crate::clock::Moment;
use crate::db::{Ask, Db, Result, Write};
use crate::sql;

#[derive(FromRow)]
pub(super) struct SessionRow {
    pub id: Uuid,
    pub data: Value,
}

pub(super) async fn session(mut db: &Db, key_hash: Vec<u8>, now: Moment) -> Result<Option<SessionRow>> {
    db.first(sql!("SELECT id, data FROM sessions WHERE key_hash = $1 AND ends_at > $2", key_hash, now)).await
}

pub(super) struct NewSession {
    pub id: Uuid,
    pub key_hash: Vec<u8>,
    pub user: Uuid,
    pub now: Moment,
    pub ends_at: Moment,
    pub address: String,
    pub agent: String,
}

pub(super) async fn add_session(write: &mut Write, new: NewSession) -> Result<u64> {
    write
        .run(sql!(
            "INSERT INTO sessions (id, key_hash, user_id, proved_at, created_at, last_seen_at, ends_at, address, agent)
             VALUES ($1, $2, $3, $4, $4, $4, $5, $6, $7)",
            new.id,
            new.key_hash,
            new.user,
            new.now,
            new.ends_at,
            new.address,
            new.agent
        ))
        .await
}

pub(super) async fn save_data(db: &Db, key_hash: Vec<u8>, data: Value) -> Result<u64> {
    db.run(sql!("UPDATE sessions SET data = $2 WHERE key_hash = $1", key_hash, data)).await
}

pub(super) async fn delete_session(db: &Db, key_hash: Vec<u8>) -> Result<u64> {
    db.run(sql!("DELETE FROM sessions WHERE key_hash = $1", key_hash)).await
}

pub(super) async fn delete_session_by_id(write: &mut Write, id: Uuid) -> Result<u64> {
    write.run(sql!("DELETE FROM sessions WHERE id = $1", id)).await
}

/// Ends the sessions of a user, but for the one to keep; returns how many.
pub(super) async fn delete_sessions_of(write: &mut Write, user: Uuid, keep: Option<Uuid>) -> Result<u64> {
    write.run(sql!("DELETE FROM sessions WHERE user_id = $1 AND id <> $2", user, keep.unwrap_or(Uuid::nil()))).await
}

pub(super) async fn delete_sessions_of_role(write: &mut Write, role: Uuid) -> Result<u64> {
    write.run(sql!("DELETE FROM sessions WHERE user_id IN (SELECT id FROM users WHERE role_id = $1)", role)).await
}

pub(super) async fn delete_ended(db: &Db, now: Moment) -> Result<u64> {
    db.run(sql!("DELETE FROM sessions WHERE ends_at <= $1", now)).await
}

pub(super) async fn touch(write: &mut Write, session: Uuid, user: Uuid, page: Option<String>, at: Moment) -> Result<()> {
    write.run(sql!("UPDATE sessions SET last_seen_at = $2 WHERE id = $1", session, at)).await?;
    write.run(sql!("UPDATE users SET last_seen_at = $2, last_page = coalesce($3, last_page) WHERE id = $1", user, at, page)).await?;
    Ok(())
}

pub(super) async fn saw(write: &mut Write, user: Uuid, at: Moment) -> Result<u64> {
    write.run(sql!("UPDATE users SET last_seen_at = $2 WHERE id = $1", user, at)).await
}

/// The project's settings as every page needs them.
#[derive(FromRow, Clone)]
pub(super) struct ProjectRow {
    pub project_name: String,
    pub default_language: String,
    pub default_timezone: String,
    pub session_max_minutes: i64,
}

pub(super) async fn project(mut db: impl Ask) -> Result<Option<ProjectRow>> {
    db.first(sql!("SELECT project_name, default_language, default_timezone, session_max_minutes FROM settings")).await
}

/// One indexed query per request: the session's user, as they are now.
#[derive(FromRow, Clone)]
pub(super) struct VisitorRow {
    pub session_id: Uuid,
    pub proved_at: Moment,
    last_seen_at: Moment,
    session_idle_minutes: i64,
    pub id: Uuid,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub language: String,
    pub timezone: String,
    pub theme: String,
    pub density: String,
    pub shortcuts: bool,
    pub must_change_password: bool,
    pub admin_access: bool,
    #[sqlx(flatten)]
    pub project: ProjectRow,
}

/// `None` as soon as the user may not use the pages any more: not active, past their end date, without a role that may,
/// idle for too long.
pub(super) async fn visitor(mut db: impl Ask, session: Uuid, now: Moment) -> Result<Option<VisitorRow>> {
    let row: Option<VisitorRow> = db
        .first(sql!(
            "SELECT s.id AS session_id, s.proved_at, s.last_seen_at, p.session_idle_minutes, u.id, u.first_name, u.last_name, u.email, u.language, u.timezone, u.theme, u.density, u.shortcuts,
                u.must_change_password, r.admin_access, p.project_name, p.default_language, p.default_timezone, p.session_max_minutes
         FROM sessions s
         JOIN users u ON u.id = s.user_id
         JOIN roles r ON r.id = u.role_id
         CROSS JOIN settings p
         WHERE s.id = $1 AND s.ends_at > $2
           AND u.status = 'active' AND (u.expires_at IS NULL OR u.expires_at > $2) AND (r.app_access OR r.admin_access)",
        session,
        now
    ))
    .await?;
    Ok(row.filter(|row| row.last_seen_at + TimeDelta::minutes(row.session_idle_minutes) > now))
}

pub(super) async fn roles(mut db: impl Ask) -> Result<Vec<RoleName>> {
    db.all(sql!("SELECT id, name, admin_access, app_access, built_in FROM roles ORDER BY name_key")).await
}

pub(super) async fn admin_to_ask(write: &mut Write, rather: Option<Uuid>, now: Moment) -> Result<Option<Uuid>> {
    let admin: Option<(Uuid,)> = write
        .first(sql!(
            "SELECT u.id FROM users u JOIN roles r ON r.id = u.role_id
             WHERE r.admin_access AND u.status = 'active' AND u.kind = 'person' AND u.password_hash IS NOT NULL
               AND (u.expires_at IS NULL OR u.expires_at > $1)
             ORDER BY CASE WHEN u.id = $2 THEN 0 ELSE 1 END, u.last_seen_at DESC, u.id LIMIT 1",
            now,
            rather.unwrap_or(Uuid::nil())
        ))
        .await?;
    Ok(admin.map(|(id,)| id))
}
