//! Roles: what they are, who may do what with them, and who has them.

mod actions;
mod forms;
mod model;
mod pages;
mod store;
mod users_page;

pub use actions::{add_users, create, delete, edit, remove_users};
pub use model::{Details, Role};
pub use pages::routes;
