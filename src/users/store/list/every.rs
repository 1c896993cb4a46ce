//! A list as a whole, on whatever page.

use sea_query::{Expr, Func, Query as Build};

use super::{Directory, Users};
use crate::db::{Ask, Query, Result};
use crate::users::Status;
use crate::users::directory::Total;

impl Directory<'_> {
    /// How many there are, however many.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn count_all(&self) -> Result<i64> {
        match self.total {
            Total::Exactly(n) => Ok(n),
            _ => self.count_up_to(i64::from(i32::MAX)).await,
        }
    }

    /// Finds the ids of all of them.
    #[must_use]
    pub fn ids(&self) -> Query {
        self.select(&self.search, None, &|column| Expr::col(column)).column(Users::Id).take().into()
    }

    /// How many of them have each status; nothing where the reader does not see everybody's.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn count_by_status(&self) -> Result<Vec<(Status, i64)>> {
        if !self.scope.always_shows("status") {
            return Ok(Vec::new());
        }
        let rows = self.select(&self.search, None, &|column| Expr::col(column)).column(Users::Status).take();
        let mut count = Build::select();
        count.column("status").expr(Func::count(Expr::val(1))).from_subquery(rows, "found").group_by_col("status");
        let mut db = self.db;
        let rows: Vec<(String, i64)> = db.all(count.into()).await?;
        let n = |status: Status| rows.iter().find(|(name, _)| name == status.name()).map(|(_, n)| (status, *n));
        Ok(Status::ALL.into_iter().filter_map(n).collect())
    }
}
