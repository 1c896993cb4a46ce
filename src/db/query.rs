//! A query: text with `$1` placeholders that both databases read alike, or one built from parts, and its values.

use sea_query::{
    DeleteStatement, InsertStatement, PostgresQueryBuilder, SelectStatement, SqliteQueryBuilder, UpdateStatement, Value, Values,
};
use sea_query_sqlx::{SqlxBinder, SqlxValues};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Executor, FromRow, Postgres, SqlSafeStr, SqlStr, Sqlite};

use super::Result;

/// A row that both databases can fill; `#[derive(FromRow)]` is enough.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

#[derive(Clone)]
pub enum Query {
    Text(&'static str, Vec<Value>),
    Built(Box<SelectStatement>),
    /// Many rows at once.
    Insert(Box<InsertStatement>),
    Update(Box<UpdateStatement>),
    Delete(Box<DeleteStatement>),
}

/// `sql!("SELECT … WHERE id = $1", id)`: static text and its values.
#[macro_export]
macro_rules! sql {
    ($text:expr $(, $value:expr)* $(,)?) => {
        $crate::db::Query::Text($text, vec![$(::sea_query::Value::from($value)),*])
    };
}

impl From<SelectStatement> for Query {
    fn from(statement: SelectStatement) -> Self {
        Self::Built(Box::new(statement))
    }
}

impl From<InsertStatement> for Query {
    fn from(statement: InsertStatement) -> Self {
        Self::Insert(Box::new(statement))
    }
}

impl From<UpdateStatement> for Query {
    fn from(statement: UpdateStatement) -> Self {
        Self::Update(Box::new(statement))
    }
}

impl From<DeleteStatement> for Query {
    fn from(statement: DeleteStatement) -> Self {
        Self::Delete(Box::new(statement))
    }
}

impl Query {
    /// Text looks rows up by their keys: its plan is kept. The plan of a query built from what somebody asks depends on
    /// the values: a plan for any word would read the whole table for a rare one.
    fn is_text(&self) -> bool {
        matches!(self, Self::Text(..))
    }

    fn for_sqlite(self) -> (SqlStr, SqlxValues) {
        match self {
            Self::Text(text, values) => (text.into_sql_str(), SqlxValues(Values(values))),
            Self::Built(statement) => {
                let (text, values) = statement.build_sqlx(SqliteQueryBuilder);
                (AssertSqlSafe(text).into_sql_str(), values)
            }
            Self::Insert(statement) => {
                let (text, values) = statement.build_sqlx(SqliteQueryBuilder);
                (AssertSqlSafe(text).into_sql_str(), values)
            }
            Self::Update(statement) => {
                let (text, values) = statement.build_sqlx(SqliteQueryBuilder);
                (AssertSqlSafe(text).into_sql_str(), values)
            }
            Self::Delete(statement) => {
                let (text, values) = statement.build_sqlx(SqliteQueryBuilder);
                (AssertSqlSafe(text).into_sql_str(), values)
            }
        }
    }

    fn for_postgres(self) -> (SqlStr, SqlxValues) {
        match self {
            Self::Text(text, values) => (text.into_sql_str(), SqlxValues(Values(values))),
            Self::Built(statement) => {
                let (text, values) = statement.build_sqlx(PostgresQueryBuilder);
                (AssertSqlSafe(text).into_sql_str(), values)
            }
            Self::Insert(statement) => {
                let (text, values) = statement.build_sqlx(PostgresQueryBuilder);
                (AssertSqlSafe(text).into_sql_str(), values)
            }
            Self::Update(statement) => {
                let (text, values) = statement.build_sqlx(PostgresQueryBuilder);
                (AssertSqlSafe(text).into_sql_str(), values)
            }
            Self::Delete(statement) => {
                let (text, values) = statement.build_sqlx(PostgresQueryBuilder);
                (AssertSqlSafe(text).into_sql_str(), values)
            }
        }
    }

    // Boxed: a handler that waits for something else, a hash say, sets no room aside for its queries.

    pub(super) async fn all_sqlite<T: Row>(self, on: impl Executor<'_, Database = Sqlite>) -> Result<Vec<T>> {
        let (text, values) = self.for_sqlite();
        Box::pin(sqlx::query_as_with(text, values).fetch_all(on)).await
    }

    pub(super) async fn all_postgres<T: Row>(self, on: impl Executor<'_, Database = Postgres>) -> Result<Vec<T>> {
        let is_text = self.is_text();
        let (text, values) = self.for_postgres();
        Box::pin(sqlx::query_as_with(text, values).persistent(is_text).fetch_all(on)).await
    }

    pub(super) async fn run_sqlite(self, on: impl Executor<'_, Database = Sqlite>) -> Result<u64> {
        let (text, values) = self.for_sqlite();
        Ok(Box::pin(sqlx::query_with(text, values).execute(on)).await?.rows_affected())
    }

    pub(super) async fn run_postgres(self, on: impl Executor<'_, Database = Postgres>) -> Result<u64> {
        let (text, values) = self.for_postgres();
        Ok(Box::pin(sqlx::query_with(text, values).execute(on)).await?.rows_affected())
    }
}
