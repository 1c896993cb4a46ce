//! A change of status by the name people give it: what the button, the title, the notice and the trail call it.

use super::Status;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Activate,
    Suspend,
    Archive,
    Restore,
    CancelInvitation,
}

impl Step {
    #[must_use]
    pub fn of(from: Status, to: Status) -> Self {
        match (from, to) {
            (Status::Archived, _) => Self::Restore,
            (_, Status::Archived) => Self::Archive,
            (_, Status::Suspended) => Self::Suspend,
            (Status::Invited, Status::Draft) => Self::CancelInvitation,
            (_, _) => Self::Activate,
        }
    }

    /// As the trail names it.
    #[must_use]
    pub fn action(self) -> &'static str {
        match self {
            Self::Activate => "user.activate",
            Self::Suspend => "user.suspend",
            Self::Archive => "user.archive",
            Self::Restore => "user.restore",
            Self::CancelInvitation => "invitation.cancel",
        }
    }

    /// The key of its button.
    #[must_use]
    pub fn verb(self) -> &'static str {
        match self {
            Self::Activate => "activate",
            Self::Suspend => "suspend",
            Self::Archive => "archive",
            Self::Restore => "restore",
            Self::CancelInvitation => "cancel-invitation",
        }
    }

    /// The key of "Suspend Ines Sol".
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Activate => "activate-user",
            Self::Suspend => "suspend-user",
            Self::Archive => "archive-user",
            Self::Restore => "restore-user",
            Self::CancelInvitation => "cancel-invitation-of",
        }
    }

    /// The key of "Ines Sol is suspended."
    #[must_use]
    pub fn notice(self) -> &'static str {
        match self {
            Self::Activate => "notice-activated",
            Self::Suspend => "notice-suspended",
            Self::Archive => "notice-archived",
            Self::Restore => "notice-restored",
            Self::CancelInvitation => "notice-cancelled",
        }
    }
}
