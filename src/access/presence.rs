//! When someone was last seen, and where: gathered for a second and written at once, so that reading never waits for it.

use std::collections::HashMap;
use std::time::Duration;

use tokio::sync::mpsc::{Sender, channel};
use uuid::Uuid;

use super::store;
use crate::clock::Moment;
use crate::db::Db;

/// How often sightings are written.
const BEAT: Duration = Duration::from_secs(1);
/// Sightings that may wait; more are dropped, since the next request brings another.
const WAITING: usize = 10_000;

#[derive(Clone)]
pub struct Presence(Sender<Sighting>);

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
        let (sender, mut receiver) = channel::<Sighting>(WAITING);
        tokio::spawn(async move {
            while let Some(first) = receiver.recv().await {
                tokio::time::sleep(BEAT).await;
                let mut latest = HashMap::from([((first.session, first.user), first)]);
                while let Ok(next) = receiver.try_recv() {
                    let key = (next.session, next.user);
                    let before = latest.remove(&key).and_then(|seen| seen.page);
                    latest.insert(key, Sighting { page: next.page.or(before), ..next });
                }
                if let Err(error) = write(&db, latest.into_values()).await {
                    tracing::warn!(%error, "last-seen moments were not written");
                }
            }
        });
        Self(sender)
    }

    pub(super) fn saw(&self, session: Uuid, user: Uuid, page: Option<&str>, at: Moment) {
        let page = page.map(|page| page.chars().take(500).collect());
        let _ = self.0.try_send(Sighting { session, user, page, at });
    }
}

async fn write(db: &Db, sightings: impl Iterator<Item = Sighting>) -> crate::db::Result<()> {
    let mut write = db.write().await?;
    for seen in sightings {
        store::touch(&mut write, seen.session, seen.user, seen.page, seen.at).await?;
    }
    write.commit().await?;
    Ok(())
}
