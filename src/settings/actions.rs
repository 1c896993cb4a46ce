//! Changing the settings.

use chrono::TimeDelta;

use super::model::{Sight, SignInRules};
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Ask, Db};
use crate::i18n::{Reader, Words};
use crate::mail::{self, Letter, Mail, Sender, Test, Trial};
use crate::rules::{Action, Collection};
use crate::throttles::Limit;
use crate::users::Email;
use crate::web::{Act, App, Error, Result};

/// Test mails, per user.
const TESTS: Limit = Limit { what: "mail/test", most: 5, window: TimeDelta::minutes(10) };

/// The settings, as far as whoever acts may see them.
///
/// # Errors
/// `Lack` for who may see none of the rules of signing in.
pub async fn seen(db: impl Ask, actor: &Actor) -> Result<Sight> {
    actor.require(Action::Read, Collection::Settings)?;
    let settings = Sight::of(actor, store::find(db).await?.ok_or(Error::NotFound)?)?;
    settings.require_shown(&["sign_in"])?;
    Ok(settings)
}

/// Changes how people sign in, from their next try on; the time without a sign of life counts at once.
///
/// # Errors
/// `Lack`; `Prove`; `Refused` when they have changed since `version`.
pub async fn save_sign_in(db: &Db, actor: &Actor, version: i64, new: &SignInRules, now: Moment) -> Result<()> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let settings = seen(&mut write, &actor).await?;
    settings.require_changes(&["sign_in"])?;
    let old = &settings.sign_in;
    if old == new {
        return Ok(());
    }
    if settings.version != version {
        return Err(Words::new("refused-stale").into());
    }
    actor.require_proof(Act::Settings, now)?;
    store::save_sign_in(&mut write, new, now).await?;
    let event = Event::new("settings.edit", Subject::settings())
        .change("password_min", old.password_min, new.password_min)
        .change("two_factor", &old.two_factor, &new.two_factor)
        .change("suspend_after", old.suspend_after, new.suspend_after)
        .change("session_idle_minutes", old.session_idle_minutes, new.session_idle_minutes)
        .change("session_max_minutes", old.session_max_minutes, new.session_max_minutes)
        .change("sessions_per_user", old.sessions_per_user, new.sessions_per_user);
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(())
}

/// The settings, for whoever may see how mail is sent.
///
/// # Errors
/// `Lack` for who may not.
pub async fn seen_mail(db: impl Ask, actor: &Actor) -> Result<Sight> {
    actor.require(Action::Read, Collection::Settings)?;
    let settings = Sight::of(actor, store::find(db).await?.ok_or(Error::NotFound)?)?;
    settings.require_shown(&["mail"])?;
    Ok(settings)
}

/// Changes who writes, from the next mail on.
///
/// # Errors
/// `Lack`; `Prove`; `Refused` when the settings have changed since `version`.
pub async fn save_mail(db: &Db, actor: &Actor, version: i64, new: &Sender, now: Moment) -> Result<()> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let settings = seen_mail(&mut write, &actor).await?;
    settings.require_changes(&["mail"])?;
    let old = &settings.mail;
    if old == new {
        return Ok(());
    }
    if settings.version != version {
        return Err(Words::new("refused-stale").into());
    }
    actor.require_proof(Act::Settings, now)?;
    store::save_mail(&mut write, new, now).await?;
    let event = Event::new("settings.edit", Subject::settings()).change("mail_from", &old.mail_from, &new.mail_from).change(
        "mail_reply_to",
        &old.mail_reply_to,
        &new.mail_reply_to,
    );
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(())
}

/// Sends a test mail there at once. The trail has it whatever the mail server says.
///
/// # Errors
/// `Lack`; `Prove`; `TooMany`; when the database refuses or is away. What the mail server says is none.
pub async fn try_mail_out(app: &App, actor: &Actor, to: &Email, reader: &Reader) -> Result<Trial> {
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let settings = seen_mail(&mut write, &actor).await?;
    settings.require_changes(&["mail"])?;
    actor.require_proof(Act::Settings, now)?;
    let whose = actor.id().map(|id| id.to_string()).unwrap_or_default();
    if let Err(wait) = TESTS.spend(&mut write, &whose, now).await? {
        return Err(Error::TooMany(wait));
    }
    let event = Event::new("mail.test", Subject::mail()).set("email", to.as_typed());
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    let test = Test { project: settings.project_name.clone(), sender: actor.name.clone(), server: mail::server_of(&app.config), at: now };
    let mail = Mail {
        to_address: to.as_typed().to_owned(),
        to_name: String::new(),
        reply_to: String::new(),
        language: reader.language,
        zone: reader.zone,
        user: None,
        letter: Letter::Test(test),
    };
    Ok(mail::try_out(app, mail).await?)
}
