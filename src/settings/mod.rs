//! What an administrator decides for the whole project.

mod actions;
mod forms;
mod model;
mod pages;
mod store;

pub use model::{Settings, SignInRules};
pub use pages::{SettingsPage, routes};
