//! Rows of many users at once: found and changed by a statement each, however many they are.

use sea_query::{Alias, Expr, ExprTrait, Iden, JoinType, Order, Query as Build, UpdateStatement};
use uuid::Uuid;

use super::tokens::TokenName;
use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::users::Status;

#[derive(Iden, Clone, Copy)]
enum Users {
    Table,
    Id,
    Status,
    StatusBefore,
    StatusReason,
    StatusSince,
    StatusBy,
    RoleId,
    Version,
    UpdatedAt,
    UpdatedBy,
}

#[derive(Iden, Clone, Copy)]
enum Invitations {
    Table,
    UserId,
    AcceptedAt,
    CancelledAt,
    Secret,
    Version,
}

/// An update of these users that says who changed them, to be continued.
pub(super) fn change(ids: &[Uuid], by: Option<Uuid>, now: Moment) -> UpdateStatement {
    use Users as U;
    Build::update()
        .table(U::Table)
        .value(U::Version, Expr::col(U::Version).add(1))
        .values([(U::UpdatedAt, now.into()), (U::UpdatedBy, by.into())])
        .and_where(Expr::col(U::Id).is_in(ids.iter().copied()))
        .take()
}

pub(in crate::users) struct StatusChange<'a> {
    pub to: Status,
    /// Kept while archived.
    pub before: Option<Status>,
    pub reason: &'a str,
    pub by: Option<Uuid>,
    pub now: Moment,
}

pub(in crate::users) async fn save_statuses(write: &mut Write, ids: &[Uuid], to: StatusChange<'_>) -> Result<u64> {
    use Users as U;
    let mut update = change(ids, to.by, to.now);
    update.values([
        (U::Status, to.to.name().into()),
        (U::StatusBefore, to.before.map(|status| status.name()).into()),
        (U::StatusReason, to.reason.into()),
        (U::StatusSince, to.now.into()),
        (U::StatusBy, to.by.into()),
    ]);
    write.run(update.into()).await
}

pub(in crate::users) async fn save_roles(
    write: &mut Write,
    ids: &[Uuid],
    role: Option<Uuid>,
    by: Option<Uuid>,
    now: Moment,
) -> Result<u64> {
    write.run(change(ids, by, now).value(Users::RoleId, role).take().into()).await
}

/// Invitations that are not pending any more.
pub(in crate::users) async fn cancel_invitations(write: &mut Write, users: &[Uuid], now: Moment) -> Result<u64> {
    use Invitations as I;
    let update = Build::update()
        .table(I::Table)
        .value(I::Version, Expr::col(I::Version).add(1))
        .values([(I::CancelledAt, now.into()), (I::Secret, Option::<Vec<u8>>::None.into())])
        .and_where(Expr::col(I::UserId).is_in(users.iter().copied()))
        .and_where(Expr::col(I::AcceptedAt).is_null())
        .and_where(Expr::col(I::CancelledAt).is_null())
        .take();
    write.run(update.into()).await
}

/// Disables every token of these users; returns them.
pub(in crate::users) async fn refuse_tokens_of(write: &mut Write, users: &[Uuid]) -> Result<Vec<TokenName>> {
    let enabled = || Expr::col("enabled").eq(true);
    let found = Build::select()
        .expr(Expr::cust("t.name, t.user_id, u.first_name, u.last_name, u.email"))
        .from_as("tokens", "t")
        .join_as(JoinType::InnerJoin, "users", "u", Expr::cust("u.id = t.user_id"))
        .and_where(Expr::col((Alias::new("t"), Alias::new("user_id"))).is_in(users.iter().copied()))
        .and_where(enabled())
        .order_by((Alias::new("t"), Alias::new("id")), Order::Asc)
        .take();
    let tokens: Vec<TokenName> = write.all(found.into()).await?;
    if !tokens.is_empty() {
        let theirs = Expr::col("user_id").is_in(users.iter().copied());
        let update = Build::update().table("tokens").value("enabled", false).and_where(enabled()).and_where(theirs).take();
        write.run(update.into()).await?;
    }
    Ok(tokens)
}
