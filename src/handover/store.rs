//! How much users answer for.

use sea_query::{Expr, ExprTrait, Query as Build, SelectStatement};
use uuid::Uuid;

use crate::db::{Ask, Query, Result};

/// Counts of each kind, in the order of `Kind::ALL`.
pub(super) type Counts = (i64, i64, i64, i64, i64);

/// How much one user answers for.
pub(super) async fn count(db: impl Ask, user: Uuid) -> Result<Counts> {
    count_in(db, Build::select().column("id").from("users").and_where(Expr::col("id").eq(user)).take()).await
}

/// How much those of many answer for who can be deleted.
pub(super) async fn count_of(db: impl Ask, whom: Query) -> Result<Counts> {
    let Query::Built(whom) = whom else { return Ok(Counts::default()) };
    let going = Build::select()
        .column("id")
        .from("users")
        .and_where(Expr::col("status").is_in(["archived", "draft"]))
        .and_where(Expr::col("id").in_subquery(*whom))
        .take();
    count_in(db, going).await
}

/// The ids of those of a list, as a query that finds them.
pub(super) fn among(ids: &[Uuid]) -> Query {
    Build::select().column("id").from("users").and_where(Expr::col("id").is_in(ids.iter().copied())).take().into()
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
