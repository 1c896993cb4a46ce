//! The roles and groups of many users.

use sea_query::{Alias, Expr, ExprTrait, JoinType, Query as Build};
use sqlx::FromRow;
use uuid::Uuid;

use crate::access::rights::HeldRow;
use crate::clock::Moment;
use crate::db::{Ask, Result};

#[derive(FromRow)]
struct Row {
    user_id: Uuid,
    #[sqlx(flatten)]
    held: HeldRow,
}

/// The roles and groups of these users, as `held` tells those of one.
pub(in crate::access) async fn held_by(mut db: impl Ask, users: &[Uuid], now: Moment) -> Result<Vec<(Uuid, HeldRow)>> {
    let among = |table: &'static str, column: &'static str| Expr::col((Alias::new(table), Alias::new(column))).is_in(users.iter().copied());
    let own = Build::select()
        .expr(Expr::cust("u.id AS user_id, 'own' AS way, u.id AS source_id, '' AS source_name, u.expires_at AS until, u.role_id"))
        .from_as("users", "u")
        .and_where(among("u", "id"))
        .and_where(Expr::cust("u.role_id IS NOT NULL"))
        .take();
    let groups = Build::select()
        .expr(Expr::cust("m.user_id, 'group' AS way, t.id AS source_id, t.name AS source_name, NULL AS until, tr.role_id"))
        .from_as("team_members", "m")
        .join_as(JoinType::InnerJoin, "teams", "t", Expr::cust("t.id = m.team_id"))
        .join_as(JoinType::LeftJoin, "team_roles", "tr", Expr::cust("tr.team_id = t.id"))
        .and_where(among("m", "user_id"))
        .take();
    let grants = Build::select()
        .expr(Expr::cust("g.user_id, 'grant' AS way, g.id AS source_id, '' AS source_name, g.expires_at AS until, g.role_id"))
        .from_as("grants", "g")
        .and_where(among("g", "user_id"))
        .and_where(
            Expr::col((Alias::new("g"), Alias::new("expires_at")))
                .is_null()
                .or(Expr::col((Alias::new("g"), Alias::new("expires_at"))).gt(now)),
        )
        .take();
    let mut rows: Vec<Row> = Vec::new();
    for select in [own, groups, grants] {
        rows.extend(db.all::<Row>(select.into()).await?);
    }
    Ok(rows.into_iter().map(|row| (row.user_id, row.held)).collect())
}
