//! Invitations as rows of a list.

use sea_query::{Expr, ExprTrait, Order, Query as Build, SelectStatement, SubQueryStatement};
use uuid::Uuid;

use crate::access::Scope;
use crate::clock::Moment;
use crate::db::{Ask, Db, Result};
use crate::invitations::listed::{Listed, SETTLED, Shown};

const COLUMNS: [&str; 12] = [
    "id",
    "user_id",
    "invited_by",
    "invited_by_name",
    "message",
    "language",
    "sent_at",
    "expires_at",
    "opened_at",
    "accepted_at",
    "cancelled_at",
    "asked_at",
];

fn i(name: &'static str) -> Expr {
    Expr::col(("invitations", name))
}

fn u(name: &'static str) -> Expr {
    Expr::col(("users", name))
}

/// Those of the reader's that are shown, without an order.
fn found(db: &Db, scope: &Scope, shown: Shown, now: Moment) -> SelectStatement {
    let mut select = Build::select();
    select.from("invitations").inner_join("users", u("id").equals(("invitations", "user_id")));
    if let Some(condition) = scope.condition(db, &i) {
        select.and_where(condition);
    }
    // Only of those whose standing in that respect the reader sees.
    if let Some(condition) = scope.shows_all(shown.tells(), db, &i) {
        select.and_where(condition);
    }
    let is_over = || i("expires_at").lte(now);
    let is_bounced = || Expr::SubQuery(Some(sea_query::SubQueryOper::Exists), Box::new(SubQueryStatement::SelectStatement(failed_mail())));
    let is_unopened = || i("opened_at").is_null().and(i("sent_at").lte(now - SETTLED));
    match shown {
        Shown::Accepted => select.and_where(i("accepted_at").is_not_null()),
        Shown::Cancelled => select.and_where(i("accepted_at").is_null()).and_where(i("cancelled_at").is_not_null()),
        Shown::Open | Shown::Chase | Shown::Expired | Shown::Bounced | Shown::Unopened => {
            select.and_where(i("accepted_at").is_null()).and_where(i("cancelled_at").is_null()).and_where(u("status").eq("invited"))
        }
    };
    match shown {
        Shown::Chase => select.and_where(is_over().or(is_bounced()).or(is_unopened())),
        Shown::Expired => select.and_where(is_over()),
        Shown::Bounced => select.and_where(is_bounced()),
        Shown::Unopened => select.and_where(is_unopened()),
        Shown::Open | Shown::Accepted | Shown::Cancelled => &mut select,
    };
    select
}

/// The mail of the newest offer, where it failed.
fn failed_mail() -> SelectStatement {
    Build::select()
        .expr(Expr::val(1))
        .from("outbox")
        .and_where(Expr::col(("outbox", "user_id")).equals(("invitations", "user_id")))
        .and_where(Expr::col(("outbox", "kind")).eq("invitation"))
        .and_where(Expr::col(("outbox", "state")).eq("failed"))
        .and_where(Expr::col(("outbox", "created_at")).gte(i("sent_at")))
        .take()
}

/// The ones sent last first, after the one of that id.
pub(in crate::invitations) async fn page(
    mut db: &Db,
    scope: &Scope,
    shown: Shown,
    after: Option<Uuid>,
    most: u64,
    now: Moment,
) -> Result<Vec<Listed>> {
    let mut select = found(db, scope, shown, now);
    select
        .columns(COLUMNS.map(|name| ("invitations", name)))
        .columns(["email", "email_key", "role_id"].map(|name| ("users", name)))
        .order_by(("invitations", "sent_at"), Order::Desc)
        .order_by(("invitations", "id"), Order::Desc)
        .limit(most);
    if let Some(after) = after {
        let sent = Build::select().column("sent_at").from_as("invitations", "there").and_where(Expr::col(("there", "id")).eq(after)).take();
        let sent = || Expr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(sent.clone())));
        select.and_where(i("sent_at").lt(sent()).or(i("sent_at").eq(sent()).and(i("id").lt(after))));
    }
    db.all(select.into()).await
}

/// The invitation of a user, whatever has become of it.
pub(in crate::invitations) async fn find(mut db: &Db, user: Uuid) -> Result<Option<Listed>> {
    let select = Build::select()
        .from("invitations")
        .inner_join("users", u("id").equals(("invitations", "user_id")))
        .columns(COLUMNS.map(|name| ("invitations", name)))
        .columns(["email", "email_key", "role_id"].map(|name| ("users", name)))
        .and_where(i("user_id").eq(user))
        .take();
    db.first(select.into()).await
}

/// How many of the reader's there are, as far as anyone counts.
pub(in crate::invitations) async fn count(mut db: &Db, scope: &Scope, shown: Shown, most: u64, now: Moment) -> Result<i64> {
    let found = found(db, scope, shown, now).expr(Expr::val(1)).limit(most).take();
    let counted = Build::select().expr(Expr::cust("count(*)")).from_subquery(found, "found").take();
    let (n,): (i64,) = db.one(counted.into()).await?;
    Ok(n)
}
