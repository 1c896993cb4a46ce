//! Infix search, the one thing the two databases do in their own ways.

use sea_query::{Expr, ExprTrait, LikeExpr, SimpleExpr};

use super::{Ask, Db, Result};
use crate::sql;

/// Letters of an indexed piece: shorter terms cannot use the index.
const PIECE: usize = 3;
/// SQLite: with more matches than this it is quicker to walk the list in its order and look at each text.
const FEW: i64 = 2_000;

/// How a search is carried out; decided once, then used for the page and its count alike.
pub enum Search {
    Everything,
    /// SQLite: the rows are found by the index, then sorted.
    ByIndex(String),
    /// The rows are walked in their order and each text is looked at. PostgreSQL's planner makes this choice itself.
    ByText(Vec<String>),
}

impl Db {
    /// Plans the search for texts that hold every term. Terms are folded, as the texts are.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn plan_search(&self, terms: Vec<String>) -> Result<Search> {
        if terms.is_empty() {
            return Ok(Search::Everything);
        }
        let phrases: Vec<String> = terms.iter().filter(|term| term.chars().count() >= PIECE).map(|term| quoted(term)).collect();
        if matches!(self, Self::Postgres(_)) || phrases.len() < terms.len() {
            return Ok(Search::ByText(terms));
        }
        let pattern = phrases.join(" AND ");
        let mut db = self;
        let (found,): (i64,) = db
            .one(sql!("SELECT count(*) FROM (SELECT 1 FROM users_search WHERE users_search MATCH $1 LIMIT $2)", pattern.clone(), FEW + 1))
            .await?;
        Ok(if found > FEW { Search::ByText(terms) } else { Search::ByIndex(pattern) })
    }

    /// The condition on `text` (a folded column) and `row` (the index's row id).
    #[must_use]
    pub fn matches(&self, search: &Search, text: &Expr, row: &Expr) -> Option<SimpleExpr> {
        match search {
            Search::Everything => None,
            Search::ByIndex(pattern) => Some(Expr::cust_with_exprs(
                "? IN (SELECT rowid FROM users_search WHERE users_search MATCH ?)",
                [row.clone(), Expr::val(pattern.clone())],
            )),
            Search::ByText(terms) => terms
                .iter()
                .map(|term| match self {
                    Self::Sqlite { .. } => Expr::cust_with_exprs("instr(?, ?) > 0", [text.clone(), Expr::val(term.clone())]),
                    Self::Postgres(_) => text.clone().like(LikeExpr::new(format!("%{}%", escaped(term))).escape('\\')),
                })
                .reduce(ExprTrait::and),
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
