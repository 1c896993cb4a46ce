//! What of the directory is open to a reader: whether there is a list for them, its columns, filters and orders.

use std::borrow::Borrow;

use super::directory::{By, Sort};
use super::state::State;
use super::store;
use crate::access::{Actor, Fields, Scope};
use crate::rules::{Action, Collection, Rule};
use crate::web::{Error, Lack, Result};

/// The users whom somebody may see in the list: who may see none but themselves has no list.
///
/// # Errors
/// `Lack`
pub fn open(actor: &Actor) -> Result<Scope> {
    if actor.rights.may_beyond_own(Action::Read, Collection::Users) {
        Ok(actor.scope(Action::Read, Collection::Users))
    } else {
        Err(Error::Lack(Lack::of(Action::Read, Collection::Users)))
    }
}

/// Whether a reader to whom these fields are open sees that column, and may sort by it.
pub fn is_open(by: impl Borrow<By>, open: impl Borrow<Fields>) -> bool {
    match *by.borrow() {
        By::Name => true,
        By::Added(field) => open.borrow().has_field(field),
        by => store::ordered_by(by).first().is_some_and(|field| open.borrow().has(field)),
    }
}

/// Asking for, or sorting by, what the reader may see of nobody is an error; the order they did not ask for gives way.
///
/// # Errors
/// `Malformed`
pub fn fit(state: &State, open: Fields) -> Result<()> {
    let filter = &state.filter;
    let asked = [
        (!filter.statuses.is_empty(), open.has("status")),
        (filter.role.is_some(), open.has("role")),
        (filter.group.is_some(), open.has("groups")),
        (filter.seen.is_some(), open.has("last_seen_at")),
        (state.sort != Sort::default(), is_open(state.sort.by, open)),
    ];
    let asks_hidden = |rule: &Rule| rule.fields().iter().any(|field| !open.has_field(field));
    if filter.asked.as_ref().is_some_and(|asked| asks_hidden(&asked.rule)) {
        return Err(Error::Malformed("a field that may not be read"));
    }
    if asked.into_iter().any(|(is_asked, is_open)| is_asked && !is_open) {
        return Err(Error::Malformed("a field that may not be read"));
    }
    Ok(())
}
