//! A job, its items and what became of each.

use chrono::TimeDelta;
use serde_json::Value;
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::clock::Moment;
use crate::i18n::Said;
use crate::web::Client;

/// For so long a job can be taken back.
const UNDO: TimeDelta = TimeDelta::hours(24);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Waiting,
    Running,
    Done,
    Cancelled,
    /// It broke off, and is not tried again.
    Failed,
}

impl State {
    const ALL: [Self; 5] = [Self::Waiting, Self::Running, Self::Done, Self::Cancelled, Self::Failed];

    /// As the database spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }

    /// How it looks: tone, icon and the key of its word.
    fn mark(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Waiting => ("", "expired", "job-waiting"),
            Self::Running => ("key", "refresh", "job-running"),
            Self::Done => ("ok", "check", "job-done"),
            Self::Cancelled => ("warn", "stop", "job-cancelled"),
            Self::Failed => ("bad", "warn", "job-failed"),
        }
    }
}

impl TryFrom<String> for State {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::ALL.into_iter().find(|state| state.name() == name).ok_or(name)
    }
}

#[derive(FromRow, Clone, Debug)]
pub struct Job {
    pub id: Uuid,
    pub kind: String,
    #[sqlx(try_from = "String")]
    pub state: State,
    /// What it does, in words.
    pub title: Json<Said>,
    /// `None` once they are deleted.
    pub asked_by: Option<Uuid>,
    pub asked_by_name: String,
    address: String,
    agent: String,
    request_id: String,
    /// What its kind needs to know.
    pub payload: Value,
    pub total: i64,
    /// Items are numbered from 1 and taken in their order: this is also the last that was taken.
    pub done: i64,
    pub changed: i64,
    pub skipped: i64,
    pub failed: i64,
    /// Times that the next chunk was begun.
    pub(super) tries: i64,
    pub created_at: Moment,
    pub ended_at: Option<Moment>,
    pub cancel_asked_at: Option<Moment>,
    /// Whether what it changed can be changed back.
    can_undo: bool,
    /// The job that changed it back.
    pub undone_by: Option<Uuid>,
}

impl Job {
    #[must_use]
    pub fn is_over(&self) -> bool {
        !matches!(self.state, State::Waiting | State::Running)
    }

    /// How it looks: tone, icon and the key of its word. One that is over and left everybody as they were says so.
    #[must_use]
    pub fn mark(&self) -> (&'static str, &'static str, &'static str) {
        if self.state == State::Done && self.changed == 0 && self.failed == 0 {
            ("", "check", "job-nothing-done")
        } else {
            self.state.mark()
        }
    }

    /// Whether it can be taken back at that moment.
    #[must_use]
    pub fn is_undoable(&self, now: &Moment) -> bool {
        self.can_undo && self.changed > 0 && self.undone_by.is_none() && self.ended_at.is_some_and(|end| *now < end + UNDO)
    }

    /// From where it was asked for.
    pub(super) fn client(&self) -> Client {
        Client { address: self.address.clone(), agent: self.agent.clone(), request_id: self.request_id.clone(), device: None }
    }
}

/// One record that a job is about.
#[derive(FromRow, Clone, Debug)]
pub struct Item {
    /// Its number, from 1.
    pub n: i64,
    pub subject_id: Option<Uuid>,
    /// What is to become of it, where that differs from one to the next.
    pub wanted: Option<Value>,
}

/// An item as a job is given it.
pub struct NewItem {
    pub subject: Option<Uuid>,
    pub wanted: Option<Value>,
}

impl From<Uuid> for NewItem {
    fn from(subject: Uuid) -> Self {
        Self { subject: Some(subject), wanted: None }
    }
}

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Rules say no, or there is nothing to do.
    Skipped,
    /// It could have been done, and went wrong.
    Failed,
}

impl Outcome {
    const ALL: [Self; 3] = [Self::Done, Self::Skipped, Self::Failed];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }

    /// The key of its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "item-done",
            Self::Skipped => "item-skipped",
            Self::Failed => "item-failed",
        }
    }

    #[must_use]
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }
}

/// An item that was taken.
#[derive(Debug)]
pub struct Done {
    pub n: i64,
    pub subject: Option<Uuid>,
    /// What whoever asked calls it.
    pub name: String,
    pub outcome: Outcome,
    /// Why it was not done.
    pub reason: Option<Said>,
    /// What it was before and is now, for the way back.
    pub changed: Option<Value>,
}
