//! The rows of the trail.

mod history;

use sea_query::{Asterisk, Expr, ExprTrait, Iden, Order, Query as Build};
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use crate::access::{Fields, Scope};
use crate::clock::{Moment, NEVER};
use crate::db::{Ask, Db, Result, Write};
use crate::sql;

pub use history::{MOST_COUNTED, Side, Whose, changes_to, history, moments};

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
    /// A letter for each part of the reader's scope.
    #[sqlx(default)]
    pub(super) parts: String,
}

impl EventRow {
    /// Blank in what the reader may not see; `None` where that leaves nothing to say.
    fn seen_in(self, scope: &Scope) -> Option<Self> {
        let sees = self.fields_in(scope);
        self.limited_to(sees)
    }

    /// The fields of it that are open in the scope it was read in.
    #[must_use]
    pub fn fields_in(&self, scope: &Scope) -> Fields {
        scope.fields_of(&self.parts)
    }

    /// Blank in all other fields; `None` where that leaves nothing to say.
    #[must_use]
    pub fn limited_to(mut self, sees: Fields) -> Option<Self> {
        if !sees.has("action") {
            return None;
        }
        if !sees.has("at") {
            self.at = NEVER;
        }
        if !sees.has("actor") {
            self.actor_id = None;
            self.actor_kind.clear();
            self.actor_name.clear();
        }
        if !sees.has("subject") {
            self.subject_id = None;
            self.subject_name.clear();
        }
        if !sees.has("changes") {
            self.changes = Value::Null;
        }
        for (field, text) in [("reason", &mut self.reason), ("address", &mut self.address), ("agent", &mut self.agent)] {
            if !sees.has(field) {
                text.clear();
            }
        }
        Some(self)
    }

    /// What this user was called when they did it, or it was done to them.
    pub(super) fn name_of(&self, user: Uuid) -> Option<&str> {
        let names = [(self.subject_id, &self.subject_name), (self.actor_id, &self.actor_name)];
        names.into_iter().find(|(id, _)| *id == Some(user)).map(|(_, name)| name.as_str())
    }
}

/// The newest link of the chain, and its end as the server signed it; neither has to be there.
#[derive(FromRow)]
struct EndRow {
    seq: Option<i64>,
    hash: Option<Vec<u8>>,
    head_seq: Option<i64>,
    signature: Option<Vec<u8>>,
}

/// Where the next link goes: the number and hash of the newest, 0 and nothing before the first; and the signed end.
pub(super) async fn end(mut db: impl Ask) -> Result<(i64, Vec<u8>, Option<Head>)> {
    let row: EndRow = db
        .one(sql!(
            "SELECT e.seq, e.hash, h.seq AS head_seq, h.signature FROM (SELECT 1 AS one) here
             LEFT JOIN (SELECT seq, hash FROM audit_events ORDER BY seq DESC LIMIT 1) e ON 1 = 1
             LEFT JOIN audit_head h ON 1 = 1"
        ))
        .await?;
    let head = row.head_seq.zip(row.signature).map(|(seq, signature)| Head { seq, signature });
    Ok((row.seq.unwrap_or(0), row.hash.unwrap_or_default(), head))
}

/// The end of the chain as the server signed it.
#[derive(FromRow)]
pub(super) struct Head {
    pub seq: i64,
    pub signature: Vec<u8>,
}

pub(super) async fn head(mut db: impl Ask) -> Result<Option<Head>> {
    db.first(sql!("SELECT seq, signature FROM audit_head")).await
}

pub(super) async fn save_head(write: &mut Write, head: Head) -> Result<()> {
    write
        .run(sql!(
            "INSERT INTO audit_head (id, seq, signature) VALUES (1, $1, $2)
             ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, signature = excluded.signature",
            head.seq,
            head.signature
        ))
        .await?;
    Ok(())
}

/// Adds events; one statement for all of them.
pub(super) async fn add(write: &mut Write, events: Vec<EventRow>) -> Result<()> {
    use AuditEvents as E;
    if events.is_empty() {
        return Ok(());
    }
    let mut insert = Build::insert();
    insert.into_table(E::Table).columns([
        E::Seq,
        E::Id,
        E::At,
        E::ActorKind,
        E::ActorId,
        E::ActorName,
        E::Action,
        E::SubjectKind,
        E::SubjectId,
        E::SubjectName,
        E::Changes,
        E::Reason,
        E::Address,
        E::Agent,
        E::RequestId,
        E::Hash,
    ]);
    for e in events {
        insert.values_panic([
            e.seq.into(),
            e.id.into(),
            e.at.into(),
            e.actor_kind.into(),
            e.actor_id.into(),
            e.actor_name.into(),
            e.action.into(),
            e.subject_kind.into(),
            e.subject_id.into(),
            e.subject_name.into(),
            e.changes.into(),
            e.reason.into(),
            e.address.into(),
            e.agent.into(),
            e.request_id.into(),
            e.hash.into(),
        ]);
    }
    write.run(insert.take().into()).await?;
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
    Id,
    At,
    ActorKind,
    ActorId,
    ActorName,
    Action,
    SubjectKind,
    SubjectId,
    SubjectName,
    Changes,
    Reason,
    Address,
    Agent,
    RequestId,
    Hash,
}

/// Whose events, and from where on.
#[derive(Default, Clone, Copy)]
pub(super) struct Filter {
    /// Done to or by this user.
    pub user: Option<Uuid>,
    pub before: Option<i64>,
}

/// The newest of the reader's first, and the number to go on from where there are more.
pub(super) async fn page(mut db: &Db, scope: &Scope, filter: Filter, most: u64) -> Result<(Vec<EventRow>, Option<i64>)> {
    use AuditEvents as E;
    let column = |name: &'static str| Expr::col(name);
    let shown = |field| scope.shows(field, db, &column).unwrap_or_else(|| Expr::val(1).eq(1));
    let mut select = Build::select();
    select.column(Asterisk).expr_as(scope.parts(db, &column), "parts").from(E::Table).order_by(E::Seq, Order::Desc).limit(most + 1);
    if let Some(condition) = scope.condition(db, &column) {
        select.and_where(condition);
    }
    if let Some(user) = filter.user {
        let subject = Expr::col(E::SubjectId).eq(user).and(shown("subject"));
        select.and_where(subject.or(Expr::col(E::ActorId).eq(user).and(shown("actor"))));
    }
    if let Some(before) = filter.before {
        select.and_where(Expr::col(E::Seq).lt(before));
    }
    let mut rows: Vec<EventRow> = db.all(select.into()).await?;
    let older = older_of(&mut rows, most);
    Ok((rows.into_iter().filter_map(|row| row.seen_in(scope)).collect(), older))
}

/// Leaves as many rows as were asked for: the number to go on from where there were more.
fn older_of(rows: &mut Vec<EventRow>, most: u64) -> Option<i64> {
    let has_more = rows.len() as u64 > most;
    rows.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    rows.last().filter(|_| has_more).map(|row| row.seq)
}
