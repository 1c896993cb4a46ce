//! What a profile shows beside the record: names, the invitation, attempts to sign in, what happened.

use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Db, Result};
use crate::sql;

/// The name of a user a page refers to; gone ones have none.
#[derive(FromRow, Clone, Debug)]
pub struct NameRow {
    pub id: Uuid,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
}

impl NameRow {
    #[must_use]
    pub fn name(&self) -> String {
        crate::web::display_name(&self.first_name, &self.last_name, &self.email)
    }
}

/// The names of up to three users: who made, changed and moved a record.
///
/// # Errors
/// When the database is away.
pub async fn names(mut db: &Db, ids: [Option<Uuid>; 3]) -> Result<Vec<NameRow>> {
    db.all(sql!("SELECT id, first_name, last_name, email FROM users WHERE id IN ($1, $2, $3)", ids[0], ids[1], ids[2])).await
}

/// The pending or past invitation of a user.
#[derive(FromRow, Clone, Debug)]
pub struct InvitationRow {
    pub sent_at: Moment,
    pub expires_at: Moment,
    pub accepted_at: Option<Moment>,
    pub cancelled_at: Option<Moment>,
    pub asked_at: Option<Moment>,
    pub invited_by: Option<Uuid>,
    pub invited_by_name: String,
}

pub(in crate::users) async fn invitation(mut db: &Db, user: Uuid) -> Result<Option<InvitationRow>> {
    db.first(sql!(
        "SELECT sent_at, expires_at, accepted_at, cancelled_at, asked_at, invited_by, invited_by_name FROM invitations WHERE user_id = $1",
        user
    ))
    .await
}

/// Tries to sign in with this address, the newest first.
#[derive(FromRow, Clone, Debug)]
pub struct AttemptRow {
    pub at: Moment,
    pub outcome: String,
    pub address: String,
    pub agent: String,
}

pub(in crate::users) async fn attempts(mut db: &Db, email_key: &str, most: i64) -> Result<Vec<AttemptRow>> {
    db.all(sql!("SELECT at, outcome, address, agent FROM attempts WHERE email_key = $1 ORDER BY at DESC LIMIT $2", email_key, most)).await
}

/// What happened to a user, the newest first.
#[derive(FromRow, Clone, Debug)]
pub struct HappeningRow {
    pub at: Moment,
    pub action: String,
    pub actor_kind: String,
    pub actor_name: String,
    pub reason: String,
    pub changes: Value,
}

impl HappeningRow {
    /// The group they came into or left.
    #[must_use]
    pub fn group(&self) -> Option<&str> {
        let change = &self.changes["group"];
        change["to"].as_str().or(change["from"].as_str())
    }
}

pub(in crate::users) async fn happenings(mut db: &Db, user: Uuid, most: i64) -> Result<Vec<HappeningRow>> {
    db.all(sql!(
        "SELECT at, action, actor_kind, actor_name, reason, changes FROM audit_events
         WHERE subject_id = $1 AND action NOT LIKE 'session.%' ORDER BY seq DESC LIMIT $2",
        user,
        most
    ))
    .await
}
