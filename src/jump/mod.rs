//! Jumping: users, roles, groups and pages by a word, from wherever one is.

mod pages;

pub use pages::routes;
