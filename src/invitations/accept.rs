//! Accepting an invitation: the link, the person, one winner.

use std::time::Duration;

use chrono::TimeDelta;
use uuid::Uuid;

use super::store::{self, InvitationRow};
use crate::access::{self, Actor};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::credentials::Password;
use crate::crypto::Secret;
use crate::db::{Ask, Write};
use crate::i18n::Language;
use crate::links::{self, End, Link, Purpose};
use crate::mail::{self, Letter, Mail, Receiver};
use crate::rules::{Action, Collection};
use crate::throttles;
use crate::users::custom::{Added, Given};
use crate::users::{self, Status, User};
use crate::web::{App, Client, Result};

/// An invitee asks for a new link at most this often.
const ASK_PAUSE: TimeDelta = TimeDelta::hours(1);

/// How long the page behind a link waits for a note that it was opened.
const NOTING: Duration = Duration::from_secs(1);

/// What a link turned out to be.
pub enum Found {
    Open(Box<Open>),
    /// Why, and the language of the mail it stood in, where there is one.
    Dead(Dead, Option<Language>),
}

impl Found {
    /// The language the invitation was written in.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        match self {
            Self::Open(open) => Language::from_tag(&open.invitation.language),
            Self::Dead(_, language) => *language,
        }
    }
}

/// A link that works, and whom it is for.
pub struct Open {
    pub link: Link,
    pub user: User,
    pub invitation: InvitationRow,
}

/// Why a link works no more, and what that allows to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dead {
    Unknown,
    Used,
    /// A newer mail holds the working one.
    Replaced,
    Cancelled,
    /// Asking for a new one is offered.
    Expired {
        user: Uuid,
        at: Moment,
    },
    /// The access it opens has ended before it began, or would give more than whoever made it, and knows it, may give today. Asking
    /// for a new one is offered.
    Outgrown {
        user: Uuid,
    },
}

/// Finds an invitation by its secret; changes nothing, however often it is asked.
///
/// # Errors
/// When the database is away.
pub async fn find(mut db: impl Ask, secret: &Secret, now: Moment) -> Result<Found> {
    let Some(link) = links::find(&mut db, Purpose::Invitation, secret, now).await? else { return Ok(Found::Dead(Dead::Unknown, None)) };
    let dead = match link.ended {
        Some(End::Used) => Some(Dead::Used),
        Some(End::Replaced) => Some(Dead::Replaced),
        Some(End::Cancelled) => Some(Dead::Cancelled),
        Some(End::Expired) => Some(Dead::Expired { user: link.user, at: link.expires_at }),
        None => None,
    };
    let invitation = store::find(&mut db, link.user).await?;
    let language = invitation.as_ref().and_then(|invitation| Language::from_tag(&invitation.language));
    if let Some(dead) = dead {
        return Ok(Found::Dead(dead, language));
    }
    let user = users::store::find(&mut db, link.user).await?.filter(|user| user.status == Status::Invited);
    let (Some(user), Some(invitation)) = (user, invitation) else { return Ok(Found::Dead(Dead::Cancelled, language)) };
    if user.is_past_end(now) || !access::still_covers(&mut db, invitation.invited_by, user.id, None, now).await? {
        return Ok(Found::Dead(Dead::Outgrown { user: user.id }, language));
    }
    Ok(Found::Open(Box::new(Open { link, user, invitation })))
}

/// Whether the link of that secret still lets somebody in.
///
/// # Errors
/// When the database is away.
pub async fn is_open(db: impl Ask, secret: &Secret, now: Moment) -> Result<bool> {
    Ok(matches!(find(db, secret, now).await?, Found::Open(_)))
}

/// The added fields that an invitee is asked for: those that are required, that they have nothing in yet, and that they may change
/// once they are here.
///
/// # Errors
/// When the database is away.
pub async fn wanted(db: impl Ask, user: &User, now: Moment) -> Result<Vec<Added>> {
    let rights = access::rights_of(db, user.id, None, now).await?;
    let here = User { status: Status::Active, ..user.clone() };
    let open = |action| rights.on(action, Collection::Users, &here);
    let (Some(reads), Some(updates)) = (open(Action::Read), open(Action::Update)) else { return Ok(Vec::new()) };
    let is_wanted = |(field, definition): &Added| {
        definition.is_required && !user.custom.contains_key(field.name) && reads.has_field(field) && updates.has_field(field)
    };
    Ok(rights.catalogue.schema.added().filter(is_wanted).collect())
}

/// Notes that somebody looked at the page behind the link, if that can be written down at once: nobody waits for it.
pub async fn note_opened(app: &App, user: Uuid) {
    match tokio::time::timeout(NOTING, store::opened(&app.db, user, app.now())).await {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => tracing::warn!(%error, "that a link was opened could not be noted"),
        Err(_) => tracing::warn!("that a link was opened could not be noted in time"),
    }
}

/// Joins: of many at once exactly one wins, the others find the link used. The pages go on in the language it was read in.
/// Returns the key of the session that opens.
///
/// # Errors
/// `Busy`; when the database refuses or is away.
pub async fn accept(
    app: &App,
    secret: &Secret,
    names: (&str, &str),
    given: &Given,
    language: Language,
    password: &Password,
    client: &Client,
) -> Result<std::result::Result<access::Entry, Dead>> {
    // Dead links are told so before anything costly happens.
    if let Found::Dead(dead, _) = find(&app.db, secret, app.now()).await? {
        return Ok(Err(dead));
    }
    let hash = app.hash_pool.hash(password.expose()).await?;
    let now = app.now();
    let mut write = app.db.write().await?;
    let (link, user) = match find(&mut write, secret, now).await? {
        Found::Open(open) => (open.link, open.user),
        Found::Dead(dead, _) => return Ok(Err(dead)),
    };
    if !links::spend(&mut write, &link, now).await? {
        return Ok(Err(Dead::Used));
    }
    let name = crate::web::display_name(names.0, names.1, &user.email);
    let actor = Actor::user(user.id, name, client.clone());
    let is_default = store::settings(&mut write).await?.default_language == language.tag();
    let wanted = wanted(&mut write, &user, now).await?;
    let given: Given = given.iter().filter(|(field, _)| wanted.iter().any(|(one, _)| one == field)).cloned().collect();
    users::activate(&mut write, &actor, &user, names, &given, if is_default { "" } else { language.tag() }, now).await?;
    users::store::save_password(&mut write, user.id, &hash, None, now).await?;
    throttles::clear(&mut write, &user.email_key).await?;
    store::accept(&mut write, user.id, now).await?;
    mail::void(&mut write, user.id, mail::Kind::Invitation).await?;
    let key = access::open_session(&mut write, user.id, access::SecondStep::None, client, now).await?;
    write.commit().await?;
    Ok(Ok(key))
}

/// Asks the inviter, or an administrator in their place, for a new link, by a mail to them. Once an hour is enough.
///
/// # Errors
/// When the database refuses or is away.
pub async fn ask_again(app: &App, user: Uuid, client: &Client) -> Result<()> {
    let now = app.now();
    let mut write = app.db.write().await?;
    let invited = users::store::find(&mut write, user).await?.filter(|user| user.status == Status::Invited);
    let (Some(invited), Some(invitation)) = (invited, store::find(&mut write, user).await?) else { return Ok(()) };
    if store::ask(&mut write, user, now, now - ASK_PAUSE).await? == 0 {
        return Ok(());
    }
    // Where the inviter may not invite them any more, an administrator answers.
    let covers = access::still_covers(&mut write, invitation.invited_by, user, None, now).await?;
    let asked = match invitation.invited_by {
        Some(id) if covers && may_invite(&mut write, id, now).await? => Some(id),
        _ => access::admin_to_ask(&mut write, now).await?,
    };
    let inviter = match asked {
        Some(id) => users::store::find(&mut write, id).await?,
        None => None,
    };
    let settings = store::settings(&mut write).await?;
    if let Some(inviter) = inviter {
        let letter = mail::InvitationRequest { project: settings.project_name, name: invited.name(), email: invited.email.clone(), user };
        let receiver = Receiver {
            id: inviter.id,
            address: &inviter.email,
            name: inviter.name(),
            languages: [&inviter.language, &settings.default_language],
            zones: [&inviter.timezone, &settings.default_timezone],
        };
        mail::enqueue(&mut write, &app.keys, Mail::to_user(receiver, Letter::InvitationRequest(letter)), now).await?;
    }
    let actor = Actor::user(user, invited.name(), client.clone());
    audit::record(&mut write, &actor, Event::new("invitation.ask", Subject::user(user, invited.name())), now).await?;
    write.commit().await?;
    Ok(())
}

/// Whether somebody can still answer for an invitation: they can sign in, and invite.
async fn may_invite(write: &mut Write, id: Uuid, now: Moment) -> Result<bool> {
    let is_here = |user: User| user.status == Status::Active && user.has_password && !user.is_past_end(now);
    if !users::store::find(&mut *write, id).await?.is_some_and(is_here) {
        return Ok(false);
    }
    let rights = access::rights_of(write, id, None, now).await?;
    Ok(rights.may_use_pages() && rights.may(Action::Create, Collection::Invitations))
}
