//! How much users answer for.

use sea_query::{Expr, ExprTrait, Query as Build, SelectStatement};
use uuid::Uuid;

use crate::access::Scope;
use crate::db::{Ask, Db, Query, Result};

/// Counts of each kind, in the order of `Kind::ALL`.
pub(super) type Counts = (i64, i64, i64, i64, i64);

/// How much one user answers for.
pub(super) async fn count(db: impl Ask, user: Uuid) -> Result<Counts> {
    count_in(db, Build::select().column("id").from("users").and_where(Expr::col("id").eq(user)).take()).await
}

/// How much those of many answer for who lie in the scope and can be deleted.
pub(super) async fn count_of(db: &Db, scope: &Scope, whom: Query) -> Result<Counts> {
    let Query::Built(whom) = whom else { return Ok(Counts::default()) };
    let mut going = going(*whom);
    if let Some(condition) = scope.condition(db, &|name| Expr::col(name)) {
        going.and_where(condition);
    }
    count_in(db, going).await
}

/// The ids of those of a list, as a query that finds them.
pub(super) fn among(ids: &[Uuid]) -> Query {
    Build::select().column("id").from("users").and_where(Expr::col("id").is_in(ids.iter().copied())).take().into()
}

/// Of those whom a query finds, the ones that can be deleted: a query again, and how many these are.
pub(super) async fn deletable(mut db: &Db, whom: Query) -> Result<(Query, i64)> {
    let Query::Built(whom) = whom else { return Ok((whom, 0)) };
    let found = going(*whom);
    let (n,): (i64,) = db.one(Build::select().expr(Expr::cust("count(*)")).from_subquery(found.clone(), "found").take().into()).await?;
    Ok((found.into(), n))
}

fn going(whom: SelectStatement) -> SelectStatement {
    let mut going = Build::select();
    going
        .column("id")
        .from("users")
        .and_where(Expr::col("status").is_in(["archived", "draft"]))
        .and_where(Expr::col("id").in_subquery(whom));
    going
}

async fn count_in(mut db: impl Ask, whom: SelectStatement) -> Result<Counts> {
    let of = |table: &'static str, owner: &'static str| {
        let mut count = Build::select();
        count.expr(Expr::col("id").count()).from(table).and_where(Expr::col(owner).in_subquery(whom.clone()));
        count
    };
    let invited = Build::select().column("id").from("users").and_where(Expr::col("status").eq("invited")).take();
    let counts = [
        of("teams", "owner_id"),
        of("users", "owner_id").and_where(Expr::col("kind").eq("service")).take(),
        of("views", "user_id").and_where(Expr::col("shared_with").ne("")).take(),
        of("invitations", "invited_by")
            .and_where(Expr::col("accepted_at").is_null())
            .and_where(Expr::col("cancelled_at").is_null())
            .and_where(Expr::col("user_id").in_subquery(invited))
            .take(),
        of("items", "user_id"),
    ];
    let mut select = Build::select();
    for count in counts {
        select.expr(Expr::SubQuery(None, Box::new(count.into())));
    }
    db.one(select.take().into()).await
}
