//! Another address for somebody: proven by a link that goes there, or set by whoever may.

mod actions;
mod confirm;
mod effect;
mod forms;
mod link_pages;
mod pages;

pub use pages::routes;
