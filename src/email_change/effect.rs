//! What a new address brings with it, however it came to be.

use super::actions::with_email;
use crate::access::{self, Actor};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{self, Write};
use crate::mail::{self, Kind, Told};
use crate::users::store::EmailRow;
use crate::users::{self, Details, Email, Status, User};
use crate::web::Result;
use crate::{links, throttles};

/// Gives a user an address, proven at that moment or not. Sessions but the one that acts end, and so do all links: they went to the
/// old address, which is told, as the new one is. Returns whether it could be theirs: somebody else may have it, and the transaction is
/// then of no more use.
///
/// # Errors
/// When the database refuses or is away.
pub(super) async fn take_effect(
    write: &mut Write,
    actor: &Actor,
    user: &User,
    email: &Email,
    proven: Option<Moment>,
    now: Moment,
) -> Result<bool> {
    let keys = Details::of(user).keys(email.as_typed());
    let row = EmailRow { id: user.id, email, verified_at: proven, keys, by: actor.id(), now };
    match users::store::save_email(write, row).await {
        Err(error) if db::is_taken(&error) => return Ok(false),
        outcome => outcome?,
    }
    users::store::follow_attempts(write, &user.email_key, email.key()).await?;
    throttles::follow(write, &user.email_key, email.key()).await?;
    access::end_sessions(write, user.id, actor.session().filter(|_| actor.is(user.id))).await?;
    links::cancel_all(write, user.id, now).await?;
    links::bury(write, &[user.id]).await?;
    for kind in [Kind::Reset, Kind::Invitation, Kind::EmailChange] {
        mail::void(write, user.id, kind).await?;
    }
    if mail::void(write, user.id, Kind::EndWarning).await? > 0 {
        users::store::unwarned(write, &[user.id]).await?;
    }
    if user.status == Status::Invited {
        users::store::end_invitation(write, user.id, now).await?;
    }
    let action = if proven.is_some() { "email.confirm" } else { "email.change" };
    let event = Event::new(action, Subject::user(user.id, user.name())).change("email", user.email.as_str(), email.as_typed());
    audit::record(write, actor, event, now).await?;
    let after = with_email(user, email);
    for address in [&user.email, &after.email] {
        users::tell_at(write, &after, address, Told::EmailChanged { to: after.email.clone() }, actor, now).await?;
    }
    Ok(true)
}
