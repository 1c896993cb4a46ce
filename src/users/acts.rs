//! What a reader may do to somebody, offered in the head of every page about them.

use super::model::Status;
use super::record::Sight;
use super::{access_page, activity};
use crate::access::Actor;
use crate::rules::{Action, Collection};

/// The fields of the form of preferences.
const PREFERENCES: [&str; 6] = ["language", "timezone", "theme", "density", "shortcuts", "email_notifications"];

#[expect(clippy::struct_excessive_bools, reason = "what the reader may do, one by one")]
pub struct Acts {
    /// Whether there is anything.
    pub any: bool,
    pub invites: bool,
    pub ends_sessions: bool,
    /// Whether any of their preferences can be changed: programs have none.
    pub preferences: bool,
    /// Whether the page of where their rights come from is open.
    pub access: bool,
    /// Whether that of their password, second factor, sessions and tokens is.
    pub security: bool,
    /// Whether they may be taken into groups, or out of them.
    pub moves_groups: bool,
    /// Whether that of what happened to them and what they did is.
    pub activity: bool,
}

impl Acts {
    /// The sections of the profile that are open: where each stands, and its word.
    #[must_use]
    pub fn sections(&self) -> Vec<(&'static str, &'static str)> {
        let sections = [
            ("", "details", true),
            ("/preferences", "preferences", self.preferences),
            ("/security", "security", self.security),
            ("/access", "access", self.access),
            ("/activity", "activity", self.activity),
        ];
        sections.into_iter().filter(|(.., is_open)| *is_open).map(|(path, word, _)| (path, word)).collect()
    }

    #[must_use]
    pub fn of(actor: &Actor, user: &Sight) -> Self {
        let may_invite = actor.may(Action::Create, Collection::Invitations);
        let invites = may_invite && user.shows("status") && matches!(user.status, Status::Draft | Status::Invited) && !user.is_service();
        let changes = ["status", "role"].iter().any(|field| user.changes(field));
        let any = !actor.is(user.id)
            && user.shows("status")
            && (changes || user.sets("password") || user.deletes || invites || actor.may(Action::Delete, Collection::Sessions));
        let reads = |on| actor.may(Action::Read, on);
        let security = user.sets("password") || user.changes("two_factor") || reads(Collection::Sessions) || reads(Collection::Tokens);
        let ends_sessions = actor.may(Action::Delete, Collection::Sessions);
        let moves = user.changes("groups") || actor.rights.fields(Action::Update, Collection::Groups).has("members");
        let moves_groups = moves && user.shows("groups");
        let preferences = !user.is_service() && PREFERENCES.iter().any(|field| user.changes(field));
        let (access, activity) = (access_page::is_open(user), activity::is_open(actor));
        Self { any, invites, ends_sessions, preferences, access, security, moves_groups, activity }
    }
}
