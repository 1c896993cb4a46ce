//! A page of a list in its order: one stretch after the other, walked along an index, or gathered and sorted.

use sea_query::{Asterisk, CaseStatement, Expr, ExprTrait, Order, Query as Build, SelectStatement, Value};

use super::Directory;
use crate::access::RoleName;
use crate::clock::NEVER;
use crate::db::{Ask, Result, Search};
use crate::users::directory::{By, Cursor, Sort, Total};
use crate::users::store::asked::Users;
use crate::users::store::order::{self, Stretch, ordered_by, stretch_of, stretches};
use crate::users::store::place::Entry;
use crate::users::store::row::plain;

impl Directory<'_> {
    /// One stretch after the other, until there are enough.
    pub(super) async fn walk<T: Entry>(
        &self,
        sort: Sort,
        backward: bool,
        cursor: Option<&Cursor>,
        most: u64,
        roles: &[RoleName],
    ) -> Result<Vec<T>> {
        let mut stretches = stretches(sort.by, sort.descending, roles);
        if backward {
            stretches.reverse();
        }
        let start = cursor.map(|cursor| stretch_of(sort.by, cursor));
        let mut rows = Vec::new();
        for stretch in stretches.into_iter().skip_while(|stretch| start.is_some_and(|start| *stretch != start)) {
            let within = cursor.filter(|_| Some(stretch) == start);
            // By name, whichever way the others go.
            let descending = backward != (sort.descending && !matches!(stretch, Stretch::Without(_)));
            rows.extend(self.ordered(sort.by, descending, within, most - rows.len() as u64, stretch).await?);
            if rows.len() as u64 == most {
                break;
            }
        }
        Ok(rows)
    }

    pub(super) async fn ordered<T: Entry>(
        &self,
        by: By,
        descending: bool,
        cursor: Option<&Cursor>,
        most: u64,
        stretch: Stretch,
    ) -> Result<Vec<T>> {
        use Users as U;
        if self.total == Total::Exactly(0) {
            return Ok(Vec::new());
        }
        let (mut columns, mut tie) = (stretch.columns(by), U::Id);
        let is_shown = self.shows_order(stretch.by(by));
        let mut select = if self.is_gathered(most) || !is_shown {
            let gathered = self.gathered::<T>(by, columns, stretch);
            if stretch.has_key(by) {
                columns = &[U::SortKey];
            }
            // A limit keeps both planners from walking the order in the hope of an early end.
            Build::select().expr(Expr::col(Asterisk)).from_subquery(gathered, "few").take()
        } else {
            if columns == [U::SortKey] {
                // The index of all keys ends in these.
                tie = U::UserId;
            }
            let by_text = Search::ByText(self.terms.clone());
            let mut select = match by {
                // Several statuses are several stretches of the index that begins with them: none of them is the order.
                By::Name | By::Status | By::Role | By::LastSeen => self.select(&by_text, stretch, &|column| {
                    let is_many = column == U::Status && by != By::Status && self.filter.statuses.len() > 1;
                    // Many are neither seen nor not seen: gathering them all to sort them takes longer than meeting some on the way.
                    let is_other = column == U::LastSeenAt && by != By::LastSeen;
                    if is_many || is_other { self.db.in_passing(Expr::col(column)) } else { Expr::col(column) }
                }),
                // No index has these behind a status or a role.
                _ => self.select(&by_text, stretch, &|column| self.db.in_passing(Expr::col(column))),
            };
            self.with_columns::<T>(&mut select, by, columns, stretch);
            select
        };
        let keys: &[U] = if is_shown { columns } else { &[U::FirstKey, U::SecondKey] };
        let order = if descending { Order::Desc } else { Order::Asc };
        for column in keys.iter().chain([&tie]) {
            select.order_by(*column, order.clone());
        }
        if let Some(mut place) = cursor.and_then(|cursor| stretch.place(by, cursor)) {
            if keys.len() > columns.len() {
                place.insert(1, Value::from(""));
            }
            let here = Expr::tuple(keys.iter().chain([&tie]).map(|column| Expr::col(*column)));
            let there = Expr::tuple(place.into_iter().map(Expr::val));
            select.and_where(if descending { here.lt(there) } else { here.gt(there) });
        }
        select.limit(most);
        let mut db = self.db;
        let rows: Vec<T> = db.all(select.into()).await?;
        Ok(rows.into_iter().map(|row| row.seen_in(self.scope)).collect())
    }

    fn parts(&self) -> Expr {
        if self.scope.is_everything() { Expr::val("") } else { self.scope.parts(self.db, &plain) }
    }

    /// Whether the reader may see what this order goes by, of everyone in the list: then a page costs as much as its rows, and not
    /// as all of them.
    #[must_use]
    pub fn shows_order(&self, by: By) -> bool {
        // Of a list in stretches, only those whose field they see have something to sort by.
        let has_stretches = matches!(by, By::Title | By::Company | By::Location | By::End | By::Added(_));
        has_stretches || ordered_by(by).iter().all(|field| self.scope.always_shows(field))
    }

    /// What the list is read as.
    fn with_columns<T: Entry>(&self, select: &mut SelectStatement, by: By, columns: &[Users], stretch: Stretch) {
        select.columns(T::columns(by)).expr_as(self.parts(), Users::Parts);
        if stretch.has_key(by) {
            select.expr_as(Expr::col(columns[0]), Users::SortKey);
        }
    }

    /// All rows, to be sorted: where the reader may not see what the order goes by, it goes by nothing.
    fn gathered<T: Entry>(&self, by: By, columns: &[Users], stretch: Stretch) -> SelectStatement {
        use Users as U;
        let mut select = self.select(&self.search, stretch, &|column| Expr::col(column));
        self.with_columns::<T>(&mut select, by, columns, stretch);
        select.limit(u64::from(u32::MAX));
        if !self.shows_order(stretch.by(by)) {
            for (key, column) in [U::FirstKey, U::SecondKey].into_iter().zip(columns.iter().map(Some).chain([None])) {
                select.expr_as(column.map_or_else(|| Expr::val(""), |column| self.masked(*column)), key);
            }
        }
        select
    }

    /// A key of an order where the reader may see it, else the lowest one.
    fn masked(&self, column: Users) -> Expr {
        use Users as U;
        let shows = |fields: &[&str]| self.scope.shows_all(fields, self.db, &plain).unwrap_or_else(|| Expr::val(1).eq(1));
        let (is_shown, lowest) = match column {
            U::NameKey => {
                let has_name = Expr::col(U::FirstName).ne("").or(Expr::col(U::LastName).ne(""));
                (shows(&["first_name", "last_name"]).and(has_name.or(shows(&["email"]))), Expr::val(""))
            }
            U::EmailKey => (shows(&["email"]), Expr::val("")),
            U::Status => (shows(&["status"]), Expr::val("")),
            U::LastSeenAt => (shows(&["last_seen_at"]), Expr::val(NEVER)),
            _ => (shows(&["created_at"]), Expr::val(NEVER)),
        };
        CaseStatement::new().case(is_shown, Expr::col(column)).finally(lowest).into()
    }

    pub(super) fn only_in(&self, select: &mut SelectStatement, stretch: Stretch, column: &dyn Fn(Users) -> Expr) {
        match stretch {
            Stretch::All => {}
            Stretch::Role(role) => drop(select.and_where(self.has_role(role, &|| column(Users::RoleId)))),
            Stretch::With(by) => {
                order::only_with(select, by);
                select.and_where_option(self.shows_by(by));
            }
            Stretch::Without(by) => {
                let has_key = order::has_key(by, column);
                let has_key = if let Some(shown) = self.shows_by(by) { has_key.and(shown) } else { has_key };
                select.and_where(has_key.not());
            }
        }
    }

    /// Whether the reader sees what somebody is sorted by; `None` where they always do.
    fn shows_by(&self, by: By) -> Option<Expr> {
        match by {
            By::Added(field) => self.scope.shows_field(field, self.db, &plain),
            by => self.scope.shows_all(ordered_by(by), self.db, &plain),
        }
    }
}
