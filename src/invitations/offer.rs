//! Making offers: a fresh link (the old one dies), the invitation, the mail, the event; for one user or a thousand.

use chrono::TimeDelta;
use uuid::Uuid;

use super::outcome::require_offer;
use super::sealed::{link_of, seal};
use super::store::{self, Offer, SettingsRow};
use super::terms::Terms;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::crypto::Secret;
use crate::db::Write;
use crate::i18n::{Words, zone};
use crate::links::{self, Purpose};
use crate::mail::{self, Invitation, Letter, Mail};
use crate::users::{self, NewUser, Status, User};
use crate::web::{App, Result, display_name};

/// A sent invitation: who, and the link to copy.
pub struct Sent {
    pub user: Uuid,
    pub link: String,
}

/// Whom an offer is made to.
pub(super) struct Offering<'a> {
    pub id: Uuid,
    email: String,
    /// "" where they are called by their address.
    to_name: String,
    name: String,
    role: Option<String>,
    /// They were added in this transaction: no link, no mail of theirs is under way.
    is_new: bool,
    is_draft: bool,
    is_again: bool,
    terms: &'a Terms,
}

impl<'a> Offering<'a> {
    /// To somebody who was there before.
    pub fn known(user: &User, is_again: bool, terms: &'a Terms) -> Self {
        Self {
            id: user.id,
            email: user.email.clone(),
            to_name: if user.first_name.is_empty() && user.last_name.is_empty() { String::new() } else { user.name() },
            name: user.name(),
            role: user.role_name.clone(),
            is_new: false,
            is_draft: user.status == Status::Draft,
            is_again: is_again && user.status == Status::Invited,
            terms,
        }
    }

    /// To somebody who has just been added as that.
    pub fn new(id: Uuid, user: &NewUser, role: Option<String>, terms: &'a Terms) -> Self {
        let name = display_name(&user.first_name, &user.last_name, user.email.as_typed());
        Self {
            id,
            email: user.email.as_typed().to_owned(),
            to_name: if user.first_name.is_empty() && user.last_name.is_empty() { String::new() } else { name.clone() },
            name,
            role,
            is_new: true,
            is_draft: false,
            is_again: false,
            terms,
        }
    }

    /// The mail that brings it; an answer goes to whoever invited.
    pub fn mail(
        &self,
        settings: &SettingsRow,
        inviter: &str,
        reply_to: &str,
        expires_at: Moment,
        letter: impl FnOnce(Invitation) -> Letter,
    ) -> Mail {
        let invitation = Invitation {
            project: settings.project_name.clone(),
            inviter: inviter.to_owned(),
            role: self.role.clone(),
            message: self.terms.message.clone(),
            expires_at,
        };
        Mail {
            to_address: self.email.clone(),
            to_name: self.to_name.clone(),
            reply_to: reply_to.to_owned(),
            language: self.terms.language,
            zone: zone(&settings.default_timezone).unwrap_or(chrono_tz::UTC),
            user: Some(self.id),
            letter: letter(invitation),
        }
    }
}

/// Asks whether whoever acts may make this offer to that user.
///
/// # Errors
/// `Refused` for service accounts, and for who has more than whoever acts; `Lack`.
pub(super) async fn require_offer_to(write: &mut Write, actor: &Actor, user: &User, terms: &Terms, now: Moment) -> Result<()> {
    if user.is_service() {
        return Err(Words::new("refused-service").into());
    }
    if actor.is_admin() { Ok(()) } else { require_offer(&mut *write, actor, user, terms, now).await }
}

/// Makes offers that whoever acts may make. Returns their links in the same order.
///
/// # Errors
/// When the database refuses or is away.
pub(super) async fn offer(
    write: &mut Write,
    app: &App,
    actor: &Actor,
    settings: &SettingsRow,
    offerings: &[Offering<'_>],
    by_mail: bool,
    now: Moment,
) -> Result<Vec<Sent>> {
    let ends = |terms: &Terms| now + TimeDelta::days(terms.days);
    let secrets = make_links(write, actor, offerings, now).await?;
    let rows: Vec<Offer<'_>> =
        offerings.iter().zip(&secrets).map(|(to, secret)| row_of(to, actor, seal(&app.keys, to.id, secret), ends(to.terms), now)).collect();
    store::save(write, &rows).await?;
    if by_mail {
        let reply_to = match actor.id() {
            Some(id) => users::store::find(&mut *write, id).await?.map(|inviter| inviter.email).unwrap_or_default(),
            None => String::new(),
        };
        let mails = offerings.iter().zip(&secrets).map(|(to, secret)| {
            to.mail(settings, &actor.name, &reply_to, ends(to.terms), |letter| Letter::Invitation(letter, secret.clone()))
        });
        mail::enqueue_all(write, &app.keys, mails, now).await?;
    }
    let event = |to: &Offering<'_>| {
        let action = if to.is_again { "invitation.resend" } else { "invitation.send" };
        Event::new(action, Subject::user(to.id, &to.name)).set("expires_at", ends(to.terms))
    };
    let events: Vec<Event> = offerings.iter().map(event).collect();
    audit::record_all(write, actor, events, now).await?;
    Ok(offerings.iter().zip(&secrets).map(|(to, secret)| Sent { user: to.id, link: link_of(app, secret) }).collect())
}

/// New links for all of them; whoever was there before is invited now, and their old link and its mail are of no more use.
async fn make_links(write: &mut Write, actor: &Actor, offerings: &[Offering<'_>], now: Moment) -> Result<Vec<Secret>> {
    let new: Vec<Uuid> = offerings.iter().filter(|to| to.is_new).map(|to| to.id).collect();
    let days = offerings.iter().find(|to| to.is_new).map_or(0, |to| to.terms.days);
    let mut first = links::make_first(write, Purpose::Invitation, &new, TimeDelta::days(days), now).await?.into_iter();
    let mut secrets = Vec::with_capacity(offerings.len());
    for to in offerings {
        let fresh = if to.is_new { first.next() } else { None };
        secrets.push(if let Some(secret) = fresh {
            secret
        } else {
            if to.is_draft {
                store::set_invited(write, to.id, actor.id(), now).await?;
            }
            mail::void(write, to.id, mail::Kind::Invitation).await?;
            links::make(write, Purpose::Invitation, to.id, TimeDelta::days(to.terms.days), now).await?
        });
    }
    Ok(secrets)
}

fn row_of<'a>(to: &Offering<'a>, actor: &'a Actor, secret: Vec<u8>, expires_at: Moment, now: Moment) -> Offer<'a> {
    Offer {
        user: to.id,
        by: actor.id(),
        by_name: &actor.name,
        message: &to.terms.message,
        language: to.terms.language.tag(),
        now,
        expires_at,
        secret,
    }
}
