//! The saved view that a list was opened with, and what has become of it since.

use super::filtering::Asker;
use super::state::State;
use crate::access::Actor;
use crate::rules::{Action, Collection};
use crate::views::View;
use crate::web::Page;

/// A view that is looked at.
pub struct OpenView {
    pub view: View,
    /// Whether the list is another one by now.
    pub is_changed: bool,
    pub may_change: bool,
}

impl OpenView {
    /// The view that the address names, if it is one of the reader's.
    #[must_use]
    pub fn of(actor: &Actor, page: &Page, state: &State, views: &[View]) -> Option<Self> {
        let view = views.iter().find(|view| Some(view.id) == state.view)?.clone();
        // As this reader has it: others may see more columns.
        let kept = State::of_path(&view.address(), &Asker::of(actor, page));
        let may_change = actor.is(view.user_id) || actor.rights.on(Action::Update, Collection::Views, &view).is_some();
        Some(Self { is_changed: kept.saved_query() != state.saved_query(), may_change, view })
    }
}
