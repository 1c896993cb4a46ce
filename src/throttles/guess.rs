//! What is slowed down, and whose: passwords of an address, codes of a user.

use uuid::Uuid;

use super::{lock_of, store};
use crate::access;
use crate::clock::Moment;
use crate::db::{Result, Write};

/// What is guessed at, and whose it is. Each counts by itself: to know the one does not help with the other.
#[derive(Clone, Copy)]
pub enum Guess<'a> {
    /// Of that address, whether it is anybody's or not.
    Password(&'a str),
    /// Of the second step, which only comes after a password.
    Code(Uuid),
}

impl Guess<'_> {
    /// What counts it: for the account, or for one device of its owner.
    pub(super) fn bucket(self, device: Option<Uuid>) -> String {
        match (self, device) {
            (Self::Password(email_key), None) => format!("password/{email_key}"),
            (Self::Password(_), Some(device)) => format!("device/{device}"),
            (Self::Code(user), None) => format!("code/{user}"),
            (Self::Code(_), Some(device)) => format!("device-code/{device}"),
        }
    }
}

/// The account has a new password, or is gone: what was guessed before does not count any more.
///
/// # Errors
/// When the database refuses or is away.
pub async fn clear(write: &mut Write, email_key: &str) -> Result<()> {
    store::forget(write, &Guess::Password(email_key).bucket(None)).await
}

/// The same for many addresses.
///
/// # Errors
/// When the database refuses or is away.
pub async fn clear_all<'a>(write: &mut Write, email_keys: impl Iterator<Item = &'a str>) -> Result<()> {
    let buckets: Vec<String> = email_keys.map(|key| Guess::Password(key).bucket(None)).collect();
    for bucket in store::those_of(&mut *write, buckets).await? {
        store::forget(write, &bucket).await?;
    }
    Ok(())
}

/// The account has another address: what was guessed at its password counts there from now on, and what was guessed before anybody
/// had that address does not.
///
/// # Errors
/// When the database refuses or is away.
pub async fn follow(write: &mut Write, from: &str, to: &str) -> Result<()> {
    let [from, to] = [from, to].map(|email_key| Guess::Password(email_key).bucket(None));
    store::forget(write, &to).await?;
    store::rename(write, &from, &to).await
}

/// The second factor of a user is another one, or none: what was guessed before does not count any more.
///
/// # Errors
/// When the database refuses or is away.
pub async fn clear_codes(write: &mut Write, user: Uuid) -> Result<()> {
    store::forget(write, &Guess::Code(user).bucket(None)).await
}

/// Both, for somebody whose password and second factor stay: their devices start anew too. What waiting does not help with, this
/// does not either.
///
/// # Errors
/// When the database refuses or is away.
pub async fn unlock(write: &mut Write, email_key: &str, user: Uuid, now: Moment) -> Result<()> {
    for guess in [Guess::Password(email_key), Guess::Code(user)] {
        if !lock_of(&mut *write, guess, now).await?.is_some_and(|lock| lock.is_for_good()) {
            store::forget(write, &guess.bucket(None)).await?;
        }
    }
    for device in access::devices_of(&mut *write, user).await? {
        for guess in [Guess::Password(email_key), Guess::Code(user)] {
            store::forget(write, &guess.bucket(Some(device))).await?;
        }
    }
    Ok(())
}
