//! First run: a one-time code on standard output, one page, the first administrator; then closed for good.

mod actions;
mod forms;
mod model;
mod pages;
mod store;

pub use actions::{create_admin, is_open, set_up_project};
pub use model::Project;
pub use pages::{code_of, routes};
