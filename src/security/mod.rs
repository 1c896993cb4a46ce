//! The page of what keeps an account safe: its password, its sessions and what else opens it.

mod actions;
mod forms;
mod many_page;
mod pages;
mod sessions_page;

pub use actions::end_of_all;
pub use pages::{routes, sessions};
