//! What a reader may do to somebody, offered in the head of every page about them.

use super::model::Status;
use super::record::Sight;
use crate::access::Actor;
use crate::rules::{Action, Collection};

pub struct Acts {
    /// Whether there is anything.
    pub any: bool,
    pub invites: bool,
}

impl Acts {
    pub fn of(actor: &Actor, user: &Sight) -> Self {
        let may_invite = actor.may(Action::Create, Collection::Invitations);
        let invites = may_invite && user.shows("status") && matches!(user.status, Status::Draft | Status::Invited);
        let changes = ["status", "role"].iter().any(|field| user.changes(field));
        let any = !actor.is(user.id) && user.shows("status") && (changes || user.sets("password") || user.deletes || invites);
        Self { any, invites }
    }
}
