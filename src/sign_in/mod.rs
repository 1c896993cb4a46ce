//! Signing in and out: the password, the throttles, the session.

mod actions;
mod forms;
mod pages;
mod store;
mod throttle;

pub use pages::routes;
