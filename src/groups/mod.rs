//! Groups: sets of users that carry roles, who answers for them, and who is in them.

mod actions;
mod forms;
mod list_page;
mod members_page;
mod model;
mod pages;
mod record;
mod store;

pub use actions::{add_members, create, delete, edit, remove_members, take_in};
pub use model::{Details, Group};
pub use pages::routes;
pub use record::{Sight, joinable, seen};
