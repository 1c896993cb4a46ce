//! What a list is asked for, as conditions of its query.

use chrono::TimeDelta;
use sea_query::{Cond, Expr, ExprTrait, Iden, Query as Build, SelectStatement, SimpleExpr};
use uuid::Uuid;

use crate::access::Fields;
use crate::clock::{Moment, NEVER};
use crate::db::Db;
use crate::users::directory::{RoleFilter, Seen};
use crate::users::fold;

/// Words of a search beyond these are not looked at.
const MOST_TERMS: usize = 8;
/// The fields that a search looks at.
pub(super) const SEARCHED: [&str; 6] = ["first_name", "last_name", "email", "title", "company", "tags"];

/// Every term in one of the searched fields that are open; `None` where none is.
pub(super) fn found_in(open: Fields, db: &Db, terms: &[String]) -> Option<Expr> {
    let has_name = || Expr::col("first_name").ne("").or(Expr::col("last_name").ne(""));
    let keys = [
        ("name_key", open.has("first_name") && open.has("last_name")),
        ("email_key", open.has("email")),
        ("title_key", open.has("title")),
        ("company_key", open.has("company")),
        ("tags_key", open.has("tags")),
    ];
    let every = terms.iter().map(|term| {
        let found = keys.iter().filter(|(_, is_open)| *is_open).map(|(key, _)| {
            let found = db.holds(Expr::col(*key), term);
            // Those without a name are listed by their address, which may be hidden.
            if *key == "name_key" { found.and(has_name()) } else { found }
        });
        found.reduce(ExprTrait::or)
    });
    every.collect::<Option<Vec<Expr>>>()?.into_iter().reduce(ExprTrait::and)
}

#[derive(Iden, Clone, Copy, PartialEq)]
pub(super) enum Users {
    Id,
    FirstName,
    LastName,
    Email,
    EmailKey,
    Avatar,
    NameKey,
    Status,
    RoleId,
    LastSeenAt,
    CreatedAt,
    ExpiresAt,
    Kind,
    TitleKey,
    CompanyKey,
    LocationKey,
    /// What an order goes by that has no column of its own.
    SortKey,
    UserId,
    Parts,
    FirstKey,
    SecondKey,
}

#[derive(Iden, Clone, Copy)]
enum TeamMembers {
    Table,
    TeamId,
    UserId,
}

pub(super) fn has_role(role: RoleFilter, column: &dyn Fn() -> Expr) -> Expr {
    match role {
        RoleFilter::None => column().is_null(),
        RoleFilter::Is(id) => column().eq(id),
        RoleFilter::Not(id) => column().is_null().or(column().ne(id)),
    }
}

pub(super) fn seen_within(seen: Seen, now: Moment, column: &dyn Fn() -> Expr) -> Cond {
    match seen {
        Seen::Never => Cond::all().add(column().eq(NEVER)),
        Seen::Within(days) => Cond::all().add(column().gte(now - TimeDelta::days(days))),
        Seen::NotSince(days) => Cond::all().add(column().gt(NEVER)).add(column().lt(now - TimeDelta::days(days))),
    }
}

pub(super) fn terms(q: &str) -> Vec<String> {
    fold(q).split_whitespace().take(MOST_TERMS).map(str::to_owned).collect()
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
