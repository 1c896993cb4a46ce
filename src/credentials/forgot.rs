//! Links to a new password by mail: asked for at the sign-in page by anyone, for any address, or sent by an administrator.

use chrono::TimeDelta;
use uuid::Uuid;

use super::actions::RESET_LASTS;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::Write;
use crate::i18n::Words;
use crate::links::{self, Purpose};
use crate::mail::{self, Letter, Mail, Receiver, Reset};
use crate::rules::Collection;
use crate::throttles::{Limit, source_of};
use crate::users::{self, Email, User};
use crate::web::{App, Client, Error, Result};

/// For one address, whether it is known or not.
const ASKED: [Limit; 3] = limits(["reset/minute", "reset/hour", "reset/day"]);
/// By administrators, whom no stranger holds up.
const SENT: [Limit; 3] = limits(["reset-sent/minute", "reset-sent/hour", "reset-sent/day"]);
const PER_SOURCE: Limit = Limit { what: "reset/source", most: 20, window: TimeDelta::hours(1) };

const fn limits([minute, hour, day]: [&'static str; 3]) -> [Limit; 3] {
    [
        Limit { what: minute, most: 1, window: TimeDelta::seconds(60) },
        Limit { what: hour, most: 3, window: TimeDelta::hours(1) },
        Limit { what: day, most: 10, window: TimeDelta::hours(24) },
    ]
}

/// Counts one more mail for an address, if all limits let it through.
async fn is_allowed(write: &mut Write, limits: &[Limit; 3], account: &str, now: Moment) -> Result<bool> {
    Ok(Limit::spend_all(write, &limits.each_ref().map(|limit| (limit, account)), now).await?.is_none())
}

/// Sends a link to whoever is active and has that address. What it did is told to nobody: not by the answer, nor by the time
/// that it takes. More than the limit of one address is no error either; no mail goes out.
///
/// # Errors
/// `TooMany` for a source that has asked too often; when the database refuses or is away.
pub async fn ask(app: &App, email: &Email, client: &Client) -> Result<()> {
    let (now, source) = (app.now(), source_of(&client.address));
    // A flood only reads.
    if let Some(wait) = PER_SOURCE.wait(&app.db, &source, now).await? {
        return Err(Error::TooMany(wait));
    }
    let mut write = app.db.write().await?;
    if let Err(wait) = PER_SOURCE.spend(&mut write, &source, now).await? {
        return Err(Error::TooMany(wait));
    }
    let is_allowed = is_allowed(&mut write, &ASKED, email.key(), now).await?;
    let user = users::store::find_by_email(&mut write, email.key()).await?;
    if let Some(user) = user.filter(|user| is_allowed && user.has_access(now)) {
        let actor = Actor::user(user.id, user.name(), client.clone());
        send(&mut write, app, &user, None, &client.address, now).await?;
        audit::record(&mut write, &actor, Event::new("password.ask", Subject::user(user.id, user.name())), now).await?;
    }
    write.commit().await?;
    Ok(())
}

/// Sends a link to a user, on behalf of somebody who may set their password.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` for oneself, somebody who is not active or has more than whoever acts, and less than a minute
/// after the last one.
pub async fn send_to(app: &App, actor: &Actor, id: Uuid) -> Result<User> {
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let user = users::store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    actor.require_change(Collection::Users, &user, &user, &["password"])?;
    if actor.is(id) {
        return Err(Words::new("refused-own-password").into());
    }
    users::require_to_manage(&mut write, &actor, id, now).await?;
    if !user.has_access(now) {
        return Err(Words::new("refused-reset-status").into());
    }
    if SENT[0].wait(&mut write, &user.email_key, now).await?.is_some() {
        return Err(Words::new("refused-too-soon").into());
    }
    if !is_allowed(&mut write, &SENT, &user.email_key, now).await? {
        return Err(Words::new("refused-links-enough").into());
    }
    send(&mut write, app, &user, Some(actor.name.clone()), &actor.client.address, now).await?;
    audit::record(&mut write, &actor, Event::new("password.send", Subject::user(id, user.name())), now).await?;
    write.commit().await?;
    Ok(user)
}

/// A fresh link; the one before it dies, and so does a mail that still waits with it.
pub(super) async fn send(write: &mut Write, app: &App, user: &User, sender: Option<String>, from: &str, now: Moment) -> Result<()> {
    let project = users::store::project(&mut *write).await?;
    mail::void(write, user.id, mail::Kind::Reset).await?;
    let secret = links::make(write, Purpose::Reset, user.id, RESET_LASTS, now).await?;
    let letter = Reset { project: project.project_name, sender, asked_at: now, asked_from: from.to_owned(), expires_at: now + RESET_LASTS };
    let receiver = Receiver {
        id: user.id,
        address: &user.email,
        name: user.name(),
        languages: [&user.language, &project.default_language],
        zones: [&user.timezone, &project.default_timezone],
    };
    mail::enqueue(write, &app.keys, Mail::to_user(receiver, Letter::Reset(letter, secret)), now).await?;
    Ok(())
}
