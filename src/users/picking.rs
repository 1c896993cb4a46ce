//! What somebody may do with users whom they tick in a list, as far as that does not lie with each of them.

use crate::access::Actor;
use crate::rules::{Action, Collection};

/// The acts that are offered: each user is asked about by themselves.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "one for each kind of act")]
pub struct Picks {
    pub status: bool,
    pub role: bool,
    pub groups: bool,
    pub end: bool,
    pub invitations: bool,
    pub sessions: bool,
    pub deletes: bool,
}

impl Picks {
    #[must_use]
    pub fn of(actor: &Actor) -> Self {
        let (reads, updates) =
            (actor.rights.fields(Action::Read, Collection::Users), actor.rights.fields(Action::Update, Collection::Users));
        let changes =
            |field: &str| actor.rights.may_beyond_own(Action::Update, Collection::Users) && reads.has(field) && updates.has(field);
        let invites = [Action::Create, Action::Update].iter().any(|action| actor.may(*action, Collection::Invitations));
        Self {
            status: changes("status"),
            role: changes("role"),
            groups: changes("groups") || actor.rights.fields(Action::Update, Collection::Groups).has("members"),
            end: changes("expires_at"),
            invitations: invites && reads.has("status"),
            sessions: actor.rights.may_beyond_own(Action::Delete, Collection::Sessions),
            deletes: actor.rights.may_beyond_own(Action::Delete, Collection::Users),
        }
    }

    /// Whether ticking somebody leads anywhere.
    #[must_use]
    pub fn any(&self) -> bool {
        self.status || self.role || self.groups || self.end || self.invitations || self.sessions || self.deletes
    }
}
