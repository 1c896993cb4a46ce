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
use crate::invitations;
use crate::links;
use crate::mail::{self, State};
use crate::rules::{Action, Collection};
use crate::users;
use crate::web::{Error, Lack, Result};

/// Failed mails that are looked at in one transaction.
const BATCH: u64 = 100;

/// The event of a mail, which is about its user.
async fn event(write: &mut Write, action: &'static str, mail: &MailRow) -> Result<Event> {
    let user = match mail.user_id {
        Some(id) => users::store::find(write, id).await?,
        None => None,
    };
    Ok(Event::new(action, user.map_or_else(Subject::mail, |user| Subject::user(user.id, user.name()))))
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
    seen.require_changes(&["state"])?;
    if !row.is_open() {
        return Err(Words::new("refused-mail-closed").into());
    }
    if !has_live_link(&mut write, keys, &row, now).await? {
        return Err(Words::new("refused-mail-link").into());
    }
    store::retry(&mut write, id, now).await?;
    let event = event(&mut write, "mail.retry", &row).await?;
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(seen)
}

/// Ends the pause after refused sign-ins, for whoever may try mails again that are not only their own.
///
/// # Errors
/// `Lack`; `Refused` when mail is not paused.
pub async fn end_pause(db: &Db, actor: &Actor, now: Moment) -> Result<()> {
    let (mut write, actor) = actor.begin(db, now).await?;
    if !may_end_pause(&actor) {
        return Err(Error::Lack(Lack::of(Action::Update, Collection::Outbox).field("state")));
    }
    if !mail::end_pause(&mut write, now).await? {
        return Err(Words::new("refused-not-paused").into());
    }
    audit::record(&mut write, &actor, Event::new("mail.resume", Subject::mail()), now).await?;
    write.commit().await?;
    Ok(())
}

/// Whether whoever asks may try mails again that are not only their own.
#[must_use]
pub fn may_end_pause(actor: &Actor) -> bool {
    let rights = &actor.rights;
    rights.may_beyond_own(Action::Update, Collection::Outbox) && rights.fields(Action::Update, Collection::Outbox).has("state")
}

/// Tries those that failed again, as far as whoever acts may and their links still work. Some at a time, so that nobody else waits long
/// to write. Returns how many.
///
/// # Errors
/// `Lack`; when the database refuses or is away.
pub async fn retry_failed(db: &Db, keys: &Keys, actor: &Actor, now: Moment) -> Result<usize> {
    let (mut tried, mut before) = (0, None);
    loop {
        let (mut write, actor) = actor.begin(db, now).await?;
        actor.require(Action::Update, Collection::Outbox)?;
        let scope = actor.scope(Action::Read, Collection::Outbox);
        let rows = store::page(&mut write, db, &scope, Some(State::Failed), before, BATCH).await?;
        let Some(last) = rows.last().map(|row| row.id) else { return Ok(tried) };
        let mut events = Vec::new();
        for row in rows {
            let is_theirs = Sight::of(&actor, row.clone()).is_ok_and(|seen| seen.changes("state"));
            if is_theirs && has_live_link(&mut write, keys, &row, now).await? {
                store::retry(&mut write, row.id, now).await?;
                events.push(event(&mut write, "mail.retry", &row).await?);
            }
        }
        tried += events.len();
        audit::record_all(&mut write, &actor, events, now).await?;
        write.commit().await?;
        before = Some(last);
    }
}

/// Takes one back for good: it is not sent, and its link stays what it is.
///
/// # Errors
/// `NotFound`; `Lack`; `Refused` for one that has left, is leaving, or was taken back.
pub async fn discard(db: &Db, actor: &Actor, id: Uuid, now: Moment) -> Result<Sight> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let row = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let seen = Sight::of(&actor, row.clone())?;
    seen.require_shown(&["state"])?;
    if !seen.deletes {
        return Err(Error::Lack(Lack::of(Action::Delete, Collection::Outbox)));
    }
    if store::discard(&mut write, id, now).await? == 0 {
        return Err(Words::new("refused-mail-closed").into());
    }
    let event = event(&mut write, "mail.discard", &row).await?;
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(seen)
}

/// Whether the link that it brings still works; mails without one have nothing that dies.
async fn has_live_link(write: &mut Write, keys: &Keys, row: &MailRow, now: Moment) -> Result<bool> {
    let Some(purpose) = row.known_kind().and_then(links::Purpose::of) else { return Ok(true) };
    let Some(secret) = mail::secret_of(&mut *write, keys, row.id).await? else { return Ok(false) };
    match purpose {
        // Its page asks more of it: whoever made it may give less by now.
        links::Purpose::Invitation => invitations::is_open(write, &secret, now).await,
        links::Purpose::Reset | links::Purpose::Email => {
            Ok(links::find(write, purpose, &secret, now).await?.is_some_and(|link| link.ended.is_none()))
        }
    }
}
