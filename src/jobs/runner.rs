//! Doing jobs: one at a time in each process, chunk by chunk, each chunk one transaction with its results and its place.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::sleep;
use uuid::Uuid;

use super::model::{Done, Item, Job, Outcome, State};
use super::store;
use crate::access::Actor;
use crate::clock::{Moment, NEVER};
use crate::db::Write;
use crate::i18n::Words;
use crate::web::{App, Error, Result};

/// How often somebody looks for work when no bell rings.
const EVERY: Duration = Duration::from_secs(1);
/// How long a job is one runner's; each chunk begins it anew, and takes a fraction of it.
pub(super) const LEASE: TimeDelta = TimeDelta::seconds(20);
/// A chunk that broke off is tried again after so long, and so often.
const PAUSE: TimeDelta = TimeDelta::seconds(5);
const TRIES: i64 = 5;

/// Wakes the runner of this node: ring it after a commit that asked for a job, or let the runner find it within a second.
#[derive(Clone, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    pub fn ring(&self) {
        self.0.notify_one();
    }
}

/// What a kind of work does, as it goes on.
pub type Doing<'a> = Pin<Box<dyn Future<Output = Result<Vec<Done>>> + Send + 'a>>;

/// A kind of job: the slice that knows how to do it says so.
pub trait Work: Sync {
    /// As jobs name it.
    fn kind(&self) -> &'static str;

    /// Does these items in the transaction of the turn, and says what became of each. An error undoes the chunk, which is tried again.
    fn take<'a>(&'a self, turn: Turn<'a>) -> Doing<'a>;
}

/// One chunk of a job.
pub struct Turn<'a> {
    pub app: &'a App,
    pub write: &'a mut Write,
    pub job: &'a Job,
    /// Who asked, with the rights they have at this moment.
    pub actor: &'a Actor,
    pub items: &'a [Item],
    pub now: Moment,
}

pub struct Runner {
    task: JoinHandle<()>,
    stop: watch::Sender<bool>,
    bell: Bell,
}

/// Starts doing jobs of these kinds, on a task of its own.
#[must_use]
pub fn start(app: App, kinds: &'static [&'static dyn Work]) -> Runner {
    let (stop, stopped) = watch::channel(false);
    let bell = Bell::default();
    Runner { task: tokio::spawn(work(app, kinds, bell.clone(), stopped)), stop, bell }
}

impl Runner {
    #[must_use]
    pub fn bell(&self) -> Bell {
        self.bell.clone()
    }

    /// Waits for the chunk that is under way, leaves the rest to others or to the next start, and returns.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the runner of jobs had broken off");
        }
    }
}

async fn work(app: App, kinds: &'static [&'static dyn Work], bell: Bell, mut stopped: watch::Receiver<bool>) {
    let me = Uuid::now_v7();
    while !*stopped.borrow() {
        match next(&app, me).await {
            Ok(Some(job)) => {
                go_on(&app, kinds, &job, me, &stopped).await;
                continue;
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "jobs cannot be read"),
        }
        tokio::select! {
            _ = stopped.changed() => {}
            () = bell.0.notified() => {}
            () = sleep(EVERY) => {}
        }
    }
}

async fn next(app: &App, me: Uuid) -> Result<Option<Job>> {
    let now = app.now();
    // Asked before the turn to write is: mostly there is nothing to do.
    if store::is_due(&app.db, now).await? { Ok(store::lease(&app.db, me, now, now + LEASE).await?) } else { Ok(None) }
}

/// Does one job until it is over, is somebody else's, or the server stops.
async fn go_on(app: &App, kinds: &'static [&'static dyn Work], job: &Job, me: Uuid, stopped: &watch::Receiver<bool>) {
    let Some(kind) = kinds.iter().find(|kind| kind.kind() == job.kind).filter(|_| job.tries <= TRIES) else {
        tracing::error!(job = %job.id, kind = %job.kind, tries = job.tries, "a job is given up");
        let ended = give_up(app, job.id, me).await;
        return drop(ended.inspect_err(|error| tracing::warn!(%error, "and could not be ended")));
    };
    let pause = loop {
        match step(app, *kind, job.id, me).await {
            Ok(true) if *stopped.borrow() => break NEVER,
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                tracing::warn!(job = %job.id, %error, "a chunk broke off, and is tried again");
                break app.now() + PAUSE;
            }
        }
    };
    if let Err(error) = store::release(&app.db, job.id, me, pause).await {
        tracing::warn!(job = %job.id, %error, "the lease of a job runs out by itself");
    }
}

async fn give_up(app: &App, id: Uuid, me: Uuid) -> Result<()> {
    let now = app.now();
    let mut write = app.db.write().await?;
    if store::hold(&mut write, id, me, now + LEASE).await?.is_some() {
        store::end(&mut write, id, State::Failed, now).await?;
        write.commit().await?;
    }
    Ok(())
}

/// Does a job that is leased to `me` to its end, for whoever waits for it. Returns it as it ended, or as others go on with it.
///
/// # Errors
/// When a chunk breaks off: the runner goes on with it when the lease has run out.
pub async fn run(app: &App, kind: &dyn Work, id: Uuid, me: Uuid) -> Result<Job> {
    while step(app, kind, id, me).await? {}
    store::find(&app.db, id).await?.ok_or(Error::NotFound)
}

/// Does the next chunk in one transaction: the changes, their events, the results, the place and the numbers. Whenever the process
/// dies, all of that is there or nothing. Returns whether there is more to do.
async fn step(app: &App, kind: &dyn Work, id: Uuid, me: Uuid) -> Result<bool> {
    let mut write = app.db.write().await?;
    let now = app.now();
    let Some(mut job) = store::hold(&mut write, id, me, now + LEASE).await? else { return Ok(false) };
    if job.cancel_asked_at.is_some() {
        store::end(&mut write, id, State::Cancelled, now).await?;
        write.commit().await?;
        return Ok(false);
    }
    let items = store::items(&mut write, &job).await?;
    let actor = actor_of(&mut write, &job, now).await?;
    let done = match &actor {
        _ if items.is_empty() => Vec::new(),
        Some(actor) => kind.take(Turn { app, write: &mut write, job: &job, actor, items: &items, now }).await?,
        None => items.iter().map(out_of_reach).collect(),
    };
    store::save_items(&mut write, id, &items, &done).await?;
    let count = |outcome| i64::try_from(done.iter().filter(|item| item.outcome == outcome).count()).unwrap_or(0);
    job.changed += count(Outcome::Done);
    job.skipped += count(Outcome::Skipped);
    job.failed += count(Outcome::Failed);
    job.done = items.last().map_or(job.total, |item| item.n);
    store::save_progress(&mut write, &job).await?;
    let is_over = job.done >= job.total;
    if is_over {
        store::end(&mut write, id, State::Done, now).await?;
    }
    write.commit().await?;
    Ok(!is_over)
}

/// Who asked, with the rights of this moment; `None` when they could not sign in any more.
async fn actor_of(write: &mut Write, job: &Job, now: Moment) -> Result<Option<Actor>> {
    match job.asked_by {
        Some(user) => Ok(Actor::later(write, user, &job.asked_by_name, job.client(), (job.created_at, now)).await?),
        None => Ok(None),
    }
}

fn out_of_reach(item: &Item) -> Done {
    let reason = Some(Words::new("item-asker-gone").into());
    let name = item.subject_id.map(crate::web::short_key).unwrap_or_default();
    Done { n: item.n, subject: item.subject_id, name, outcome: Outcome::Skipped, reason, changed: None }
}
