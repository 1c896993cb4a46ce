//! A user and the rules of status: pure, asked by actions and templates alike.

use std::borrow::Borrow;

use serde::Deserialize;
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use super::custom::Values;
use crate::clock::Moment;
use crate::i18n::Words;
use crate::web::{self, display_name};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Draft,
    Invited,
    Active,
    Suspended,
    Archived,
}

impl Status {
    pub const ALL: [Self; 5] = [Self::Active, Self::Invited, Self::Draft, Self::Suspended, Self::Archived];

    /// As the database, addresses and forms spell it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Archived => "archived",
        }
    }

    /// The key of its word.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Draft => "status-draft",
            Self::Invited => "status-invited",
            Self::Active => "status-active",
            Self::Suspended => "status-suspended",
            Self::Archived => "status-archived",
        }
    }

    /// The key of the one line that explains it.
    #[must_use]
    pub fn legend(&self) -> &'static str {
        match self {
            Self::Draft => "legend-draft",
            Self::Invited => "legend-invited",
            Self::Active => "legend-active",
            Self::Suspended => "legend-suspended",
            Self::Archived => "legend-archived",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

impl TryFrom<String> for Status {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::from_name(&name).ok_or(name)
    }
}

/// Why a change of status is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// One cannot lock oneself out.
    OwnAccount,
    /// The table of `Status` does not lead there.
    NoWay { from: Status, to: Status },
}

impl From<Refusal> for Words {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::OwnAccount => Self::new("refused-own-account"),
            Refusal::NoWay { from: Status::Invited, to: Status::Active } => Self::new("refused-invited-to-active"),
            Refusal::NoWay { from: Status::Archived, .. } => Self::new("refused-archived"),
            Refusal::NoWay { to: Status::Invited, .. } => Self::new("refused-to-invited"),
            Refusal::NoWay { .. } => Self::new("refused-status"),
        }
    }
}

/// A user as actions and the profile see them. No secrets: whether there is a password, not which.
#[derive(FromRow, Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "a row of the table, not a state machine")]
pub struct User {
    pub id: Uuid,
    pub kind: String,
    #[sqlx(try_from = "String")]
    pub status: Status,
    pub status_before: Option<String>,
    pub status_since: Moment,
    pub status_by: Option<Uuid>,
    pub status_reason: String,
    pub expires_at: Option<Moment>,
    pub email: String,
    pub email_key: String,
    pub email_verified_at: Option<Moment>,
    pub first_name: String,
    pub last_name: String,
    pub title: String,
    pub company: String,
    pub location: String,
    pub phone: String,
    pub description: String,
    pub tags: Value,
    /// What they have in added fields.
    pub custom: sqlx::types::Json<Values>,
    /// The hash of their picture, which its address ends in; "" without one.
    pub avatar: String,
    pub language: String,
    pub timezone: String,
    pub theme: String,
    pub density: String,
    pub shortcuts: bool,
    pub email_notifications: bool,
    pub role_id: Option<Uuid>,
    pub owner_id: Option<Uuid>,
    pub provider: String,
    pub external_id: Option<String>,
    pub has_two_factor: bool,
    pub has_password: bool,
    pub must_change_password: bool,
    /// Who made their temporary password.
    pub temporary_by: Option<Uuid>,
    pub password_changed_at: Option<Moment>,
    pub last_seen_at: Moment,
    pub last_page: String,
    pub version: i64,
    pub created_at: Moment,
    pub created_by: Option<Uuid>,
    pub updated_at: Moment,
    pub updated_by: Option<Uuid>,
    pub role_name: Option<String>,
    pub role_is_admin: bool,
    /// Filled in by `store::find`.
    #[sqlx(skip)]
    pub groups: Vec<Uuid>,
}

impl User {
    /// What to call them; who may read neither name nor address calls them by the last digits of their key.
    #[must_use]
    pub fn name(&self) -> String {
        let name = display_name(&self.first_name, &self.last_name, &self.email);
        if name.is_empty() { web::short_key(self.id) } else { name }
    }

    /// Whether it is a program: it has tokens, and no way to sign in.
    #[must_use]
    pub fn is_service(&self) -> bool {
        self.kind == "service"
    }

    /// Whether a password, or a link to one, can be given to them.
    #[must_use]
    pub fn can_have_password(&self) -> bool {
        !self.is_service() && matches!(self.status, Status::Draft | Status::Invited | Status::Active)
    }

    #[must_use]
    pub fn has_name(&self) -> bool {
        !self.first_name.is_empty() || !self.last_name.is_empty()
    }

    /// The name to use in a sentence: the first one, where there is one.
    #[must_use]
    pub fn short_name(&self) -> String {
        if self.first_name.is_empty() && !self.email.is_empty() {
            return self.email.clone();
        }
        if self.first_name.is_empty() { self.name() } else { self.first_name.clone() }
    }

    /// What an archived user goes back to. Someone who was never active does not become so.
    #[must_use]
    pub fn restored_status(&self) -> Status {
        self.status_before.as_deref().and_then(Status::from_name).unwrap_or(Status::Draft)
    }

    /// Whether the end date has come.
    #[must_use]
    pub fn is_past_end(&self, now: Moment) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }

    /// Whether they may sign in, as far as it lies with their record: a person who is active, and not past the end date.
    #[must_use]
    pub fn has_access(&self, now: Moment) -> bool {
        self.status == Status::Active && !self.is_service() && !self.is_past_end(now)
    }

    /// Where an administrator may take this status next.
    #[must_use]
    pub fn next_statuses(&self) -> Vec<Status> {
        match self.status {
            Status::Invited => vec![Status::Draft, Status::Archived],
            Status::Active => vec![Status::Suspended, Status::Archived],
            Status::Draft | Status::Suspended => vec![Status::Active, Status::Archived],
            Status::Archived => vec![self.restored_status()],
        }
    }

    /// The key of the one line that explains what a status would mean for this user.
    #[must_use]
    pub fn legend_of(&self, to: impl Borrow<Status>) -> &'static str {
        match (self.status, *to.borrow()) {
            (Status::Invited, Status::Draft) => "legend-uninvited",
            (_, Status::Active) if !self.has_password && !self.is_service() => "legend-active-soon",
            (_, to) => to.legend(),
        }
    }

    /// Asks the rules whether `by` may take this user to `to` by hand. Inviting, accepting and temporary passwords have
    /// ways of their own.
    ///
    /// # Errors
    /// Why not.
    pub fn may_become(&self, to: Status, by: Option<Uuid>) -> Result<(), Refusal> {
        if by == Some(self.id) && to != Status::Active {
            return Err(Refusal::OwnAccount);
        }
        if self.next_statuses().contains(&to) { Ok(()) } else { Err(Refusal::NoWay { from: self.status, to }) }
    }

    /// The same user with other details.
    #[must_use]
    pub fn with(self, details: &super::Details) -> Self {
        let d = details.clone();
        Self {
            first_name: d.first_name,
            last_name: d.last_name,
            title: d.title,
            company: d.company,
            location: d.location,
            phone: d.phone,
            description: d.description,
            tags: serde_json::json!(d.tags),
            custom: sqlx::types::Json(d.custom),
            ..self
        }
    }

    #[must_use]
    pub fn tag_list(&self) -> Vec<&str> {
        self.tags.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    }
}
