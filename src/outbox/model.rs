//! A mail of the outbox as its reader may see it.

use sqlx::FromRow;
use uuid::Uuid;

use crate::access::{self, Conceal, Fields};
use crate::clock::Moment;
use crate::i18n::{Value, Words};
use crate::mail::{Kind, State};
use crate::rules::{Collection, Field, Record, Stored};

#[derive(FromRow, Clone, Debug)]
pub struct MailRow {
    pub id: Uuid,
    /// A `Kind` by its name; another version may have written one that this does not know.
    pub kind: String,
    pub to_address: String,
    pub user_id: Option<Uuid>,
    pub state: State,
    /// The mail server's last words, or a key of the catalogue.
    pub answer: String,
    pub attempts: i64,
    pub next_at: Moment,
    pub created_at: Moment,
    pub sent_at: Option<Moment>,
}

pub type Sight = access::Sight<MailRow>;

impl MailRow {
    /// Whether it can be tried again, or discarded: it has not left, and was not taken back.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Waiting | State::Failed)
    }

    #[must_use]
    pub fn known_kind(&self) -> Option<Kind> {
        Kind::from_name(&self.kind)
    }

    /// What people call such a mail.
    #[must_use]
    pub fn word(&self) -> &'static str {
        self.known_kind().map_or("mail", Kind::word)
    }

    /// The tone, icon and word of its state.
    #[must_use]
    pub fn mark(&self) -> (&'static str, &'static str, &'static str) {
        match self.state {
            State::Waiting if self.attempts > 0 => ("warn", "warn", "mail-retrying"),
            State::Waiting => ("", "expired", "state-waiting"),
            State::Sent => ("ok", "check", "state-sent"),
            State::Failed => ("bad", "stop", "state-failed"),
            State::Void => ("", "x", "state-void"),
        }
    }

    /// What the mail server said last, or what stands in the way; `None` where nothing was said yet. A file (`to_files`) says nothing.
    #[must_use]
    pub fn said(&self, to_files: bool) -> Option<Words> {
        let is_filed = to_files && self.state == State::Sent;
        (!is_filed && !self.answer.is_empty()).then(|| Words::new("mail-said").with("answer", Value::Message(self.answer.clone())))
    }
}

impl Record for MailRow {
    fn value(&self, field: &'static Field) -> Stored {
        match field.name {
            "id" => Stored::Id(self.id),
            "user" => self.user_id.map_or(Stored::Null, Stored::Id),
            "kind" => Stored::Text(self.kind.clone()),
            "address" => Stored::Text(self.to_address.clone()),
            "state" => Stored::Text(self.state.name().to_owned()),
            "created_at" => Stored::Moment(self.created_at),
            _ => Stored::Null,
        }
    }
}

impl Conceal for MailRow {
    const COLLECTION: Collection = Collection::Outbox;

    fn conceal(&mut self, reads: Fields) {
        if !reads.has("address") {
            self.to_address.clear();
        }
        if !reads.has("user") {
            self.user_id = None;
        }
        // Servers say whom they do not know.
        if !(reads.has("state") && reads.has("address")) {
            self.answer.clear();
        }
    }
}
