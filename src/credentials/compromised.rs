//! A password that may be in other hands: it is taken away with everything it opened, and a link to a new one goes out at once.

use uuid::Uuid;

use super::forgot;
use crate::access::{self, Actor};
use crate::audit::{self, Event, Subject};
use crate::i18n::Words;
use crate::links;
use crate::mail::{self, Told};
use crate::rules::Collection;
use crate::throttles;
use crate::users::{self, User};
use crate::web::{Act, App, Error, Result};

/// Takes somebody's password away. Returns them as they were.
///
/// # Errors
/// `Lack`, `NotFound`; `Prove`; `Refused` for oneself, a service account, the last administrator, and somebody who has more
/// than whoever acts.
pub async fn compromised(app: &App, actor: &Actor, id: Uuid) -> Result<User> {
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let user = users::store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    actor.require_change(Collection::Users, &user, &user, &["password"])?;
    if actor.is(id) {
        return Err(Words::new("refused-own-password").into());
    }
    if user.kind != "person" {
        return Err(Words::new("refused-reset-status").into());
    }
    users::require_to_manage(&mut write, &actor, id, now).await?;
    actor.require_proof(Act::Password, now)?;
    users::store::remove_password(&mut write, id, actor.id(), now).await?;
    // Only somebody with a password administers.
    users::require_an_admin(&mut write, now).await?;
    access::end_sessions(&mut write, id, None).await?;
    users::refuse_tokens(&mut write, &actor, &user, now).await?;
    throttles::clear(&mut write, &user.email_key).await?;
    access::forget_devices(&mut write, id).await?;
    links::cancel_all(&mut write, id, now).await?;
    mail::void(&mut write, id, mail::Kind::Reset).await?;
    audit::record(&mut write, &actor, Event::new("password.compromised", Subject::user(id, user.name())), now).await?;
    users::tell(&mut write, id, Told::PasswordCompromised, &actor, now).await?;
    if user.has_access(now) {
        forgot::send(&mut write, app, &user, Some(actor.name.clone()), &actor.client.address, now).await?;
    }
    write.commit().await?;
    Ok(user)
}
