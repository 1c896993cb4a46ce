//! Reading from either database, and the transaction that every change runs in.

use sqlx::{Postgres, Sqlite, Transaction};

use super::{Db, Pools, Query, Result, Row};
use crate::sql;

/// Whatever can be asked: the database as it stands, or a transaction with its own changes in sight.
#[expect(async_fn_in_trait, reason = "both implementations are ours and their futures are Send where it matters")]
pub trait Ask {
    /// # Errors
    /// When the database refuses or is away.
    async fn all<T: Row>(&mut self, query: Query) -> Result<Vec<T>>;

    /// The first row, if there is one.
    ///
    /// # Errors
    /// When the database refuses or is away.
    async fn first<T: Row>(&mut self, query: Query) -> Result<Option<T>> {
        Ok(self.all(query).await?.into_iter().next())
    }

    /// The row that must be there.
    ///
    /// # Errors
    /// `RowNotFound` when there is none; else when the database refuses or is away.
    async fn one<T: Row>(&mut self, query: Query) -> Result<T> {
        self.first(query).await?.ok_or(sqlx::Error::RowNotFound)
    }
}

impl Ask for &Db {
    async fn all<T: Row>(&mut self, query: Query) -> Result<Vec<T>> {
        match &self.pools {
            Pools::Sqlite { readers, .. } => query.all_sqlite(readers).await,
            Pools::Postgres { readers, .. } => query.all_postgres(readers).await,
        }
    }
}

/// One transaction that changes things. Dropped without `commit`, nothing has happened.
///
/// On both databases one such transaction runs at a time: SQLite by its nature (`BEGIN IMMEDIATE`), PostgreSQL by an
/// advisory lock. Rules that span rows (one administrator is always left) and the chained trail then hold without
/// retries, and are reasoned about once.
pub struct Write {
    transaction: Either,
    trail_key: [u8; 32],
    /// What is said when it has lasted, and never of what has not happened.
    afterwards: Vec<Box<dyn FnOnce() + Send>>,
}

/// A place in a transaction.
#[must_use]
pub struct Mark {
    /// How much there was to say by then.
    said: usize,
}

enum Either {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// "Role" in ASCII: the advisory lock that writers queue on.
const WRITERS: i64 = 0x526F_6C65;

impl Db {
    /// Waits for its turn and begins to write.
    ///
    /// # Errors
    /// When the database is away or the turn does not come in time.
    pub async fn write(&self) -> Result<Write> {
        let transaction = match &self.pools {
            Pools::Sqlite { writer, .. } => Either::Sqlite(Box::pin(writer.begin_with("BEGIN IMMEDIATE")).await?),
            Pools::Postgres { writers, .. } => Either::Postgres(Box::pin(writers.begin()).await?),
        };
        let mut write = Write { transaction, trail_key: self.trail_key, afterwards: Vec::new() };
        if let Either::Postgres(_) = write.transaction {
            write.run(sql!("SELECT pg_advisory_xact_lock($1)", WRITERS)).await?;
        }
        Ok(write)
    }
}

impl Write {
    #[must_use]
    pub fn trail_key(&self) -> &[u8; 32] {
        &self.trail_key
    }

    /// Does something small once all of this has been committed.
    pub fn afterwards(&mut self, act: impl FnOnce() + Send + 'static) {
        self.afterwards.push(Box::new(act));
    }

    /// Runs a statement; returns the number of rows it touched.
    ///
    /// # Errors
    /// When the database refuses or is away; the transaction is then of no more use.
    pub async fn run(&mut self, query: Query) -> Result<u64> {
        match &mut self.transaction {
            Either::Sqlite(transaction) => query.run_sqlite(&mut **transaction).await,
            Either::Postgres(transaction) => query.run_postgres(&mut **transaction).await,
        }
    }

    /// Marks a place that this transaction can go back to; marks may be made behind marks.
    ///
    /// # Errors
    /// When the database refuses or is away.
    pub async fn mark(&mut self) -> Result<Mark> {
        self.run(sql!("SAVEPOINT mark")).await?;
        Ok(Mark { said: self.afterwards.len() })
    }

    /// Keeps what was done since the newest mark, for as long as the transaction lasts.
    ///
    /// # Errors
    /// When the database refuses or is away.
    pub async fn keep(&mut self, _: Mark) -> Result<()> {
        self.run(sql!("RELEASE SAVEPOINT mark")).await.map(drop)
    }

    /// Takes back what was done since the newest mark, a statement that the database refused included.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn undo(&mut self, mark: Mark) -> Result<()> {
        self.afterwards.truncate(mark.said);
        self.run(sql!("ROLLBACK TO SAVEPOINT mark")).await?;
        self.run(sql!("RELEASE SAVEPOINT mark")).await.map(drop)
    }

    /// Makes it last: when this returns, the change is on disk.
    ///
    /// # Errors
    /// When the database could not; then nothing has happened.
    pub async fn commit(self) -> Result<()> {
        match self.transaction {
            Either::Sqlite(transaction) => transaction.commit().await,
            Either::Postgres(transaction) => transaction.commit().await,
        }?;
        self.afterwards.into_iter().for_each(|act| act());
        Ok(())
    }
}

impl<A: Ask> Ask for &mut A {
    async fn all<T: Row>(&mut self, query: Query) -> Result<Vec<T>> {
        (**self).all(query).await
    }
}

impl Ask for Write {
    async fn all<T: Row>(&mut self, query: Query) -> Result<Vec<T>> {
        match &mut self.transaction {
            Either::Sqlite(transaction) => query.all_sqlite(&mut **transaction).await,
            Either::Postgres(transaction) => query.all_postgres(&mut **transaction).await,
        }
    }
}
