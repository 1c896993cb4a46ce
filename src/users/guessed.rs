//! Accounts whose password others guess at: suspended by themselves where the project says so, and unlocked by hand.

use uuid::Uuid;

use super::model::Status;
use super::moving::move_to;
use super::notices::tell;
use super::record::require_to_manage;
use super::store;
use crate::access::{self, Actor};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Db, Write};
use crate::i18n::{Language, Words, zone};
use crate::mail::Told;
use crate::rules::Collection;
use crate::throttles::{self, Guess};
use crate::web::{Error, Result};

/// Suspends somebody after so many wrong passwords in a row, where the project says so. Never the last administrator, nor who has
/// signed in from a browser of their own before: to them only the waits apply.
///
/// # Errors
/// When the database refuses or is away.
pub async fn suspend_after(write: &mut Write, id: Uuid, failures: i64, now: Moment) -> Result<()> {
    let project = store::project(&mut *write).await?;
    if project.suspend_after == 0 || failures < project.suspend_after {
        return Ok(());
    }
    let user = store::find(&mut *write, id).await?.ok_or(Error::NotFound)?;
    // Who has a browser of their own still gets in there: strangers do not take that away.
    let has_devices = !access::devices_of(&mut *write, id).await?.is_empty();
    if user.status != Status::Active || has_devices || access::is_last_admin(write, id, now).await? {
        return Ok(());
    }
    let reader = crate::i18n::Reader {
        language: Language::from_tag(&project.default_language).unwrap_or(Language::English),
        zone: zone(&project.default_timezone).unwrap_or(chrono_tz::UTC),
        now,
    };
    let reason = Words::new("suspend-after-reason").with("n", failures).to(&reader).into_owned();
    let actor = Actor::system();
    move_to(write, &actor, &user, Status::Suspended, &reason, now).await?;
    tell(write, id, Told::SuspendedAfter { attempts: failures }, &actor, now).await?;
    tracing::warn!(event = "authn_login_lock", user = %id, failures);
    Ok(())
}

/// Ends the wait of an account, and of its owner's devices. Returns what to call them.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` for somebody who has more than whoever acts.
pub async fn unlock(db: &Db, actor: &Actor, id: Uuid, now: Moment) -> Result<String> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let user = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    actor.require_change(Collection::Users, &user, &user, &["password"])?;
    require_to_manage(&mut write, &actor, id, now).await?;
    if throttles::lock_of(&mut write, Guess::Password(&user.email_key), now).await?.is_some_and(|lock| lock.is_for_good()) {
        return Err(Words::new("refused-unlock-disabled").into());
    }
    throttles::unlock(&mut write, &user.email_key, id, now).await?;
    audit::record(&mut write, &actor, Event::new("password.unlock", Subject::user(id, user.name())), now).await?;
    write.commit().await?;
    Ok(super::Sight::of(&actor, user)?.name())
}
