//! The kinds of things that users answer for, and what is said of who takes them over: pure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::i18n::Words;
use crate::users::Email;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Groups,
    Services,
    Views,
    Invitations,
    Items,
}

impl Kind {
    /// In the order of the page.
    pub const ALL: [Self; 5] = [Self::Groups, Self::Services, Self::Views, Self::Invitations, Self::Items];

    /// The field that says what becomes of them.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Groups => "groups",
            Self::Services => "services",
            Self::Views => "views",
            Self::Invitations => "invitations",
            Self::Items => "items",
        }
    }

    /// The field that says to whom they go.
    #[must_use]
    pub fn to(self) -> &'static str {
        match self {
            Self::Groups => "groups_to",
            Self::Services => "services_to",
            Self::Views => "views_to",
            Self::Invitations => "invitations_to",
            Self::Items => "items_to",
        }
    }

    /// The key of their title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Groups => "handover-groups",
            Self::Services => "handover-services",
            Self::Views => "handover-views",
            Self::Invitations => "handover-invitations",
            Self::Items => "handover-items",
        }
    }

    /// The key of what becomes of them when nobody takes them over.
    #[must_use]
    pub fn release(self) -> &'static str {
        match self {
            Self::Groups => "release-groups",
            Self::Services => "release-services",
            Self::Views => "release-views",
            Self::Invitations => "release-invitations",
            Self::Items => "release-items",
        }
    }

    /// What is said where nobody says what becomes of them.
    #[must_use]
    pub fn unsaid(self) -> Words {
        Words::new(match self {
            Self::Groups => "error-groups-to-nobody",
            Self::Services => "error-services-to-nobody",
            Self::Views => "error-views-to-nobody",
            Self::Invitations => "error-invitations-to-nobody",
            Self::Items => "error-items-to-nobody",
        })
    }
}

/// What is to become of one kind of things.
#[derive(Clone, Debug)]
pub enum Successor {
    /// They go to whoever has that address.
    Of(Email),
    Nobody,
}

/// What is said of each kind, and of all others.
#[derive(Clone, Debug, Default)]
pub struct Successors {
    pub of: BTreeMap<Kind, Successor>,
    pub everything: Option<Email>,
}

/// Who takes over each kind; `None` is nobody. What is not in it was not asked about.
pub type Heirs = BTreeMap<Kind, Option<Uuid>>;
