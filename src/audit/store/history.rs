//! The history of one user: what was done to them, and by them, through an index each.

use std::cmp::Reverse;

use sea_query::{Asterisk, Expr, ExprTrait, Order, Query as Build, SelectStatement};
use sqlx::FromRow;
use uuid::Uuid;

use super::{EventRow, older_of};
use crate::access::Scope;
use crate::clock::Moment;
use crate::db::{Ask, Db, Result};

/// Events of one side whose days are counted: what would be read beyond them for one page is not.
pub const MOST_COUNTED: u64 = 10_000;

/// Which events of somebody's history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    #[default]
    All,
    /// What others did to them.
    To,
    /// What they did.
    By,
}

/// Whose history, and what the reader sees of it.
#[derive(Clone, Copy)]
pub struct Whose<'a> {
    pub user: Uuid,
    /// The reader's scope of the trail.
    pub scope: &'a Scope,
    /// Where it is the reader's own, which they see without any right: the acts upon them that they do not.
    pub own: Option<&'a [&'static str]>,
}

/// When an event of the history was.
#[derive(FromRow, Clone, Copy, Debug)]
struct MomentRow {
    seq: i64,
    at: Moment,
}

/// The newest events of a history before a number, and the number to go on from where there are more.
///
/// # Errors
/// When the database is away.
pub async fn history(mut db: &Db, whose: Whose<'_>, side: Side, before: Option<i64>, most: u64) -> Result<(Vec<EventRow>, Option<i64>)> {
    let mut rows: Vec<EventRow> = Vec::new();
    for key in keys(side) {
        let mut select = whose.select(db, key, side, &[]);
        select.column(Asterisk).expr_as(whose.scope.parts(db, &column), "parts").limit(most + 1);
        if let Some(before) = before {
            // SQLite would rather go down the whole trail from there.
            select.and_where(db.in_passing(Expr::col("seq")).lt(before));
        }
        rows.append(&mut db.all(select.into()).await?);
    }
    // What somebody did to themselves is found twice.
    rows.sort_by_key(|row| Reverse(row.seq));
    rows.dedup_by_key(|row| row.seq);
    let older = older_of(&mut rows, most);
    Ok((rows, older))
}

/// The newest changes to somebody, without their coming and going.
///
/// # Errors
/// When the database is away.
pub async fn changes_to(mut db: &Db, whose: Whose<'_>, most: u64) -> Result<Vec<EventRow>> {
    let mut select = whose.select(db, "subject", Side::All, &[]);
    select.column(Asterisk).expr_as(whose.scope.parts(db, &column), "parts").limit(most);
    db.all(select.and_where(Expr::col("action").not_like("session.%")).take().into()).await
}

/// When the events of a history since then were, as far as the reader may know; and whether more were than are counted.
///
/// # Errors
/// When the database is away.
pub async fn moments(mut db: &Db, whose: Whose<'_>, side: Side, since: Moment) -> Result<(Vec<Moment>, bool)> {
    let (mut rows, mut is_cut): (Vec<MomentRow>, bool) = (Vec::new(), false);
    for key in keys(side) {
        let mut newest = whose.select(db, key, side, &["at"]);
        newest.columns(["seq", "at"]).limit(MOST_COUNTED);
        let mut select = Build::select();
        select.columns(["seq", "at"]).from_subquery(newest, "newest").and_where(Expr::col("at").gte(since));
        let mut found: Vec<MomentRow> = db.all(select.into()).await?;
        is_cut |= found.len() as u64 == MOST_COUNTED;
        rows.append(&mut found);
    }
    rows.sort_by_key(|row| row.seq);
    rows.dedup_by_key(|row| row.seq);
    Ok((rows.into_iter().map(|row| row.at).collect(), is_cut))
}

/// The fields that name them, each with an index.
fn keys(side: Side) -> &'static [&'static str] {
    match side {
        Side::All => &["subject", "actor"],
        Side::To => &["subject"],
        Side::By => &["actor"],
    }
}

fn column(name: &'static str) -> Expr {
    Expr::col(name)
}

impl Whose<'_> {
    /// Events that name them by this key, the newest first, where the reader sees that, what was done, and these fields.
    fn select(&self, db: &Db, key: &'static str, side: Side, fields: &[&str]) -> SelectStatement {
        let id = |key| Expr::col(if key == "actor" { "actor_id" } else { "subject_id" });
        let mut select = Build::select();
        select.from("audit_events").and_where(id(key).eq(self.user)).order_by("seq", Order::Desc);
        if let Some(open) = self.open(db, key, fields) {
            select.and_where(open);
        }
        // Who does not see who did it must not find out by what is left.
        if side == Side::To && (self.own.is_some() || self.scope.always_shows("actor")) {
            select.and_where(id("actor").is_null().or(id("actor").ne(self.user)));
        }
        select
    }

    /// The condition that an event that names them by this key is open to the reader; `None` where it always is.
    fn open(&self, db: &Db, key: &'static str, fields: &[&str]) -> Option<Expr> {
        let shown = [&[key, "action"], fields].concat();
        let column = |name| db.in_passing(Expr::col(name));
        let by_right = || {
            let conditions = [self.scope.condition(db, &column), self.scope.shows_all(&shown, db, &column)];
            conditions.into_iter().flatten().reduce(ExprTrait::and)
        };
        match self.own {
            None => by_right(),
            Some([]) => None,
            Some(_) if key == "actor" => None,
            Some(kept) => {
                let own = Expr::col("action").is_not_in(kept.iter().copied()).or(Expr::col("actor_id").eq(self.user));
                by_right().map(|by_right| own.or(by_right))
            }
        }
    }
}
