//! The outbox as people see it: which mails wait, have left or failed, with the server's words; try again, discard, look at one.

mod actions;
mod forms;
mod model;
mod pages;
mod store;

pub use pages::routes;
