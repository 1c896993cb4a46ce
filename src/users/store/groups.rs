//! Groups as the directory needs them: to filter by, to count, to name on a profile.

use sea_query::{Expr, ExprTrait, Order, Query as Build};
use sqlx::FromRow;
use uuid::Uuid;

use crate::access::Scope;
use crate::db::{Ask, Db, Result};

#[derive(FromRow, Clone, Debug)]
pub struct GroupRow {
    pub id: Uuid,
    pub name: String,
    /// Not archived.
    pub members: i64,
}

/// The groups of a user, or all, by name: those whose name the reader may see.
///
/// # Errors
/// When the database is away.
pub async fn groups(mut db: &Db, scope: &Scope, of: Option<Uuid>) -> Result<Vec<GroupRow>> {
    let column = |name: &'static str| Expr::col(("teams", name));
    let mut select = Build::select();
    select.columns([("teams", "id"), ("teams", "name"), ("teams", "members")]).from("teams").order_by(("teams", "name_key"), Order::Asc);
    select.and_where(scope.shows("name", db, &column).or_else(|| scope.condition(db, &column)).unwrap_or_else(|| Expr::val(1).eq(1)));
    if let Some(user) = of {
        let mut groups = Build::select();
        groups.column("team_id").from("team_members").and_where(Expr::col("user_id").eq(user));
        select.and_where(column("id").in_subquery(groups));
    }
    db.all(select.into()).await
}
