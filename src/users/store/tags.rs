//! The tags that people have lately.

use sea_query::{Order, Query as Build};
use serde_json::Value;

use super::row::plain;
use crate::access::Scope;
use crate::db::{Ask, Db, Result};

/// The tags of users whose tags the reader sees, those seen last first, of so many at most: also of those who have none, so that the
/// walk ends where few have any.
pub(in crate::users) async fn tags(mut db: &Db, scope: &Scope, most: u64) -> Result<Vec<Value>> {
    let mut select = Build::select();
    select.column("tags").from("users");
    for condition in [scope.condition(db, &plain), scope.shows("tags", db, &plain)].into_iter().flatten() {
        select.and_where(condition);
    }
    let rows: Vec<(Value,)> = db.all(select.order_by("last_seen_at", Order::Desc).limit(most).take().into()).await?;
    Ok(rows.into_iter().map(|(tags,)| tags).collect())
}
