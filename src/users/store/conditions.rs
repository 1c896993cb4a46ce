//! What filters and places of a list are in a query.

use chrono::{Datelike, TimeDelta};
use sea_query::{Cond, Expr, ExprTrait, Iden, Query as Build, SelectStatement, SimpleExpr, Value};
use uuid::Uuid;

use crate::clock::{Moment, NEVER};
use crate::users::directory::{By, Cursor, RoleFilter, Seen};

#[derive(Iden, Clone, Copy)]
pub(super) enum Users {
    Id,
    FirstName,
    LastName,
    Email,
    EmailKey,
    NameKey,
    Status,
    RoleId,
    LastSeenAt,
    CreatedAt,
    ExpiresAt,
}

#[derive(Iden, Clone, Copy)]
enum TeamMembers {
    Table,
    TeamId,
    UserId,
}

pub(super) fn has_role(role: RoleFilter, column: impl Fn() -> Expr) -> SimpleExpr {
    match role {
        RoleFilter::None => column().is_null(),
        RoleFilter::Is(id) => column().eq(id),
        RoleFilter::Not(id) => column().is_null().or(column().ne(id)),
    }
}

pub(super) fn seen_within(seen: Seen, now: Moment) -> Cond {
    let column = || Expr::col(Users::LastSeenAt);
    match seen {
        Seen::Never => Cond::all().add(column().eq(NEVER)),
        Seen::Within(days) => Cond::all().add(column().gte(now - TimeDelta::days(days))),
        Seen::NotSince(days) => Cond::all().add(column().gt(NEVER)).add(column().lt(now - TimeDelta::days(days))),
    }
}

/// In the group, for a few members: they are gathered first.
pub(super) fn is_among_members(group: Uuid) -> SimpleExpr {
    Expr::col(Users::Id).in_subquery(members(group).column(TeamMembers::UserId).take())
}

/// In the group, for any number of members: each user is looked up.
pub(super) fn is_member(group: Uuid) -> SimpleExpr {
    let is_this_one = Expr::col((TeamMembers::Table, TeamMembers::UserId)).equals(("users", Users::Id));
    Expr::exists(members(group).expr(Expr::val(1)).and_where(is_this_one).take())
}

fn members(group: Uuid) -> SelectStatement {
    Build::select().from(TeamMembers::Table).and_where(Expr::col((TeamMembers::Table, TeamMembers::TeamId)).eq(group)).take()
}

/// The values of a cursor, in the types of their columns; `None` when they are not of that order.
pub(super) fn place(by: By, cursor: &Cursor) -> Option<Vec<Value>> {
    let text = |i: usize| cursor.keys.get(i).map(|key| Value::from(key.as_str()));
    // Of a year that both databases have.
    let is_kept = |moment: &Moment| (0..10_000).contains(&moment.year());
    let moment = |i: usize| cursor.keys.get(i).and_then(|key| key.parse::<Moment>().ok()).filter(is_kept).map(Value::from);
    let id = Value::from(cursor.id);
    Some(match by {
        By::Name | By::Email => vec![text(0)?, id],
        By::Role => vec![text(1)?, id],
        By::Status => vec![text(0)?, text(1)?, id],
        By::LastSeen | By::Created => vec![moment(0)?, id],
    })
}
