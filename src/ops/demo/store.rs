//! Writing made-up people, with a past that the ordinary actions could not give them.

use std::collections::HashMap;

use chrono::TimeDelta;
use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Db, Result, Write};
use crate::sql;
use crate::users::{Details, Status, fold};

pub(super) struct PersonRow {
    pub id: Uuid,
    pub email: String,
    pub email_key: String,
    pub details: Details,
    pub name_key: String,
    pub search_text: String,
    pub status: Status,
    pub status_since: Moment,
    pub reason: &'static str,
    pub role: Option<Uuid>,
    pub hash: Option<String>,
    pub language: &'static str,
    pub timezone: &'static str,
    pub created_at: Moment,
    pub last_seen_at: Moment,
    pub invited_at: Option<Moment>,
    pub inviter: Uuid,
}

/// Adds a person; 0 when somebody has the address already, so that a second run adds nobody twice.
pub(super) async fn add(write: &mut Write, p: PersonRow) -> Result<u64> {
    let d = p.details;
    let verified = p.hash.as_ref().map(|_| p.created_at);
    let before = (p.status == Status::Archived).then_some("active");
    let added = write
        .run(sql!(
            "INSERT INTO users (id, email, email_key, first_name, last_name, title, company, location, phone, description, tags, name_key,
                                search_text, status, status_since, status_reason, role_id, password_hash, language, timezone, created_at,
                                updated_at, last_seen_at, status_before, email_verified_at, created_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $21, $22, $23, $24, $25)
             ON CONFLICT (email_key) DO NOTHING",
            p.id, p.email, p.email_key, d.first_name, d.last_name, d.title, d.company, d.location, d.phone, d.description,
            serde_json::json!(d.tags), p.name_key, p.search_text, p.status.name(), p.status_since, p.reason, p.role, p.hash, p.language,
            p.timezone, p.created_at, p.last_seen_at, before, verified, p.inviter
        ))
        .await?;
    if let Some(sent) = p.invited_at.filter(|_| added == 1) {
        write
            .run(sql!(
                "INSERT INTO invitations (id, user_id, invited_by, invited_by_name, language, sent_at, expires_at, created_at)
                 VALUES ($1, $2, $3, 'Ada Abara', $4, $5, $6, $5)",
                Uuid::now_v7(),
                p.id,
                p.inviter,
                p.language,
                sent,
                sent + TimeDelta::days(7)
            ))
            .await?;
    }
    Ok(added)
}

pub(super) async fn roles(write: &mut Write) -> Result<HashMap<String, Uuid>> {
    let rows: Vec<(String, Uuid)> = write.all(sql!("SELECT name, id FROM roles")).await?;
    Ok(rows.into_iter().collect())
}

pub(super) async fn add_role(
    write: &mut Write,
    id: Uuid,
    name: &str,
    description: &str,
    admin: bool,
    app: bool,
    now: Moment,
) -> Result<u64> {
    write
        .run(sql!(
            "INSERT INTO roles (id, name, name_key, description, admin_access, app_access, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7)",
            id, name, fold(name), description, admin, app, now
        ))
        .await
}

/// Whoever invited everyone.
pub(super) async fn an_admin(write: &mut Write) -> Result<Uuid> {
    let (id,): (Uuid,) = write
        .one(sql!("SELECT u.id FROM users u JOIN roles r ON r.id = u.role_id WHERE r.admin_access AND u.status = 'active' ORDER BY u.created_at LIMIT 1"))
        .await?;
    Ok(id)
}

/// Tells the planner what is there now.
pub(super) async fn analyze(db: &Db) -> Result<u64> {
    db.run(sql!("ANALYZE")).await
}
