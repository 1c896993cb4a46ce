//! First run: a one-time code on standard output, one page, the first administrator; then closed for good.

mod actions;
mod forms;
mod pages;
mod store;

pub use actions::{Project, create_admin, is_open, set_up_project};
pub use pages::{code_of, routes};
