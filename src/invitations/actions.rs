//! Inviting: what will happen to each address, and making it happen in one transaction.

use std::collections::HashSet;

use chrono::TimeDelta;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::addresses::Entry;
use super::letter::{Said, seal};
use super::offered::Offered;
use super::outcome::{Line, Outcome, PAUSE, outcome_of, require_offer};
use super::store::{self, Offer, SettingsRow};
use crate::access::{self, Actor};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::crypto::Secret;
use crate::db::{Db, Write};
use crate::i18n::{Language, Words};
use crate::links::{self, Purpose};
use crate::mail::{self, Letter};
use crate::rules::{Action, Collection};
use crate::users::{self, Email, NewUser, Sight, Status, User};
use crate::web::{App, Error, Lack, Result};

/// Addresses in one form, and invitations in a day.
pub const MOST_AT_ONCE: usize = 1_000;
const MOST_A_DAY: i64 = 5_000;

/// What everyone in one form is offered.
#[derive(Clone, Debug)]
pub struct Terms {
    pub role: Option<Uuid>,
    pub message: String,
    pub language: Language,
    pub days: i64,
}

impl Terms {
    /// With the default message of a permission where nothing was said.
    #[must_use]
    pub fn or(mut self, defaults: &Map<String, Value>) -> Self {
        if self.message.is_empty() {
            defaults.get("message").and_then(Value::as_str).unwrap_or_default().clone_into(&mut self.message);
        }
        self
    }
}

/// What became of a form.
pub struct Outbound {
    pub lines: Vec<(Line, Option<Sent>)>,
    /// The form had been sent before: nothing went out now.
    pub is_repeat: bool,
}

/// A sent invitation: who, and the link to copy.
pub struct Sent {
    pub user: Uuid,
    pub link: String,
}

/// Invites everyone who can be, in one transaction: users, invitations, links, mails and events, or none of them. A form
/// whose key was seen before sends nothing.
///
/// # Errors
/// `Lack`; `Invalid` for a role that cannot be given or too many; `Refused` when the day's number is reached.
pub async fn send(app: &App, actor: &Actor, form_key: Uuid, entries: Vec<Entry>, terms: &Terms) -> Result<Outbound> {
    actor.require(Action::Create, Collection::Invitations)?;
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let actor = &actor;
    let defaults = actor.rights.defaults(Collection::Invitations);
    let terms = &terms.clone().or(&defaults);
    let is_new = store::claim_form(&mut write, form_key, now).await? == 1;
    let settings = store::settings(&mut write).await?;
    let mut seen = HashSet::new();
    let mut results = Vec::with_capacity(entries.len());
    let mut left = MOST_A_DAY - store::sent_since(&mut write, now - TimeDelta::days(1)).await?;
    for entry in entries {
        let (outcome, keeps, email) = match &entry.email {
            Err(error) => (Outcome::Wrong(error.key()), None, None),
            Ok(email) if !seen.insert(email.key().to_owned()) => (Outcome::Twice, None, None),
            Ok(email) => match outcome_of(&mut write, actor, email, terms, now).await? {
                (Outcome::Again(id, _), keeps) if !is_new => (Outcome::TooSoon(id), keeps, None),
                (outcome, keeps) => (outcome, keeps, Some(email.clone())),
            },
        };
        let mut sent = None;
        if let Some(email) = email.filter(|_| is_new && outcome.sends()) {
            left -= 1;
            if left < 0 {
                return Err(Words::new("refused-invitations-today").with("n", MOST_A_DAY).into());
            }
            let names = entry.names();
            sent = Some(invite_one(&mut write, app, actor, &email, names, &outcome, terms, &settings, now).await?);
        }
        results.push((Line { entry, outcome, keeps }, sent));
    }
    if results.iter().any(|(_, sent)| sent.is_some()) {
        actor.require_proof_to_give(terms.role, now)?;
    }
    write.commit().await?;
    Ok(Outbound { lines: results, is_repeat: !is_new })
}

/// Whether a form of that key was sent before.
///
/// # Errors
/// When the database is away.
pub async fn was_sent(db: &Db, form_key: Uuid) -> Result<bool> {
    Ok(store::knows_form(db, form_key).await?)
}

#[expect(clippy::too_many_arguments, reason = "one step of a loop, named for reading")]
async fn invite_one(
    write: &mut Write,
    app: &App,
    actor: &Actor,
    email: &Email,
    names: (String, String),
    outcome: &Outcome,
    terms: &Terms,
    settings: &SettingsRow,
    now: Moment,
) -> Result<Sent> {
    let id = match outcome {
        Outcome::Again(id, _) | Outcome::Draft(id) => *id,
        _ => {
            let new = NewUser { email: email.clone(), first_name: names.0, last_name: names.1, role: terms.role, temporary_password: None };
            users::invite_as(write, actor, &new, now).await?
        }
    };
    let user = users::store::find(&mut *write, id).await?.ok_or(Error::NotFound)?;
    offer(write, app, actor, &user, terms, settings, true, now).await
}

/// Makes the offer to a user: a fresh link (the old one dies), the invitation, the mail, the event.
#[expect(clippy::too_many_arguments, reason = "shared by a form of many and a button for one")]
async fn offer(
    write: &mut Write,
    app: &App,
    actor: &Actor,
    user: &User,
    terms: &Terms,
    settings: &SettingsRow,
    by_mail: bool,
    now: Moment,
) -> Result<Sent> {
    if user.is_service() {
        return Err(Words::new("refused-service").into());
    }
    if !actor.is_admin() {
        require_offer(&mut *write, actor, user, terms, now).await?;
    }
    let is_again = user.status == Status::Invited && store::find(&mut *write, user.id).await?.is_some();
    if user.status == Status::Draft {
        store::set_invited(write, user.id, actor.id(), now).await?;
    }
    let expires_at = now + TimeDelta::days(terms.days);
    mail::void(write, user.id, mail::Kind::Invitation).await?;
    let secret = links::make(write, Purpose::Invitation, user.id, TimeDelta::days(terms.days), now).await?;
    let row = Offer {
        user: user.id,
        by: actor.id(),
        by_name: &actor.name,
        message: &terms.message,
        language: terms.language.tag(),
        now,
        expires_at,
        secret: seal(&app.keys, user.id, &secret),
    };
    store::save(write, row).await?;
    if by_mail {
        let reply_to = match actor.id() {
            Some(id) => users::store::find(&mut *write, id).await?.map(|inviter| inviter.email).unwrap_or_default(),
            None => String::new(),
        };
        let said = Said { inviter: &actor.name, message: &terms.message, language: terms.language, expires_at };
        let mail = said.to(user, settings, reply_to, |letter| Letter::Invitation(letter, secret.clone()));
        mail::enqueue(write, &app.keys, mail, now).await?;
    }
    let action = if is_again { "invitation.resend" } else { "invitation.send" };
    let event = Event::new(action, Subject::user(user.id, user.name())).set("expires_at", expires_at);
    audit::record(write, actor, event, now).await?;
    Ok(Sent { user: user.id, link: link_of(app, &secret) })
}

pub(super) fn link_of(app: &App, secret: &Secret) -> String {
    app.url(&format!("/accept/{}", secret.expose()))
}

/// Sends to one user: the first invitation of a draft, or a new link for someone invited. Without mail it only makes the
/// link, for those who hand it over themselves. Returns the user as far as whoever acts may see them.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` for other statuses, or less than a minute after the last mail.
pub async fn send_to(app: &App, actor: &Actor, id: Uuid, by_mail: bool) -> Result<(Sight, Sent)> {
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let user = users::store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let seen = Sight::of(&actor, user.clone())?;
    if !matches!(user.status, Status::Draft | Status::Invited) {
        return Err(Words::new("refused-invite-status").into());
    }
    let settings = store::settings(&mut write).await?;
    let before = store::find(&mut write, id).await?;
    if by_mail && user.status == Status::Invited && before.as_ref().is_some_and(|row| row.sent_at > now - PAUSE) {
        return Err(Words::new("refused-too-soon").into());
    }
    let language =
        before.as_ref().and_then(|row| Language::from_tag(&row.language)).or_else(|| Language::from_tag(&settings.default_language));
    let terms = Terms {
        role: user.role_id,
        message: before.map(|row| row.message).unwrap_or_default(),
        language: language.unwrap_or(Language::English),
        days: settings.invitation_days,
    };
    let sent = offer(&mut write, app, &actor, &user, &terms, &settings, by_mail, now).await?;
    write.commit().await?;
    Ok((seen, sent))
}

/// Withdraws a pending invitation: its link dies, the user is a draft again.
///
/// # Errors
/// `NotFound`; `Lack`; `Refused` where none is pending.
pub async fn cancel(app: &App, actor: &Actor, id: Uuid) -> Result<Sight> {
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let user = users::store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let seen = Sight::of(&actor, user.clone())?;
    if let Some(pending) = store::find(&mut write, id).await?
        && !Offered::pending(&user, &pending).is_open_to(&actor, Action::Delete)
    {
        return Err(Error::Lack(Lack::of(Action::Delete, Collection::Invitations)));
    }
    users::require_to_manage(&mut write, &actor, id, now).await?;
    users::uninvite(&mut write, &actor, &user, now).await?;
    write.commit().await?;
    Ok(seen)
}

/// The roles an invitation may offer, the least privileged first: those that whoever invites may hand around.
///
/// # Errors
/// When the database is away.
pub async fn roles(app: &App, actor: &Actor) -> Result<Vec<access::RoleName>> {
    let may_be_offered = |role: &access::RoleName| role.can_be_given() && actor.gives(role.id);
    let (privileged, plain): (Vec<_>, Vec<_>) =
        access::roles(&app.db).await?.into_iter().filter(may_be_offered).partition(|role| role.admin_access);
    Ok(plain.into_iter().chain(privileged).collect())
}
