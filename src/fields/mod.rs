//! The fields that administrators add to users: their labels, types and choices. What people have in them is of `users`.

mod actions;
mod field_page;
mod forms;
mod list_page;
mod model;
mod store;

pub use field_page::{DeletePage, FieldPage};
pub use list_page::{ListPage, routes};
