//! Turning two-factor on and off, and making recovery codes anew.

use uuid::Uuid;

use super::recovery::{IN_A_SET, RecoveryCode};
use super::seed::Seed;
use super::store;
use crate::access::{self, Actor, Entry};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::crypto::Keys;
use crate::db::Write;
use crate::i18n::Words;
use crate::mail::Told;
use crate::rules::Collection;
use crate::throttles;
use crate::users::{self, Status, User};
use crate::web::{Act, App, Error, Result};

/// A new set of recovery codes, and the session's new key.
pub struct Made {
    pub key: Entry,
    pub codes: Vec<RecoveryCode>,
}

/// Whether an app is the first one, or takes the place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    First,
    Other,
}

impl Which {
    /// Whether it can be set up where two-factor is on, or off.
    fn fits(self, is_on: bool) -> bool {
        (self == Self::Other) == is_on
    }
}

/// The seed that is offered in this session, to be scanned; `None` where there is an app already, or none to replace.
///
/// # Errors
/// `Prove`: a browser that was left open shows no seed. When the database is away.
pub async fn offer(app: &App, actor: &Actor, which: Which, now: Moment) -> Result<Option<Seed>> {
    let (user, session) = seat_of(actor)?;
    let factor = store::find(&app.db, user).await?.ok_or(Error::SignIn)?;
    if !which.fits(factor.enabled_at.is_some()) {
        return Ok(None);
    }
    actor.require_proof(Act::TwoFactor, now)?;
    Ok(Some(Seed::offered(&app.keys, user, session, factor.last_step)))
}

/// Turns two-factor on, or moves it to another app, once a code shows that the app has the seed. Ends every other session,
/// and gives this one a new key.
///
/// # Errors
/// `Invalid` for a code that is none; `Refused` where it is on, or off; `Prove`.
pub async fn enable(app: &App, actor: &Actor, which: Which, code: &str) -> Result<Made> {
    let (id, session) = seat_of(actor)?;
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let factor = store::find(&mut write, id).await?.ok_or(Error::SignIn)?;
    if !which.fits(factor.enabled_at.is_some()) {
        return Err(Words::new(if which == Which::First { "refused-two-factor-on" } else { "refused-two-factor-off" }).into());
    }
    actor.require_proof(Act::TwoFactor, now)?;
    let seed = Seed::offered(&app.keys, id, session, factor.last_step);
    let step = seed.step_of(code, now).ok_or_else(|| Error::Invalid(vec![("code", Words::new("error-code-new"))]))?;
    store::enable(&mut write, id, seed.seal(&app.keys, id), step, now).await?;
    throttles::clear_codes(&mut write, id).await?;
    let action = if which == Which::First { "two_factor.enable" } else { "two_factor.replace" };
    audit::record(&mut write, &actor, Event::new(action, Subject::user(id, actor.name.clone())), now).await?;
    if which == Which::Other {
        access::forget_devices(&mut write, id).await?;
    }
    let made = anew(&mut write, &app.keys, &actor, id, now).await?;
    users::tell(&mut write, id, Told::TwoFactorOn, &actor, now).await?;
    write.commit().await?;
    Ok(made)
}

/// Makes new recovery codes, which ends the old ones and every other session, and gives this one a new key.
///
/// # Errors
/// `Refused` where two-factor is off; `Prove`.
pub async fn make_codes(app: &App, actor: &Actor) -> Result<Made> {
    let (id, _) = seat_of(actor)?;
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    require_on(&mut write, id).await?;
    actor.require_proof(Act::TwoFactor, now)?;
    audit::record(&mut write, &actor, Event::new("two_factor.codes", Subject::user(id, actor.name.clone())), now).await?;
    let made = anew(&mut write, &app.keys, &actor, id, now).await?;
    users::tell(&mut write, id, Told::RecoveryCodesMade, &actor, now).await?;
    write.commit().await?;
    Ok(made)
}

/// Turns one's own two-factor off. Ends every other session, and gives this one a new key.
///
/// # Errors
/// `Refused` where it is off, or asked of them; `Prove`.
pub async fn disable(app: &App, actor: &Actor) -> Result<Entry> {
    let (id, session) = seat_of(actor)?;
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    require_on(&mut write, id).await?;
    if !access::two_factor_needs(&mut write, id, now).await?.is_empty() {
        return Err(Words::new("refused-two-factor-required").into());
    }
    actor.require_proof(Act::TwoFactor, now)?;
    turn_off(&mut write, &actor, id, now).await?;
    access::end_sessions(&mut write, id, Some(session)).await?;
    access::forget_devices(&mut write, id).await?;
    let key = access::keep_proof(&mut write, &actor, Act::TwoFactor, now).await?;
    audit::record(&mut write, &actor, Event::new("two_factor.disable", Subject::user(id, actor.name.clone())), now).await?;
    write.commit().await?;
    Ok(key)
}

/// Turns somebody else's two-factor off: they have lost it, and every recovery code too. Ends their sessions. Where it is asked
/// of them, they set it up anew when they sign in next.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` for oneself, for those who have more rights, and where it is off; `Prove`.
pub async fn remove(app: &App, actor: &Actor, id: Uuid, reason: &str) -> Result<()> {
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let user = users::store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    may_remove(&actor, &user)?;
    if actor.is(id) {
        return Err(Words::new("refused-own-two-factor").into());
    }
    users::require_to_manage(&mut write, &actor, id, now).await?;
    if !user.has_two_factor {
        return Err(Words::new("refused-two-factor-off").into());
    }
    actor.require_proof(Act::TwoFactor, now)?;
    remove_from(&mut write, &actor, &user, reason, now).await?;
    write.commit().await?;
    Ok(())
}

/// The same from the command line, where nobody is left who could. Where it is off already, it stays so.
///
/// # Errors
/// `NotFound` when nobody active has that address.
pub async fn remove_by_command(app: &App, email_key: &str) -> Result<()> {
    let now = app.now();
    let mut write = app.db.write().await?;
    let found = users::store::find_by_email(&mut write, email_key).await?;
    let user = found.filter(|user| user.status == Status::Active && !user.is_past_end(now)).ok_or(Error::NotFound)?;
    if user.has_two_factor {
        remove_from(&mut write, &Actor::cli(), &user, "", now).await?;
        write.commit().await?;
    }
    Ok(())
}

/// Whether whoever acts may be shown the page that does it.
///
/// # Errors
/// `Lack`, `NotFound`, `Refused` as `remove`.
pub async fn require_to_remove(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    let user = users::store::find(&app.db, id).await?.ok_or(Error::NotFound)?;
    may_remove(actor, &user)?;
    users::require_to_manage(&app.db, actor, id, app.now()).await?;
    if user.has_two_factor { Ok(()) } else { Err(Words::new("refused-two-factor-off").into()) }
}

fn may_remove(actor: &Actor, user: &User) -> Result<()> {
    let after = User { has_two_factor: false, ..user.clone() };
    actor.require_change(Collection::Users, user, &after, &["two_factor"])
}

fn seat_of(actor: &Actor) -> Result<(Uuid, Uuid)> {
    actor.id().zip(actor.session()).ok_or(Error::SignIn)
}

async fn require_on(write: &mut Write, user: Uuid) -> Result<()> {
    match store::find(write, user).await? {
        Some(factor) if factor.enabled_at.is_some() => Ok(()),
        _ => Err(Words::new("refused-two-factor-off").into()),
    }
}

/// What follows from a second factor that is another one: new codes, no other session, another key for this one.
async fn anew(write: &mut Write, keys: &Keys, actor: &Actor, user: Uuid, now: Moment) -> Result<Made> {
    let codes: Vec<RecoveryCode> = std::iter::repeat_with(RecoveryCode::random).take(IN_A_SET).collect();
    store::forget_codes(write, user).await?;
    for code in &codes {
        store::add_code(write, user, code.hash(keys, user)).await?;
    }
    access::end_sessions(write, user, actor.session()).await?;
    let key = access::keep_proof(write, actor, Act::TwoFactor, now).await?;
    Ok(Made { key, codes })
}

async fn remove_from(write: &mut Write, actor: &Actor, user: &User, reason: &str, now: Moment) -> Result<()> {
    turn_off(write, actor, user.id, now).await?;
    access::end_sessions(write, user.id, None).await?;
    access::forget_devices(write, user.id).await?;
    audit::record(write, actor, Event::new("two_factor.reset", Subject::user(user.id, user.name())).because(reason), now).await?;
    Ok(())
}

async fn turn_off(write: &mut Write, actor: &Actor, user: Uuid, now: Moment) -> Result<()> {
    if store::disable(write, user, actor.id(), now).await? == 0 {
        return Err(Words::new("refused-two-factor-off").into());
    }
    throttles::clear_codes(write, user).await?;
    users::tell(write, user, Told::TwoFactorOff, actor, now).await
}
