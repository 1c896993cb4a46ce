//! The rights there are. Today a role that may do everything decides; rules by row and field will stand behind the same gate.

use crate::web::Lack;

/// A right that an action or page asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    ReadUsers,
    CreateUsers,
    UpdateUsers,
    DeleteUsers,
    Invite,
    ReadRoles,
    ManageRoles,
    ReadGroups,
    ManageGroups,
    ReadAudit,
}

impl Right {
    /// The catalogue's name of the right, for the page that says what is missing.
    #[must_use]
    pub fn lack(self) -> Lack {
        Lack(match self {
            Self::ReadUsers => "right-users-read",
            Self::CreateUsers => "right-users-create",
            Self::UpdateUsers => "right-users-update",
            Self::DeleteUsers => "right-users-delete",
            Self::Invite => "right-invitations-create",
            Self::ReadRoles => "right-roles-read",
            Self::ManageRoles => "right-roles-update",
            Self::ReadGroups => "right-groups-read",
            Self::ManageGroups => "right-groups-update",
            Self::ReadAudit => "right-audit-read",
        })
    }
}
