//! An invitation as a thing of its own: how far it got, and what its reader may see of it.

use chrono::TimeDelta;
use serde::Deserialize;
use sqlx::FromRow;
use uuid::Uuid;

use super::offered::Offered;
use crate::access::{self, Conceal, Fields};
use crate::clock::Moment;
use crate::rules::{Collection, Field, Record, Stored};

/// An invitation that nobody has looked at for so long is one to ask after.
pub(super) const SETTLED: TimeDelta = TimeDelta::days(1);

/// Which invitations are listed.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq, Default)]
#[serde(rename_all = "lowercase")]
pub enum Shown {
    /// Neither accepted nor cancelled, whether the link still works or not.
    #[default]
    Open,
    /// The open ones that need somebody: expired, bounced, or never opened.
    Chase,
    Expired,
    Bounced,
    Unopened,
    Accepted,
    Cancelled,
}

impl Shown {
    pub const ALL: [Self; 7] = [Self::Open, Self::Chase, Self::Expired, Self::Bounced, Self::Unopened, Self::Accepted, Self::Cancelled];

    /// As addresses name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Chase => "chase",
            Self::Expired => "expired",
            Self::Bounced => "bounced",
            Self::Unopened => "unopened",
            Self::Accepted => "accepted",
            Self::Cancelled => "cancelled",
        }
    }

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "invitations-open",
            Self::Chase => "invitations-chase",
            Self::Expired => "invitations-expired",
            Self::Bounced => "invitations-bounced",
            Self::Unopened => "invitations-unopened",
            Self::Accepted => "invitations-accepted",
            Self::Cancelled => "invitations-cancelled",
        }
    }

    /// The fields that somebody learns about who sees an invitation listed here.
    pub(super) fn tells(self) -> &'static [&'static str] {
        match self {
            Self::Open => &[],
            Self::Expired => &["expires_at"],
            Self::Bounced => &["email", "sent_at"],
            Self::Unopened => &["sent_at", "opened_at"],
            Self::Chase => &["email", "sent_at", "expires_at", "opened_at"],
            Self::Accepted | Self::Cancelled => &["sent_at", "expires_at"],
        }
    }
}

#[derive(FromRow, Clone, Debug)]
pub struct Listed {
    pub id: Uuid,
    pub user_id: Uuid,
    pub email: String,
    pub email_key: String,
    pub role_id: Option<Uuid>,
    pub invited_by: Option<Uuid>,
    pub invited_by_name: String,
    pub message: String,
    pub language: String,
    pub sent_at: Moment,
    pub expires_at: Moment,
    pub opened_at: Option<Moment>,
    pub accepted_at: Option<Moment>,
    pub cancelled_at: Option<Moment>,
    pub asked_at: Option<Moment>,
    /// It is over, and how is not the reader's to know.
    #[sqlx(skip)]
    pub is_blurred: bool,
}

pub type Sight = access::Sight<Listed>;

impl Listed {
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.accepted_at.is_none() && self.cancelled_at.is_none() && !self.is_blurred
    }
}

impl Record for Listed {
    fn value(&self, field: &'static Field) -> Stored {
        match field.name {
            "id" => Stored::Id(self.id),
            "opened_at" => self.opened_at.map_or(Stored::Null, Stored::Moment),
            _ => Offered {
                email_key: &self.email_key,
                role: self.role_id,
                user: Some(self.user_id),
                message: &self.message,
                language: &self.language,
                by: self.invited_by,
                sent_at: self.sent_at,
                expires_at: self.expires_at,
            }
            .value(field),
        }
    }
}

impl Conceal for Listed {
    const COLLECTION: Collection = Collection::Invitations;

    fn conceal(&mut self, reads: Fields) {
        if !reads.has("email") {
            self.email.clear();
            self.email_key.clear();
        }
        if !reads.has("role") {
            self.role_id = None;
        }
        if !reads.has("message") {
            self.message.clear();
        }
        if !reads.has("invited_by") {
            self.invited_by = None;
            self.invited_by_name.clear();
        }
        if !Shown::Accepted.tells().iter().all(|field| reads.has(field)) {
            self.is_blurred = !self.is_open();
            self.accepted_at = None;
            self.cancelled_at = None;
        }
        if !reads.has("opened_at") {
            self.opened_at = None;
            self.asked_at = None;
        }
    }
}
