//! The time, as one value that is read once per request and handed down, so that tests can move it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

pub type Moment = DateTime<Utc>;

/// "Never" where a column must always hold a moment: 1 January 1970.
pub const NEVER: Moment = DateTime::UNIX_EPOCH;

#[derive(Clone, Default)]
pub struct Clock {
    ahead_seconds: Arc<AtomicI64>,
}

impl Clock {
    /// The present in UTC, cut to microseconds: what both databases keep.
    #[must_use]
    pub fn now(&self) -> Moment {
        Utc::now().trunc_subsecs(6) + TimeDelta::seconds(self.ahead_seconds.load(Ordering::Relaxed))
    }

    /// Lets time jump; all clones jump together.
    pub fn advance(&self, by: TimeDelta) {
        self.ahead_seconds.fetch_add(by.num_seconds(), Ordering::Relaxed);
    }
}
