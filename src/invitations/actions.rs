//! Inviting one user who is there, again or at first, and taking an invitation back.

use uuid::Uuid;

use super::domains;
use super::offer::{Offering, Sent, offer, require_offer_to};
use super::offered::Offered;
use super::outcome::PAUSE;
use super::send::require_room;
use super::store::{self, InvitationRow, SettingsRow};
use super::terms::Terms;
use crate::access::Actor;
use crate::clock::Moment;
use crate::db::Write;
use crate::i18n::{Language, Words};
use crate::rules::{Action, Collection};
use crate::users::{self, Email, Sight, Status, User};
use crate::web::{App, Error, Lack, Result};

/// Sends to one user: the first invitation of a draft, or a new link for someone invited. Without mail it only makes the
/// link, for those who hand it over themselves. Returns the user as far as whoever acts may see them.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` for other statuses, or less than a minute after the last mail.
pub async fn send_to(app: &App, actor: &Actor, id: Uuid, by_mail: bool) -> Result<(Sight, Sent)> {
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let sent = send_in(&mut write, app, &actor, id, by_mail, now).await?;
    write.commit().await?;
    Ok(sent)
}

/// The same inside another transaction. What is refused is refused before anything is written.
///
/// # Errors
/// As `send_to`.
pub async fn send_in(write: &mut Write, app: &App, actor: &Actor, id: Uuid, by_mail: bool, now: Moment) -> Result<(Sight, Sent)> {
    let user = users::store::find(&mut *write, id).await?.ok_or(Error::NotFound)?;
    let seen = Sight::of(actor, user.clone())?;
    // What is refused tells how things stand: first whether that is theirs to know.
    seen.require_shown(&["status"])?;
    if !actor.may(Action::Update, Collection::Invitations) {
        actor.require(Action::Create, Collection::Invitations)?;
    }
    if !matches!(user.status, Status::Draft | Status::Invited) {
        return Err(Words::new("refused-invite-status").into());
    }
    let settings = store::settings(&mut *write).await?;
    let before = store::find(&mut *write, id).await?;
    let sent_at = before.as_ref().map(|row| row.sent_at);
    let is_again = before.is_some();
    let terms = terms_of(&user, before.as_ref(), &settings);
    require_offer_to(write, actor, &user, &terms, now).await?;
    if user.is_past_end(now) {
        return Err(Words::new(if seen.shows("expires_at") { "refused-past-end" } else { "refused-invite-status" }).into());
    }
    require_domain(&user, &settings)?;
    if by_mail && sent_at.is_some_and(|at| at > now - PAUSE) {
        return Err(Words::new("refused-too-soon").into());
    }
    if by_mail {
        require_room(write, 1, now).await?;
    }
    actor.require_proof_to_let_in(&mut *write, id, now).await?;
    let offering = Offering::known(&user, is_again, &terms);
    let sent = offer(write, app, actor, &settings, &[offering], by_mail, now).await?;
    Ok((seen, sent.into_iter().next().ok_or(Error::NotFound)?))
}

/// Asks whether addresses like theirs are invited today.
pub(super) fn require_domain(user: &User, settings: &SettingsRow) -> Result<()> {
    let is_allowed = Email::parse(&user.email).is_ok_and(|email| domains::allow(&settings.allowed_domains, &email));
    if is_allowed { Ok(()) } else { Err(Words::new("refused-domain").into()) }
}

/// What somebody was invited to before, with their role and the settings of today.
pub(super) fn terms_of(user: &User, before: Option<&InvitationRow>, settings: &SettingsRow) -> Terms {
    let language = before.and_then(|row| Language::from_tag(&row.language)).or_else(|| Language::from_tag(&settings.default_language));
    Terms {
        role: user.role_id,
        groups: Vec::new(),
        message: before.map(|row| row.message.clone()).unwrap_or_default(),
        language: language.unwrap_or(Language::English),
        days: settings.invitation_days,
        until: None,
    }
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
