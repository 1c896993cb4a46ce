//! Using a second factor: each code is taken once, on every node, whoever else sends it at the same moment.

use uuid::Uuid;

use super::recovery::RecoveryCode;
use super::seed::{Seed, digits};
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::crypto::Keys;
use crate::db::{self, Ask, Write};
use crate::mail::Told;
use crate::users;
use crate::web::Result;

/// What somebody typed to show that they have it.
#[derive(Clone, Copy)]
pub enum Typed<'a> {
    /// The six digits of an app.
    Code(&'a str),
    Recovery(&'a str),
}

impl Typed<'_> {
    /// Whether it can be one at all: what cannot is a slip, and no guess.
    #[must_use]
    pub fn is_whole(self) -> bool {
        match self {
            Self::Code(code) => digits(code).is_some(),
            Self::Recovery(code) => RecoveryCode::parse(code).is_some(),
        }
    }

    /// What to say of one that is not.
    #[must_use]
    pub fn error(self) -> &'static str {
        match self {
            Self::Code(_) => "error-code-digits",
            Self::Recovery(_) => "error-recovery-letters",
        }
    }
}

/// Takes a code of whoever acts, if it is one and nobody had taken it.
///
/// # Errors
/// When the database refuses or is away.
pub async fn spend(write: &mut Write, keys: &Keys, actor: &Actor, typed: Typed<'_>, now: Moment) -> Result<bool> {
    let Some(user) = actor.id() else { return Ok(false) };
    let Some(factor) = store::find(&mut *write, user).await?.filter(|factor| factor.enabled_at.is_some()) else {
        return Ok(false);
    };
    match typed {
        Typed::Code(code) => {
            let seed = factor.secret.and_then(|sealed| Seed::open(keys, user, &sealed));
            if seed.is_none() {
                tracing::error!(%user, "the seed of the second factor cannot be opened: was the secret key changed?");
            }
            match seed.and_then(|seed| seed.step_of(code, now)) {
                Some(step) => Ok(store::take_step(write, user, step).await? > 0),
                None => Ok(false),
            }
        }
        Typed::Recovery(code) => {
            let Some(code) = RecoveryCode::parse(code) else { return Ok(false) };
            if store::take_code(write, user, code.hash(keys, user), now).await? == 0 {
                return Ok(false);
            }
            audit::record(write, actor, Event::new("two_factor.recover", Subject::user(user, actor.name.clone())), now).await?;
            let left = store::codes_left(&mut *write, user).await?;
            users::tell(write, user, Told::RecoveryCodeUsed { left }, actor, now).await?;
            Ok(true)
        }
    }
}

/// Since when a user has it, if they do.
///
/// # Errors
/// When the database is away.
pub async fn on_since(db: impl Ask, user: Uuid) -> db::Result<Option<Moment>> {
    Ok(store::find(db, user).await?.and_then(|factor| factor.enabled_at))
}

/// The recovery codes of a user that nobody has used.
///
/// # Errors
/// When the database is away.
pub async fn codes_left(db: impl Ask, user: Uuid) -> db::Result<i64> {
    store::codes_left(db, user).await
}
