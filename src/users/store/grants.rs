//! Grants: further roles of one user, each with an end or without.

use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;

/// A role that somebody was granted.
#[derive(FromRow, Clone, Debug)]
pub struct GrantRow {
    pub id: Uuid,
    pub role_id: Uuid,
    pub role_name: String,
    pub expires_at: Option<Moment>,
    pub reason: String,
    pub created_by: Option<Uuid>,
}

impl GrantRow {
    /// Whether it has stopped counting.
    #[must_use]
    pub fn is_past(&self, now: Moment) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }
}

/// `SELECT` of a `GrantRow`, to be continued with `WHERE`.
macro_rules! select_grant {
    ($rest:literal) => {
        concat!(
            "SELECT g.id, g.role_id, r.name AS role_name, g.expires_at, g.reason, g.created_by
             FROM grants g JOIN roles r ON r.id = g.role_id ",
            $rest
        )
    };
}

/// The grants of a user that count: those without an end, then as they end.
pub(in crate::users) async fn grants(mut db: impl Ask, user: Uuid, now: Moment) -> Result<Vec<GrantRow>> {
    db.all(sql!(
        select_grant!(
            "WHERE g.user_id = $1 AND (g.expires_at IS NULL OR g.expires_at > $2)
             ORDER BY CASE WHEN g.expires_at IS NULL THEN 0 ELSE 1 END, g.expires_at, r.name_key"
        ),
        user,
        now
    ))
    .await
}

/// Whether it counts or not.
pub(in crate::users) async fn grant(write: &mut Write, user: Uuid, id: Uuid) -> Result<Option<GrantRow>> {
    write.first(sql!(select_grant!("WHERE g.user_id = $1 AND g.id = $2"), user, id)).await
}

/// Of that role, whether it counts or not: there is at most one.
pub(in crate::users) async fn grant_of_role(write: &mut Write, user: Uuid, role: Uuid) -> Result<Option<GrantRow>> {
    write.first(sql!(select_grant!("WHERE g.user_id = $1 AND g.role_id = $2"), user, role)).await
}

pub(in crate::users) struct NewGrantRow<'a> {
    pub id: Uuid,
    pub user: Uuid,
    pub role: Uuid,
    pub until: Option<Moment>,
    pub reason: &'a str,
    pub by: Option<Uuid>,
    pub now: Moment,
}

pub(in crate::users) async fn add_grant(write: &mut Write, new: NewGrantRow<'_>) -> Result<u64> {
    write
        .run(sql!(
            "INSERT INTO grants (id, user_id, role_id, expires_at, reason, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            new.id,
            new.user,
            new.role,
            new.until,
            new.reason,
            new.now,
            new.by
        ))
        .await
}

pub(in crate::users) async fn delete_grant(write: &mut Write, id: Uuid) -> Result<u64> {
    write.run(sql!("DELETE FROM grants WHERE id = $1", id)).await
}

/// A grant that goes, with as much of its user as the trail needs.
#[derive(FromRow)]
pub(in crate::users) struct EndedGrant {
    pub id: Uuid,
    pub user_id: Uuid,
    pub role_name: String,
    pub expires_at: Option<Moment>,
    first_name: String,
    last_name: String,
    email: String,
}

impl EndedGrant {
    pub fn user_name(&self) -> String {
        crate::web::display_name(&self.first_name, &self.last_name, &self.email)
    }
}

/// `SELECT` of an `EndedGrant`, to be continued with `WHERE`.
macro_rules! select_ended {
    ($rest:literal) => {
        concat!(
            "SELECT g.id, g.user_id, r.name AS role_name, g.expires_at, u.first_name, u.last_name, u.email
             FROM grants g JOIN roles r ON r.id = g.role_id JOIN users u ON u.id = g.user_id ",
            $rest
        )
    };
}

/// Grants past their end, those that ended first.
pub(in crate::users) async fn past_grants(mut db: impl Ask, now: Moment, most: i64) -> Result<Vec<EndedGrant>> {
    db.all(sql!(select_ended!("WHERE g.expires_at <= $1 ORDER BY g.expires_at, g.id LIMIT $2"), now, most)).await
}

/// Grants of a role, whether they count or not.
pub(in crate::users) async fn grants_of_role(write: &mut Write, role: Uuid, most: i64) -> Result<Vec<EndedGrant>> {
    write.all(sql!(select_ended!("WHERE g.role_id = $1 ORDER BY g.id LIMIT $2"), role, most)).await
}

/// No group gives the role any more.
pub(in crate::users) async fn take_from_groups(write: &mut Write, role: Uuid) -> Result<u64> {
    write.run(sql!("DELETE FROM team_roles WHERE role_id = $1", role)).await
}
