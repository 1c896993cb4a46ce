//! Lists of users that somebody saved under a name, for themselves, for those who hold a role, or for everyone.

mod actions;
mod handover;
mod model;
mod store;

pub use actions::{Saved, delete, edit, find, of_reader, of_user, save};
pub use handover::{hand_over, release, shared_by};
pub use model::{Share, View};
