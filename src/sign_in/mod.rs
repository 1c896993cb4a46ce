//! Signing in and out: the password, the session.

mod actions;
mod forms;
mod pages;
mod store;

pub use pages::routes;
