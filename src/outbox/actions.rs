//! Trying mails again, and discarding them.

use uuid::Uuid;

use super::model::{MailRow, Sight};
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::crypto::Keys;
use crate::db::{Db, Write};
use crate::i18n::Words;
use crate::links;
use crate::mail::{self, State};
use crate::rules::{Action, Collection};
use crate::web::{Error, Lack, Result};

/// Failed mails that are tried again at once.
const MOST: u64 = 500;

fn event(action: &'static str, mail: &MailRow) -> Event {
    Event::new(action, Subject::mail(mail.id, mail.to_address.clone()))
}

/// One mail as whoever asks may see it.
///
/// # Errors
/// `NotFound` when there is none, or none for them.
pub async fn seen(db: &Db, actor: &Actor, id: Uuid) -> Result<Sight> {
    Sight::of(actor, store::find(db, id).await?.ok_or(Error::NotFound)?)
}

/// Tries one again now. A mail that brings a link is only sent while its link works.
///
/// # Errors
/// `NotFound`; `Lack`; `Refused` for one that has left or was taken back, and one whose link has died.
pub async fn retry(db: &Db, keys: &Keys, actor: &Actor, id: Uuid, now: Moment) -> Result<Sight> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let row = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let seen = Sight::of(&actor, row.clone())?;
    if !seen.sets("state") {
        return Err(Error::Lack(Lack::of(Action::Update, Collection::Outbox)));
    }
    if !row.is_open() {
        return Err(Words::new("refused-mail-closed").into());
    }
    if !has_live_link(&mut write, keys, &row, now).await? {
        return Err(Words::new("refused-mail-link").into());
    }
    store::retry(&mut write, id, now).await?;
    audit::record(&mut write, &actor, event("mail.retry", &row), now).await?;
    write.commit().await?;
    Ok(seen)
}

/// Tries those that failed again, as far as whoever acts may and their links still work. Returns how many.
///
/// # Errors
/// `Lack`; when the database refuses or is away.
pub async fn retry_failed(db: &Db, keys: &Keys, actor: &Actor, now: Moment) -> Result<usize> {
    let (mut write, actor) = actor.begin(db, now).await?;
    actor.require(Action::Update, Collection::Outbox)?;
    let scope = actor.scope(Action::Update, Collection::Outbox);
    let rows = store::page(&mut write, db, &scope, Some(State::Failed), None, MOST).await?;
    let mut events = Vec::new();
    for row in rows {
        let is_open = Sight::of(&actor, row.clone()).is_ok_and(|seen| seen.sets("state"));
        if is_open && has_live_link(&mut write, keys, &row, now).await? {
            store::retry(&mut write, row.id, now).await?;
            events.push(event("mail.retry", &row));
        }
    }
    let n = events.len();
    audit::record_all(&mut write, &actor, events, now).await?;
    write.commit().await?;
    Ok(n)
}

/// Takes one back for good: it is not sent, and its link stays what it is.
///
/// # Errors
/// `NotFound`; `Lack`; `Refused` for one that has left or was taken back.
pub async fn discard(db: &Db, actor: &Actor, id: Uuid, now: Moment) -> Result<Sight> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let row = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let seen = Sight::of(&actor, row.clone())?;
    if !seen.deletes {
        return Err(Error::Lack(Lack::of(Action::Delete, Collection::Outbox)));
    }
    if store::discard(&mut write, id).await? == 0 {
        return Err(Words::new("refused-mail-closed").into());
    }
    audit::record(&mut write, &actor, event("mail.discard", &row), now).await?;
    write.commit().await?;
    Ok(seen)
}

/// Whether the link that it brings still works; mails without one have nothing that dies.
async fn has_live_link(write: &mut Write, keys: &Keys, row: &MailRow, now: Moment) -> Result<bool> {
    let Some(purpose) = links::Purpose::of(row.kind) else { return Ok(true) };
    let Some(secret) = mail::secret_of(&mut *write, keys, row.id).await? else { return Ok(false) };
    Ok(links::find(write, purpose, &secret, now).await?.is_some_and(|link| link.ended.is_none()))
}
