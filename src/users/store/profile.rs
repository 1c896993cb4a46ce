//! What a profile shows beside the record: names, the invitation, attempts to sign in, what happened.

use sea_query::{Expr, ExprTrait, Order, Query as Build};
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use crate::access::Scope;
use crate::clock::Moment;
use crate::db::{Ask, Db, Result};
use crate::sql;

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

/// The invitation of a user, where the scope shows when it ends.
pub(in crate::users) async fn invitation(mut db: &Db, scope: &Scope, user: Uuid) -> Result<Option<InvitationRow>> {
    let column = |name: &'static str| Expr::col(("invitations", name));
    let mut select = Build::select();
    select.columns(["sent_at", "expires_at", "accepted_at", "cancelled_at", "asked_at", "invited_by", "invited_by_name"]);
    select.from("invitations").and_where(column("user_id").eq(user));
    if let Some(condition) = scope.shows("expires_at", db, &column).or_else(|| scope.condition(db, &column)) {
        select.and_where(condition);
    }
    db.first(select.into()).await
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

/// How many tokens somebody has, and how many of them work as far as it lies with them.
#[derive(FromRow, Clone, Copy, Debug)]
pub(in crate::users) struct TokenCounts {
    pub total: i64,
    pub working: i64,
}

pub(in crate::users) async fn token_counts(mut db: &Db, user: Uuid, now: Moment) -> Result<TokenCounts> {
    db.one(sql!(
        "SELECT count(*) AS total, count(CASE WHEN enabled AND (expires_at IS NULL OR expires_at > $2) THEN 1 END) AS working
         FROM tokens WHERE user_id = $1",
        user,
        now
    ))
    .await
}

/// What gave a user their role.
#[derive(FromRow, Clone, Debug)]
pub struct GivenRow {
    pub at: Moment,
    pub actor_kind: String,
    pub actor_name: String,
    pub changes: Value,
    /// A letter for each part of the reader's scope.
    parts: String,
}

impl GivenRow {
    /// Blank in what the reader may not see; `None` where that leaves nothing to say.
    fn seen_in(mut self, scope: &Scope) -> Option<Self> {
        let sees = scope.fields_of(&self.parts);
        if !["action", "at", "subject"].iter().all(|field| sees.has(field)) {
            return None;
        }
        if !sees.has("actor") {
            self.actor_kind.clear();
            self.actor_name.clear();
        }
        if !sees.has("changes") {
            self.changes = Value::Null;
        }
        Some(self)
    }
}

/// The newest event in the scope that may have given a user their role.
pub(in crate::users) async fn role_given(mut db: &Db, scope: &Scope, user: Uuid) -> Result<Option<GivenRow>> {
    let column = |name: &'static str| Expr::col(name);
    let mut select = Build::select();
    select
        .columns(["at", "actor_kind", "actor_name", "changes"])
        .expr_as(scope.parts(db, &column), "parts")
        .from("audit_events")
        .and_where(Expr::col("subject_id").eq(user))
        .and_where(Expr::col("action").is_in(["user.role", "user.create"]))
        .order_by("seq", Order::Desc)
        .limit(1);
    if let Some(condition) = scope.condition(db, &column) {
        select.and_where(condition);
    }
    let row: Option<GivenRow> = db.first(select.into()).await?;
    Ok(row.and_then(|row| row.seen_in(scope)))
}
