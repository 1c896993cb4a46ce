//! Lists of users: the queries behind filters, orders and keyset pages.

mod every;

use sea_query::{Asterisk, CaseStatement, Expr, ExprTrait, Func, Order, Query as Build, SelectStatement, Value};

use super::asked::{SEARCHED, Users, found_in, has_role, is_among_members, is_member, ordered_by, place, seen_within, terms};
use super::ids::{ids_that_begin_with, looks_like_id};
use super::row::{COLUMNS, Row, plain};
use crate::access::{RoleName, Scope};
use crate::clock::{Moment, NEVER};
use crate::db::{Ask, Db, Result, Search};
use crate::rules::Collection;
use crate::users::Status;
use crate::users::directory::{By, COUNT_LIMIT, Cursor, Filter, From, GroupFilter, RoleFilter, Sort, Total};

/// So few are gathered and sorted; of more, the order is walked until the page is full.
const FEW: i64 = 2_000;
const _: () = assert!(FEW < COUNT_LIMIT, "a count that stops early would take many for few");

/// What the kept counts say about a filter.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Users of its statuses and its role, and in or out of its group; exact where it asks for nothing else, else at most so many; `None` where it is not
    /// known.
    pub others: Option<i64>,
    /// Those in the group it asks for.
    pub members: Option<i64>,
}

/// One page of a list, with the places before and after it where there is more.
pub struct Listing {
    pub rows: Vec<Row>,
    pub previous: Option<Cursor>,
    pub next: Option<Cursor>,
}

/// The list of one request: what is asked, how it is searched, and how many there are.
pub struct Directory<'a> {
    db: &'a Db,
    filter: &'a Filter,
    /// What the reader may see, of whom.
    scope: &'a Scope,
    terms: Vec<String>,
    search: Search,
    now: Moment,
    /// Of the group whose members are listed.
    members: Option<i64>,
    /// Unknown where counting would mean reading everything: all terms are too short for the index.
    pub total: Total,
}

impl<'a> Directory<'a> {
    /// `known`: what the kept counts say about the users of the scope whom the filter lets through.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn open(db: &'a Db, filter: &'a Filter, scope: &'a Scope, known: Known, now: Moment) -> Result<Self> {
        let terms = if looks_like_id(&filter.q) { Vec::new() } else { terms(&filter.q) };
        let search = db.plan_search(&terms, known.others.unwrap_or(i64::MAX)).await?;
        let total = known.others.map_or(Total::Unknown, Total::Exactly);
        let mut directory = Self { db, filter, scope, terms, search, now, members: known.members, total };
        if !filter.is_counted() {
            directory.total = directory.count(COUNT_LIMIT).await?;
        } else if known.others.is_none() {
            // Everyone whom the reader sees, and their rules ask for more than is kept: enough to know how to go on.
            directory.total = directory.count(FEW).await?;
        }
        Ok(directory)
    }

    /// The page of at most `per` rows from there on. Sorted by role, users without one come last.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn page(&self, sort: Sort, from: &From, per: u64, roles: &[RoleName]) -> Result<Listing> {
        let backward = matches!(from, From::Before(_));
        let descending = sort.descending != backward;
        let cursor = match from {
            From::Start => None,
            From::After(cursor) | From::Before(cursor) => Some(cursor),
        };
        let mut rows = match sort.by {
            By::Role => self.by_role(descending, cursor, per + 1, roles).await?,
            _ => self.ordered(sort.by, descending, cursor, per + 1, None).await?,
        };
        let more = rows.len() as u64 > per;
        rows.truncate(usize::try_from(per).unwrap_or(usize::MAX));
        if backward {
            rows.reverse();
        }
        let first = rows.first().map(|row| row.cursor(sort.by));
        let last = rows.last().map(|row| row.cursor(sort.by));
        let (has_previous, has_next) = if backward { (more, true) } else { (cursor.is_some(), more) };
        Ok(Listing { previous: first.filter(|_| has_previous), next: last.filter(|_| has_next), rows })
    }

    /// The first so many by name.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn first(&self, most: u64) -> Result<Vec<Row>> {
        self.ordered(By::Name, false, None, most, None).await
    }

    /// Roles are few: one ordered stretch of the index after the other, until the page is full.
    async fn by_role(&self, descending: bool, cursor: Option<&Cursor>, most: u64, roles: &[RoleName]) -> Result<Vec<Row>> {
        let mut stretches: Vec<RoleFilter> = roles.iter().map(|role| RoleFilter::Is(role.id)).chain([RoleFilter::None]).collect();
        if descending {
            stretches.reverse();
        }
        let start = cursor.map(|cursor| cursor.keys.first().and_then(|key| key.parse().ok()).map_or(RoleFilter::None, RoleFilter::Is));
        let mut rows = Vec::new();
        for role in stretches.into_iter().skip_while(|role| start.is_some_and(|start| *role != start)) {
            let within = cursor.filter(|_| Some(role) == start);
            let left = most - rows.len() as u64;
            rows.extend(self.ordered(By::Role, descending, within, left, Some(role)).await?);
            if rows.len() as u64 == most {
                break;
            }
        }
        Ok(rows)
    }

    async fn ordered(&self, by: By, descending: bool, cursor: Option<&Cursor>, most: u64, stretch: Option<RoleFilter>) -> Result<Vec<Row>> {
        use Users as U;
        if self.total == Total::Exactly(0) {
            return Ok(Vec::new());
        }
        let columns: &[U] = match by {
            By::Name | By::Role => &[U::NameKey],
            By::Email => &[U::EmailKey],
            By::Status => &[U::Status, U::NameKey],
            By::LastSeen => &[U::LastSeenAt],
            By::Created => &[U::CreatedAt],
        };
        let few = matches!(self.total, Total::Exactly(n) if n <= FEW);
        let mut select = if few || !self.shows_order(by) {
            // A limit keeps both planners from walking the order in the hope of an early end.
            Build::select().expr(Expr::col(Asterisk)).from_subquery(self.gathered(by, columns, stretch), "few").take()
        } else {
            let by_text = Search::ByText(self.terms.clone());
            match by {
                // No index has these behind a status or a role.
                By::Email | By::Created => self.select(&by_text, stretch, &|column| self.db.in_passing(Expr::col(column))),
                _ => self.select(&by_text, stretch, &|column| Expr::col(column)),
            }
            .columns(COLUMNS)
            .expr_as(self.parts(), U::Parts)
            .take()
        };
        let keys: &[U] = if self.shows_order(by) { columns } else { &[U::FirstKey, U::SecondKey] };
        let order = if descending { Order::Desc } else { Order::Asc };
        for column in keys.iter().chain([&U::Id]) {
            select.order_by(*column, order.clone());
        }
        if let Some(mut place) = cursor.and_then(|cursor| place(by, cursor)) {
            if keys.len() > columns.len() {
                place.insert(1, Value::from(""));
            }
            let here = Expr::tuple(keys.iter().chain([&U::Id]).map(|column| Expr::col(*column)));
            let there = Expr::tuple(place.into_iter().map(Expr::val));
            select.and_where(if descending { here.lt(there) } else { here.gt(there) });
        }
        select.limit(most);
        let mut db = self.db;
        let rows: Vec<Row> = db.all(select.into()).await?;
        Ok(rows.into_iter().map(|row| row.seen_in(self.scope)).collect())
    }

    fn parts(&self) -> Expr {
        if self.scope.is_everything() { Expr::val("") } else { self.scope.parts(self.db, &plain) }
    }

    /// Whether the reader may see what this order goes by, of everyone in the list: then a page costs as much as its rows, and not
    /// as all of them.
    #[must_use]
    pub fn shows_order(&self, by: By) -> bool {
        ordered_by(by).iter().all(|field| self.scope.always_shows(field))
    }

    /// All rows, to be sorted: where the reader may not see what the order goes by, it goes by nothing.
    fn gathered(&self, by: By, columns: &[Users], stretch: Option<RoleFilter>) -> SelectStatement {
        use Users as U;
        let mut select = self.select(&self.search, stretch, &|column| Expr::col(column));
        select.columns(COLUMNS).expr_as(self.parts(), U::Parts).limit(u64::from(u32::MAX));
        if !self.shows_order(by) {
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

    /// Whether the group is so small that its members are where to begin.
    fn gathers(&self) -> bool {
        self.members.is_some_and(|members| members <= FEW)
    }

    async fn count(&self, most: i64) -> Result<Total> {
        if !self.gathers() && !self.terms.is_empty() && self.terms.iter().all(|term| term.chars().count() < 3) {
            return Ok(Total::Unknown);
        }
        let n = self.count_up_to(most + 1).await?;
        Ok(if n > most { Total::MoreThan(most) } else { Total::Exactly(n) })
    }

    async fn count_up_to(&self, most: i64) -> Result<i64> {
        let mut rows = self.select(&self.search, None, &|column| Expr::col(column));
        rows.expr(Expr::val(1)).limit(u64::try_from(most).unwrap_or(u64::MAX));
        let mut count = Build::select();
        count.expr(Func::count(Expr::val(1))).from_subquery(rows, "found");
        let mut db = self.db;
        let (n,): (i64,) = db.one(count.into()).await?;
        Ok(n)
    }

    fn select(&self, search: &Search, stretch: Option<RoleFilter>, column: &dyn Fn(Users) -> Expr) -> SelectStatement {
        use Users as U;
        let mut select = Build::select();
        self.db.from_users(&mut select, search);
        let statuses = &self.filter.statuses;
        if statuses.is_empty() {
            select.and_where(column(U::Status).ne(Status::Archived.name()));
        } else {
            let is_one = || column(U::Status).is_in(statuses.iter().map(Status::name));
            // All of them are no condition: asked for, the order would become a sort of everyone.
            select.and_where_option((!Status::ALL.iter().all(|status| statuses.contains(status))).then(is_one));
            self.only_where_shown(&mut select, "status");
        }
        for role in self.filter.role.into_iter().chain(stretch) {
            select.and_where(self.has_role(role, &|| column(U::RoleId)));
        }
        if let Some(group) = self.filter.group {
            select.and_where(match group {
                GroupFilter::Is(group) if self.gathers() => is_among_members(group),
                GroupFilter::Is(group) => self.db.in_passing(is_member(group)),
                GroupFilter::Not(group) => self.db.in_passing(is_member(group).not()),
            });
            self.only_where_shown(&mut select, "groups");
        }
        if let Some(seen) = self.filter.seen {
            select.cond_where(seen_within(seen, self.now));
            self.only_where_shown(&mut select, "last_seen_at");
        }
        if let Some(asked) = &self.filter.asked {
            for field in asked.rule.fields() {
                select.and_where_option(self.scope.shows_field(field, self.db, &plain));
            }
            let in_passing = |name: &'static str| self.db.in_passing(Expr::col(name));
            select.and_where(asked.rule.to_sql(Collection::Users, &asked.who, self.db, &in_passing));
        }
        if looks_like_id(&self.filter.q) {
            let (first, last) = ids_that_begin_with(&self.filter.q);
            select.and_where(Expr::col(U::Id).between(first, last));
        }
        if !self.terms.is_empty() && !SEARCHED.iter().all(|field| self.scope.always_shows(field)) {
            select.and_where(self.scope.where_open(self.db, &plain, |fields| found_in(fields, self.db, &self.terms)));
        } else if let Some(condition) = self.scope.condition(self.db, &|name| self.db.in_passing(Expr::col(name))) {
            select.and_where(condition);
        }
        select
    }

    /// What is asked of a field is asked of those whose field the reader may see, and of nobody else.
    fn only_where_shown(&self, select: &mut SelectStatement, field: &str) {
        if let Some(shown) = self.scope.shows(field, self.db, &plain) {
            select.and_where(shown);
        }
    }

    /// To a reader who may not see it, a role is none when they sort, and no answer when they ask.
    fn has_role(&self, role: RoleFilter, column: &dyn Fn() -> Expr) -> Expr {
        let Some(shown) = self.scope.shows("role", self.db, &plain) else { return has_role(role, column) };
        match role {
            RoleFilter::None if self.filter.role.is_none() => has_role(role, column).or(shown.not()),
            role => has_role(role, column).and(shown),
        }
    }
}
