//! The bodies of requests: how many bytes of all of them are in memory at a time, and for how long they may come in.

use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::rt::time::timeout;
use actix_web::web::BytesMut;
use futures_util::StreamExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Error;

/// Bytes of all forms that are read or worked on at a time, of strangers and of those signed in.
const MOST_AT_THE_DOOR: usize = 4 * 1024 * 1024;
const MOST_INSIDE: usize = 16 * 1024 * 1024;
/// Of tables of users: two of the largest, which take no room from other forms.
const MOST_OF_TABLES: usize = 33 * 1024 * 1024;
/// Of each, this much needs no room: signing in goes on however many large forms are under way.
const SMALL_FORM: usize = 2 * 1024;
/// A body that takes longer is cut off.
const BODY_PATIENCE: Duration = Duration::from_secs(30);

/// The bytes that may still come; clones share them. Strangers have their own.
#[derive(Clone)]
pub struct Room {
    at_the_door: Arc<Semaphore>,
    inside: Arc<Semaphore>,
    tables: Arc<Semaphore>,
}

impl Default for Room {
    fn default() -> Self {
        let room = |bytes| Arc::new(Semaphore::new(bytes));
        Self { at_the_door: room(MOST_AT_THE_DOOR), inside: room(MOST_INSIDE), tables: room(MOST_OF_TABLES) }
    }
}

impl Room {
    pub(super) fn of(self, has_session: bool, is_table: bool) -> Arc<Semaphore> {
        match (has_session, is_table) {
            (false, _) => self.at_the_door,
            (true, false) => self.inside,
            (true, true) => self.tables,
        }
    }
}

/// A body that has come in.
pub(super) struct Body {
    pub bytes: BytesMut,
    /// How many bytes there were; it may be more than are kept.
    pub size: usize,
    pub room: Option<OwnedSemaphorePermit>,
}

impl Body {
    /// Keeps as many bytes as `largest`, and lets others go up to `most`.
    ///
    /// # Errors
    /// `TooLarge`, `TooSlow`, `Busy` where there is no room left; `Malformed`.
    pub async fn read(payload: Payload, largest: usize, most: usize, left: Arc<Semaphore>) -> Result<Self, Error> {
        timeout(BODY_PATIENCE, take(payload, largest, most, left)).await.map_err(|_| Error::TooSlow)?
    }
}

/// Takes room as bytes come in: to announce many costs nobody any.
async fn take(mut payload: Payload, largest: usize, most: usize, left: Arc<Semaphore>) -> Result<Body, Error> {
    let (mut body, mut size, mut room) = (BytesMut::new(), 0, None::<OwnedSemaphorePermit>);
    while let Some(chunk) = payload.next().await {
        let mut chunk = chunk.map_err(|_| Error::Malformed("body"))?;
        size += chunk.len();
        if size > most {
            return Err(Error::TooLarge);
        }
        chunk.truncate(largest - body.len());
        body.extend_from_slice(&chunk);
        let bytes = u32::try_from(chunk.len().min(body.len().saturating_sub(SMALL_FORM))).map_err(|_| Error::TooLarge)?;
        let more = Arc::clone(&left).try_acquire_many_owned(bytes).map_err(|_| Error::Busy)?;
        match &mut room {
            Some(room) => room.merge(more),
            None => room = Some(more),
        }
    }
    Ok(Body { bytes: body, size, room })
}
