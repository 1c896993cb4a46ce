//! Opens either database and runs queries on it; the one place that knows which one it is.

mod json;
mod migrations;
mod open;
mod query;
mod search;
mod write;

pub use json::Json;
pub use open::{OpenError, hold_alone, open, require_there};
pub use query::{Query, Row};
pub use search::Search;
pub use write::{Ask, Mark, Write};

use sqlx::{PgPool, SqlitePool};

use crate::sql;

pub type Error = sqlx::Error;
pub type Result<T> = std::result::Result<T, Error>;

/// Either database. Clones share the same connections.
#[derive(Clone)]
pub struct Db {
    pub pools: Pools,
    /// What the head of the trail is signed with; no part of the database.
    trail_key: [u8; 32],
}

#[derive(Clone)]
pub enum Pools {
    /// One connection writes, several read: SQLite lets nobody write side by side anyway, and readers never wait.
    Sqlite { readers: SqlitePool, writer: SqlitePool },
    /// Of the writers one has its turn and one is next; the others wait here, where they take no connection from anyone.
    Postgres { readers: PgPool, writers: PgPool },
}

impl Db {
    /// Runs one statement that stands for itself and needs no audit event: counters, leases, last-seen moments.
    /// Returns the number of rows it touched.
    ///
    /// # Errors
    /// When the database refuses or is away.
    pub async fn run(&self, query: Query) -> Result<u64> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => query.run_sqlite(writer).await,
            Pools::Postgres { readers, .. } => query.run_postgres(readers).await,
        }
    }

    /// Lets SQLite count again what has grown since it last did: it plans by these numbers. PostgreSQL does so by itself.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn count_again(&self) -> Result<()> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => sql!("PRAGMA optimize").run_sqlite(writer).await.map(drop),
            Pools::Postgres { .. } => Ok(()),
        }
    }

    /// Waits until every connection is given back and closed.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres { readers, writers } => {
                readers.close().await;
                writers.close().await;
            }
        }
    }

    #[must_use]
    pub fn name(&self) -> &'static str {
        match self.pools {
            Pools::Sqlite { .. } => "SQLite",
            Pools::Postgres { .. } => "PostgreSQL",
        }
    }

    #[must_use]
    pub fn trail_key(&self) -> &[u8; 32] {
        &self.trail_key
    }
}

/// Tells a broken unique key from every other refusal: unique keys decide, nobody checks first.
#[must_use]
pub fn is_taken(error: &Error) -> bool {
    error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}
