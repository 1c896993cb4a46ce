//! Temporary passwords, which let somebody in at once.

use uuid::Uuid;

use super::actions::past_end;
use super::model::{Status, User};
use super::moving::move_to;
use super::notices::tell;
use super::record::require_to_manage;
use super::store;
use crate::access::{self, Actor};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::crypto::HashPool;
use crate::db::Db;
use crate::i18n::Words;
use crate::mail::Told;
use crate::rules::{Action, Collection};
use crate::web::{Act, Error, Result};
use crate::{links, throttles};

/// Gives a temporary password, which must be changed at the first sign-in. A draft or invited user becomes active with it.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` for suspended and archived users, for those past their end date, and for oneself.
pub async fn set_temporary_password(db: &Db, pool: &HashPool, actor: &Actor, id: Uuid, password: &str, now: Moment) -> Result<()> {
    actor.require(Action::Update, Collection::Users)?;
    actor.require_proof(Act::Password, now)?;
    let hash = pool.hash(password).await?;
    let (mut write, actor) = actor.begin(db, now).await?;
    let user = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let after = User { status: Status::Active, ..user.clone() };
    actor.require_change(Collection::Users, &user, &after, &["password"])?;
    if actor.is(id) {
        return Err(Words::new("refused-own-password").into());
    }
    if user.is_service() {
        return Err(Words::new("refused-service").into());
    }
    require_to_manage(&mut write, &actor, id, now).await?;
    match user.status {
        Status::Suspended | Status::Archived => return Err(Words::new("refused-password-status").into()),
        // They count as suspended.
        _ if user.is_past_end(now) => return Err(past_end(&actor, &user)),
        Status::Draft | Status::Invited => {
            actor.require_change(Collection::Users, &user, &after, &["status"])?;
            move_to(&mut write, &actor, &user, Status::Active, "", now).await?;
        }
        Status::Active => links::cancel_all(&mut write, id, now).await?,
    }
    store::save_password(&mut write, id, &hash, Some(&actor), now).await?;
    throttles::clear(&mut write, &user.email_key).await?;
    access::end_sessions(&mut write, id, None).await?;
    access::forget_devices(&mut write, id).await?;
    audit::record(&mut write, &actor, Event::new("password.temporary", Subject::user(id, user.name())), now).await?;
    if user.status == Status::Active {
        tell(&mut write, id, Told::PasswordSet, &actor, now).await?;
    }
    actor.require_proof(Act::Password, now)?;
    write.commit().await?;
    Ok(())
}

/// Has somebody choose another password at their next sign-in, or not. A temporary one is always changed.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` for oneself, somebody without a password, and somebody who has more than whoever acts.
pub async fn set_must_change(db: &Db, actor: &Actor, id: Uuid, must: bool, now: Moment) -> Result<()> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let user = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    actor.require_change(Collection::Users, &user, &user, &["password"])?;
    if actor.is(id) {
        return Err(Words::new("refused-own-password").into());
    }
    require_to_manage(&mut write, &actor, id, now).await?;
    if !user.has_password || user.temporary_by.is_some() {
        return Err(Words::new("refused-must-change").into());
    }
    if user.must_change_password != must {
        store::save_must_change(&mut write, id, must, actor.id(), now).await?;
        let event = Event::new("password.due", Subject::user(id, user.name()));
        audit::record(&mut write, &actor, event.change("must_change_password", user.must_change_password, must), now).await?;
        write.commit().await?;
    }
    Ok(())
}

/// Sixteen letters and digits that read alike in every typeface, in groups of four: 77 bits.
#[must_use]
pub fn temporary_password() -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut out = String::with_capacity(19);
    for i in 0..16 {
        if i > 0 && i % 4 == 0 {
            out.push('-');
        }
        out.push(char::from(LETTERS[rand::random_range(0..LETTERS.len())]));
    }
    out
}
