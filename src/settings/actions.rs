//! Trying out how mail leaves.

use chrono::TimeDelta;

use super::section::seen;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::i18n::Reader;
use crate::mail::{self, Letter, Mail, Sender, Test, Trial};
use crate::throttles::Limit;
use crate::users::Email;
use crate::web::{Act, App, Error, Result};

/// Test mails, per user.
const TESTS: Limit = Limit { what: "mail/test", most: 5, window: TimeDelta::minutes(10) };

/// Sends a test mail there at once. The trail has it whatever the mail server says.
///
/// # Errors
/// `Lack`; `Prove`; `TooMany`; when the database refuses or is away. What the mail server says is none.
pub async fn try_mail_out(app: &App, actor: &Actor, to: &Email, reader: &Reader) -> Result<Trial> {
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let settings = seen::<Sender>(&mut write, &actor).await?;
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
