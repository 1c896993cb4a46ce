//! Infix search, the one thing the two databases do in their own ways.

use sea_query::extension::postgres::PgExpr;
use sea_query::{Expr, ExprTrait, Func, LikeExpr, Query as Select, SelectStatement};

use super::{Ask, Db, Pools, Result};
use crate::sql;

/// Letters of an indexed piece: shorter terms cannot use the index.
const PIECE: usize = 3;
/// So many rows are worth a look at the index first.
const MANY: i64 = 10_000;

/// How a search is carried out.
pub enum Search {
    Everything,
    /// SQLite: the index finds the rows that hold the longer terms, in no order; the shorter ones are looked for in each text.
    ByIndex {
        pattern: String,
        short: Vec<String>,
    },
    /// SQLite: what it found before, as a list of places in JSON.
    Found(String),
    /// Each text is looked at. PostgreSQL's planner decides itself whether to ask the index.
    ByText(Vec<String>),
}

impl Db {
    /// Plans the search for texts that hold every term, where the other conditions let at most `others` users through.
    /// Terms are folded, as the texts are.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn plan_search(&self, terms: &[String], others: i64) -> Result<Search> {
        if terms.is_empty() {
            return Ok(Search::Everything);
        }
        let (long, short): (Vec<&String>, Vec<&String>) = terms.iter().partition(|term| term.chars().count() >= PIECE);
        if matches!(self.pools, Pools::Postgres { .. }) || long.is_empty() {
            return Ok(Search::ByText(terms.to_vec()));
        }
        let pattern = long.into_iter().map(|term| quoted(term)).collect::<Vec<_>>().join(" AND ");
        if others < MANY {
            // The smaller number leads: the index, unless it finds more than the other conditions leave.
            const FOUND: &str = "SELECT count(*) FROM (SELECT 1 FROM users_search WHERE users_search MATCH $1 LIMIT $2)";
            let mut db = self;
            let (found,): (i64,) = db.one(sql!(FOUND, pattern.clone(), others + 1)).await?;
            if found > others {
                return Ok(Search::ByText(terms.to_vec()));
            }
        }
        Ok(Search::ByIndex { pattern, short: short.into_iter().cloned().collect() })
    }

    /// A column, or a look-up in another table, whose condition is no reason to leave the order that is walked: SQLite rather takes
    /// an index for the condition and sorts what it finds, or reads the other table whole to prepare for many look-ups. PostgreSQL
    /// knows how many that would be.
    #[must_use]
    pub fn in_passing(&self, column: Expr) -> Expr {
        match self.pools {
            Pools::Sqlite { .. } => Expr::cust_with_expr("+?", column),
            Pools::Postgres { .. } => column,
        }
    }

    /// Whether a column that holds a JSON list of texts holds this one.
    #[must_use]
    pub fn list_holds(&self, list: Expr, text: &str) -> Expr {
        match self.pools {
            Pools::Sqlite { .. } => {
                let found = "EXISTS (SELECT 1 FROM json_each(?) AS entry WHERE entry.value = ?)";
                Expr::cust_with_exprs(found, [list, Expr::val(text)])
            }
            Pools::Postgres { .. } => list.contains(serde_json::json!([text])),
        }
    }

    /// Counts the rows of a query of users that the index finds, no further than `most`. Where it comes that far, it would find too many
    /// to be kept; else they are what the search is from now on.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn find(&self, mut users: SelectStatement, most: u64) -> Result<(i64, Option<Search>)> {
        users.column("seq").limit(most);
        let mut found = Select::select();
        found.expr(Func::count(Expr::val(1))).expr(Func::cust("json_group_array").arg(Expr::col("seq"))).from_subquery(users, "found");
        let mut db = self;
        let (n, places): (i64, String) = db.one(found.into()).await?;
        Ok((n, (n.unsigned_abs() < most).then_some(Search::Found(places))))
    }

    /// Makes the query one of the users that the search finds.
    pub fn from_users(&self, select: &mut SelectStatement, search: &Search) {
        let terms = match search {
            Search::Everything | Search::Found(_) => &Vec::new(),
            Search::ByText(terms) => terms,
            Search::ByIndex { short, .. } => short,
        };
        // A cross join keeps its order on SQLite: rows come as they are found, and only as many as are taken.
        match search {
            Search::ByIndex { pattern, .. } => {
                let mut found = Select::select();
                found.expr(Expr::cust("rowid AS hit")).from("users_search");
                found.and_where(Expr::cust_with_values("users_search MATCH ?", [pattern.as_str()]));
                // As the index spells it that has status and role beside the place: who is left out by these is not looked up.
                select.from_subquery(found, "found").cross_join("users").and_where(Expr::cust("seq + 0 = +hit"));
            }
            Search::Found(places) => {
                let mut found = Select::select();
                found.expr(Expr::cust("value AS hit")).from_function(Func::cust("json_each").arg(places.as_str()), "places");
                select.from_subquery(found, "found").cross_join("users").and_where(Expr::cust("seq = hit"));
            }
            Search::Everything | Search::ByText(_) => drop(select.from("users")),
        }
        for term in terms {
            select.and_where(self.holds(Expr::col("search_text"), term));
        }
    }

    /// Whether a folded text holds a folded term.
    #[must_use]
    pub fn holds(&self, text: Expr, term: &str) -> Expr {
        match self.pools {
            Pools::Sqlite { .. } => Expr::cust_with_exprs("instr(?, ?) > 0", [text, Expr::val(term)]),
            Pools::Postgres { .. } => text.like(LikeExpr::new(format!("%{}%", escaped(term))).escape('\\')),
        }
    }
}

/// A phrase of FTS5: in quotes, quotes doubled.
fn quoted(term: &str) -> String {
    format!("\"{}\"", term.replace('"', "\"\""))
}

/// For LIKE: the wild cards as themselves.
fn escaped(term: &str) -> String {
    term.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
