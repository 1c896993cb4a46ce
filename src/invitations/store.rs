//! The rows of invitations.

use sea_query::{Expr, ExprTrait, JoinType, OnConflict, Query as Build};
use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Db, Result, Write};
use crate::sql;
use crate::users::Status;

pub(super) mod list;

/// Rows asked for, or written, by one statement.
const BATCH: usize = 500;

/// A user who has one of the addresses that are being invited.
#[derive(FromRow, Clone, Debug)]
pub struct KnownRow {
    pub id: Uuid,
    pub email_key: String,
    #[sqlx(try_from = "String")]
    pub status: Status,
    /// When they were invited last, if ever.
    pub sent_at: Option<Moment>,
    pub role_id: Option<Uuid>,
    pub role_name: Option<String>,
}

/// Those of these addresses that are somebody's.
pub(super) async fn known(mut db: impl Ask, email_keys: Vec<String>) -> Result<Vec<KnownRow>> {
    let mut known = Vec::new();
    for keys in email_keys.chunks(BATCH) {
        let mut select = Build::select();
        select
            .columns([("u", "id"), ("u", "email_key"), ("u", "status"), ("u", "role_id"), ("i", "sent_at")])
            .expr_as(Expr::col(("r", "name")), "role_name")
            .from_as("users", "u")
            .join_as(JoinType::LeftJoin, "roles", "r", Expr::col(("r", "id")).equals(("u", "role_id")))
            .join_as(JoinType::LeftJoin, "invitations", "i", Expr::col(("i", "user_id")).equals(("u", "id")))
            .and_where(Expr::col(("u", "email_key")).is_in(keys));
        known.extend(db.all::<KnownRow>(select.into()).await?);
    }
    Ok(known)
}

#[derive(FromRow, Clone, Debug)]
pub struct InvitationRow {
    pub invited_by: Option<Uuid>,
    pub invited_by_name: String,
    pub message: String,
    pub language: String,
    pub sent_at: Moment,
    pub expires_at: Moment,
    pub opened_at: Option<Moment>,
    /// Of its link, sealed; `None` where it has died.
    pub secret: Option<Vec<u8>>,
}

pub(super) async fn find(mut db: impl Ask, user: Uuid) -> Result<Option<InvitationRow>> {
    db.first(sql!(
        "SELECT invited_by, invited_by_name, message, language, sent_at, expires_at, opened_at, secret FROM invitations WHERE user_id = $1",
        user
    ))
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
    /// Of its link, sealed.
    pub secret: Vec<u8>,
}

/// Writes new offers, or renews those there are.
pub(super) async fn save(write: &mut Write, offers: &[Offer<'_>]) -> Result<()> {
    const RENEWED: [&str; 7] = ["invited_by", "invited_by_name", "message", "language", "sent_at", "expires_at", "secret"];
    const EMPTIED: [&str; 5] = ["accepted_at", "cancelled_at", "asked_at", "opened_at", "reminded_at"];
    for offers in offers.chunks(BATCH) {
        let mut renewed = OnConflict::column("user_id");
        renewed.update_columns(RENEWED);
        renewed.values(EMPTIED.map(|name| (name, Expr::val(None::<Moment>))));
        renewed.value("version", Expr::col(("invitations", "version")).add(1));
        let mut insert = Build::insert();
        insert.into_table("invitations").columns(["id", "user_id", "created_at"].into_iter().chain(RENEWED)).on_conflict(renewed);
        for o in offers {
            insert.values_panic([
                Uuid::now_v7().into(),
                o.user.into(),
                o.now.into(),
                o.by.into(),
                o.by_name.into(),
                o.message.into(),
                o.language.into(),
                o.now.into(),
                o.expires_at.into(),
                o.secret.as_slice().into(),
            ]);
        }
        write.run(insert.into()).await?;
    }
    Ok(())
}

pub(super) async fn accept(write: &mut Write, user: Uuid, now: Moment) -> Result<u64> {
    write.run(sql!("UPDATE invitations SET accepted_at = $2, secret = NULL, version = version + 1 WHERE user_id = $1", user, now)).await
}

/// Open once more, as if it had not been cancelled.
pub(super) async fn reopen(write: &mut Write, user: Uuid) -> Result<u64> {
    write.run(sql!("UPDATE invitations SET cancelled_at = NULL, version = version + 1 WHERE user_id = $1", user)).await
}

/// Whose invitation ends by then and is still open, was delivered, and has had no reminder; those that end first.
pub(super) async fn due_reminders(mut db: impl Ask, now: Moment, by: Moment, most: i64) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = db
        .all(sql!(
            "SELECT i.user_id FROM invitations i
             WHERE i.accepted_at IS NULL AND i.cancelled_at IS NULL AND i.reminded_at IS NULL AND i.expires_at > $1 AND i.expires_at <= $2
               AND EXISTS (SELECT 1 FROM outbox o
                           WHERE o.user_id = i.user_id AND o.kind = 'invitation' AND o.state = 'sent' AND o.created_at >= i.sent_at)
             ORDER BY i.expires_at LIMIT $3",
            now,
            by,
            most
        ))
        .await?;
    Ok(rows.into_iter().map(|(user,)| user).collect())
}

pub(super) async fn reminded(write: &mut Write, user: Uuid, now: Moment) -> Result<u64> {
    write.run(sql!("UPDATE invitations SET reminded_at = $2 WHERE user_id = $1", user, now)).await
}

/// Notes that somebody looked at the page behind the link for the first time.
pub(super) async fn opened(db: &Db, user: Uuid, now: Moment) -> Result<u64> {
    db.run(sql!("UPDATE invitations SET opened_at = $2 WHERE user_id = $1 AND opened_at IS NULL", user, now)).await
}

/// Other words for an invitation that is open.
pub(super) async fn save_words(write: &mut Write, user: Uuid, says: &InvitationRow) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE invitations SET message = $2, language = $3, invited_by = $4, invited_by_name = $5, version = version + 1
             WHERE user_id = $1",
            user,
            says.message.as_str(),
            says.language.as_str(),
            says.invited_by,
            says.invited_by_name.as_str()
        ))
        .await
}

/// Whom somebody has invited who may still come.
pub(super) async fn pending_of(mut db: impl Ask, inviter: Uuid) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = db
        .all(sql!(
            "SELECT i.user_id FROM invitations i JOIN users u ON u.id = i.user_id AND u.status = 'invited'
             WHERE i.invited_by = $1 AND i.accepted_at IS NULL AND i.cancelled_at IS NULL ORDER BY u.name_key, u.id",
            inviter
        ))
        .await?;
    Ok(rows.into_iter().map(|(user,)| user).collect())
}

/// Somebody else stands for an invitation, or nobody; what it says stays.
pub(super) async fn save_inviter(write: &mut Write, user: Uuid, inviter: Option<Uuid>) -> Result<u64> {
    write.run(sql!("UPDATE invitations SET invited_by = $2, version = version + 1 WHERE user_id = $1", user, inviter)).await
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

/// Invitations mailed since then, by anyone, each as often as it was.
pub(super) async fn sent_since(mut db: impl Ask, since: Moment) -> Result<i64> {
    let (n,): (i64,) = db.one(sql!("SELECT count(*) FROM outbox WHERE kind = 'invitation' AND created_at > $1", since)).await?;
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
    /// One to a line; "" is any.
    pub allowed_domains: String,
}

pub(super) async fn settings(mut db: impl Ask) -> Result<SettingsRow> {
    db.one(sql!("SELECT project_name, default_language, default_timezone, invitation_days, allowed_domains FROM settings")).await
}
