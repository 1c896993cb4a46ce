//! Who administers.

use sea_query::{Alias, Expr, ExprTrait, Order, Query as Build, SimpleExpr, UnionType};
use uuid::Uuid;

use super::NameRow;
use crate::clock::Moment;
use crate::db::{Ask, Result};
use crate::sql;

/// Administrators who can sign in, those seen last first. Those whose rights or account end by themselves are no
/// lasting ones.
///
/// The roles and groups that make somebody one are few, and asked for first: of those that it is told, a database knows how few users
/// have them, and looks at no others.
pub(in crate::access) async fn admins(mut db: impl Ask, only_lasting: bool, most: i64, now: Moment) -> Result<Vec<NameRow>> {
    let roles = db.all::<(Uuid,)>(sql!("SELECT id FROM roles WHERE admin_access")).await?;
    let teams = "SELECT t.team_id FROM team_roles t JOIN roles r ON r.id = t.role_id WHERE r.admin_access";
    let teams = db.all::<(Uuid,)>(sql!(teams)).await?;
    let lasts = || -> SimpleExpr {
        let end = || Expr::col(Alias::new("expires_at"));
        if only_lasting { end().is_null() } else { end().is_null().or(end().gt(now)) }
    };
    let among = |column: &'static str, ids: &[(Uuid,)]| Expr::col(Alias::new(column)).is_in(ids.iter().map(|(id,)| *id));
    let holders = Build::select()
        .column("id")
        .from("users")
        .and_where(among("role_id", &roles))
        .union(UnionType::Distinct, Build::select().column("user_id").from("team_members").and_where(among("team_id", &teams)).take())
        .union(
            UnionType::Distinct,
            Build::select().column("user_id").from("grants").and_where(among("role_id", &roles)).and_where(lasts()).take(),
        )
        .take();
    let found = Build::select()
        .expr(Expr::cust("id, first_name, last_name, email, totp_enabled_at IS NOT NULL AS has_two_factor"))
        .from("users")
        .and_where(Expr::cust("status = 'active' AND kind = 'person' AND password_hash IS NOT NULL"))
        .and_where(lasts())
        .and_where(Expr::col(Alias::new("id")).in_subquery(holders))
        .order_by("last_seen_at", Order::Desc)
        .order_by("id", Order::Asc)
        .limit(u64::try_from(most).unwrap_or(0))
        .take();
    db.all(found.into()).await
}
