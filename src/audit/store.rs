//! The rows of the trail.

use sea_query::{Asterisk, Expr, ExprTrait, Iden, Order, Query as Build};
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Db, Query, Result, Write};
use crate::sql;

#[derive(FromRow, Clone, Debug)]
pub struct EventRow {
    pub seq: i64,
    pub id: Uuid,
    pub at: Moment,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub actor_name: String,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: Option<Uuid>,
    pub subject_name: String,
    pub changes: Value,
    pub reason: String,
    pub address: String,
    pub agent: String,
    pub request_id: String,
    pub hash: Vec<u8>,
}

#[derive(FromRow)]
pub(super) struct Last {
    pub seq: i64,
    pub hash: Vec<u8>,
}

pub(super) fn last() -> Query {
    sql!("SELECT seq, hash FROM audit_events ORDER BY seq DESC LIMIT 1")
}

pub(super) async fn add(write: &mut Write, e: EventRow) -> Result<()> {
    write
        .run(sql!(
            "INSERT INTO audit_events (seq, id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, subject_name,
                                       changes, reason, address, agent, request_id, hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
            e.seq, e.id, e.at, e.actor_kind, e.actor_id, e.actor_name, e.action, e.subject_kind, e.subject_id, e.subject_name, e.changes,
            e.reason, e.address, e.agent, e.request_id, e.hash
        ))
        .await?;
    Ok(())
}

/// Links in their order, for the proof.
pub(super) async fn links_after(mut db: &Db, seq: i64, most: i64) -> Result<Vec<EventRow>> {
    db.all(sql!("SELECT * FROM audit_events WHERE seq > $1 ORDER BY seq LIMIT $2", seq, most)).await
}

#[derive(Iden, Clone, Copy)]
enum AuditEvents {
    Table,
    Seq,
    SubjectId,
    ActorId,
}

/// Whose events, and from where on.
#[derive(Default, Clone, Copy)]
pub(super) struct Filter {
    /// Done to or by this user.
    pub user: Option<Uuid>,
    pub before: Option<i64>,
}

/// The newest first.
pub(super) async fn page(mut db: &Db, filter: Filter, most: u64) -> Result<Vec<EventRow>> {
    use AuditEvents as E;
    let mut select = Build::select();
    select.column(Asterisk).from(E::Table).order_by(E::Seq, Order::Desc).limit(most);
    if let Some(user) = filter.user {
        select.and_where(Expr::col(E::SubjectId).eq(user).or(Expr::col(E::ActorId).eq(user)));
    }
    if let Some(before) = filter.before {
        select.and_where(Expr::col(E::Seq).lt(before));
    }
    db.all(select.into()).await
}
