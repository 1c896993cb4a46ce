//! A list as a whole, on whatever page.

use sea_query::Expr;

use super::{Directory, Users};
use crate::db::{Query, Result};
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
}
