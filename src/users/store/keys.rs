//! The keys of users in added fields and tags: one table with one index for all of them.

use sea_query::{Expr, ExprTrait, Func, Iden, OnConflict, Query as Build, SelectStatement};
use uuid::Uuid;

use crate::db::{Ask, Db, Result, Write};
use crate::sql;
use crate::users::sort_keys::Key;

/// Rows added by one statement: databases count the values that one may have.
const BATCH: usize = 2_000;

#[derive(Iden, Clone, Copy)]
pub(super) enum UserKeys {
    Table,
    UserId,
    Slot,
    SortKey,
}

/// What somebody is found by, in place of what they were found by before.
pub(in crate::users) async fn save_keys(write: &mut Write, user: Uuid, keys: Vec<Key>) -> Result<()> {
    write.run(sql!("DELETE FROM user_keys WHERE user_id = $1", user)).await?;
    add_keys(write, keys.into_iter().map(|key| (user, key))).await
}

/// What new users are found by.
pub async fn add_keys(write: &mut Write, keys: impl IntoIterator<Item = (Uuid, Key)>) -> Result<()> {
    let mut keys = keys.into_iter().peekable();
    while keys.peek().is_some() {
        let mut insert = Build::insert();
        insert.into_table(UserKeys::Table).columns([UserKeys::UserId, UserKeys::Slot, UserKeys::SortKey]);
        insert.on_conflict(OnConflict::new().do_nothing().to_owned());
        for (user, (slot, key)) in keys.by_ref().take(BATCH) {
            insert.values_panic([user.into(), slot.into(), key.into()]);
        }
        write.run(insert.into()).await?;
    }
    Ok(())
}

/// The users with that key.
pub(super) fn with_key((slot, key): &Key) -> SelectStatement {
    let mut select = Build::select();
    select.column(UserKeys::UserId).from(UserKeys::Table);
    select.and_where(Expr::col(UserKeys::Slot).eq(*slot)).and_where(Expr::col(UserKeys::SortKey).eq(key.as_str())).take()
}

/// How many users have that key, counted no further than `most`.
pub(super) async fn count(mut db: &Db, key: &Key, most: u64) -> Result<i64> {
    let mut select = Build::select();
    select.expr(Func::count(Expr::val(1))).from_subquery(with_key(key).limit(most).take(), "found");
    let (n,): (i64,) = db.one(select.into()).await?;
    Ok(n)
}
