//! What Rolecall writes: one kind of letter per occasion, and what each of them tells.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use super::told::Notice;
use crate::clock::Moment;
use crate::crypto::Secret;
use crate::i18n::{Language, zone};

/// One mail to one person.
pub struct Mail {
    pub to_address: String,
    pub to_name: String,
    /// Where an answer goes; empty means to the sender of all mails.
    pub reply_to: String,
    pub language: Language,
    pub zone: Tz,
    /// Whose mail it is: it goes with that user.
    pub user: Option<Uuid>,
    pub letter: Letter,
}

/// Whom a mail to a user is for. Their language and zone come first, the project's where they have none.
pub struct Receiver<'a> {
    pub id: Uuid,
    pub address: &'a str,
    pub name: String,
    pub languages: [&'a str; 2],
    pub zones: [&'a str; 2],
}

impl Mail {
    #[must_use]
    pub fn to_user(user: Receiver<'_>, letter: Letter) -> Self {
        Self {
            to_address: user.address.to_owned(),
            to_name: user.name,
            reply_to: String::new(),
            language: user.languages.iter().find_map(|tag| Language::from_tag(tag)).unwrap_or(Language::English),
            zone: user.zones.iter().find_map(|name| zone(name)).unwrap_or(chrono_tz::UTC),
            user: Some(user.id),
            letter,
        }
    }
}

/// The secret stands beside the data, never in it: the data is kept as it is, the secret sealed.
pub enum Letter {
    Invitation(Invitation, Secret),
    /// The same once more, shortly before it ends.
    InvitationReminder(Invitation, Secret),
    InvitationRequest(InvitationRequest),
    Reset(Reset, Secret),
    EmailChange(EmailChange, Secret),
    EndWarning(EndWarning),
    Notice(Notice),
    Digest(Digest),
    Test(Test),
}

/// "Ada Abara invited you to Acme", to the invitee.
#[derive(Serialize, Deserialize, Clone)]
pub struct Invitation {
    pub project: String,
    /// The name of the person who invites.
    pub inviter: String,
    pub role: Option<String>,
    /// What the inviter adds, as plain text; may be empty.
    pub message: String,
    pub expires_at: Moment,
}

/// "Ines asks for a new invitation", to the person who invited.
#[derive(Serialize, Deserialize, Clone)]
pub struct InvitationRequest {
    pub project: String,
    pub name: String,
    pub email: String,
    /// The user who asks.
    pub user: Uuid,
}

/// "Choose a new password for Acme", to whoever asked for it or was sent it.
#[derive(Serialize, Deserialize, Clone)]
pub struct Reset {
    pub project: String,
    /// Who sent it; `None` where it was asked for at the sign-in page.
    pub sender: Option<String>,
    pub asked_at: Moment,
    /// The address it was asked for from.
    pub asked_from: String,
    pub expires_at: Moment,
}

/// "Confirm your new address for Acme", to that address.
#[derive(Serialize, Deserialize, Clone)]
pub struct EmailChange {
    pub project: String,
    /// Who asked for it; `None` where it was the user.
    pub sender: Option<String>,
    pub asked_at: Moment,
    /// Where the user asked from.
    pub asked_from: String,
    pub expires_at: Moment,
}

/// "Your access to Acme ends on 3 December", to whose access it is.
#[derive(Serialize, Deserialize, Clone)]
pub struct EndWarning {
    pub project: String,
    pub expires_at: Moment,
}

/// "Acme: 3 invitations bounced", to administrators.
#[derive(Serialize, Deserialize, Clone)]
pub struct Digest {
    pub project: String,
    /// All of them; `bounced` may hold fewer.
    pub total: i64,
    pub bounced: Vec<Bounced>,
}

/// An invitation whose mail was refused, or given up.
#[derive(Serialize, Deserialize, FromRow, Clone)]
pub struct Bounced {
    /// The user who was invited: what is written of them goes with them.
    pub user: Option<Uuid>,
    pub name: String,
    pub address: String,
    /// The mail server's words, or a key of the catalogue.
    pub answer: String,
}

/// "Test message from Acme", to whoever tries the settings of mail out.
#[derive(Serialize, Deserialize, Clone)]
pub struct Test {
    pub project: String,
    pub sender: String,
    /// Who takes the mail: the mail server's host.
    pub server: String,
    pub at: Moment,
}

/// The occasions, by the names they have in the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Kind {
    Invitation,
    InvitationReminder,
    InvitationRequest,
    Reset,
    EmailChange,
    EndWarning,
    Notice,
    Digest,
    Test,
}

impl Kind {
    pub const ALL: [Self; 9] = [
        Self::Invitation,
        Self::InvitationReminder,
        Self::InvitationRequest,
        Self::Reset,
        Self::EmailChange,
        Self::EndWarning,
        Self::Notice,
        Self::Digest,
        Self::Test,
    ];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::InvitationReminder => "invitation_reminder",
            Self::InvitationRequest => "invitation_request",
            Self::Reset => "reset",
            Self::EmailChange => "email_change",
            Self::EndWarning => "end_warning",
            Self::Notice => "notice",
            Self::Digest => "digest",
            Self::Test => "test",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kinds of mail that bring the same link.
    pub(super) fn with_the_same_link(self) -> [Self; 2] {
        match self {
            Self::Invitation | Self::InvitationReminder => [Self::Invitation, Self::InvitationReminder],
            other => [other; 2],
        }
    }

    /// What people call such a mail.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Invitation => "mail-kind-invitation",
            Self::InvitationReminder => "mail-kind-invitation-reminder",
            Self::InvitationRequest => "mail-kind-invitation-request",
            Self::Reset => "mail-kind-reset",
            Self::EmailChange => "mail-kind-email-change",
            Self::EndWarning => "mail-kind-end-warning",
            Self::Notice => "mail-kind-notice",
            Self::Digest => "mail-kind-digest",
            Self::Test => "mail-kind-test",
        }
    }
}

impl Letter {
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Invitation(..) => Kind::Invitation,
            Self::InvitationReminder(..) => Kind::InvitationReminder,
            Self::InvitationRequest(_) => Kind::InvitationRequest,
            Self::Reset(..) => Kind::Reset,
            Self::EmailChange(..) => Kind::EmailChange,
            Self::EndWarning(_) => Kind::EndWarning,
            Self::Notice(_) => Kind::Notice,
            Self::Digest(_) => Kind::Digest,
            Self::Test(_) => Kind::Test,
        }
    }

    /// What the outbox keeps in the open.
    pub(super) fn data(&self) -> Value {
        let data = match self {
            Self::Invitation(data, _) | Self::InvitationReminder(data, _) => serde_json::to_value(data),
            Self::InvitationRequest(data) => serde_json::to_value(data),
            Self::Reset(data, _) => serde_json::to_value(data),
            Self::EmailChange(data, _) => serde_json::to_value(data),
            Self::EndWarning(data) => serde_json::to_value(data),
            Self::Notice(data) => serde_json::to_value(data),
            Self::Digest(data) => serde_json::to_value(data),
            Self::Test(data) => serde_json::to_value(data),
        };
        data.expect("plain structs are JSON")
    }

    pub(super) fn secret(&self) -> Option<&Secret> {
        match self {
            Self::Invitation(_, secret) | Self::InvitationReminder(_, secret) | Self::Reset(_, secret) | Self::EmailChange(_, secret) => {
                Some(secret)
            }
            Self::InvitationRequest(_) | Self::EndWarning(_) | Self::Notice(_) | Self::Digest(_) | Self::Test(_) => None,
        }
    }

    /// The letter an outbox row stands for; `None` when this version cannot read it.
    pub(super) fn read(kind: &str, data: Value, secret: Option<Secret>) -> Option<Self> {
        match kind {
            "invitation" => Some(Self::Invitation(serde_json::from_value(data).ok()?, secret?)),
            "invitation_reminder" => Some(Self::InvitationReminder(serde_json::from_value(data).ok()?, secret?)),
            "invitation_request" => Some(Self::InvitationRequest(serde_json::from_value(data).ok()?)),
            "end_warning" => Some(Self::EndWarning(serde_json::from_value(data).ok()?)),
            "digest" => Some(Self::Digest(serde_json::from_value(data).ok()?)),
            "test" => Some(Self::Test(serde_json::from_value(data).ok()?)),
            "notice" => Some(Self::Notice(serde_json::from_value(data).ok()?)),
            "reset" => Some(Self::Reset(serde_json::from_value(data).ok()?, secret?)),
            "email_change" => Some(Self::EmailChange(serde_json::from_value(data).ok()?, secret?)),
            _ => None,
        }
    }
}
