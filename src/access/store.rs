//! Sessions and what a request needs to know of their user.

mod admins;
mod definitions;
pub(super) mod devices;
mod holders;
pub(super) mod holdings;
mod scope;
pub(super) mod sessions;
pub(super) mod tokens;

pub(super) use admins::admins;
pub(super) use definitions::definitions;
pub use holders::{HolderGrant, HolderGroup, OtherHolders, other_holders};
pub use scope::Scope;

use chrono::TimeDelta;
use sea_query::{Expr, Query as Build};
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use super::RoleName;
use super::catalogue::{PermissionRow, RoleRow};
use super::rights::HeldRow;
use crate::clock::{Moment, NEVER};
use crate::db::{Ask, Db, Result, Write};
use crate::rules::{Action, Collection};
use crate::sql;

#[derive(FromRow)]
pub(super) struct Kept {
    pub id: Uuid,
    pub data: Value,
}

pub(super) async fn session(mut db: &Db, key_hash: Vec<u8>, now: Moment) -> Result<Option<Kept>> {
    db.first(sql!("SELECT id, data FROM sessions WHERE key_hash = $1 AND ends_at > $2", key_hash, now)).await
}

pub(super) struct NewSession {
    pub id: Uuid,
    pub key_hash: Vec<u8>,
    pub user: Uuid,
    pub stage: &'static str,
    pub second_step: &'static str,
    pub now: Moment,
    pub ends_at: Moment,
    pub address: String,
    pub agent: String,
}

pub(super) async fn add_session(write: &mut Write, new: NewSession) -> Result<u64> {
    write
        .run(sql!(
            "INSERT INTO sessions (id, key_hash, user_id, proved_at, created_at, last_seen_at, ends_at, address, agent, stage, second_step)
             VALUES ($1, $2, $3, $4, $4, $4, $5, $6, $7, $8, $9)",
            new.id,
            new.key_hash,
            new.user,
            new.now,
            new.ends_at,
            new.address,
            new.agent,
            new.stage,
            new.second_step
        ))
        .await
}

pub(super) async fn save_data(db: &Db, key_hash: Vec<u8>, data: Value) -> Result<u64> {
    db.run(sql!("UPDATE sessions SET data = $2 WHERE key_hash = $1", key_hash, data)).await
}

pub(super) async fn delete_session(db: &Db, key_hash: Vec<u8>) -> Result<u64> {
    db.run(sql!("DELETE FROM sessions WHERE key_hash = $1", key_hash)).await
}

pub(super) async fn touch(write: &mut Write, session: Uuid, user: Uuid, page: Option<String>, at: Moment) -> Result<()> {
    write.run(sql!("UPDATE sessions SET last_seen_at = $2 WHERE id = $1", session, at)).await?;
    write.run(sql!("UPDATE users SET last_seen_at = $2, last_page = coalesce($3, last_page) WHERE id = $1", user, at, page)).await?;
    Ok(())
}

/// What counts where somebody comes in.
#[derive(FromRow)]
pub(super) struct Threshold {
    last_seen_at: Moment,
    session_max_minutes: Option<i64>,
    sessions_per_user: Option<i64>,
    /// Sessions that were not ended, whether they are over or not.
    pub sessions: i64,
}

impl Threshold {
    /// Whether they were here before.
    pub fn was_seen(&self) -> bool {
        self.last_seen_at > NEVER
    }

    /// How many minutes a session lasts at most, and how many of them there may be; before set-up as it would be after it.
    pub fn limits(&self) -> (i64, i64) {
        (self.session_max_minutes.unwrap_or(1440), self.sessions_per_user.unwrap_or(20))
    }
}

pub(super) async fn threshold(mut db: impl Ask, user: Uuid) -> Result<Threshold> {
    db.one(sql!(
        "SELECT u.last_seen_at, p.session_max_minutes, p.sessions_per_user,
                (SELECT count(*) FROM sessions s WHERE s.user_id = u.id AND s.stage = 'open') AS sessions
         FROM users u LEFT JOIN settings p ON 1 = 1 WHERE u.id = $1",
        user
    ))
    .await
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
    pub password_min: i64,
    /// Who must use two-factor, besides those whose role says so.
    pub two_factor: String,
    pub rights_version: i64,
}

pub(super) async fn project(mut db: impl Ask) -> Result<Option<ProjectRow>> {
    db.first(sql!("SELECT project_name, default_language, default_timezone, password_min, two_factor, rights_version FROM settings")).await
}

/// One indexed query per request: the session's user, as they are now.
#[derive(FromRow, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "a row of the tables, not a state machine")]
pub(super) struct VisitorRow {
    pub session_id: Uuid,
    pub proved_at: Moment,
    last_seen_at: Moment,
    session_idle_minutes: i64,
    pub id: Uuid,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub avatar: String,
    pub language: String,
    pub timezone: String,
    pub theme: String,
    pub density: String,
    pub arrangement: Value,
    pub shortcuts: bool,
    pub must_change_password: bool,
    pub has_temporary_password: bool,
    pub has_two_factor: bool,
    pub proofs: Value,
    #[sqlx(flatten)]
    pub project: ProjectRow,
}

/// `None` as soon as the session is over: the user is not active or past their end date, or was idle for too long.
pub(super) async fn visitor(mut db: impl Ask, session: Uuid, now: Moment) -> Result<Option<VisitorRow>> {
    let row: Option<VisitorRow> = db
        .first(sql!(
            "SELECT s.id AS session_id, s.proved_at, s.proofs, s.last_seen_at, p.session_idle_minutes, u.id, u.first_name, u.last_name, u.email, u.avatar, u.language, u.timezone, u.theme, u.density, u.arrangement, u.shortcuts,
                u.must_change_password, u.temporary_by IS NOT NULL AS has_temporary_password, u.totp_enabled_at IS NOT NULL AS has_two_factor,
                p.rights_version, p.project_name, p.default_language, p.default_timezone, p.session_max_minutes, p.sessions_per_user, p.password_min, p.two_factor
         FROM sessions s
         JOIN users u ON u.id = s.user_id
         CROSS JOIN settings p
         WHERE s.id = $1 AND s.stage = 'open' AND s.ends_at > $2
           AND u.status = 'active' AND (u.expires_at IS NULL OR u.expires_at > $2)",
        session,
        now
    ))
    .await?;
    Ok(row.filter(|row| row.last_seen_at + TimeDelta::minutes(row.session_idle_minutes) > now))
}

/// Whether this user is active, and not past their end.
pub(super) async fn is_active(mut db: impl Ask, user: Uuid, now: Moment) -> Result<bool> {
    let sql = sql!("SELECT 1 FROM users WHERE id = $1 AND status = 'active' AND (expires_at IS NULL OR expires_at > $2)", user, now);
    let row: Option<(i32,)> = db.first(sql).await?;
    Ok(row.is_some())
}

/// Whether this user has the password that they had at that moment.
pub(super) async fn has_kept_password(mut db: impl Ask, user: Uuid, since: Moment) -> Result<bool> {
    let text =
        "SELECT 1 FROM users WHERE id = $1 AND password_hash IS NOT NULL AND (password_changed_at IS NULL OR password_changed_at <= $2)";
    let row: Option<(i32,)> = db.first(sql!(text, user, since)).await?;
    Ok(row.is_some())
}

pub(super) async fn roles(mut db: impl Ask) -> Result<Vec<RoleName>> {
    db.all(sql!("SELECT id, name, admin_access, app_access, built_in FROM roles ORDER BY name_key")).await
}

/// The roles in that scope, each with a letter for each part of it.
pub(super) async fn roles_in(mut db: &Db, scope: &Scope) -> Result<Vec<(Uuid, String)>> {
    let column = |name: &'static str| Expr::col(name);
    let mut select = Build::select();
    select.column("id").expr_as(scope.parts(db, &column), "parts").from("roles");
    if let Some(condition) = scope.condition(db, &column) {
        select.and_where(condition);
    }
    db.all(select.into()).await
}

/// The roles and groups of a user, by the way they have each: one row for every role, and one for a group without any.
pub(super) async fn held(mut db: impl Ask, user: Uuid, now: Moment) -> Result<Vec<HeldRow>> {
    db.all(sql!(
        "SELECT 'own' AS way, u.id AS source_id, '' AS source_name, u.expires_at AS until, u.role_id FROM users u WHERE u.id = $1 AND u.role_id IS NOT NULL
         UNION ALL
         SELECT 'group', t.id, t.name, NULL, tr.role_id
         FROM team_members m JOIN teams t ON t.id = m.team_id LEFT JOIN team_roles tr ON tr.team_id = t.id WHERE m.user_id = $1
         UNION ALL
         SELECT 'grant', g.id, '', g.expires_at, g.role_id FROM grants g WHERE g.user_id = $1 AND (g.expires_at IS NULL OR g.expires_at > $2)",
        user,
        now
    ))
    .await
}

pub(super) async fn rights_version(mut db: impl Ask) -> Result<i64> {
    let row: Option<(i64,)> = db.first(sql!("SELECT rights_version FROM settings")).await?;
    Ok(row.map_or(0, |(version,)| version))
}

pub(super) async fn role_rows(mut db: impl Ask) -> Result<Vec<RoleRow>> {
    db.all(sql!("SELECT id, name, admin_access, app_access, require_2fa, ip_allow, built_in FROM roles")).await
}

pub(super) async fn permission_rows(mut db: impl Ask) -> Result<Vec<PermissionRow>> {
    db.all(sql!("SELECT id, role_id, collection, action, rule, fields, defaults FROM permissions ORDER BY id")).await
}

/// A user by name, to be referred to.
#[derive(FromRow, Clone, Debug)]
pub struct NameRow {
    pub id: Uuid,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    #[sqlx(default)]
    pub(super) has_two_factor: bool,
}

impl NameRow {
    #[must_use]
    pub fn name(&self) -> String {
        crate::web::display_name(&self.first_name, &self.last_name, &self.email)
    }
}

pub(super) async fn add_permission(
    write: &mut Write,
    role: Uuid,
    on: Collection,
    action: Action,
    rule: &Value,
    fields: &Value,
) -> Result<u64> {
    write
        .run(sql!(
            "INSERT INTO permissions (id, role_id, collection, action, rule, fields) VALUES ($1, $2, $3, $4, $5, $6)",
            Uuid::now_v7(),
            role,
            on.name(),
            action.name(),
            rule.clone(),
            fields.clone()
        ))
        .await
}
