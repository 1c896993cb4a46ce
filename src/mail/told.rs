//! What people are told of: things that happened to their account, so that they notice those that were not theirs.

use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::i18n::Words;

/// "Your Acme password was changed", to the user whose account it is.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct Notice {
    pub project: String,
    pub told: Told,
    pub at: Moment,
    /// Who did it; `None` where it was the user.
    pub by: Option<String>,
    /// The address it was done from; may be empty.
    pub from: String,
    /// The browser as it names itself; may be empty.
    pub agent: String,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    PasswordChanged,
    /// A temporary one was given.
    PasswordSet,
    /// Taken away, because it may be in other hands.
    PasswordCompromised,
    /// To the address before and the one after.
    EmailChanged {
        to: String,
    },
    TwoFactorOn,
    TwoFactorOff,
    RecoveryCodeUsed {
        left: i64,
    },
    RecoveryCodesMade,
    TokenMade {
        name: String,
    },
    NewDevice,
    RoleChanged {
        /// `None` for no role.
        role: Option<String>,
    },
    RoleGranted {
        role: String,
        until: Option<Moment>,
    },
    Suspended,
    /// Suspended by itself, after so many wrong passwords in a row.
    SuspendedAfter {
        attempts: i64,
    },
    Archived,
    Activated,
    /// For good, by the user themselves.
    Deleted,
}

impl Told {
    /// Whether it is about what keeps the account safe; else it is about what they may do.
    #[must_use]
    pub fn is_about_security(&self) -> bool {
        !matches!(
            self,
            Self::RoleChanged { .. }
                | Self::RoleGranted { .. }
                | Self::Suspended
                | Self::SuspendedAfter { .. }
                | Self::Archived
                | Self::Activated
        )
    }

    /// What somebody does who did not expect it.
    pub(super) fn advice(&self) -> &'static str {
        match self {
            Self::PasswordCompromised | Self::Deleted => "mail-notice-ask",
            Self::PasswordSet => "mail-notice-ask-password",
            Self::TokenMade { .. } => "mail-notice-not-you-token",
            told if told.is_about_security() => "mail-notice-not-you",
            _ => "mail-notice-ask",
        }
    }

    /// Whether they cannot sign in any more.
    pub(super) fn shuts_out(&self) -> bool {
        matches!(
            self,
            Self::Suspended | Self::SuspendedAfter { .. } | Self::Archived | Self::PasswordCompromised | Self::PasswordSet | Self::Deleted
        )
    }

    /// Whether the mail is nobody's any more: else it would go with its user.
    pub(super) fn outlives_its_user(&self) -> bool {
        *self == Self::Deleted
    }

    /// Whether they hear of it although they cannot sign in at that moment.
    #[must_use]
    pub fn is_about_status(&self) -> bool {
        matches!(self, Self::Suspended | Self::SuspendedAfter { .. } | Self::Archived | Self::Activated)
    }

    pub(super) fn subject(&self) -> &'static str {
        match self {
            Self::PasswordChanged | Self::PasswordSet => "mail-password-changed-subject",
            Self::PasswordCompromised => "mail-password-compromised-subject",
            Self::EmailChanged { .. } => "mail-email-changed-subject",
            Self::TwoFactorOn => "mail-two-factor-on-subject",
            Self::TwoFactorOff => "mail-two-factor-off-subject",
            Self::RecoveryCodeUsed { .. } => "mail-recovery-used-subject",
            Self::RecoveryCodesMade => "mail-recovery-made-subject",
            Self::TokenMade { .. } => "mail-token-made-subject",
            Self::NewDevice => "mail-new-device-subject",
            Self::Deleted => "mail-deleted-subject",
            Self::RoleChanged { .. }
            | Self::RoleGranted { .. }
            | Self::Suspended
            | Self::SuspendedAfter { .. }
            | Self::Archived
            | Self::Activated => "mail-access-subject",
        }
    }

    pub(super) fn words(&self) -> Words {
        match self {
            Self::PasswordChanged => Words::new("mail-password-changed"),
            Self::PasswordSet => Words::new("mail-password-set"),
            Self::PasswordCompromised => Words::new("mail-password-compromised"),
            Self::EmailChanged { to } => Words::new("mail-email-changed").with("to", to),
            Self::TwoFactorOn => Words::new("mail-two-factor-on"),
            Self::TwoFactorOff => Words::new("mail-two-factor-off"),
            Self::RecoveryCodeUsed { left } => Words::new("mail-recovery-used").with("n", *left),
            Self::RecoveryCodesMade => Words::new("mail-recovery-made"),
            Self::TokenMade { name } => Words::new("mail-token-made").with("name", name),
            Self::NewDevice => Words::new("mail-new-device"),
            Self::RoleChanged { role: Some(role) } => Words::new("mail-role-changed").with("role", role),
            Self::RoleChanged { role: None } => Words::new("mail-role-none"),
            Self::RoleGranted { role, until: Some(until) } => Words::new("mail-role-granted-until").with("role", role).with("date", until),
            Self::RoleGranted { role, until: None } => Words::new("mail-role-granted").with("role", role),
            Self::Suspended => Words::new("mail-suspended"),
            Self::SuspendedAfter { attempts } => Words::new("mail-suspended-after").with("n", *attempts),
            Self::Archived => Words::new("mail-archived"),
            Self::Activated => Words::new("mail-activated"),
            Self::Deleted => Words::new("mail-deleted"),
        }
    }
}
