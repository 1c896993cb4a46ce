//! What the main navigation leads to, for whoever asks.

use super::Rights;
use crate::rules::{Action, Collection};
use crate::web::Nav;

/// The entries of the main navigation that lead somewhere.
pub(super) fn opens(rights: &Rights) -> Vec<Nav> {
    let entries = [
        (Nav::Users, Collection::Users),
        (Nav::Roles, Collection::Roles),
        (Nav::Groups, Collection::Groups),
        (Nav::Invitations, Collection::Invitations),
        (Nav::Audit, Collection::Audit),
        (Nav::Outbox, Collection::Outbox),
    ];
    let shown = rights.fields(Action::Read, Collection::Settings);
    let is_open = ["sign_in", "invitations", "mail"].iter().any(|field| shown.has(field)) || rights.may(Action::Read, Collection::Fields);
    let settings = is_open.then_some(Nav::Settings);
    entries.into_iter().filter(|(_, on)| rights.may_beyond_own(Action::Read, *on)).map(|(nav, _)| nav).chain(settings).collect()
}
