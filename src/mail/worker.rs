//! The worker that empties the outbox: few mails at a time, beside the pages, on as many nodes as there are.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::{Notify, watch};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};

use super::health::{Health, Signal, Verdict};
use super::sender::Sender;
use super::store::health::{Look, look};
use super::store::{self, End, Row, State};
use super::transport::{Outcome, Patience, Step, Steps, Transport};
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
    signal: Signal,
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
    let signal = Signal::default();
    let post = Arc::new(Post { transport: Transport::new(&app.config, patience), app, signal: signal.clone() });
    Worker { task: tokio::spawn(run(post, bell.clone(), stopped)), stop, bell, signal }
}

impl Worker {
    #[must_use]
    pub fn bell(&self) -> Bell {
        self.bell.clone()
    }

    #[must_use]
    pub fn signal(&self) -> Signal {
        self.signal.clone()
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
    signal: Signal,
}

/// A mail of ours for a while, and what it needs to leave.
struct Leased {
    row: Row,
    until: Moment,
    sender: Sender,
    /// When the pause ended for which it may have waited.
    resumed_at: Moment,
}

async fn run(post: Arc<Post>, bell: Bell, mut stopped: watch::Receiver<bool>) {
    let mut under_way = JoinSet::new();
    while !*stopped.borrow() {
        match post.take(PARALLEL - under_way.len()).await {
            Ok(mails) => {
                for mail in mails {
                    under_way.spawn(Arc::clone(&post).deliver(mail));
                }
            }
            Err(error) => tracing::warn!(%error, "the outbox cannot be read"),
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
    async fn take(&self, most: usize) -> crate::db::Result<Vec<Leased>> {
        let now = self.app.now();
        let Look { health, sender, is_due } = look(&self.app.db, now).await?;
        self.signal.set(&health);
        if most == 0 || !is_due || health.pause(now).is_some() {
            return Ok(Vec::new());
        }
        let until = now + LEASE;
        let resumed_at = if health.is_on_trial() { now } else { health.resumed_at };
        let rows = store::lease(&self.app.db, now, until, i64::try_from(most).unwrap_or(i64::MAX)).await?;
        Ok(rows.into_iter().map(|row| Leased { row, until, sender: sender.clone(), resumed_at }).collect())
    }

    async fn deliver(self: Arc<Self>, mail: Leased) {
        let (row, steps) = (&mail.row, Steps::default());
        let outcome = match message::write(row, &self.app.config, &mail.sender, &self.app.keys) {
            Ok(_) if message::is_late(row, self.app.now()) => Outcome::Never("mail-answer-late".into()),
            Ok(message) => self.transport.send(message, &steps).await,
            Err(reason) if reason.may_pass => Outcome::Later(reason.key.into()),
            Err(reason) => Outcome::Never(reason.key.into()),
        };
        let step = *steps.borrow();
        let end = end_of(outcome, step, &mail, self.app.now());
        match end.state {
            State::Sent => tracing::info!(mail = %row.id, kind = %row.kind, attempts = row.attempts, "mail sent"),
            State::Failed => tracing::warn!(mail = %row.id, kind = %row.kind, attempts = row.attempts, "mail failed"),
            _ => tracing::info!(mail = %row.id, kind = %row.kind, attempts = row.attempts, next_at = %end.next_at, "mail waits"),
        }
        self.write_down(&mail, &end).await;
    }

    /// A database that is away just now must not make a mail go out twice: keeps trying while the lease lasts.
    async fn write_down(&self, mail: &Leased, end: &End) {
        let (id, dice) = (mail.row.id, dice());
        loop {
            let now = self.app.now();
            match store::finish(&self.app.db, id, mail.until, end, now, dice).await {
                Ok(health) => return self.note(&health, end, now),
                Err(error) => tracing::warn!(mail = %id, %error, "what became of a mail could not be written down"),
            }
            if now >= mail.until {
                return;
            }
            sleep(EVERY).await;
        }
    }

    fn note(&self, health: &Health, end: &End, now: Moment) {
        if let (Verdict::Barred(_), Some(until)) = (&end.told, health.pause(now)) {
            tracing::warn!(event = "mail_paused", %until, "the mail server refused our sign-in: no mail is tried before then");
        }
        self.signal.set(health);
    }
}

fn dice() -> i32 {
    rand::random_range(0..=1000)
}

fn end_of(outcome: Outcome, step: Step, mail: &Leased, now: Moment) -> End {
    let row = &mail.row;
    // What waited for a pause has its day after it.
    let since = row.created_at.max(mail.resumed_at);
    let (state, answer, next_at) = match &outcome {
        Outcome::Sent(answer) => (State::Sent, answer, now),
        Outcome::Never(answer) => (State::Failed, answer, now),
        // Due as soon as the pause ends, as if it had not been tried.
        Outcome::Barred(answer) => (State::Waiting, answer, now),
        Outcome::Later(answer) => match schedule::next_try(row.attempts, since, now, dice()) {
            Some(next_at) => (State::Waiting, answer, next_at),
            None => (State::Failed, answer, now),
        },
    };
    let answer = answer.clone();
    let told = match outcome {
        Outcome::Sent(_) => Verdict::Delivered,
        Outcome::Barred(answer) => Verdict::Barred(answer),
        _ if step < Step::From => Verdict::Away,
        _ => Verdict::LetIn { counts: row.attempts == 1 || state == State::Failed },
    };
    let attempts = row.attempts - i64::from(matches!(told, Verdict::Barred(_)));
    End { state, answer, attempts, next_at, sent_at: (state == State::Sent).then_some(now), told }
}
