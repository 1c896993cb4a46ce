//! The orders of a list: what each goes by, and the stretches of rows it is made of.

use chrono::Datelike;
use sea_query::{Expr, ExprTrait, Query as Build, SelectStatement, Value};

use super::asked::Users;
use super::keys::UserKeys;
use crate::access::RoleName;
use crate::clock::Moment;
use crate::users::directory::{By, Cursor, RoleFilter};
use crate::users::sort_keys::slot_of;

/// A part of a list with an order of its own; one after the other they are the whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stretch {
    All,
    /// Of one role, by name.
    Role(RoleFilter),
    /// Those who have something to sort by.
    With(By),
    /// Those who have not, by name.
    Without(By),
}

/// The fields that an order goes by, but for one that was added.
pub(in crate::users) fn ordered_by(by: By) -> &'static [&'static str] {
    match by {
        By::Name => &["first_name", "last_name", "email"],
        By::Email => &["email"],
        By::Status => &["status", "first_name", "last_name", "email"],
        By::Role => &["role", "first_name", "last_name", "email"],
        By::LastSeen => &["last_seen_at"],
        By::Created => &["created_at"],
        By::Title => &["title"],
        By::Company => &["company"],
        By::Location => &["location"],
        By::End => &["expires_at"],
        By::Added(_) => &[],
    }
}

/// The stretches of an order, as they stand in the list; those who have nothing to sort by come last, whichever way it goes.
pub(super) fn stretches(by: By, descending: bool, roles: &[RoleName]) -> Vec<Stretch> {
    match by {
        By::Name | By::Email | By::Status | By::LastSeen | By::Created => vec![Stretch::All],
        By::Role => {
            let given = roles.iter().map(|role| RoleFilter::Is(role.id));
            let mut all: Vec<Stretch> = given.chain([RoleFilter::None]).map(Stretch::Role).collect();
            if descending {
                all.reverse();
            }
            all
        }
        by => vec![Stretch::With(by), Stretch::Without(by)],
    }
}

/// The stretch that a place of that order is in.
pub(super) fn stretch_of(by: By, cursor: &Cursor) -> Stretch {
    match by {
        By::Name | By::Email | By::Status | By::LastSeen | By::Created => Stretch::All,
        By::Role => Stretch::Role(cursor.keys.first().and_then(|key| key.parse().ok()).map_or(RoleFilter::None, RoleFilter::Is)),
        by if cursor.keys.len() == 1 => Stretch::With(by),
        by => Stretch::Without(by),
    }
}

impl Stretch {
    /// What its rows are sorted by: the columns of a list in that order, or those of a stretch with one of its own.
    pub fn columns(self, by: By) -> &'static [Users] {
        use Users as U;
        match (self, by) {
            (Self::Without(_), _) | (_, By::Name | By::Role) => &[U::NameKey],
            (_, By::Email) => &[U::EmailKey],
            (_, By::Status) => &[U::Status, U::NameKey],
            (_, By::LastSeen) => &[U::LastSeenAt],
            (_, By::Created) => &[U::CreatedAt],
            (_, By::Title) => &[U::TitleKey],
            (_, By::Company) => &[U::CompanyKey],
            (_, By::Location) => &[U::LocationKey],
            (_, By::End) => &[U::ExpiresAt],
            (_, By::Added(_)) => &[U::SortKey],
        }
    }

    /// Whether a row needs its key beside its other columns.
    pub fn has_key(self, by: By) -> bool {
        matches!(self, Self::With(_)) && by != By::End
    }

    /// What the rows of this stretch go by: those without anything to sort by go by their names.
    pub fn by(self, by: By) -> By {
        if matches!(self, Self::Without(_)) { By::Name } else { by }
    }

    /// The values of a place in it, in the types of its columns; `None` when they are not of that order.
    pub fn place(self, by: By, cursor: &Cursor) -> Option<Vec<Value>> {
        let text = |i: usize| cursor.keys.get(i).map(|key| Value::from(key.as_str()));
        // Of a year that both databases have.
        let is_kept = |moment: &Moment| (0..10_000).contains(&moment.year());
        let moment = |i: usize| cursor.keys.get(i).and_then(|key| key.parse::<Moment>().ok()).filter(is_kept).map(Value::from);
        let id = Value::from(cursor.id);
        Some(match (self, by) {
            (Self::Without(_), _) | (_, By::Role) => vec![text(1)?, id],
            (_, By::Status) => vec![text(0)?, text(1)?, id],
            (_, By::LastSeen | By::Created | By::End) => vec![moment(0)?, id],
            _ => vec![text(0)?, id],
        })
    }
}

/// Leaves those who have something to sort by.
pub(super) fn only_with(select: &mut SelectStatement, by: By) {
    if let By::Added(field) = by {
        let key = |column| Expr::col((UserKeys::Table, column));
        let is_theirs = key(UserKeys::UserId).equals(("users", Users::Id)).and(key(UserKeys::Slot).eq(slot_of(field)));
        select.inner_join(UserKeys::Table, is_theirs);
    } else {
        select.and_where(has_key(by, &|column| Expr::col(column)));
    }
}

/// Whether a user has something to sort by; as the indexes say it.
pub(super) fn has_key(by: By, column: &dyn Fn(Users) -> Expr) -> Expr {
    match by {
        By::Title => column(Users::TitleKey).gt(Expr::cust("''")),
        By::Company => column(Users::CompanyKey).gt(Expr::cust("''")),
        By::Location => column(Users::LocationKey).gt(Expr::cust("''")),
        By::End => column(Users::ExpiresAt).is_not_null(),
        By::Added(field) => {
            let key = |column| Expr::col((UserKeys::Table, column));
            let mut keys = Build::select();
            keys.expr(Expr::val(1)).from(UserKeys::Table).and_where(key(UserKeys::UserId).equals(("users", Users::Id)));
            Expr::exists(keys.and_where(key(UserKeys::Slot).eq(slot_of(field))).take())
        }
        _ => Expr::val(1).eq(1),
    }
}
