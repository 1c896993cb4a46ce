//! So many of something in a while, for an account or a source.

use chrono::TimeDelta;

use super::{one_more, seconds, store, within};
use crate::clock::Moment;
use crate::db::{Ask, Result, Write};

/// At most so many in a window, which begins with the first.
#[derive(Clone, Copy)]
pub struct Limit {
    /// What is counted: a name that no other limit has.
    pub what: &'static str,
    pub most: i64,
    pub window: TimeDelta,
}

impl Limit {
    fn bucket(&self, whose: &str) -> String {
        format!("{}/{whose}", self.what)
    }

    /// Counts one more for an account, known or not. Once the limit is reached nothing is counted, and so many seconds are left.
    ///
    /// # Errors
    /// When the database refuses or is away.
    pub async fn spend(&self, write: &mut Write, account: &str, now: Moment) -> Result<std::result::Result<(), i64>> {
        let wait = self.wait(&mut *write, account, now).await?;
        if let Some(wait) = wait {
            return Ok(Err(wait));
        }
        let bucket = self.bucket(account);
        let row = within(store::find(&mut *write, &bucket).await?, self.window, now);
        store::save(write, one_more(&bucket, row, self.window, now)).await?;
        Ok(Ok(()))
    }

    /// Counts one more for each of these, limits and whose, if all let it through; what any of them holds back counts for none.
    /// Returns the first that does.
    ///
    /// # Errors
    /// When the database refuses or is away.
    pub async fn spend_all<'l>(write: &mut Write, limits: &[(&'l Self, &str)], now: Moment) -> Result<Option<&'l Self>> {
        for (limit, whose) in limits {
            if limit.wait(&mut *write, whose, now).await?.is_some() {
                return Ok(Some(limit));
            }
        }
        for (limit, whose) in limits {
            limit.spend(write, whose, now).await?.ok();
        }
        Ok(None)
    }

    /// The seconds until one more is let through, where it is not at once; asking changes nothing.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn wait(&self, db: impl Ask, account: &str, now: Moment) -> Result<Option<i64>> {
        let row = within(store::find(db, &self.bucket(account)).await?, self.window, now);
        Ok(row.filter(|row| row.n >= self.most).map(|row| seconds(row.since + self.window, now)))
    }
}
