//! The outbox, read and steered by people.

use sea_query::{Expr, ExprTrait, Iden, Order, Query as Build};
use uuid::Uuid;

use super::model::MailRow;
use crate::access::Scope;
use crate::clock::Moment;
use crate::db::{Ask, Db, Result, Write};
use crate::mail::State;
use crate::sql;

#[derive(Iden, Clone, Copy)]
enum Outbox {
    Table,
    Id,
    Kind,
    ToAddress,
    UserId,
    State,
    Answer,
    Attempts,
    NextAt,
    CreatedAt,
    SentAt,
}

/// The newest of the reader's, in that state, before that one.
pub(super) async fn page(
    mut db: impl Ask,
    of: &Db,
    scope: &Scope,
    state: Option<State>,
    before: Option<Uuid>,
    most: u64,
) -> Result<Vec<MailRow>> {
    use Outbox as O;
    let column = |name: &'static str| Expr::col(name);
    let mut select = Build::select();
    select
        .columns([O::Id, O::Kind, O::ToAddress, O::UserId, O::State, O::Answer, O::Attempts, O::NextAt, O::CreatedAt, O::SentAt])
        .from(O::Table)
        .order_by(O::Id, Order::Desc)
        .limit(most);
    if let Some(condition) = scope.condition(of, &column) {
        select.and_where(condition);
    }
    if let Some(state) = state {
        select.and_where(Expr::col(O::State).eq(state.name()));
        // Only of mails whose state the reader sees.
        if let Some(shown) = scope.shows("state", of, &column) {
            select.and_where(shown);
        }
    }
    if let Some(before) = before {
        select.and_where(Expr::col(O::Id).lt(before));
    }
    db.all(select.into()).await
}

/// How many of the reader's are in that state, as far as anyone counts.
pub(super) async fn count(mut db: &Db, scope: &Scope, state: State, most: u64) -> Result<i64> {
    use Outbox as O;
    let column = |name: &'static str| Expr::col(name);
    let mut found = Build::select();
    found.expr(Expr::val(1)).from(O::Table).and_where(Expr::col(O::State).eq(state.name())).limit(most);
    if let Some(condition) = scope.condition(db, &column) {
        found.and_where(condition);
    }
    if let Some(shown) = scope.shows("state", db, &column) {
        found.and_where(shown);
    }
    let counted = Build::select().expr(Expr::cust("count(*)")).from_subquery(found, "found").take();
    let (n,): (i64,) = db.one(counted.into()).await?;
    Ok(n)
}

pub(super) async fn find(mut db: impl Ask, id: Uuid) -> Result<Option<MailRow>> {
    db.first(sql!(
        "SELECT id, kind, to_address, user_id, state, answer, attempts, next_at, created_at, sent_at FROM outbox WHERE id = $1",
        id
    ))
    .await
}

/// Due at once; a try that is under way stays the one it is.
pub(super) async fn retry(write: &mut Write, id: Uuid, now: Moment) -> Result<u64> {
    write.run(sql!("UPDATE outbox SET state = 'waiting', next_at = $2 WHERE id = $1 AND state IN ('waiting', 'failed')", id, now)).await
}

/// Never one that a worker is sending just now: nobody could say that it will not arrive.
pub(super) async fn discard(write: &mut Write, id: Uuid, now: Moment) -> Result<u64> {
    let statement =
        "UPDATE outbox SET state = 'void', secret = NULL WHERE id = $1 AND state IN ('waiting', 'failed') AND leased_until <= $2";
    write.run(sql!(statement, id, now)).await
}
