//! The rows of sessions.

use chrono::TimeDelta;
use sea_query::{Expr, ExprTrait, Query as Build};
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Db, Result, Write};
use crate::rules::{Field, Record, Stored};
use crate::sql;

/// An open session, as people see it.
#[derive(FromRow, Clone, Debug)]
pub struct SessionRow {
    pub id: Uuid,
    pub user_id: Uuid,
    pub address: String,
    pub agent: String,
    pub created_at: Moment,
    pub last_seen_at: Moment,
    pub second_step: String,
    idle_minutes: i64,
}

impl Record for SessionRow {
    fn value(&self, field: &'static Field) -> Stored {
        match field.name {
            "id" => Stored::Id(self.id),
            "user" => Stored::Id(self.user_id),
            "address" => Stored::Text(self.address.clone()),
            "agent" => Stored::Text(self.agent.clone()),
            "created_at" => Stored::Moment(self.created_at),
            "last_seen_at" => Stored::Moment(self.last_seen_at),
            _ => Stored::Null,
        }
    }
}

/// The users who have a role, by whatever way, or are in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holders {
    OfRole(Uuid),
    OfGroup(Uuid),
}

/// Of users who are signed in at that moment: those who have a role, or are in a group; so many, by their ids after that one.
pub(in crate::access) async fn signed_in(mut db: impl Ask, holders: Holders, after: Uuid, most: i64, now: Moment) -> Result<Vec<Uuid>> {
    let query = match holders {
        Holders::OfRole(role) => sql!(
            "SELECT DISTINCT user_id FROM sessions WHERE stage = 'open' AND ends_at > $2 AND user_id > $3 AND user_id IN (
               SELECT id FROM users WHERE role_id = $1
               UNION SELECT user_id FROM grants WHERE role_id = $1 AND (expires_at IS NULL OR expires_at > $2)
               UNION SELECT m.user_id FROM team_members m JOIN team_roles t ON t.team_id = m.team_id WHERE t.role_id = $1)
             ORDER BY user_id LIMIT $4",
            role,
            now,
            after,
            most
        ),
        Holders::OfGroup(group) => sql!(
            "SELECT DISTINCT user_id FROM sessions WHERE stage = 'open' AND ends_at > $2 AND user_id > $3
               AND user_id IN (SELECT user_id FROM team_members WHERE team_id = $1)
             ORDER BY user_id LIMIT $4",
            group,
            now,
            after,
            most
        ),
    };
    let rows: Vec<(Uuid,)> = db.all(query).await?;
    Ok(rows.into_iter().map(|(user,)| user).collect())
}

pub(in crate::access) async fn open(mut db: impl Ask, user: Uuid, now: Moment) -> Result<Vec<SessionRow>> {
    let rows: Vec<SessionRow> = db
        .all(sql!(
            "SELECT s.id, s.user_id, s.address, s.agent, s.created_at, s.last_seen_at, s.second_step, p.session_idle_minutes AS idle_minutes
             FROM sessions s CROSS JOIN settings p
             WHERE s.user_id = $1 AND s.stage = 'open' AND s.ends_at > $2 ORDER BY s.last_seen_at DESC, s.id DESC",
            user,
            now
        ))
        .await?;
    Ok(rows.into_iter().filter(|row| row.last_seen_at + TimeDelta::minutes(row.idle_minutes) > now).collect())
}

pub(in crate::access) async fn pending(mut db: impl Ask, session: Uuid, now: Moment) -> Result<Option<Uuid>> {
    let row: Option<(Uuid,)> = db
        .first(sql!(
            "SELECT u.id FROM sessions s JOIN users u ON u.id = s.user_id
             WHERE s.id = $1 AND s.stage = 'code' AND s.ends_at > $2
               AND u.status = 'active' AND (u.expires_at IS NULL OR u.expires_at > $2)",
            session,
            now
        ))
        .await?;
    Ok(row.map(|(user,)| user))
}

pub(in crate::access) async fn second_step(mut db: impl Ask, session: Uuid) -> Result<Option<String>> {
    let row: Option<(String,)> = db.first(sql!("SELECT second_step FROM sessions WHERE id = $1", session)).await?;
    Ok(row.map(|(name,)| name))
}

/// Ends all open sessions of a user but for so many, those seen last.
pub(in crate::access) async fn end_oldest(write: &mut Write, user: Uuid, keep: i64, now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "DELETE FROM sessions WHERE user_id = $1 AND stage = 'open' AND id NOT IN (
               SELECT id FROM sessions WHERE user_id = $1 AND stage = 'open' AND ends_at > $2 ORDER BY last_seen_at DESC, id DESC LIMIT $3)",
            user,
            now,
            keep
        ))
        .await
}

pub(in crate::access) async fn renew(write: &mut Write, session: Uuid, key_hash: Vec<u8>, proofs: Value) -> Result<u64> {
    write.run(sql!("UPDATE sessions SET key_hash = $2, proofs = $3 WHERE id = $1", session, key_hash, proofs)).await
}

pub(in crate::access) async fn delete_session_by_id(write: &mut Write, id: Uuid) -> Result<u64> {
    write.run(sql!("DELETE FROM sessions WHERE id = $1", id)).await
}

/// Ends the sessions of a user, but for the one to keep; returns how many.
pub(in crate::access) async fn delete_sessions_of(write: &mut Write, user: Uuid, keep: Option<Uuid>) -> Result<u64> {
    write.run(sql!("DELETE FROM sessions WHERE user_id = $1 AND id <> $2", user, keep.unwrap_or(Uuid::nil()))).await
}

pub(in crate::access) async fn delete_sessions_of_role(write: &mut Write, role: Uuid) -> Result<u64> {
    write
        .run(sql!(
            "DELETE FROM sessions WHERE user_id IN (
               SELECT id FROM users WHERE role_id = $1
               UNION SELECT user_id FROM grants WHERE role_id = $1
               UNION SELECT m.user_id FROM team_members m JOIN team_roles t ON t.team_id = m.team_id WHERE t.role_id = $1)",
            role
        ))
        .await
}

pub(in crate::access) async fn delete_ended(db: &Db, now: Moment) -> Result<u64> {
    db.run(sql!("DELETE FROM sessions WHERE ends_at <= $1", now)).await
}

pub(in crate::access) async fn delete_sessions_of_all(write: &mut Write, users: &[Uuid]) -> Result<u64> {
    let mut delete = Build::delete();
    delete.from_table("sessions").and_where(Expr::col("user_id").is_in(users.iter().copied()));
    write.run(delete.into()).await
}
