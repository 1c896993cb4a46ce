//! Lists of users: the queries behind filters, orders and keyset pages.

use sea_query::{Expr, ExprTrait, Func, Order, Query as Build, SelectStatement};
use sqlx::FromRow;
use uuid::Uuid;

use super::conditions::{Users, has_role, is_among_members, is_member, place, seen_within};
use super::ids::{ids_that_begin_with, looks_like_id};
use crate::access::RoleName;
use crate::clock::{Moment, NEVER};
use crate::db::{Ask, Db, Result, Search};
use crate::users::directory::{By, COUNT_LIMIT, Cursor, Filter, From, GroupFilter, RoleFilter, Sort};
use crate::users::{Status, fold};

/// So few are gathered and sorted; of more, the order is walked until the page is full.
const FEW: i64 = 2_000;
const _: () = assert!(FEW < COUNT_LIMIT, "a count that stops early would take many for few");
/// Words of a search beyond these are not looked at.
const MOST_TERMS: usize = 8;

#[derive(FromRow, Clone, Debug)]
pub struct Row {
    pub id: Uuid,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub email_key: String,
    pub name_key: String,
    #[sqlx(try_from = "String")]
    pub status: Status,
    pub role_id: Option<Uuid>,
    pub last_seen_at: Moment,
    pub created_at: Moment,
    pub expires_at: Option<Moment>,
}

impl Row {
    #[must_use]
    pub fn name(&self) -> String {
        crate::web::display_name(&self.first_name, &self.last_name, &self.email)
    }

    /// Whether there is more to call them by than the address.
    #[must_use]
    pub fn has_name(&self) -> bool {
        !self.first_name.is_empty() || !self.last_name.is_empty()
    }

    #[must_use]
    pub fn was_seen(&self) -> bool {
        self.last_seen_at > NEVER
    }

    fn cursor(&self, by: By) -> Cursor {
        let keys = match by {
            By::Name => vec![self.name_key.clone()],
            By::Email => vec![self.email_key.clone()],
            By::Status => vec![self.status.name().into(), self.name_key.clone()],
            By::Role => vec![self.role_id.map(|id| id.to_string()).unwrap_or_default(), self.name_key.clone()],
            By::LastSeen => vec![self.last_seen_at.to_rfc3339()],
            By::Created => vec![self.created_at.to_rfc3339()],
        };
        Cursor { keys, id: self.id }
    }
}

/// What the kept counts say about a filter.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Users of its statuses and its role, and in or out of its group; exact where it asks for nothing else, else at most so many.
    pub others: i64,
    /// Those in the group it asks for.
    pub members: Option<i64>,
}

/// One page of a list, with the places before and after it where there is more.
pub struct Listing {
    pub rows: Vec<Row>,
    pub previous: Option<Cursor>,
    pub next: Option<Cursor>,
}

/// The columns of a `Row`.
const COLUMNS: [Users; 11] = {
    use Users as U;
    [U::Id, U::FirstName, U::LastName, U::Email, U::EmailKey, U::NameKey, U::Status, U::RoleId, U::LastSeenAt, U::CreatedAt, U::ExpiresAt]
};

/// The list of one request: what is asked, how it is searched, and how many there are.
pub struct Directory<'a> {
    db: &'a Db,
    filter: &'a Filter,
    terms: Vec<String>,
    search: Search,
    now: Moment,
    /// Of the group whose members are listed.
    members: Option<i64>,
    /// Up to `COUNT_LIMIT + 1`, and exact where the kept counts say it. `None` where counting would mean reading everything:
    /// all terms are too short for the index.
    pub total: Option<i64>,
}

impl<'a> Directory<'a> {
    /// `known`: what the kept counts say about the filter.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn open(db: &'a Db, filter: &'a Filter, known: Known, now: Moment) -> Result<Self> {
        let terms = if looks_like_id(&filter.q) { Vec::new() } else { terms(&filter.q) };
        let search = db.plan_search(&terms, known.others).await?;
        let mut directory = Self { db, filter, terms, search, now, members: known.members, total: Some(known.others) };
        if !filter.is_counted() {
            directory.total = directory.count().await?;
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
        let columns: &[U] = match by {
            By::Name | By::Role => &[U::NameKey],
            By::Email => &[U::EmailKey],
            By::Status => &[U::Status, U::NameKey],
            By::LastSeen => &[U::LastSeenAt],
            By::Created => &[U::CreatedAt],
        };
        let mut select = if self.total.is_some_and(|total| total <= FEW) {
            // A limit keeps both planners from walking the order in the hope of an early end.
            let few = self.select(&self.search, stretch, Expr::col).columns(COLUMNS).limit(u64::from(u32::MAX)).take();
            Build::select().columns(COLUMNS).from_subquery(few, "few").take()
        } else {
            let by_text = Search::ByText(self.terms.clone());
            match by {
                // No index has these behind a status or a role.
                By::Email | By::Created => self.select(&by_text, stretch, |column| self.db.in_passing(Expr::col(column))),
                _ => self.select(&by_text, stretch, Expr::col),
            }
            .columns(COLUMNS)
            .take()
        };
        let order = if descending { Order::Desc } else { Order::Asc };
        for column in columns.iter().chain([&U::Id]) {
            select.order_by(*column, order.clone());
        }
        if let Some(place) = cursor.and_then(|cursor| place(by, cursor)) {
            let here = Expr::tuple(columns.iter().chain([&U::Id]).map(|column| Expr::col(*column)));
            let there = Expr::tuple(place.into_iter().map(Expr::val));
            select.and_where(if descending { here.lt(there) } else { here.gt(there) });
        }
        select.limit(most);
        let mut db = self.db;
        db.all(select.into()).await
    }

    /// Whether the group is so small that its members are where to begin.
    fn gathers(&self) -> bool {
        self.members.is_some_and(|members| members <= FEW)
    }

    async fn count(&self) -> Result<Option<i64>> {
        if !self.gathers() && !self.terms.is_empty() && self.terms.iter().all(|term| term.chars().count() < 3) {
            return Ok(None);
        }
        let mut rows = self.select(&self.search, None, Expr::col);
        rows.expr(Expr::val(1)).limit(u64::try_from(COUNT_LIMIT + 1).unwrap_or(u64::MAX));
        let mut count = Build::select();
        count.expr(Func::count(Expr::val(1))).from_subquery(rows, "found");
        let mut db = self.db;
        let (n,): (i64,) = db.one(count.into()).await?;
        Ok(Some(n))
    }

    fn select(&self, search: &Search, stretch: Option<RoleFilter>, column: impl Fn(Users) -> Expr) -> SelectStatement {
        use Users as U;
        let mut select = Build::select();
        self.db.from_users(&mut select, search);
        let statuses = &self.filter.statuses;
        if statuses.is_empty() {
            select.and_where(column(U::Status).ne(Status::Archived.name()));
        } else {
            select.and_where(column(U::Status).is_in(statuses.iter().map(super::super::model::Status::name)));
        }
        for role in self.filter.role.into_iter().chain(stretch) {
            select.and_where(has_role(role, || column(U::RoleId)));
        }
        match self.filter.group {
            None => {}
            Some(GroupFilter::Is(group)) if self.gathers() => drop(select.and_where(is_among_members(group))),
            Some(GroupFilter::Is(group)) => drop(select.and_where(self.db.in_passing(is_member(group)))),
            Some(GroupFilter::Not(group)) => drop(select.and_where(self.db.in_passing(is_member(group).not()))),
        }
        if let Some(seen) = self.filter.seen {
            select.cond_where(seen_within(seen, self.now));
        }
        if looks_like_id(&self.filter.q) {
            let (first, last) = ids_that_begin_with(&self.filter.q);
            select.and_where(Expr::col(U::Id).between(first, last));
        }
        select
    }
}

/// One user as a row of the list.
///
/// # Errors
/// When the database is away.
pub async fn one(mut db: &Db, id: Uuid) -> Result<Option<Row>> {
    db.first(crate::sql!(
        "SELECT id, first_name, last_name, email, email_key, name_key, status, role_id, last_seen_at, created_at, expires_at FROM users WHERE id = $1",
        id
    ))
    .await
}

/// These users as rows of the list, by name.
///
/// # Errors
/// When the database is away.
pub async fn some(mut db: impl Ask, ids: &[Uuid]) -> Result<Vec<Row>> {
    use Users as U;
    let mut select = Build::select();
    select.columns(COLUMNS).from("users").and_where(Expr::col(U::Id).is_in(ids.iter().copied()));
    select.order_by(U::NameKey, Order::Asc).order_by(U::Id, Order::Asc);
    db.all(select.into()).await
}

fn terms(q: &str) -> Vec<String> {
    fold(q).split_whitespace().take(MOST_TERMS).map(str::to_owned).collect()
}
