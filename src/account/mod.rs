//! One's own account: the profile, preferences, the password, one's data.

mod actions;
mod archive;
mod data;
mod data_page;
mod forms;
mod model;
mod pages;
mod store;

pub use pages::routes;
