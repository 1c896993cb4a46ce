//! The outbox as the other slices use it: write a mail with the change that causes it, take it back, see how it fared.

use uuid::Uuid;

use super::health::Health;
use super::letter::{Kind, Letter, Mail, Receiver};
use super::store::{self, Delivery, Row, State};
use super::told::Notice;
use crate::clock::Moment;
use crate::crypto::{Keys, Secret};
use crate::db::{self, Ask, Write};
use crate::i18n::{Value, Words};

/// Where the secret of a mail is sealed for; it opens nowhere else.
pub(super) fn place(id: Uuid) -> String {
    format!("outbox/{id}")
}

/// Puts a mail into the outbox, in the transaction of the change that causes it: both happen or neither does.
///
/// # Errors
/// When the database refuses or is away.
pub async fn enqueue(write: &mut Write, keys: &Keys, mail: Mail, now: Moment) -> db::Result<Uuid> {
    let row = sealed(keys, mail, now);
    let id = row.id;
    store::add(write, vec![row]).await?;
    Ok(id)
}

/// The same for many, many to a statement.
///
/// # Errors
/// When the database refuses or is away.
pub async fn enqueue_all(write: &mut Write, keys: &Keys, mails: impl IntoIterator<Item = Mail>, now: Moment) -> db::Result<()> {
    store::add(write, mails.into_iter().map(|mail| sealed(keys, mail, now)).collect()).await
}

fn sealed(keys: &Keys, mail: Mail, now: Moment) -> Row {
    let id = Uuid::now_v7();
    let secret = mail.letter.secret().map(|secret| keys.seal(&place(id), secret.bytes()));
    row_of(id, mail, secret, now)
}

/// Tells users what happened, in the transaction in which it happens.
///
/// # Errors
/// When the database refuses or is away.
pub async fn tell_all<'a>(write: &mut Write, notices: impl IntoIterator<Item = (Receiver<'a>, Notice)>, now: Moment) -> db::Result<()> {
    let rows = notices.into_iter().map(|(user, notice)| {
        let whose = Some(user.id).filter(|_| !notice.told.outlives_its_user());
        let mail = Mail { user: whose, ..Mail::to_user(user, Letter::Notice(notice)) };
        row_of(Uuid::now_v7(), mail, None, now)
    });
    store::add(write, rows.collect()).await
}

pub(super) fn row_of(id: Uuid, mail: Mail, secret: Option<Vec<u8>>, now: Moment) -> Row {
    Row {
        id,
        kind: mail.letter.kind().name().to_owned(),
        data: mail.letter.data(),
        secret,
        to_address: mail.to_address,
        to_name: mail.to_name,
        reply_to: mail.reply_to,
        language: mail.language.tag().to_owned(),
        timezone: mail.zone.name().to_owned(),
        user_id: mail.user,
        attempts: 0,
        created_at: now,
    }
}

/// The secret of the link that a mail brings; `None` where it brings none, or its link has died.
///
/// # Errors
/// When the database is away.
pub async fn secret_of(db: impl Ask, keys: &Keys, id: Uuid) -> db::Result<Option<Secret>> {
    let sealed = store::find(db, id).await?.and_then(|row| row.secret);
    Ok(sealed.and_then(|sealed| super::message::open(keys, id, &sealed)))
}

/// Takes back what waits for the user with the link of that kind of mail, because it has died. Returns how many mails that were.
///
/// # Errors
/// When the database refuses or is away.
pub async fn void(write: &mut Write, user: Uuid, kind: Kind) -> db::Result<u64> {
    void_all(write, &[user], kind).await
}

/// The same for many users.
///
/// # Errors
/// When the database refuses or is away.
pub async fn void_all(write: &mut Write, users: &[Uuid], kind: Kind) -> db::Result<u64> {
    store::void(write, users, kind.with_the_same_link()).await
}

/// Forgets a user who is deleted: what others were written of them, and where answers to them would go. Their own mails have
/// gone with them.
///
/// # Errors
/// When the database refuses or is away.
pub async fn forget(write: &mut Write, user: Uuid, email: &str) -> db::Result<()> {
    store::forget(write, user, email).await
}

/// How delivery as a whole fares.
///
/// # Errors
/// When the database is away.
pub async fn health(db: impl Ask) -> db::Result<Health> {
    store::health::find(db).await
}

/// Ends the pause after refused sign-ins: the next mail is tried at once. Returns whether there was one.
///
/// # Errors
/// When the database refuses or is away.
pub async fn end_pause(write: &mut Write, now: Moment) -> db::Result<bool> {
    let health = store::health::find(&mut *write).await?;
    let is_paused = health.pause(now).is_some();
    if is_paused {
        store::health::save(write, &health.lifted(now)).await?;
    }
    Ok(is_paused)
}

/// How it stands with the newest invitation of each of these users; those without one are left out.
///
/// # Errors
/// When the database refuses or is away.
pub async fn deliveries(db: impl Ask, users: &[Uuid]) -> db::Result<Vec<Delivery>> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    store::newest(db, users).await
}

impl Delivery {
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.state == State::Failed
    }

    /// Where the mail is: on its way, delivered to the mail server, refused with its words. Without a server (`to_files`) it only
    /// stays here.
    #[must_use]
    pub fn words(&self, to_files: bool) -> Words {
        match self.state {
            State::Sent if to_files => Words::new("delivery-filed").with("date", self.sent_at.unwrap_or(self.created_at)),
            State::Waiting if self.answer.is_empty() => Words::new("delivery-waiting"),
            State::Waiting => Words::new("delivery-retrying").with("answer", Value::Message(self.answer.clone())),
            State::Sent => Words::new("delivery-sent").with("date", self.sent_at.unwrap_or(self.created_at)),
            State::Failed => Words::new("delivery-failed").with("answer", Value::Message(self.answer.clone())),
            State::Void => Words::new("delivery-void"),
        }
    }
}
