//! What every request and command can reach: the database, the keys, the clock.

use std::sync::Arc;

use super::line::Line;
use crate::clock::{Clock, Moment};
use crate::config::Config;
use crate::crypto::{HashPool, Keys};
use crate::db::Db;

#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub config: Arc<Config>,
    pub keys: Keys,
    pub hash_pool: HashPool,
    pub clock: Clock,
    /// For the decoders of pictures.
    pub line: Line,
}

impl App {
    #[must_use]
    pub fn new(config: Config, db: Db) -> Self {
        Self {
            db,
            keys: Keys::new(config.secret_key),
            config: Arc::new(config),
            hash_pool: HashPool::start(),
            clock: Clock::default(),
            line: Line::default(),
        }
    }

    #[must_use]
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// An address for mails and redirects: always the configured one, never what a request claims.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.config.public_url)
    }
}
