//! The worker that empties the outbox: few mails at a time, beside the pages, on as many nodes as there are.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::{Notify, watch};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};

use super::store::{self, End, Row, State};
use super::transport::{Outcome, Patience, Transport};
use super::{message, schedule};
use crate::clock::Moment;
use crate::web::App;

/// How often the outbox is looked at when no bell rings.
const EVERY: Duration = Duration::from_secs(1);
/// Mails under way at once.
const PARALLEL: usize = 4;
/// How long a mail is one worker's; well over what sending it may take.
const LEASE: TimeDelta = TimeDelta::minutes(3);
/// How long stopping waits for mails under way; one that takes longer is sent again after the next start. Service managers kill
/// after 30 s.
const GRACE: Duration = Duration::from_secs(20);

/// Wakes the worker of this node: ring it after a commit that wrote mail, or let the worker find it within a second.
#[derive(Clone, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    pub fn ring(&self) {
        self.0.notify_one();
    }
}

pub struct Worker {
    task: JoinHandle<()>,
    stop: watch::Sender<bool>,
    bell: Bell,
}

/// Starts delivering, on a task of its own.
#[must_use]
pub fn start(app: App) -> Worker {
    start_with(app, Patience::default())
}

/// The same with other limits for the mail server.
#[must_use]
pub fn start_with(app: App, patience: Patience) -> Worker {
    let (stop, stopped) = watch::channel(false);
    let bell = Bell::default();
    let post = Arc::new(Post { transport: Transport::new(&app.config, patience), app });
    Worker { task: tokio::spawn(run(post, bell.clone(), stopped)), stop, bell }
}

impl Worker {
    #[must_use]
    pub fn bell(&self) -> Bell {
        self.bell.clone()
    }

    /// Takes no more mails, waits up to 20 s for those under way and returns.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the mail worker had broken off");
        }
    }
}

struct Post {
    app: App,
    transport: Transport,
}

async fn run(post: Arc<Post>, bell: Bell, mut stopped: watch::Receiver<bool>) {
    let mut under_way = JoinSet::new();
    while !*stopped.borrow() {
        if under_way.len() < PARALLEL {
            match post.take(PARALLEL - under_way.len()).await {
                Ok((rows, until)) => {
                    for row in rows {
                        under_way.spawn(Arc::clone(&post).deliver(row, until));
                    }
                }
                Err(error) => tracing::warn!(%error, "the outbox cannot be read"),
            }
        }
        tokio::select! {
            _ = stopped.changed() => {}
            () = bell.0.notified() => {}
            Some(done) = under_way.join_next() => if let Err(error) = done {
                tracing::error!(%error, "a delivery broke off; the mail is tried again when its lease ends");
            },
            () = sleep(EVERY) => post.transport.tidy(false).await,
        }
    }
    let all_done = timeout(GRACE, async { while under_way.join_next().await.is_some() {} }).await;
    if all_done.is_err() {
        tracing::warn!(mails = under_way.len(), "mails under way were cut off; they are sent again after the next start");
    }
    post.transport.tidy(true).await;
}

impl Post {
    async fn take(&self, most: usize) -> crate::db::Result<(Vec<Row>, Moment)> {
        let now = self.app.now();
        let until = now + LEASE;
        if !store::is_due(&self.app.db, now).await? {
            return Ok((Vec::new(), until));
        }
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        Ok((store::lease(&self.app.db, now, until, most).await?, until))
    }

    async fn deliver(self: Arc<Self>, row: Row, leased_until: Moment) {
        let outcome = match message::write(&row, &self.app.config, &self.app.keys) {
            Ok(message) => self.transport.send(message).await,
            Err(reason) if reason.may_pass => Outcome::Later(reason.key.into()),
            Err(reason) => Outcome::Never(reason.key.into()),
        };
        let end = end_of(outcome, &row, self.app.now());
        match end.state {
            State::Sent => tracing::info!(mail = %row.id, kind = %row.kind, attempts = row.attempts, "mail sent"),
            State::Failed => tracing::warn!(mail = %row.id, kind = %row.kind, attempts = row.attempts, "mail failed"),
            _ => tracing::info!(mail = %row.id, kind = %row.kind, attempts = row.attempts, next_at = %end.next_at, "mail waits"),
        }
        self.write_down(&row, leased_until, &end).await;
    }

    /// A database that is away just now must not make a mail go out twice: keeps trying while the lease lasts.
    async fn write_down(&self, row: &Row, leased_until: Moment, end: &End) {
        while let Err(error) = store::finish(&self.app.db, row.id, leased_until, end).await {
            tracing::warn!(mail = %row.id, %error, "what became of a mail could not be written down");
            if self.app.now() >= leased_until {
                return;
            }
            sleep(EVERY).await;
        }
    }
}

fn end_of(outcome: Outcome, row: &Row, now: Moment) -> End {
    let (state, answer, next_at) = match outcome {
        Outcome::Sent(answer) => (State::Sent, answer, now),
        Outcome::Never(answer) => (State::Failed, answer, now),
        Outcome::Later(answer) => match schedule::next_try(row.attempts, row.created_at, now, rand::random_range(0..=1000)) {
            Some(next_at) => (State::Waiting, answer, next_at),
            None => (State::Failed, answer, now),
        },
    };
    End { state, answer, next_at, sent_at: (state == State::Sent).then_some(now) }
}
