//! Browsers that somebody has signed in from before: whoever else guesses at the account does not keep its owner out of these.

use chrono::TimeDelta;
use uuid::Uuid;

use super::store::devices;
use crate::clock::Moment;
use crate::crypto::Secret;
use crate::db::{self, Ask, Db, Write};
use crate::web::Client;

/// How long a browser stays known after the last time somebody signed in from it.
pub(super) const KNOWN: TimeDelta = TimeDelta::days(400);
/// Of one user; the one seen longest ago gives way.
const MOST: usize = 50;

/// What a browser gets when a session opens in it.
#[must_use]
pub struct Entry {
    pub key: Secret,
    /// What it is known by from now on.
    pub(super) device: Option<Secret>,
    /// They have signed in before, and never from here.
    pub is_new_device: bool,
}

impl Entry {
    /// A key alone: nothing new is known of the browser.
    pub(super) fn of(key: Secret) -> Self {
        Self { key, device: None, is_new_device: false }
    }
}

/// The device that a request comes from, if whoever has that address has signed in from it before.
///
/// # Errors
/// When the database is away.
pub async fn known_device(db: impl Ask, client: &Client, email_key: &str, now: Moment) -> db::Result<Option<Uuid>> {
    match &client.device {
        Some(hash) => devices::of_address(db, hash.clone(), email_key, now - KNOWN).await,
        None => Ok(None),
    }
}

/// The device that a request comes from, if that user has signed in from it before.
///
/// # Errors
/// When the database is away.
pub async fn known_device_of(db: impl Ask, client: &Client, user: Uuid, now: Moment) -> db::Result<Option<Uuid>> {
    match &client.device {
        Some(hash) => devices::of_user(db, hash.clone(), user, now - KNOWN).await,
        None => Ok(None),
    }
}

/// Remembers that a user has signed in from there. The browser gets a new key each time, so that none that was planted in it
/// ever becomes theirs; others who are known there stay so. Returns whether it was known before.
pub(super) async fn know(write: &mut Write, user: Uuid, client: &Client, now: Moment) -> db::Result<(Secret, bool)> {
    let known = devices::of(&mut *write, user).await?;
    let is_known = known.iter().any(|(_, hash)| client.device.as_ref() == Some(hash));
    let key = Secret::random();
    if let Some(old) = &client.device {
        devices::renew(write, old.clone(), key.hash()).await?;
    }
    devices::add(write, key.hash(), user, now).await?;
    for (id, _) in known.iter().skip(MOST - 1).filter(|(_, hash)| client.device.as_ref() != Some(hash)) {
        devices::delete(write, *id).await?;
    }
    Ok((key, is_known))
}

/// The devices that a user is known on.
///
/// # Errors
/// When the database is away.
pub async fn devices_of(db: impl Ask, user: Uuid) -> db::Result<Vec<Uuid>> {
    Ok(devices::of(db, user).await?.into_iter().map(|(id, _)| id).collect())
}

/// When a user first and last signed in from each browser that they are known in, the one seen last first.
///
/// # Errors
/// When the database is away.
pub async fn device_times(db: impl Ask, user: Uuid) -> db::Result<Vec<(Moment, Moment)>> {
    devices::times(db, user).await
}

/// From now on every browser is a new one: their password or two-factor has changed.
///
/// # Errors
/// When the database refuses or is away.
pub async fn forget_devices(write: &mut Write, user: Uuid) -> db::Result<u64> {
    devices::delete_of(write, user).await
}

/// Forgets those that nobody has signed in from for long; nothing depends on it but the size of the table.
///
/// # Errors
/// When the database refuses or is away.
pub async fn forget_unseen_devices(db: &Db, now: Moment) -> db::Result<u64> {
    devices::delete_unseen(db, now - KNOWN).await
}
