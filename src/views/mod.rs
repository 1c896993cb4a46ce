//! Lists of users that somebody saved under a name, for themselves, for those who hold a role, or for everyone.

mod actions;
mod model;
mod store;

pub use actions::{Saved, delete, edit, find, of_reader, save};
pub use model::{Share, View};
