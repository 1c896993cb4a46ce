//! The saved view that a list was opened with, and what has become of it since.

use super::columns::fit;
use super::filtering::Asker;
use super::state::State;
use crate::access::Actor;
use crate::db::Db;
use crate::rules::{Action, Collection};
use crate::views::{self, View};
use crate::web::{Error, Page, Result};

/// A view that is looked at.
pub struct OpenView {
    pub view: View,
    /// Whether the list is another one by now.
    pub is_changed: bool,
    pub may_change: bool,
}

/// The address of the view that the directory opens with, where its reader has it, and may ask all that it asks: whoever shares it may
/// ask for what they do not see.
///
/// # Errors
/// When the database is away.
pub async fn start(db: &Db, actor: &Actor, page: &Page, state: &State) -> Result<Option<String>> {
    let Some(id) = state.usual.start else { return Ok(None) };
    let asker = Asker::of(actor, page);
    match views::find(db, actor, id).await {
        Ok(view) => {
            let list = State::read_path(&view.address(), &asker).ok().filter(|list| fit(list, asker.open()).is_ok());
            Ok(list.map(|list| list.address()))
        }
        // It is not theirs any more.
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
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
