//! What can be done with many users.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::Moment;
use crate::handover::Heirs;
use crate::i18n::{Said, Value, Words};
use crate::users::Status;

/// An act as buttons and addresses spell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    Role,
    Suspend,
    Activate,
    Join,
    Leave,
    Archive,
    Restore,
    Resend,
    Sessions,
    End,
    Delete,
}

impl Act {
    pub const ALL: [Self; 11] = [
        Self::Role,
        Self::Suspend,
        Self::Activate,
        Self::Join,
        Self::Archive,
        Self::Leave,
        Self::Resend,
        Self::Sessions,
        Self::End,
        Self::Restore,
        Self::Delete,
    ];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Suspend => "suspend",
            Self::Activate => "activate",
            Self::Join => "join",
            Self::Leave => "leave",
            Self::Archive => "archive",
            Self::Restore => "restore",
            Self::Resend => "resend",
            Self::Sessions => "sessions",
            Self::End => "end",
            Self::Delete => "delete",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }

    /// The key of its button and title.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Role => "bulk-role",
            Self::Suspend => "bulk-suspend",
            Self::Activate => "bulk-activate",
            Self::Join => "bulk-join",
            Self::Leave => "bulk-leave",
            Self::Archive => "bulk-archive",
            Self::Restore => "bulk-restore",
            Self::Resend => "bulk-resend",
            Self::Sessions => "bulk-sessions",
            Self::End => "bulk-end",
            Self::Delete => "bulk-delete",
        }
    }

    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Suspend => "suspended",
            Self::Activate => "active",
            Self::Join | Self::Leave => "group",
            Self::Archive => "archived",
            Self::Restore => "undo",
            Self::Resend => "send",
            Self::Sessions => "sign-out",
            Self::End => "calendar",
            Self::Delete => "trash",
        }
    }

    /// The key of what it has done: how many, and how many it has skipped.
    #[must_use]
    pub fn notice(self) -> &'static str {
        match self {
            Self::Role => "notice-bulk-role",
            Self::Suspend => "notice-bulk-suspend",
            Self::Activate => "notice-bulk-activate",
            Self::Join => "notice-bulk-join",
            Self::Leave => "notice-bulk-leave",
            Self::Archive => "notice-bulk-archive",
            Self::Restore => "notice-bulk-restore",
            Self::Resend => "notice-bulk-resend",
            Self::Sessions => "notice-bulk-sessions",
            Self::End => "notice-bulk-end",
            Self::Delete => "notice-bulk-delete",
        }
    }

    /// Whether it is asked about first, however few they are: something has to be chosen, or nothing brings it back.
    #[must_use]
    pub fn asks(self) -> bool {
        matches!(self, Self::Role | Self::Join | Self::Leave | Self::Sessions | Self::End | Self::Delete)
    }

    /// Whether it can be taken back: a mail that was sent, a session that has ended and a user who is gone cannot.
    #[must_use]
    pub fn can_undo(self) -> bool {
        !matches!(self, Self::Resend | Self::Sessions | Self::Delete)
    }

    /// Whether there is somebody it can be done with, by their status; the rules of each are asked later.
    #[must_use]
    pub fn fits(self, statuses: &[(Status, i64)]) -> bool {
        let is_there = |wanted: &[Status]| statuses.iter().any(|(status, n)| *n > 0 && wanted.contains(status));
        match self {
            Self::Suspend => is_there(&[Status::Active]),
            Self::Activate => is_there(&[Status::Suspended]),
            Self::Archive => is_there(&[Status::Draft, Status::Invited, Status::Active, Status::Suspended]),
            Self::Restore => is_there(&[Status::Archived]),
            Self::Resend => is_there(&[Status::Draft, Status::Invited]),
            Self::Delete => is_there(&[Status::Archived, Status::Draft]),
            Self::Role | Self::Join | Self::Leave | Self::Sessions | Self::End => true,
        }
    }

    /// The status it leads to.
    #[must_use]
    pub fn status(self) -> Option<Status> {
        match self {
            Self::Suspend => Some(Status::Suspended),
            Self::Activate => Some(Status::Active),
            Self::Archive => Some(Status::Archived),
            _ => None,
        }
    }
}

/// What a job is to do with each of its users.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    pub act: Act,
    /// The role to give, or none.
    #[serde(default)]
    pub role: Option<Uuid>,
    #[serde(default)]
    pub group: Option<Uuid>,
    /// The end date, or none.
    #[serde(default)]
    pub until: Option<Moment>,
    #[serde(default)]
    pub reason: String,
    /// Who takes over what they answer for whom it deletes.
    #[serde(default)]
    pub heirs: Heirs,
    /// Takes back what another job did: each item says what that was.
    #[serde(default)]
    pub is_back: bool,
}

impl Order {
    /// "Suspend: 48 users".
    #[must_use]
    pub fn title(&self, n: i64) -> Said {
        let key = if self.is_back { "bulk-title-back" } else { "bulk-title" };
        Words::new(key).with("act", Value::Message(self.act.word().into())).with("n", n).into()
    }
}
