//! Asking for the proof of a new address, taking that back, and changing an address without a proof.

use chrono::TimeDelta;
use uuid::Uuid;

use super::effect::take_effect;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::Write;
use crate::i18n::Words;
use crate::links::{self, Purpose};
use crate::mail::{self, EmailChange, Kind, Letter, Mail, Receiver};
use crate::rules::Collection;
use crate::throttles::Limit;
use crate::users::{self, Email, Sight, Status, User};
use crate::web::{Act, App, Error, Result};

/// How long the link works. By itself it opens nothing, and a mail may take its time.
const LASTS: TimeDelta = TimeDelta::hours(24);

/// For one user, whoever asks.
const FOR_USER: [Limit; 3] = [
    Limit { what: "email/minute", most: 1, window: TimeDelta::seconds(60) },
    Limit { what: "email/hour", most: 3, window: TimeDelta::hours(1) },
    Limit { what: "email/day", most: 10, window: TimeDelta::hours(24) },
];
/// To one address, whether it is anybody's or not: many users together are no way to flood somebody's mailbox.
const TO_ADDRESS: [Limit; 2] = [
    Limit { what: "email-to/hour", most: 3, window: TimeDelta::hours(1) },
    Limit { what: "email-to/day", most: 10, window: TimeDelta::hours(24) },
];

/// Somebody as they would be with that address.
pub(super) fn with_email(user: &User, email: &Email) -> User {
    User { email: email.as_typed().to_owned(), email_key: email.key().to_owned(), email_verified_at: None, ..user.clone() }
}

/// Somebody whose address whoever acts may change.
async fn find_changeable(write: &mut Write, actor: &Actor, id: Uuid, now: Moment) -> Result<User> {
    let user = users::store::find(&mut *write, id).await?.ok_or(Error::NotFound)?;
    Sight::of(actor, user.clone())?.require_changes(&["email"])?;
    if user.is_service() {
        return Err(Words::new("refused-service-email").into());
    }
    users::require_to_manage(write, actor, id, now).await?;
    Ok(user)
}

/// The same, where that is another address, and the record stays within reach.
async fn find_to_change(write: &mut Write, actor: &Actor, id: Uuid, email: &Email, now: Moment) -> Result<User> {
    let user = find_changeable(write, actor, id, now).await?;
    if user.email_key == email.key() {
        return Err(Error::Invalid(vec![("email", Words::new("error-email-same"))]));
    }
    actor.require_change(Collection::Users, &user, &with_email(&user, email), &["email"])?;
    Ok(user)
}

/// Writes to a new address, which becomes the user's once they have proven it; the link of an earlier one dies. Nobody learns by it
/// whose an address is: where it is somebody's whom they do not see, all is as for any other, but for the mail that is not sent.
///
/// # Errors
/// `NotFound`, `Lack`; `Prove`; `Invalid` for their present address, and for one of somebody whom whoever acts sees, or who is not to
/// have it by somebody else's act; `Refused` for who cannot sign in or has more than whoever acts, and after too many mails.
pub async fn ask(app: &App, actor: &Actor, id: Uuid, email: &Email) -> Result<()> {
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let user = find_to_change(&mut write, &actor, id, email, now).await?;
    // What is refused tells how things stand: first whether that is theirs to know.
    if !actor.is(id) {
        Sight::of(&actor, user.clone())?.require_shown(&["status"])?;
    }
    if !user.has_access(now) {
        return Err(Words::new("refused-email-proof").into());
    }
    let is_taken = users::store::find_by_email(&mut write, email.key()).await?.is_some();
    if is_taken && (!actor.is(id) || users::seen_at(&mut write, &actor, email.key()).await?.is_some()) {
        return Err(users::taken(&mut write, &actor, email.key()).await?);
    }
    actor.require_proof(Act::Email, now)?;
    require_room(&mut write, id, &[email.key()], now).await?;
    mail::void(&mut write, id, Kind::EmailChange).await?;
    let secret = links::make_for_email(&mut write, id, email.as_typed(), actor.id(), LASTS, now).await?;
    if !is_taken {
        let project = users::store::project(&mut write).await?;
        let letter = EmailChange {
            project: project.project_name,
            sender: (!actor.is(id)).then(|| actor.name.clone()),
            asked_at: now,
            asked_from: actor.client.address.clone(),
            expires_at: now + LASTS,
        };
        let receiver = Receiver {
            id,
            address: email.as_typed(),
            name: with_email(&user, email).name(),
            languages: [&user.language, &project.default_language],
            zones: [&user.timezone, &project.default_timezone],
        };
        mail::enqueue(&mut write, &app.keys, Mail::to_user(receiver, Letter::EmailChange(letter, secret)), now).await?;
    }
    let event = Event::new("email.ask", Subject::user(id, user.name())).set("email", email.as_typed());
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(())
}

/// Asks whether one more mail may go out for this user and to each of these addresses, and counts it.
async fn require_room(write: &mut Write, id: Uuid, addresses: &[&str], now: Moment) -> Result<()> {
    let user = id.to_string();
    let for_user = FOR_USER.iter().map(|limit| (limit, user.as_str()));
    let to_address = addresses.iter().flat_map(|address| TO_ADDRESS.iter().map(|limit| (limit, *address)));
    let limits: Vec<(&Limit, &str)> = for_user.chain(to_address).collect();
    match Limit::spend_all(write, &limits, now).await? {
        None => Ok(()),
        Some(limit) if limit.what == FOR_USER[0].what => Err(Words::new("refused-too-soon").into()),
        Some(_) => Err(Words::new("refused-email-enough").into()),
    }
}

/// Writes to the address that waits once more, with a new link. Returns the address.
///
/// # Errors
/// As `ask`; `Refused` where none waits.
pub async fn ask_again(app: &App, actor: &Actor, id: Uuid) -> Result<Email> {
    users::seen(&app.db, actor, id).await?.require_changes(&["email"])?;
    let pending = links::pending_email(&app.db, id, app.now()).await?.ok_or_else(|| Error::from(Words::new("refused-email-none")))?;
    let email = users::email_of(&pending.email)?;
    ask(app, actor, id, &email).await?;
    Ok(email)
}

/// Lets an address that waits be: its link dies.
///
/// # Errors
/// `NotFound`, `Lack`; `Refused` where none waits, and for who has more than whoever acts.
pub async fn cancel(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let user = find_changeable(&mut write, &actor, id, now).await?;
    let pending = links::pending_email(&mut write, id, now).await?.ok_or_else(|| Error::from(Words::new("refused-email-none")))?;
    links::cancel(&mut write, Purpose::Email, id, now).await?;
    mail::void(&mut write, id, Kind::EmailChange).await?;
    let event = Event::new("email.cancel", Subject::user(id, user.name())).change("email", Some(pending.email), None);
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(())
}

/// Gives somebody else another address at once, as one that nobody has proven. Returns them as they were.
///
/// # Errors
/// `NotFound`, `Lack`; `Prove`; `Invalid` for their present address and for one that is taken; `Refused` for oneself, for who has
/// more than whoever acts, and after too many mails.
pub async fn change(app: &App, actor: &Actor, id: Uuid, email: &Email) -> Result<User> {
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    if actor.is(id) {
        return Err(Words::new("refused-own-email").into());
    }
    let user = find_to_change(&mut write, &actor, id, email, now).await?;
    actor.require_proof(Act::Email, now)?;
    // Both addresses are told, where anybody is.
    if user.status == Status::Active {
        require_room(&mut write, id, &[email.key(), &user.email_key], now).await?;
    }
    if !take_effect(&mut write, &actor, &user, email, None, now).await? {
        drop(write);
        return Err(users::taken(&app.db, &actor, email.key()).await?);
    }
    write.commit().await?;
    Ok(user)
}
