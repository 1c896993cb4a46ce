//! The rows of invitations.

use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;
use crate::users::Status;

/// A user who has one of the addresses that are being invited.
#[derive(FromRow, Clone, Debug)]
pub struct KnownRow {
    pub id: Uuid,
    #[sqlx(try_from = "String")]
    pub status: Status,
    /// Of a pending invitation.
    pub sent_at: Option<Moment>,
    pub role_id: Option<Uuid>,
    pub role_name: Option<String>,
}

pub(super) async fn known(mut db: impl Ask, email_key: &str) -> Result<Option<KnownRow>> {
    db.first(sql!(
        "SELECT u.id, u.status, i.sent_at, u.role_id, r.name AS role_name FROM users u
         LEFT JOIN roles r ON r.id = u.role_id LEFT JOIN invitations i ON i.user_id = u.id AND i.cancelled_at IS NULL WHERE u.email_key = $1",
        email_key
    ))
    .await
}

#[derive(FromRow, Clone, Debug)]
pub struct InvitationRow {
    pub invited_by: Option<Uuid>,
    pub invited_by_name: String,
    pub message: String,
    pub language: String,
    pub sent_at: Moment,
    pub expires_at: Moment,
}

pub(super) async fn find(mut db: impl Ask, user: Uuid) -> Result<Option<InvitationRow>> {
    db.first(sql!("SELECT invited_by, invited_by_name, message, language, sent_at, expires_at FROM invitations WHERE user_id = $1", user))
        .await
}

pub(super) struct Offer<'a> {
    pub user: Uuid,
    pub by: Option<Uuid>,
    pub by_name: &'a str,
    pub message: &'a str,
    pub language: &'a str,
    pub now: Moment,
    pub expires_at: Moment,
}

/// Writes a new offer, or renews the one there is.
pub(super) async fn save(write: &mut Write, o: Offer<'_>) -> Result<u64> {
    write
        .run(sql!(
            "INSERT INTO invitations (id, user_id, invited_by, invited_by_name, message, language, sent_at, expires_at, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7)
             ON CONFLICT (user_id) DO UPDATE SET invited_by = excluded.invited_by, invited_by_name = excluded.invited_by_name,
                 message = excluded.message, language = excluded.language, sent_at = excluded.sent_at, expires_at = excluded.expires_at,
                 accepted_at = NULL, cancelled_at = NULL, asked_at = NULL, version = invitations.version + 1",
            Uuid::now_v7(),
            o.user,
            o.by,
            o.by_name,
            o.message,
            o.language,
            o.now,
            o.expires_at
        ))
        .await
}

pub(super) async fn accept(write: &mut Write, user: Uuid, now: Moment) -> Result<u64> {
    write.run(sql!("UPDATE invitations SET accepted_at = $2, version = version + 1 WHERE user_id = $1", user, now)).await
}

/// Notes that the invitee asked for a new link; at most once an hour counts.
pub(super) async fn ask(write: &mut Write, user: Uuid, now: Moment, an_hour_ago: Moment) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE invitations SET asked_at = $2 WHERE user_id = $1 AND (asked_at IS NULL OR asked_at < $3)",
            user,
            now,
            an_hour_ago
        ))
        .await
}

/// Invitations sent since then, by anyone.
pub(super) async fn sent_since(mut db: impl Ask, since: Moment) -> Result<i64> {
    let (n,): (i64,) = db.one(sql!("SELECT count(*) FROM invitations WHERE sent_at > $1", since)).await?;
    Ok(n)
}

pub(super) async fn set_invited(write: &mut Write, user: Uuid, by: Option<Uuid>, now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE users SET status = 'invited', status_since = $2, status_by = $3, status_reason = '', version = version + 1,
                              updated_at = $2, updated_by = $3
             WHERE id = $1 AND status = 'draft'",
            user,
            now,
            by
        ))
        .await
}

/// Remembers a form's key; 0 when it was sent before.
pub(super) async fn claim_form(write: &mut Write, key: Uuid, now: Moment) -> Result<u64> {
    write.run(sql!("INSERT INTO form_keys (form_key, at) VALUES ($1, $2) ON CONFLICT (form_key) DO NOTHING", key, now)).await
}

pub(super) async fn knows_form(mut db: impl Ask, key: Uuid) -> Result<bool> {
    let (n,): (i64,) = db.one(sql!("SELECT count(*) FROM form_keys WHERE form_key = $1", key)).await?;
    Ok(n > 0)
}

/// How long a new invitation lasts, in days, and what the project is called.
#[derive(FromRow, Clone, Debug)]
pub struct SettingsRow {
    pub project_name: String,
    pub default_language: String,
    pub default_timezone: String,
    pub invitation_days: i64,
}

pub(super) async fn settings(mut db: impl Ask) -> Result<SettingsRow> {
    db.one(sql!("SELECT project_name, default_language, default_timezone, invitation_days FROM settings")).await
}
