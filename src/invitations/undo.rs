//! Taking back that an invitation was cancelled.

use uuid::Uuid;

use super::actions::{require_domain, terms_of};
use super::offer::{Offering, offer, require_offer_to};
use super::send::require_room;
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::Write;
use crate::i18n::Words;
use crate::links::{self, Purpose};
use crate::mail;
use crate::rules::{Action, Collection};
use crate::users::{self, Sight, Status};
use crate::web::{App, Error, Result};

/// The same invitation once more, by the same link. A mail that had not left when it was cancelled goes out now, with a new link:
/// nobody has the old one.
///
/// # Errors
/// `Lack`, `NotFound`; `Prove`; `Refused` for who has another status since, and where the link has ended in another way.
pub async fn reopen(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let user = users::store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    Sight::of(&actor, user.clone())?.require_shown(&["status"])?;
    if !actor.may(Action::Update, Collection::Invitations) {
        actor.require(Action::Create, Collection::Invitations)?;
    }
    let closed = || Error::from(Words::new("refused-invitation-closed"));
    if user.status != Status::Draft {
        return Err(closed());
    }
    let row = store::find(&mut write, id).await?.ok_or_else(closed)?;
    let settings = store::settings(&mut write).await?;
    let terms = terms_of(&user, Some(&row), &settings);
    require_offer_to(&mut write, &actor, &user, &terms, now).await?;
    require_domain(&user, &settings)?;
    actor.require_proof_to_let_in(&mut write, id, now).await?;
    if !links::reopen(&mut write, Purpose::Invitation, id, now).await? {
        return Err(closed());
    }
    if has_mail_left(&mut write, id, row.sent_at, now).await? {
        store::set_invited(&mut write, id, actor.id(), now).await?;
        store::reopen(&mut write, id).await?;
        let event = Event::new("invitation.reopen", Subject::user(id, user.name()));
        audit::record(&mut write, &actor, event, now).await?;
    } else {
        require_room(&mut write, 1, now).await?;
        offer(&mut write, app, &actor, &settings, &[Offering::known(&user, true, &terms)], true, now).await?;
    }
    write.commit().await?;
    Ok(())
}

/// Whether the mail of this invitation is out of our hands; one that was handed over has none. One that a worker has may arrive,
/// void or not, with the link that works again: another would be a second in the same minute.
async fn has_mail_left(write: &mut Write, id: Uuid, sent_at: Moment, now: Moment) -> Result<bool> {
    let delivery = mail::deliveries(&mut *write, &[id]).await?.pop();
    let has_left = |delivery: mail::Delivery| match delivery.state {
        mail::State::Sent => true,
        mail::State::Void => delivery.leased_until > now,
        mail::State::Waiting | mail::State::Failed => false,
    };
    Ok(delivery.filter(|delivery| delivery.created_at >= sent_at).is_none_or(has_left))
}
