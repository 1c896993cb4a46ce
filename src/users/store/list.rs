//! Lists of users: the queries behind filters, orders and keyset pages.

mod every;
mod walk;

use sea_query::{Expr, ExprTrait, Func, Query as Build, SelectStatement};
use uuid::Uuid;

use super::asked::{SEARCHED, Users, found_in, has_role, is_among_members, is_member, seen_within, terms};
use super::ids::{ids_that_begin_with, looks_like_id};
use super::keys;
use super::order::Stretch;
use super::place::{Entry, Place};
use super::row::{Row, plain};
use crate::access::{RoleName, Scope};
use crate::clock::Moment;
use crate::db::{Ask, Db, Result, Search};
use crate::rules::Collection;
use crate::users::Status;
use crate::users::directory::{By, COUNT_LIMIT, Cursor, Filter, From, GroupFilter, RoleFilter, Sort, Total};
use crate::users::sort_keys::{self, Key};

/// So few are gathered and sorted, however many others there are.
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
    /// As `Known` has them.
    others: Option<i64>,
    members: Option<i64>,
    /// What everybody in the list has in added fields and tags.
    keys: Vec<Key>,
    /// One of those that few have: their users are where to begin.
    rare: Option<Key>,
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
        let keys = filter.asked.as_ref().map(|asked| sort_keys::asked(&asked.conditions())).unwrap_or_default();
        let mut rare = None;
        for key in &keys {
            if rare.is_none() && keys::count(db, key, FEW.unsigned_abs() + 1).await? <= FEW {
                rare = Some(key.clone());
            }
        }
        let mut directory = Self { db, filter, scope, terms, search, now, others: known.others, members: known.members, keys, rare, total };
        if !filter.is_counted() {
            directory.total = directory.count(COUNT_LIMIT).await?;
        } else if known.others.is_none() {
            // Everyone whom the reader sees, and their rules ask for more than is kept: enough to know how to go on.
            directory.total = directory.count(FEW).await?;
        }
        Ok(directory)
    }

    /// The page of at most `per` rows from there on.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn page(&self, sort: Sort, from: &From, per: u64, roles: &[RoleName]) -> Result<Listing> {
        let (rows, previous, next) = self.entries::<Row>(sort, from, per, roles).await?;
        Ok(Listing { rows, previous, next })
    }

    /// The ids of that page, and where the next one begins: for who is asked about next, and not shown.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn ids_of_page(&self, sort: Sort, from: &From, per: u64, roles: &[RoleName]) -> Result<(Vec<Uuid>, Option<Cursor>)> {
        if self.shows_order(sort.by) && self.shows_order(By::Name) {
            let (places, _, next) = self.entries::<Place>(sort, from, per, roles).await?;
            return Ok((places.iter().map(|place| place.id).collect(), next));
        }
        let listing = self.page(sort, from, per, roles).await?;
        Ok((listing.rows.iter().map(|row| row.id).collect(), listing.next))
    }

    /// Those of the page, with the places before and after it where there is more.
    async fn entries<T: Entry>(
        &self,
        sort: Sort,
        from: &From,
        per: u64,
        roles: &[RoleName],
    ) -> Result<(Vec<T>, Option<Cursor>, Option<Cursor>)> {
        let backward = matches!(from, From::Before(_));
        let cursor = match from {
            From::Start => None,
            From::After(cursor) | From::Before(cursor) => Some(cursor),
        };
        let mut rows: Vec<T> = self.walk(sort, backward, cursor, per + 1, roles).await?;
        let more = rows.len() as u64 > per;
        rows.truncate(usize::try_from(per).unwrap_or(usize::MAX));
        if backward {
            rows.reverse();
        }
        let first = rows.first().map(|row| row.place().cursor(sort.by));
        let last = rows.last().map(|row| row.place().cursor(sort.by));
        let (has_previous, has_next) = if backward { (more, true) } else { (cursor.is_some(), more) };
        Ok((rows, first.filter(|_| has_previous), last.filter(|_| has_next)))
    }

    /// The first so many by name.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn first(&self, most: u64) -> Result<Vec<Row>> {
        self.ordered(By::Name, false, None, most, Stretch::All).await
    }

    /// Whether a page of the list costs less where all of it is gathered and sorted, which reads each of the list once: along the
    /// order, so many of the others are read until the page is full.
    fn is_gathered(&self, most: u64) -> bool {
        let Total::Exactly(n) = self.total else { return false };
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        n <= FEW || self.others.is_some_and(|others| n.saturating_mul(n) <= others.saturating_mul(most))
    }

    /// Whether the group is so small that its members are where to begin.
    fn gathers(&self) -> bool {
        self.members.is_some_and(|members| members <= FEW)
    }

    async fn count(&mut self, most: i64) -> Result<Total> {
        if !self.gathers() && !self.terms.is_empty() && self.terms.iter().all(|term| term.chars().count() < 3) {
            return Ok(Total::Unknown);
        }
        let n = if matches!(self.search, Search::ByIndex { .. }) {
            let (n, found) = self.db.find(self.countable(), (most + 1).unsigned_abs()).await?;
            if let Some(found) = found {
                self.search = found;
            }
            n
        } else {
            self.count_up_to(most + 1).await?
        };
        Ok(if n > most { Total::MoreThan(most) } else { Total::Exactly(n) })
    }

    /// All of them, with nothing of any yet.
    fn countable(&self) -> SelectStatement {
        let mut rows = self.select(&self.search, Stretch::All, &|column| Expr::col(column));
        if let Some(key) = self.keys.first().filter(|_| self.rare.is_none()) {
            rows.and_where(Expr::col(Users::Id).in_subquery(keys::with_key(key)));
        }
        rows
    }

    async fn count_up_to(&self, most: i64) -> Result<i64> {
        let mut rows = self.countable();
        rows.expr(Expr::val(1)).limit(u64::try_from(most).unwrap_or(u64::MAX));
        let mut count = Build::select();
        count.expr(Func::count(Expr::val(1))).from_subquery(rows, "found");
        let mut db = self.db;
        let (n,): (i64,) = db.one(count.into()).await?;
        Ok(n)
    }

    fn select(&self, search: &Search, stretch: Stretch, column: &dyn Fn(Users) -> Expr) -> SelectStatement {
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
        if let Some(role) = self.filter.role {
            select.and_where(self.has_role(role, &|| column(U::RoleId)));
        }
        self.only_in(&mut select, stretch, column);
        if let Some(group) = self.filter.group {
            select.and_where(match group {
                GroupFilter::Is(group) if self.gathers() => is_among_members(group),
                GroupFilter::Is(group) => self.db.in_passing(is_member(group)),
                GroupFilter::Not(group) => self.db.in_passing(is_member(group).not()),
            });
            self.only_where_shown(&mut select, "groups");
        }
        if let Some(seen) = self.filter.seen {
            select.cond_where(seen_within(seen, self.now, &|| column(U::LastSeenAt)));
            self.only_where_shown(&mut select, "last_seen_at");
        }
        if let Some(asked) = &self.filter.asked {
            for field in asked.rule.fields() {
                select.and_where_option(self.scope.shows_field(field, self.db, &plain));
            }
            let in_passing = |name: &'static str| self.db.in_passing(Expr::col(name));
            select.and_where(asked.rule.to_sql(Collection::Users, &asked.who, self.db, &in_passing));
        }
        if let Some(rare) = &self.rare {
            select.and_where(Expr::col(U::Id).in_subquery(keys::with_key(rare)));
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
