//! Asking for a job, cancelling it, and who may see it.

use serde_json::Value;
use uuid::Uuid;

use super::model::{Job, NewItem};
use super::runner::LEASE;
use super::store::{self, Asker};
use crate::access::Actor;
use crate::clock::{Moment, NEVER};
use crate::db::{self, Ask, Db, Query, Write};
use crate::i18n::{Said, Words};
use crate::rules::{Action, Collection};
use crate::web::{Error, Result};

/// Jobs of one person that are not over.
const MOST_UNFINISHED: i64 = 5;

/// A job to ask for.
pub struct NewJob {
    /// Of the form that asks: sent twice, it is one job.
    pub id: Uuid,
    pub kind: &'static str,
    /// What it does, in words.
    pub title: Said,
    /// What its kind needs to know; no secret.
    pub payload: Value,
    pub can_undo: bool,
    /// Who does it at once; without one it waits for its turn.
    pub runner: Option<Uuid>,
}

/// Whether whoever acts may ask for one more job: others wait for theirs too.
///
/// # Errors
/// `Refused`; when the database refuses or is away.
pub async fn require_room(write: &mut Write, actor: &Actor) -> Result<()> {
    let under_way = match actor.id() {
        Some(user) => store::count_unfinished(write, user).await?,
        None => 0,
    };
    if under_way < MOST_UNFINISHED { Ok(()) } else { Err(Words::new("refused-too-many-jobs").with("max", MOST_UNFINISHED).into()) }
}

/// Asks for a job on these items. Returns whether it is new: a form that was sent twice asks once.
///
/// # Errors
/// When the database refuses or is away.
pub async fn ask(write: &mut Write, actor: &Actor, new: &NewJob, items: &[NewItem], now: Moment) -> db::Result<bool> {
    let is_new = add(write, actor, new, now).await?;
    if is_new {
        store::add_items(write, new.id, items).await?;
    }
    Ok(is_new)
}

/// Asks for a job on all that a query of ids finds at this moment.
///
/// # Errors
/// When the database refuses or is away.
pub async fn ask_of(write: &mut Write, actor: &Actor, new: &NewJob, ids: Query, now: Moment) -> db::Result<bool> {
    let is_new = add(write, actor, new, now).await?;
    if is_new {
        store::add_found(write, new.id, ids).await?;
    }
    Ok(is_new)
}

async fn add(write: &mut Write, actor: &Actor, new: &NewJob, now: Moment) -> db::Result<bool> {
    let by = Asker { id: actor.id(), name: &actor.name, client: &actor.client };
    let until = if new.runner.is_some() { now + LEASE } else { NEVER };
    Ok(store::add(write, new, by, (new.runner, until), now).await? == 1)
}

/// A job, for who asked for it and for administrators.
///
/// # Errors
/// `NotFound` for everybody else.
pub async fn seen(db: impl Ask, actor: &Actor, id: Uuid) -> Result<Job> {
    let job = store::find(db, id).await?;
    // Results name people: who neither sees nor adds any by now sees no results either.
    let deals = actor.rights.may_beyond_own(Action::Read, Collection::Users) || actor.may(Action::Create, Collection::Users);
    let is_theirs = |job: &Job| deals && job.asked_by.is_some_and(|user| actor.is(user));
    job.filter(|job| actor.is_admin() || is_theirs(job)).ok_or(Error::NotFound)
}

/// Asks a job to end with the chunk that is under way; one that is over stays as it is.
///
/// # Errors
/// `NotFound`; when the database refuses or is away.
pub async fn cancel(db: &Db, actor: &Actor, id: Uuid, now: Moment) -> Result<Job> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let job = seen(&mut write, &actor, id).await?;
    if !job.is_over() {
        store::ask_cancel(&mut write, id, now).await?;
        write.commit().await?;
    }
    Ok(job)
}

/// Asks a job that another one replaces to end, in the transaction of that one.
///
/// # Errors
/// When the database refuses or is away.
pub async fn replace(write: &mut Write, id: Uuid, now: Moment) -> db::Result<()> {
    store::ask_cancel(write, id, now).await.map(drop)
}

/// How much a job has done that can be taken back.
///
/// # Errors
/// When the database is away.
pub async fn count_changed(db: impl Ask, job: Uuid) -> db::Result<i64> {
    store::count_changed(db, job).await
}

/// Whether a job can be taken back at that moment, and there is something to take back.
///
/// # Errors
/// When the database is away.
pub async fn undoes(db: impl Ask, job: &Job, now: &Moment) -> db::Result<bool> {
    Ok(job.is_undoable(now) && store::has_changed(db, job.id).await?)
}

/// Asks for a job that takes back what another one has done: each item wants to become again what it was. Only once.
///
/// # Errors
/// `Refused` when it was taken back before.
pub async fn ask_back(write: &mut Write, actor: &Actor, new: &NewJob, of: &Job, now: Moment) -> Result<()> {
    add(write, actor, new, now).await?;
    store::add_done(write, new.id, of.id).await?;
    if store::note_undone(write, of.id, new.id).await? == 1 { Ok(()) } else { Err(Words::new("refused-undone").into()) }
}

/// Forgets jobs that ended before then.
///
/// # Errors
/// When the database refuses or is away.
pub async fn forget(db: &Db, before: Moment) -> db::Result<()> {
    store::forget(db, before).await
}
