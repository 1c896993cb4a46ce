//! The rows of the outbox, and how delivery as a whole fares.

pub(super) mod health;

use sea_query::{Alias, Expr, ExprTrait, Iden, Order, Query as Build};
use serde::Deserialize;
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use super::health::{Health, Verdict};
use super::letter::Kind;
use crate::clock::{Moment, NEVER};
use crate::db::{Ask, Db, Result, Write};
use crate::sql;

/// Mails added by one statement.
const BATCH: usize = 500;

/// A mail as a worker gets it.
#[derive(FromRow, Clone)]
pub(super) struct Row {
    pub id: Uuid,
    pub kind: String,
    pub to_address: String,
    pub to_name: String,
    pub reply_to: String,
    pub language: String,
    pub timezone: String,
    pub data: Value,
    pub secret: Option<Vec<u8>>,
    pub user_id: Option<Uuid>,
    pub attempts: i64,
    pub created_at: Moment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type, Deserialize)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Not delivered yet; tried again at `next_at`.
    Waiting,
    Sent,
    /// Refused for good, or given up after a day.
    Failed,
    /// Its link died before it left.
    Void,
}

impl State {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Void => "void",
        }
    }
}

/// How it stands with a mail, for the person who caused it.
#[derive(FromRow, Clone, Debug)]
pub struct Delivery {
    pub user_id: Uuid,
    pub kind: Kind,
    pub state: State,
    /// The mail server's last words, or a key of the catalogue: `answer|t` shows either.
    pub answer: String,
    pub attempts: i64,
    pub next_at: Moment,
    pub created_at: Moment,
    pub sent_at: Option<Moment>,
    /// Until when a worker has it, if one does.
    pub leased_until: Moment,
}

/// Adds mails, many to a statement.
pub(super) async fn add(write: &mut Write, rows: Vec<Row>) -> Result<()> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let mut insert = Build::insert();
        insert.into_table("outbox").columns([
            "id",
            "kind",
            "to_address",
            "to_name",
            "reply_to",
            "language",
            "timezone",
            "data",
            "secret",
            "user_id",
            "state",
            "next_at",
            "created_at",
        ]);
        for row in rows.by_ref().take(BATCH) {
            insert.values_panic([
                row.id.into(),
                row.kind.into(),
                row.to_address.into(),
                row.to_name.into(),
                row.reply_to.into(),
                row.language.into(),
                row.timezone.into(),
                row.data.into(),
                row.secret.into(),
                row.user_id.into(),
                State::Waiting.name().into(),
                row.created_at.into(),
                row.created_at.into(),
            ]);
        }
        write.run(insert.into()).await?;
    }
    Ok(())
}

pub(super) async fn void(write: &mut Write, users: &[Uuid], kinds: [Kind; 2]) -> Result<u64> {
    use Outbox as O;
    if users.is_empty() {
        return Ok(0);
    }
    // One that failed stays a failure; only its link is gone, so that nobody sends it again.
    let state = Expr::cust("CASE state WHEN 'waiting' THEN 'void' ELSE state END");
    // As a query: SQLite may know this table from when it was small, and would rather read all of it than look for each of a list.
    let whose = Build::select().column("column1").from_values(users.iter().copied(), "whose").take();
    let update = Build::update()
        .table(O::Table)
        .values([(O::State, state), (O::Secret, Option::<Vec<u8>>::None.into())])
        .and_where(Expr::col(O::UserId).in_subquery(whose))
        .and_where(Expr::col(O::Kind).is_in(kinds.map(Kind::name)))
        // Waiting or failed. Asked like that, SQLite would look through all that wait for those of these users.
        .and_where(Expr::col(O::State).is_not_in(["sent", "void"]))
        .take();
    write.run(update.into()).await
}

pub(super) async fn forget(write: &mut Write, user: Uuid, email: &str) -> Result<()> {
    write.run(sql!("DELETE FROM outbox WHERE data ->> 'user' = $1", user.to_string())).await?;
    // A digest tells of many.
    let of_them = format!("%{user}%");
    write.run(sql!("DELETE FROM outbox WHERE kind = 'digest' AND CAST(data AS text) LIKE $1", of_them)).await?;
    write.run(sql!("UPDATE outbox SET reply_to = '' WHERE reply_to = $1 AND reply_to <> ''", email)).await?;
    Ok(())
}

/// Takes due mails, the longest waiting first; none during a pause, and after one a single one, which has the pause to itself. What was
/// leased here nobody else gets before `until`: writers take turns on both databases, so no other node chooses between our choice
/// and our mark.
pub(super) async fn lease(db: &Db, now: Moment, until: Moment, most: i64) -> Result<Vec<Row>> {
    let mut write = db.write().await?;
    let health = health::find(&mut write).await?;
    if health.pause(now).is_some() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = write
        .all(sql!(
            "UPDATE outbox SET leased_until = $2, attempts = attempts + 1
             WHERE id IN (
                 SELECT id FROM outbox WHERE state = 'waiting' AND next_at <= $1 AND leased_until <= $1 ORDER BY next_at, id LIMIT $3)
             RETURNING id, kind, to_address, to_name, reply_to, language, timezone, data, secret, user_id, attempts, created_at",
            now,
            until,
            if health.is_on_trial() { 1 } else { most }
        ))
        .await?;
    if health.is_on_trial() && !rows.is_empty() {
        health::save(&mut write, &Health { paused_until: until, ..health }).await?;
    }
    write.commit().await?;
    Ok(rows)
}

pub(super) async fn find(mut db: impl Ask, id: Uuid) -> Result<Option<Row>> {
    db.first(sql!(
        "SELECT id, kind, to_address, to_name, reply_to, language, timezone, data, secret, user_id, attempts, created_at
         FROM outbox WHERE id = $1",
        id
    ))
    .await
}

/// What became of a leased mail.
pub(super) struct End {
    pub state: State,
    pub answer: String,
    pub attempts: i64,
    pub next_at: Moment,
    pub sent_at: Option<Moment>,
    /// What it told of delivery as a whole.
    pub told: Verdict,
}

/// Writes down what became of a mail and gives the lease back; does nothing when the lease is no longer ours or the mail
/// was made void meanwhile. The secret stays only while the mail may still leave: it waits, or can be tried again. What it told of
/// delivery as a whole is kept in any case; returns how that stands now.
pub(super) async fn finish(db: &Db, id: Uuid, leased_until: Moment, end: &End, now: Moment, dice: i32) -> Result<Health> {
    let mut write = db.write().await?;
    write
        .run(sql!(
            "UPDATE outbox SET state = $3, answer = $4, next_at = $5, sent_at = $6, leased_until = $7, attempts = $8,
                    secret = CASE WHEN $3 IN ('waiting', 'failed') THEN secret END
             WHERE id = $1 AND leased_until = $2 AND state = 'waiting'",
            id,
            leased_until,
            end.state.name(),
            end.answer.as_str(),
            end.next_at,
            end.sent_at,
            NEVER,
            end.attempts
        ))
        .await?;
    let before = health::find(&mut write).await?;
    let after = before.after(&end.told, leased_until, now, dice);
    if after != before {
        health::save(&mut write, &after).await?;
    }
    write.commit().await?;
    Ok(after)
}

#[derive(Iden, Clone, Copy)]
enum Outbox {
    Table,
    Id,
    UserId,
    Kind,
    State,
    Answer,
    Attempts,
    NextAt,
    CreatedAt,
    SentAt,
    LeasedUntil,
    Secret,
}

/// The newest mail of each user that has one.
pub(super) async fn newest(mut db: impl Ask, users: &[Uuid]) -> Result<Vec<Delivery>> {
    use Outbox as O;
    let mine = Alias::new("mine");
    let newest = Build::select()
        .column((mine.clone(), O::Id))
        .from_as(O::Table, mine.clone())
        .and_where(Expr::col((mine.clone(), O::UserId)).equals((O::Table, O::UserId)))
        .and_where(Expr::col((mine.clone(), O::Kind)).eq("invitation"))
        .order_by((mine.clone(), O::CreatedAt), Order::Desc)
        .order_by((mine, O::Id), Order::Desc)
        .limit(1)
        .take();
    let select = Build::select()
        .columns([O::UserId, O::Kind, O::State, O::Answer, O::Attempts, O::NextAt, O::CreatedAt, O::SentAt, O::LeasedUntil])
        .from(O::Table)
        .and_where(Expr::col((O::Table, O::UserId)).is_in(users.iter().copied()))
        .and_where(Expr::col((O::Table, O::Id)).eq(Expr::SubQuery(None, Box::new(newest.into()))))
        .take();
    db.all(select.into()).await
}
