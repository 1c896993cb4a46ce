//! Work on many records at once: done in chunks beside the pages, seen while it goes on, cancelled, and taken up again after a crash.

mod actions;
mod forms;
mod model;
mod pages;
mod runner;
mod store;

pub use actions::{NewJob, ask, ask_back, ask_of, count_changed, forget, replace, require_room, seen, undoes};
pub use model::{Done, Item, Job, NewItem, Outcome, State};
pub use pages::routes;
pub use runner::{Bell, Doing, Runner, Turn, Work, run, start};
pub use store::MOST_AT_ONCE;
