//! End dates: written, come, and about to come.

use sea_query::{Expr, ExprTrait, Query as Build};
use uuid::Uuid;

use super::crowd::change;
use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;

/// Another end is told of anew.
pub(in crate::users) async fn save_ends(
    write: &mut Write,
    ids: &[Uuid],
    end: Option<Moment>,
    by: Option<Uuid>,
    now: Moment,
) -> Result<u64> {
    write.run(change(ids, by, now).value("expires_at", end).value("end_warned_for", None::<Moment>).take().into()).await
}

/// Users who are active past their end date.
pub(in crate::users) async fn past_end(mut db: impl Ask, now: Moment, most: i64) -> Result<Vec<Uuid>> {
    let sql = sql!("SELECT id FROM users WHERE status = 'active' AND expires_at <= $1 ORDER BY expires_at, id LIMIT $2", now, most);
    Ok(db.all::<(Uuid,)>(sql).await?.into_iter().map(|(id,)| id).collect())
}

/// People who are active, hear of what happens to their account, and have not heard yet that it ends between these moments.
pub(in crate::users) async fn ending(mut db: impl Ask, from: Moment, to: Moment, most: i64) -> Result<Vec<Uuid>> {
    let sql = sql!(
        "SELECT id FROM users
         WHERE status = 'active' AND kind = 'person' AND email_notifications AND expires_at > $1 AND expires_at <= $2
           AND end_warned_for IS NULL
         ORDER BY expires_at, id LIMIT $3",
        from,
        to,
        most
    );
    Ok(db.all::<(Uuid,)>(sql).await?.into_iter().map(|(id,)| id).collect())
}

/// Notes that they are being told of the end date they have. Their record is none the newer for it.
pub(in crate::users) async fn warned(write: &mut Write, ids: &[Uuid]) -> Result<u64> {
    let update = Build::update()
        .table("users")
        .value("end_warned_for", Expr::col("expires_at"))
        .and_where(Expr::col("id").is_in(ids.iter().copied()))
        .take();
    write.run(update.into()).await
}

/// Forgets that they were told: the mail never left.
pub async fn unwarned(write: &mut Write, ids: &[Uuid]) -> Result<u64> {
    let update =
        Build::update().table("users").value("end_warned_for", None::<Moment>).and_where(Expr::col("id").is_in(ids.iter().copied())).take();
    write.run(update.into()).await
}
