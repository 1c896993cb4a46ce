//! One's own account: the profile, preferences, the password.

mod actions;
mod forms;
mod model;
mod pages;
mod store;

pub use pages::routes;
