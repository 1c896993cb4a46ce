//! Opening sessions and ending them: what happens at the door, in the transaction of whatever opens or shuts it.

use chrono::TimeDelta;
use uuid::Uuid;

use super::store::{self, NewSession, sessions};
use super::{Actor, Entry, Proofs, devices};
use crate::clock::Moment;
use crate::crypto::Secret;
use crate::db::{self, Write};
use crate::web::{Act, Client, Error};

pub use sessions::{Holders, SessionRow};

/// How long the second step may take.
const PENDING_LASTS: TimeDelta = TimeDelta::minutes(10);

/// How somebody took the second step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondStep {
    None,
    App,
    Recovery,
}

impl SecondStep {
    fn name(self) -> &'static str {
        match self {
            Self::None => "",
            Self::App => "app",
            Self::Recovery => "recovery",
        }
    }

    fn from_name(name: &str) -> Self {
        [Self::App, Self::Recovery].into_iter().find(|step| step.name() == name).unwrap_or(Self::None)
    }
}

/// How the second step of a session was taken.
///
/// # Errors
/// When the database is away.
pub async fn second_step_of(db: impl db::Ask, session: Uuid) -> db::Result<SecondStep> {
    Ok(sessions::second_step(db, session).await?.map_or(SecondStep::None, |name| SecondStep::from_name(&name)))
}

/// Opens a session, which is also when they were seen, and their browser becomes known; the keys go to it when the transaction
/// has committed. Where they have as many as there may be, the one seen longest ago ends.
///
/// # Errors
/// When the database refuses or is away.
pub async fn open_session(write: &mut Write, user: Uuid, step: SecondStep, client: &Client, now: Moment) -> db::Result<Entry> {
    let threshold = store::threshold(&mut *write, user).await?;
    let (minutes, most) = threshold.limits();
    if threshold.sessions >= most {
        sessions::end_oldest(write, user, most - 1, now).await?;
    }
    let key = add(write, user, "open", step, client, now, TimeDelta::minutes(minutes)).await?;
    store::saw(write, user, now).await?;
    let (device, is_known) = devices::know(write, user, client, now).await?;
    let is_new_device = threshold.was_seen() && !is_known;
    Ok(Entry { key, device: Some(device), is_new_device })
}

/// Remembers that somebody knew their password, until they take the second step; opens nothing else. Others that wait go on
/// waiting: whoever knows the password must not keep its owner out.
///
/// # Errors
/// When the database refuses or is away.
pub async fn open_pending(write: &mut Write, user: Uuid, client: &Client, now: Moment) -> db::Result<Entry> {
    Ok(Entry::of(add(write, user, "code", SecondStep::None, client, now, PENDING_LASTS).await?))
}

async fn add(
    write: &mut Write,
    user: Uuid,
    stage: &'static str,
    step: SecondStep,
    client: &Client,
    now: Moment,
    lasts: TimeDelta,
) -> db::Result<Secret> {
    let key = Secret::random();
    let new = NewSession {
        id: Uuid::now_v7(),
        key_hash: key.hash(),
        user,
        stage,
        second_step: step.name(),
        now,
        ends_at: now + lasts,
        address: client.address.clone(),
        agent: client.agent.clone(),
    };
    store::add_session(write, new).await?;
    Ok(key)
}

/// Whose second step that session waits for, if it does.
///
/// # Errors
/// When the database is away.
pub async fn pending(db: impl db::Ask, session: Uuid, now: Moment) -> db::Result<Option<Uuid>> {
    sessions::pending(db, session, now).await
}

/// Keeps that whoever sits there has just proved who they are, for one kind of act, and gives the session a new key.
///
/// # Errors
/// `Error::SignIn` when the session is over; when the database refuses or is away.
pub async fn keep_proof(write: &mut Write, actor: &Actor, act: Act, now: Moment) -> Result<Entry, Error> {
    let session = actor.session().ok_or(Error::SignIn)?;
    let row = store::visitor(&mut *write, session, now).await?.ok_or(Error::SignIn)?;
    let key = Secret::random();
    let proofs = Proofs::of(row.proved_at, row.proofs).and(act, now);
    sessions::renew(write, session, key.hash(), proofs).await?;
    Ok(Entry::of(key))
}

/// The open sessions of a user, the one seen last first.
///
/// # Errors
/// When the database is away.
pub async fn sessions_of(db: impl db::Ask, user: Uuid, now: Moment) -> db::Result<Vec<SessionRow>> {
    sessions::open(db, user, now).await
}

/// Of users who are signed in at that moment: those who have a role, by whatever way, or are in a group; so many, by their ids after
/// that one.
///
/// # Errors
/// When the database is away.
pub async fn signed_in(db: impl db::Ask, holders: Holders, after: Uuid, most: i64, now: Moment) -> db::Result<Vec<Uuid>> {
    sessions::signed_in(db, holders, after, most, now).await
}

/// Ends a user's sessions, but for the one to keep; the next request of each lands on sign-in. Returns how many.
///
/// # Errors
/// When the database refuses or is away.
pub async fn end_sessions(write: &mut Write, user: Uuid, keep: Option<Uuid>) -> db::Result<u64> {
    sessions::delete_sessions_of(write, user, keep).await
}

/// Ends the sessions of all these users.
///
/// # Errors
/// When the database refuses or is away.
pub async fn end_sessions_of(write: &mut Write, users: &[Uuid]) -> db::Result<u64> {
    sessions::delete_sessions_of_all(write, users).await
}

/// Ends the sessions of everyone who has that role, by whatever way.
///
/// # Errors
/// When the database refuses or is away.
pub async fn end_sessions_of_role(write: &mut Write, role: Uuid) -> db::Result<u64> {
    sessions::delete_sessions_of_role(write, role).await
}

/// Ends one session.
///
/// # Errors
/// When the database refuses or is away.
pub async fn end_session(write: &mut Write, session: Uuid) -> db::Result<u64> {
    sessions::delete_session_by_id(write, session).await
}

/// Forgets sessions that are over; nothing depends on it but the size of the table.
///
/// # Errors
/// When the database refuses or is away.
pub async fn forget_ended(db: &db::Db, now: Moment) -> db::Result<u64> {
    sessions::delete_ended(db, now).await
}
