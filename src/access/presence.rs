//! When someone was last seen, and where: gathered for a second and written at once, so that reading never waits for it.

use std::collections::HashMap;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::mpsc::{Sender, channel};
use uuid::Uuid;

use super::store;
use crate::clock::Moment;
use crate::db::Db;

/// How often sightings are written.
const BEAT: Duration = Duration::from_secs(1);
/// Sightings that may wait; more are dropped, since the next request brings another.
const WAITING: usize = 10_000;

/// How long the last use of a token stays as it was written: programs ask many times a minute.
const TOKEN_REST: TimeDelta = TimeDelta::minutes(1);

#[derive(Clone)]
pub struct Presence(Sender<Seen>);

enum Seen {
    Page(Sighting),
    Token(Use),
}

/// A token that was used.
struct Use {
    token: Uuid,
    user: Uuid,
    address: String,
    at: Moment,
}

struct Sighting {
    session: Uuid,
    user: Uuid,
    /// None where they were shown no page of ours to come back to.
    page: Option<String>,
    at: Moment,
}

impl Presence {
    /// Starts the task that writes; it ends when the last clone is gone.
    #[must_use]
    pub fn start(db: Db) -> Self {
        let (sender, mut receiver) = channel::<Seen>(WAITING);
        tokio::spawn(async move {
            while let Some(first) = receiver.recv().await {
                tokio::time::sleep(BEAT).await;
                let mut latest = Latest::default();
                latest.add(first);
                while let Ok(next) = receiver.try_recv() {
                    latest.add(next);
                }
                if let Err(error) = write(&db, latest).await {
                    tracing::warn!(%error, "last-seen moments were not written");
                }
            }
        });
        Self(sender)
    }

    pub(super) fn saw(&self, session: Uuid, user: Uuid, page: Option<&str>, at: Moment) {
        let page = page.map(|page| page.chars().take(500).collect());
        let _ = self.0.try_send(Seen::Page(Sighting { session, user, page, at }));
    }

    /// Notes that a token was used, unless that stands there already for this minute.
    pub(super) fn used(&self, token: Uuid, user: Uuid, address: &str, before: Option<Moment>, at: Moment) {
        if before.is_none_or(|before| before + TOKEN_REST <= at) {
            let _ = self.0.try_send(Seen::Token(Use { token, user, address: address.to_owned(), at }));
        }
    }
}

/// What was seen since the last beat, the latest of each.
#[derive(Default)]
struct Latest {
    pages: HashMap<(Uuid, Uuid), Sighting>,
    tokens: HashMap<Uuid, Use>,
}

impl Latest {
    fn add(&mut self, seen: Seen) {
        match seen {
            Seen::Page(next) => {
                let key = (next.session, next.user);
                let before = self.pages.remove(&key).and_then(|seen| seen.page);
                self.pages.insert(key, Sighting { page: next.page.or(before), ..next });
            }
            Seen::Token(next) => drop(self.tokens.insert(next.token, next)),
        }
    }
}

async fn write(db: &Db, latest: Latest) -> crate::db::Result<()> {
    let mut write = db.write().await?;
    for seen in latest.pages.into_values() {
        store::touch(&mut write, seen.session, seen.user, seen.page, seen.at).await?;
    }
    for used in latest.tokens.into_values() {
        store::tokens::touch(&mut write, used.token, used.user, used.address, used.at).await?;
    }
    write.commit().await?;
    Ok(())
}
