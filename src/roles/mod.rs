//! Roles: what they are, who may do what with them, and who has them.

mod actions;
mod copy_page;
mod delete_page;
mod forms;
mod list_pages;
mod matrix;
mod model;
mod pages;
mod permission;
mod permission_actions;
mod permission_forms;
mod permission_page;
mod permission_pages;
mod record;
mod review_page;
mod store;
mod users_page;
mod wording;

pub use actions::{add_users, create, delete, edit, remove_users};
pub use model::{Details, Role, Typed};
pub use pages::routes;
pub use permission::Reach;
pub use record::{Sight, all_seen};
